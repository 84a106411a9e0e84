/** The merchant's own area: its frame, and who is in it. */
import { type LinksFunction, type LoaderFunctionArgs, redirect } from '@remix-run/cloudflare'
import { Outlet, useLoaderData, useParams, useRouteLoaderData, useSearchParams } from '@remix-run/react'
import type { ReactNode } from 'react'
import { AccountMenu } from '../shell/account-menu.tsx'
import { AreaError } from '../shell/area-error.tsx'
import dashboardStylesUrl from '../shell/dashboard.css?url'
import { platformMeta } from '../shell/platform-meta.ts'
import { DashboardShell } from '../shell/shell.tsx'
import { TimeZoneContext, timeZoneInSight } from '../shell/time-zone-in-sight.ts'
import { HYDRATED } from '../ui/hydration.ts'
import { chosenMember, chosenStore } from './business-in-sight.ts'
import { dashboardNav } from './nav.tsx'
import { requireDashboard } from './require-dashboard.ts'
import { StoreSwitcher } from './store-switcher.tsx'

export const handle = HYDRATED
export const links: LinksFunction = () => [{ rel: 'stylesheet', href: dashboardStylesUrl }]
export const meta = platformMeta('Dashboard')

export async function loader(args: LoaderFunctionArgs) {
  const { me } = await requireDashboard(args)
  const isStart = new URL(args.request.url).pathname === '/dashboard'
  if (isStart && me.memberships.length === 0 && me.platform_role) return redirect('/platform')
  return { me }
}

export default function Dashboard() {
  const { me } = useLoaderData<typeof loader>()
  return (
    <Frame me={me}>
      <Outlet />
    </Frame>
  )
}

export function ErrorBoundary() {
  const me = useRouteLoaderData<typeof loader>('dashboard/layout')?.me
  return <AreaError frame={me && ((page) => <Frame me={me}>{page}</Frame>)} />
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>

function Frame({ me, children }: { me: Loaded['me']; children: ReactNode }) {
  const { storeId } = useParams()
  const [query] = useSearchParams()
  const member = chosenMember(me.memberships, { storeId, businessId: query.get('business') })
  const store = chosenStore(member, storeId)
  return (
    <DashboardShell
      home="/dashboard"
      area="Dashboard"
      groups={dashboardNav(me.memberships, member, store?.id ?? null)}
      switcher={<StoreSwitcher memberships={me.memberships} member={member} store={store} />}
      person={<AccountMenu me={me} elsewhere={me.platform_role ? { href: '/platform', label: 'Platform' } : null} />}
    >
      <TimeZoneContext.Provider value={timeZoneInSight(member, storeId)}>{children}</TimeZoneContext.Provider>
    </DashboardShell>
  )
}
