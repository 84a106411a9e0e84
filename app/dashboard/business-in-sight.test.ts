import { describe, expect, test } from 'vitest'
import type { MemberOf } from '#contract/identity.ts'
import { businessHref, chosenMember, chosenStore } from './business-in-sight.ts'
import { dashboardNav } from './nav.tsx'

const memberOf = (name: string, role: MemberOf['role'] = 'owner'): MemberOf => ({
  tenant: { id: name, name, status: 'active', mfa_required: false },
  role,
  stores: ['1', '2'].map((n) => ({
    id: `${name}-${n}`,
    slug: `${name}-${n}`,
    name: `${name} ${n}`,
    status: 'active',
    time_zone: 'UTC',
    url: `http://${name}-${n}.localhost`,
  })),
})
const TEA = memberOf('tea')
const WOOL = memberOf('wool')

describe('somebody in two businesses', () => {
  const seen = (storeId: string | undefined, businessId: string | null) =>
    chosenMember([TEA, WOOL], { storeId, businessId })?.tenant.name

  test.each([
    ['the first', undefined, null, 'tea'],
    ['the one that the address names', undefined, 'wool', 'wool'],
    ['the one whose store the address names', 'wool-2', 'tea', 'wool'],
    ['the first, where the address names nobody’s', 'nobody', 'nobody', 'tea'],
  ])('sees %s', (_, storeId, businessId, name) => {
    expect(seen(storeId, businessId)).toBe(name)
  })

  test('stays in the second by its links', () => {
    expect(businessHref('/dashboard/team', TEA, [TEA, WOOL])).toBe('/dashboard/team')
    expect(businessHref('/dashboard/team', WOOL, [TEA, WOOL])).toBe('/dashboard/team?business=wool')
  })

  test('has the store of the address in sight, else the first', () => {
    expect(chosenStore(TEA, 'tea-2')?.id).toBe('tea-2')
    expect(chosenStore(TEA, 'wool-1')?.id).toBe('tea-1')
    expect(chosenStore(null, 'tea-1')).toBeNull()
  })
})

describe('the navigation', () => {
  const labels = (role: MemberOf['role']) => {
    const member = memberOf('tea', role)
    return dashboardNav([member], member, 'tea-1').flatMap(({ items }) => items.map(({ label }) => label))
  }

  test('shows a viewer nothing that only managers may see', () => {
    expect(labels('viewer')).toEqual(expect.arrayContaining(['Home', 'Settings']))
  })

  test('leaves somebody without a team their account', () => {
    expect(dashboardNav([], null, null).map(({ title }) => title)).toEqual(['You'])
  })
})
