/** The navigation of the dashboard: only what the role may see. All that is set once is behind one entry, Settings. */
import type { MemberOf } from '#contract/identity.ts'
import { type Action, roleCan } from '#domain/permissions.ts'
import type { NavGroup, NavItem } from '../shell/shell.tsx'
import {
  BoxIcon,
  BuildingIcon,
  CoinsIcon,
  DevicesIcon,
  GiftIcon,
  HomeIcon,
  ListIcon,
  PeopleIcon,
  PersonIcon,
  ShelfIcon,
  ShieldIcon,
  SlidersIcon,
  TagIcon,
} from '../ui/icons.tsx'
import { businessHref } from './business-in-sight.ts'
import { settingsHref, settingsSections } from './settings-sections.tsx'

export function dashboardNav(memberships: MemberOf[], member: MemberOf | null, storeId: string | null): NavGroup[] {
  if (!member) return [ACCOUNT]
  const home = businessHref('/dashboard', member, memberships)
  const start: NavGroup = { title: null, items: [{ href: home, label: 'Home', icon: <HomeIcon />, isExact: true }] }
  if (!storeId) return [start, businessNav(memberships, member), ACCOUNT]
  const covers = settingsSections(memberships, member, storeId).flatMap(({ entries }) =>
    entries.map(({ href }) => href.replace(/\?.*/, '')),
  )
  const settings = { href: settingsHref(storeId), label: 'Settings', icon: <SlidersIcon />, covers }
  return [start, { title: 'Selling', items: sellingItems(member, storeId) }, { title: null, items: [settings] }]
}

const only = ({ role }: MemberOf, action: Action, item: NavItem): NavItem[] => (roleCan(role, action) ? [item] : [])

function sellingItems(member: MemberOf, storeId: string): NavItem[] {
  const store = (page: string) => `/dashboard/stores/${storeId}/${page}`
  return [
    ...only(member, 'catalogue:read', { href: store('products'), label: 'Products', icon: <BoxIcon /> }),
    ...only(member, 'inventory:read', { href: store('inventory'), label: 'Stock', icon: <ShelfIcon /> }),
    ...only(member, 'promotions:read', { href: store('promotions'), label: 'Promotions', icon: <TagIcon /> }),
    ...only(member, 'gift_cards:read', { href: store('gift-cards'), label: 'Gift cards', icon: <GiftIcon /> }),
    ...only(member, 'prices:read', { href: store('price-lists'), label: 'Price lists', icon: <CoinsIcon /> }),
  ]
}

/** Of a business that has no store yet, and so no settings page. */
function businessNav(memberships: MemberOf[], member: MemberOf): NavGroup {
  const business = (path: string) => businessHref(path, member, memberships)
  return {
    title: 'Business',
    items: [
      ...only(member, 'members:read', { href: business('/dashboard/team'), label: 'Team', icon: <PeopleIcon /> }),
      ...only(member, 'tenant:read', {
        href: business('/dashboard/business'),
        label: 'Business',
        icon: <BuildingIcon />,
      }),
      ...only(member, 'tenant_audit:read', { href: business('/dashboard/audit'), label: 'Log', icon: <ListIcon /> }),
    ],
  }
}

const ACCOUNT: NavGroup = {
  title: 'You',
  items: [
    { href: '/dashboard/account', label: 'Account', icon: <PersonIcon />, isExact: true },
    { href: '/dashboard/account/two-step', label: 'Two-step verification', icon: <ShieldIcon /> },
    { href: '/dashboard/account/sessions', label: 'Sessions', icon: <DevicesIcon /> },
  ],
}
