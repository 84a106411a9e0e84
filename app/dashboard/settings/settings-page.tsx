/** All settings on one page: of the store, of the business, and one's own. */
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, useLoaderData, useRouteLoaderData } from '@remix-run/react'
import { DashHead } from '../../shell/parts.tsx'
import { platformMeta } from '../../shell/platform-meta.ts'
import type { loader as dashboardLoader } from '../layout.tsx'
import { requireStoreAccess, storeName } from '../require-dashboard.ts'
import { settingsSections } from '../settings-sections.tsx'

export async function loader(args: LoaderFunctionArgs) {
  const { member, storeId } = await requireStoreAccess(args, 'store:read')
  return { member, storeId, name: storeName(member, storeId) }
}

export const meta = platformMeta('Settings')

export default function SettingsPage() {
  const { member, storeId, name } = useLoaderData<typeof loader>()
  const memberships = useRouteLoaderData<typeof dashboardLoader>('dashboard/layout')?.me.memberships ?? [member]
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
