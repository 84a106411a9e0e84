/** All settings on one page: of the store, of the business, and one's own. */
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, useLoaderData, useRouteLoaderData } from '@remix-run/react'
import { DashHead } from '../components/dashboard-parts.tsx'
import { openStore, storeName } from '../lib/open-dashboard.ts'
import { platformMeta } from '../lib/platform-meta.ts'
import { settingsSections } from '../lib/settings-sections.tsx'
import type { loader as dashboardLoader } from './dashboard.tsx'

export async function loader(args: LoaderFunctionArgs) {
  const { member, storeId } = await openStore(args, 'store:read')
  return { member, storeId, name: storeName(member, storeId) }
}

export const meta = platformMeta('Settings')

export default function SettingsPage() {
  const { member, storeId, name } = useLoaderData<typeof loader>()
  const memberships = useRouteLoaderData<typeof dashboardLoader>('routes/dashboard')?.me.memberships ?? [member]
  return (
    <>
      <DashHead title="Settings" lead={name} />
      {settingsSections(memberships, member, storeId).map(({ id, title, entries }) => (
        <section key={id} className="settings-group" aria-labelledby={`${id}-title`}>
          <h2 id={`${id}-title`}>{title}</h2>
          <ul className="settings-list">
            {entries.map(({ href, label, text, icon }) => (
              <li key={href}>
                {icon}
                <div>
                  <Link className="cover-link" to={href}>
                    {label}
                  </Link>
                  <p className="muted">{text}</p>
                </div>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}
