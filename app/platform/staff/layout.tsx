/** The area of those who work for the platform. */
import type { LinksFunction, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { Outlet, useLoaderData, useRouteLoaderData } from '@remix-run/react'
import type { ReactNode } from 'react'
import { roleCan } from '#domain/permissions.ts'
import { AccountMenu } from '../../shell/account-menu.tsx'
import { AreaError } from '../../shell/area-error.tsx'
import dashboardStylesUrl from '../../shell/dashboard.css?url'
import { platformMeta } from '../../shell/platform-meta.ts'
import { DashboardShell } from '../../shell/shell.tsx'
import { HYDRATED } from '../../ui/hydration.ts'
import { BuildingIcon, ListIcon, PeopleIcon } from '../../ui/icons.tsx'
import { openPlatform } from './open-platform.ts'

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
  const me = useRouteLoaderData<typeof loader>('platform/staff/layout')?.me
  return <AreaError frame={me && ((page) => <Frame me={me}>{page}</Frame>)} />
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>

function Frame({ me, children }: { me: Loaded['me']; children: ReactNode }) {
  const staff = { href: '/platform/staff', label: 'Staff', icon: <PeopleIcon /> }
  const items = [
    { href: '/platform', label: 'Businesses', icon: <BuildingIcon />, isExact: true },
    ...(roleCan(me.platform_role, 'platform:staff') ? [staff] : []),
    { href: '/platform/audit', label: 'Log', icon: <ListIcon /> },
  ]
  const hasBusiness = me.memberships.length > 0
  return (
    <DashboardShell
      home="/platform"
      area="Platform"
      groups={[{ title: 'Platform', items }]}
      person={<AccountMenu me={me} elsewhere={hasBusiness ? { href: '/dashboard', label: 'Your stores' } : null} />}
    >
      {children}
    </DashboardShell>
  )
}
