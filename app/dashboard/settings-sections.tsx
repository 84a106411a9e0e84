/** What is kept under Settings, by whom it concerns: only what the role may see. Also runs in browsers. */
import type { ReactNode } from 'react'
import type { MemberOf } from '#contract/identity.ts'
import { type Action, roleCan } from '#domain/permissions.ts'
import {
  BuildingIcon,
  CardIcon,
  DevicesIcon,
  GlobeIcon,
  KeyIcon,
  ListIcon,
  PageIcon,
  PeopleIcon,
  PercentIcon,
  PersonIcon,
  PinIcon,
  ShieldIcon,
  SlidersIcon,
  VanIcon,
} from '../ui/icons.tsx'
import { businessHref } from './business-in-sight.ts'

export interface SettingsEntry {
  href: string
  label: string
  text: string
  icon: ReactNode
}

export interface SettingsGroup {
  id: string
  title: string
  entries: SettingsEntry[]
}

interface Named extends SettingsEntry {
  action?: Action
}

export const settingsHref = (storeId: string) => `/dashboard/stores/${storeId}/settings`

export function settingsSections(memberships: MemberOf[], member: MemberOf, storeId: string): SettingsGroup[] {
  const store = (page: string) => `/dashboard/stores/${storeId}/${page}`
  const business = (path: string) => businessHref(path, member, memberships)
  const groups: { id: string; title: string; entries: Named[] }[] = [
    { id: 'store', title: 'Store', entries: storeEntries(store) },
    { id: 'business', title: 'Business', entries: businessEntries(business) },
    { id: 'you', title: 'You', entries: OWN_ENTRIES },
  ]
  return groups
    .map((group) => ({
      ...group,
      entries: group.entries.filter(({ action }) => !action || roleCan(member.role, action)),
    }))
    .filter(({ entries }) => entries.length > 0)
}

const storeEntries = (store: (page: string) => string): Named[] => [
  {
    href: store('settings/details'),
    label: 'Store details',
    text: 'Name, contact e-mail, theme, language, currencies',
    icon: <SlidersIcon />,
    action: 'store:read',
  },
  {
    href: store('settings/payments'),
    label: 'Payments',
    text: 'How shoppers pay',
    icon: <CardIcon />,
    action: 'store:read',
  },
  {
    href: store('shipping'),
    label: 'Delivery',
    text: 'Zones, methods and prices',
    icon: <VanIcon />,
    action: 'store:read',
  },
  {
    href: store('taxes'),
    label: 'Taxes',
    text: 'Rates by country, region and category',
    icon: <PercentIcon />,
    action: 'store:read',
  },
  {
    href: store('locations'),
    label: 'Locations',
    text: 'Where stock is kept and picked up',
    icon: <PinIcon />,
    action: 'inventory:read',
  },
  {
    href: store('policies'),
    label: 'Policies',
    text: 'Delivery, returns, privacy and terms, in writing',
    icon: <PageIcon />,
    action: 'store:read',
  },
  {
    href: store('domains'),
    label: 'Domains',
    text: 'The addresses of your store',
    icon: <GlobeIcon />,
    action: 'domains:read',
  },
  {
    href: store('api-keys'),
    label: 'API keys',
    text: 'Access for your own programs',
    icon: <KeyIcon />,
    action: 'api_keys:read',
  },
  {
    href: store('audit'),
    label: 'Store log',
    text: 'Who changed what in this store',
    icon: <ListIcon />,
    action: 'store_audit:read',
  },
]

const businessEntries = (business: (path: string) => string): Named[] => [
  {
    href: business('/dashboard/team'),
    label: 'Team',
    text: 'Members, roles and invitations',
    icon: <PeopleIcon />,
    action: 'members:read',
  },
  {
    href: business('/dashboard/business'),
    label: 'Business',
    text: 'Name and security rules',
    icon: <BuildingIcon />,
    action: 'tenant:read',
  },
  {
    href: business('/dashboard/audit'),
    label: 'Business log',
    text: 'Who did what in all stores',
    icon: <ListIcon />,
    action: 'tenant_audit:read',
  },
]

const OWN_ENTRIES: Named[] = [
  {
    href: '/dashboard/account',
    label: 'Your account',
    text: 'Name, password and log-in',
    icon: <PersonIcon />,
  },
  {
    href: '/dashboard/account/two-step',
    label: 'Two-step verification',
    text: 'A code from your phone at log-in',
    icon: <ShieldIcon />,
  },
  {
    href: '/dashboard/account/sessions',
    label: 'Sessions',
    text: 'Where you are logged in',
    icon: <DevicesIcon />,
  },
]
