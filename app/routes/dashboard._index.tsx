/** The start of the dashboard: the stores, and what is left to do before the first sale. */
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Link, useLoaderData, useSearchParams } from '@remix-run/react'
import type { DeliveryRate, ShippingZone } from '#contract/shipping.ts'
import type { MerchantStore } from '#contract/store.ts'
import type { TaxRate } from '#contract/tax.ts'
import { type Action, type MemberRole, mayRole } from '#domain/permissions.ts'
import { DashHead, Empty, Panel, Status } from '../components/dashboard-parts.tsx'
import { DoneNotice } from '../components/done-notice.tsx'
import { OutIcon } from '../components/icons.tsx'
import { type Step, Steps } from '../components/steps.tsx'
import { openDashboard } from '../lib/open-dashboard.ts'
import { platformMeta } from '../lib/platform-meta.ts'
import { createSellingCalls } from '../lib/selling-calls.ts'
import { createStoreCalls, createTenantCalls } from '../lib/tenant-calls.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { me, member, ask } = await openDashboard(args)
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
  return {
    ...{ view: 'business' as const, firstName: firstNameOf(me.name), member, hasMfa: me.mfa.enabled },
    ...{ memberCount: members.length, storeId: store?.id ?? null, productCount: opened?.product_count ?? 0 },
    // What a store never has from the start: somebody has been at its settings.
    isTheirs: opened ? isTheirs(opened.settings) : false,
    sellsTheirWay: sellsTheirWay(zones, taxRates),
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
        <DoneNotice words={DONE} />
        <Empty title="You are in no team">
          Ask somebody to invite you with this account’s e-mail address, and open the link in the mail.
        </Empty>
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
      <DoneNotice words={DONE} />
      {member.tenant.status === 'suspended' ? (
        <p className="notice notice--negative">
          This business is suspended: its stores are closed for shoppers. The mail to its owner says why.
        </p>
      ) : null}
      {member.tenant.status === 'active' ? (
        <Panel id="next" title="Next steps" text="In the order that most stores take them.">
          <Steps steps={stepsOf(page, member.role)} />
        </Panel>
      ) : null}
      <Panel id="stores" title="Stores" text="Open a store as your shoppers see it." isFlush>
        <ul className="store-list">
          {member.stores.map((store) => (
            <li key={store.id}>
              <div>
                <Link to={`/dashboard/stores/${store.id}/settings`}>{store.name}</Link>
                <span className="muted break-anywhere">{store.url.replace(/^https?:\/\//, '')}</span>
              </div>
              {store.status === 'active' ? null : <Status tone="negative">Suspended</Status>}
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

/** What no store has from the start. */
const isTheirs = ({ tagline, theme }: MerchantStore['settings']) => tagline !== '' || theme !== 'plain'

/** A store begins with one way of delivery, for nothing, and without taxes. */
const sellsTheirWay = (zones: ShippingZone[], taxRates: TaxRate[]) =>
  taxRates.length > 0 || zones.length !== 1 || zones.some(({ rates }) => rates.some(isPriced))
const isPriced = ({ steps }: DeliveryRate) => steps.some(({ price_minor }) => price_minor > 0)

interface Facts {
  hasMfa: boolean
  isTheirs: boolean
  sellsTheirWay: boolean
  memberCount: number
  storeId: string | null
  productCount: number
}

/** Only what the role may do. */
function stepsOf(
  { hasMfa, isTheirs, sellsTheirWay, memberCount, storeId, productCount }: Facts,
  role: MemberRole,
): Step[] {
  const steps: (Step & { action?: Action })[] = [
    {
      title: 'Turn on two-step verification',
      text: 'A code from your phone keeps everybody else out, even with your password.',
      href: '/dashboard/account/two-step',
      isDone: hasMfa,
    },
    {
      title: 'Make the store yours',
      text: 'Its name and its look.',
      href: `/dashboard/stores/${storeId}/settings`,
      isDone: isTheirs,
      action: 'store:write',
    },
    {
      title: 'Set delivery and tax',
      text: 'Where you deliver to, what it costs, and which taxes you collect.',
      href: `/dashboard/stores/${storeId}/shipping`,
      isDone: sellsTheirWay,
      action: 'store:write',
    },
    {
      title: 'Add products',
      text: 'Import a file, or begin with sample products.',
      href: `/dashboard/stores/${storeId}/products`,
      isDone: productCount > 0,
      action: 'catalogue:write',
    },
    {
      title: 'Invite your team',
      text: 'Everybody with their own account, and only the rights that they need.',
      href: '/dashboard/team',
      isDone: memberCount > 1,
      action: 'members:write',
    },
  ]
  const hasPlace = ({ href }: Step) => storeId !== null || !href.includes('/stores/')
  return steps.filter((step) => hasPlace(step) && (!step.action || mayRole(role, step.action)))
}
