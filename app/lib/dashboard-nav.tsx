/** The navigation of the dashboard: only what the role may see. */
import type { MemberOf } from '#contract/identity.ts'
import { type Action, mayRole } from '#domain/permissions.ts'
import type { NavGroup, NavItem } from '../components/dashboard-shell.tsx'
import {
  BoxIcon,
  BuildingIcon,
  CoinsIcon,
  DevicesIcon,
  GiftIcon,
  GlobeIcon,
  HomeIcon,
  KeyIcon,
  ListIcon,
  PeopleIcon,
  PercentIcon,
  PersonIcon,
  PinIcon,
  ShelfIcon,
  ShieldIcon,
  SlidersIcon,
  TagIcon,
  VanIcon,
} from '../components/icons.tsx'
import { businessHref } from './business-in-sight.ts'

export function dashboardNav(memberships: MemberOf[], member: MemberOf | null, storeId: string | null): NavGroup[] {
  const account: NavGroup = {
    title: 'You',
    items: [
      { href: '/dashboard/account', label: 'Account', icon: <PersonIcon />, isExact: true },
      { href: '/dashboard/account/two-step', label: 'Two-step verification', icon: <ShieldIcon /> },
      { href: '/dashboard/account/sessions', label: 'Sessions', icon: <DevicesIcon /> },
    ],
  }
  if (!member) return [account]
  const allowed = (action: Action, item: NavItem): NavItem[] => (mayRole(member.role, action) ? [item] : [])
  const business = (path: string) => businessHref(path, member, memberships)
  const store = (page: string) => `/dashboard/stores/${storeId}/${page}`
  const sells = storeId
    ? [
        ...allowed('catalogue:read', { href: store('products'), label: 'Products', icon: <BoxIcon /> }),
        ...allowed('inventory:read', { href: store('inventory'), label: 'Stock', icon: <ShelfIcon /> }),
        ...allowed('promotions:read', { href: store('promotions'), label: 'Promotions', icon: <TagIcon /> }),
        ...allowed('gift_cards:read', { href: store('gift-cards'), label: 'Gift cards', icon: <GiftIcon /> }),
        ...allowed('prices:read', { href: store('price-lists'), label: 'Price lists', icon: <CoinsIcon /> }),
      ]
    : []
  const ofStore = storeId
    ? [
        ...allowed('store:read', { href: store('shipping'), label: 'Delivery', icon: <VanIcon /> }),
        ...allowed('store:read', { href: store('taxes'), label: 'Taxes', icon: <PercentIcon /> }),
        ...allowed('store:read', { href: store('locations'), label: 'Locations', icon: <PinIcon /> }),
        ...allowed('store:read', { href: store('settings'), label: 'Settings', icon: <SlidersIcon /> }),
        ...allowed('domains:read', { href: store('domains'), label: 'Domains', icon: <GlobeIcon /> }),
        ...allowed('api_keys:read', { href: store('api-keys'), label: 'API keys', icon: <KeyIcon /> }),
        ...allowed('store_audit:read', { href: store('audit'), label: 'Store log', icon: <ListIcon /> }),
      ]
    : []
  return [
    {
      title: null,
      items: [{ href: business('/dashboard'), label: 'Home', icon: <HomeIcon />, isExact: true }],
    },
    { title: 'Selling', items: sells },
    { title: 'Store', items: ofStore },
    {
      title: 'Business',
      items: [
        ...allowed('members:read', { href: business('/dashboard/team'), label: 'Team', icon: <PeopleIcon /> }),
        ...allowed('tenant:read', { href: business('/dashboard/business'), label: 'Business', icon: <BuildingIcon /> }),
        ...allowed('tenant_audit:read', { href: business('/dashboard/audit'), label: 'Log', icon: <ListIcon /> }),
      ],
    },
    account,
  ]
}
