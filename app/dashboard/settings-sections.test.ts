import { expect, test } from 'vitest'
import type { MemberOf } from '#contract/identity.ts'
import type { MemberRole } from '#domain/permissions.ts'
import { dashboardNav } from './nav.tsx'
import { settingsSections } from './settings-sections.tsx'

const member = (role: MemberRole): MemberOf => ({
  tenant: { id: 't', name: 'Tea', status: 'active', mfa_required: false },
  role,
  stores: [{ id: 's', slug: 'tea', name: 'Tea', status: 'active', time_zone: 'UTC', url: 'http://tea.localhost:8788' }],
})
const labels = (role: MemberRole) =>
  settingsSections([member(role)], member(role), 's').flatMap(({ entries }) => entries.map(({ label }) => label))

test('the settings have everything that an owner may set, and nothing that others may not see', () => {
  expect(labels('owner')).toEqual([
    'Store details',
    'Payments',
    'Delivery',
    'Taxes',
    'Locations',
    'Policies',
    'Domains',
    'API keys',
    'Store log',
    'Team',
    'Business',
    'Business log',
    'Your account',
    'Two-step verification',
    'Sessions',
  ])
  expect(labels('viewer')).not.toContain('API keys')
  expect(labels('viewer')).toContain('Delivery')
})

test('the navigation has one entry for them, which is the current one on each of their pages', () => {
  const nav = dashboardNav([member('owner')], member('owner'), 's').flatMap(({ items }) => items)
  expect(nav.map(({ label }) => label)).toEqual([
    'Home',
    'Products',
    'Stock',
    'Promotions',
    'Gift cards',
    'Price lists',
    'Settings',
  ])
  const settings = nav.at(-1)
  expect(settings?.covers).toEqual(expect.arrayContaining(['/dashboard/team', '/dashboard/stores/s/taxes']))
})
