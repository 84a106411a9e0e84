/** The start of the dashboard: the stores, and what is left to do before the first sale. */
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, useLoaderData, useSearchParams } from '@remix-run/react'
import { Badge, DashHead, EmptyState, Panel } from '../../shell/parts.tsx'
import { platformMeta } from '../../shell/platform-meta.ts'
import { FlashMessage } from '../../ui/flash-message.tsx'
import { OutIcon } from '../../ui/icons.tsx'
import { requireDashboard } from '../require-dashboard.ts'
import { createSellingCalls } from '../selling-calls.ts'
import { settingsHref } from '../settings-sections.tsx'
import { createStoreCalls, createTenantCalls } from '../tenant-calls.ts'
import { firstSteps, hasOwnDelivery, isTheirs } from './first-steps.ts'
import { OnboardingChecklist } from './onboarding-checklist.tsx'

export async function loader(args: LoaderFunctionArgs) {
  const { me, member, ask } = await requireDashboard(args)
  if (!member) return { view: 'none' as const, firstName: firstNameOf(me.name) }
  const { api } = args.context
  // A suspended business or store answers nothing; the page says that it is suspended.
  const isOpen = member.tenant.status === 'active'
  const store = member.stores.find(({ status }) => status === 'active')
  const selling = isOpen && store ? createSellingCalls(api, store.id) : null
  const [members, opened, zones, taxRates] = await Promise.all([
    isOpen ? ask(createTenantCalls(api, member.tenant.id).members()) : [],
    isOpen && store ? ask(createStoreCalls(api, store.id).store()) : null,
    selling ? ask(selling.zones()) : [],
    selling ? ask(selling.taxRates()) : [],
  ])
  const progress = {
    hasMfa: me.mfa.enabled,
    isTheirs: opened ? isTheirs(opened.settings) : false,
    hasOwnDelivery: hasOwnDelivery(zones),
    hasTaxRates: taxRates.length > 0,
    country: opened?.settings.country ?? '',
    memberCount: members.length,
    storeId: store?.id ?? null,
    productCount: opened?.product_count ?? 0,
  }
  return {
    view: 'business' as const,
    firstName: firstNameOf(me.name),
    member,
    storeId: store?.id ?? null,
    steps: firstSteps(progress, member.role),
  }
}

const firstNameOf = (name: string) => name.split(/\s+/)[0] ?? name

export const meta = platformMeta('Dashboard')

const DONE = { joined: 'You are in the team now.', left: 'You have left the team.' }

export default function DashboardHome() {
  const page = useLoaderData<typeof loader>()
  const [query] = useSearchParams()
  const isNew = query.has('welcome')
  if (page.view === 'none') {
    return (
      <>
        <DashHead title={`Hello, ${page.firstName}`} />
        <FlashMessage words={DONE} />
        <EmptyState title="You are in no team">
          Ask somebody to invite you with this account’s e-mail address, and open the link in the mail.
        </EmptyState>
      </>
    )
  }
  const { member } = page
  return (
    <>
      <DashHead
        title={isNew ? `Welcome, ${page.firstName}` : `Hello, ${page.firstName}`}
        lead={isNew ? 'Your store is open. A few steps make it yours.' : member.tenant.name}
      />
      <FlashMessage words={DONE} />
      {member.tenant.status === 'suspended' ? (
        <p className="notice notice--negative">
          This business is suspended: its stores are closed for shoppers. The mail to its owner says why.
        </p>
      ) : null}
      {member.tenant.status === 'active' ? (
        <OnboardingChecklist steps={page.steps}>
          {page.storeId ? (
            <p className="notice notice--caution">
              No payment provider can be connected yet: shoppers are not charged.{' '}
              <Link to={`${settingsHref(page.storeId)}/payments`}>More about payments</Link>
            </p>
          ) : null}
        </OnboardingChecklist>
      ) : null}
      <Panel id="stores" title="Stores" text="Open a store as your shoppers see it." isFlush>
        <ul className="store-list">
          {member.stores.map((store) => (
            <li key={store.id}>
              <div>
                <Link to={settingsHref(store.id)}>{store.name}</Link>
                <span className="muted break-anywhere">{store.url.replace(/^https?:\/\//, '')}</span>
              </div>
              {store.status === 'active' ? null : <Badge tone="negative">Suspended</Badge>}
              <a className="button button--quiet button--small" href={store.url}>
                Visit the store <OutIcon />
              </a>
            </li>
          ))}
        </ul>
      </Panel>
    </>
  )
}
