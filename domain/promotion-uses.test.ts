import { describe, expect, test } from 'vitest'
import {
  decideCountUse,
  decideHoldUse,
  decideReleaseUse,
  type KnownUseHold,
  type UseHoldState,
  type UseLimits,
} from './promotion-uses.ts'

const UNLIMITED: UseLimits = { total: null, perCustomer: null }
const ONCE_EACH: UseLimits = { total: 100, perCustomer: 1 }
const use = (customerKey: string) => ({ id: 'checkout', customerKey, expiresAtMs: 60_000 })
const known = (state: UseHoldState): KnownUseHold => ({ ...use('ann'), state })
const refused = (reason: string) => ({ outcome: 'refused', reason })

describe('a use of a promotion', () => {
  const hold = (limits: UseLimits, total: number, byCustomer: number, existing?: KnownUseHold, customer = 'ann') =>
    decideHoldUse(limits, { total, byCustomer }, existing, use(customer))

  test.each<[string, UseLimits, number, number, object]>([
    ['is without limit where there is none', UNLIMITED, 10 ** 6, 10 ** 6, { outcome: 'held' }],
    ['is the last of all', ONCE_EACH, 99, 0, { outcome: 'held' }],
    ['is one too many of all', ONCE_EACH, 100, 0, refused('code_used_up')],
    ['is one too many of the customer', ONCE_EACH, 99, 1, refused('code_used_by_customer')],
    ['is refused for all before the customer', ONCE_EACH, 100, 1, refused('code_used_up')],
    ['is the last of the customer', { total: null, perCustomer: 2 }, 5, 1, { outcome: 'held' }],
    ['is too many beyond a lowered limit', { total: 3, perCustomer: null }, 5, 0, refused('code_used_up')],
  ])('%s', (_, limits, total, byCustomer, expected) => {
    expect(hold(limits, total, byCustomer)).toEqual(expected)
  })

  test('is held once, for one customer, and not again after its end', () => {
    expect(hold(ONCE_EACH, 100, 1, known('held'))).toEqual({ outcome: 'replayed' })
    expect(hold(UNLIMITED, 0, 0, known('held'), 'bob')).toEqual(refused('hold_id_reused'))
    for (const state of ['used', 'released', 'expired'] as const) {
      expect(hold(UNLIMITED, 0, 0, known(state))).toEqual(refused('hold_ended'))
    }
  })
})

describe('the counting of a use', () => {
  const count = (total: number, byCustomer: number, existing?: KnownUseHold) =>
    decideCountUse(ONCE_EACH, { total, byCustomer }, existing)

  test('counts a live hold even when the limit was lowered since, and once', () => {
    expect(count(150, 2, known('held'))).toEqual({ outcome: 'used' })
    expect(count(150, 2, known('used'))).toEqual({ outcome: 'replayed' })
  })

  test('counts an expired one while there is room', () => {
    expect(count(99, 0, known('expired'))).toEqual({ outcome: 'used' })
    expect(count(100, 0, known('expired'))).toEqual(refused('code_used_up'))
    expect(count(99, 1, known('expired'))).toEqual(refused('code_used_by_customer'))
  })

  test('counts nothing that was released or never held', () => {
    expect(count(0, 0, known('released'))).toEqual(refused('hold_released'))
    expect(count(0, 0)).toEqual(refused('hold_unknown'))
  })
})

test.each([
  ['an unknown use', undefined, 'unknown'],
  ['a held one', known('held'), 'released'],
  ['an expired one', known('expired'), 'released'],
  ['a counted one', known('used'), 'given_back'],
  ['a released one', known('released'), 'replayed'],
])('the release of %s', (_, existing, outcome) => {
  expect(decideReleaseUse(existing)).toEqual({ outcome })
})
