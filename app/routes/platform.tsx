/** The area of those who work for the platform. */
import type { LinksFunction, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Outlet, useLoaderData, useRouteLoaderData } from '@remix-run/react'
import type { ReactNode } from 'react'
import { mayRole } from '#domain/permissions.ts'
import { AreaError } from '../components/area-error.tsx'
import { DashboardShell } from '../components/dashboard-shell.tsx'
import { BuildingIcon, ListIcon, PeopleIcon } from '../components/icons.tsx'
import { PersonMenu } from '../components/person-menu.tsx'
import { HYDRATED } from '../lib/hydration.ts'
import { openPlatform } from '../lib/open-platform.ts'
import { platformMeta } from '../lib/platform-meta.ts'
import dashboardStylesUrl from '../styles/dashboard.css?url'

export const handle = HYDRATED
export const links: LinksFunction = () => [{ rel: 'stylesheet', href: dashboardStylesUrl }]
export const meta = platformMeta('Platform')

export async function loader(args: LoaderFunctionArgs) {
  const { me } = await openPlatform(args, 'platform:read')
  return { me }
}

export default function Platform() {
  const { me } = useLoaderData<typeof loader>()
  return (
    <Frame me={me}>
      <Outlet />
    </Frame>
  )
}

export function ErrorBoundary() {
  const me = useRouteLoaderData<typeof loader>('routes/platform')?.me
  return <AreaError frame={me && ((page) => <Frame me={me}>{page}</Frame>)} />
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>

function Frame({ me, children }: { me: Loaded['me']; children: ReactNode }) {
  const staff = { href: '/platform/staff', label: 'Staff', icon: <PeopleIcon /> }
  const items = [
    { href: '/platform', label: 'Businesses', icon: <BuildingIcon />, isExact: true },
    ...(mayRole(me.platform_role, 'platform:staff') ? [staff] : []),
    { href: '/platform/audit', label: 'Log', icon: <ListIcon /> },
  ]
  const hasBusiness = me.memberships.length > 0
  return (
    <DashboardShell
      home="/platform"
      area="Platform"
      groups={[{ title: 'Platform', items }]}
      person={<PersonMenu me={me} elsewhere={hasBusiness ? { href: '/dashboard', label: 'Your stores' } : null} />}
    >
      {children}
    </DashboardShell>
  )
}
