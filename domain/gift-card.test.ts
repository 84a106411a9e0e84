import { describe, expect, test } from 'vitest'
import {
  decideCapture,
  decideHoldAmount,
  decideReleaseAmount,
  type GiftCardHoldState,
  type GiftCardState,
  type KnownGiftCardHold,
  spendableOf,
} from './gift-card.ts'
import { NOW_MS } from './testing.ts'

const card = (rest: Partial<GiftCardState> = {}): GiftCardState => ({
  currency: 'USD',
  balanceMinor: 1000,
  heldMinor: 0,
  isDisabled: false,
  expiresAtMs: null,
  ...rest,
})
const wanted = (amountMinor: number) => ({ id: 'h', amountMinor, expiresAtMs: NOW_MS + 60_000 })
const known = (state: GiftCardHoldState, amountMinor = 600): KnownGiftCardHold => ({ ...wanted(amountMinor), state })

test('what may be set aside is the balance without the holds, and never less than nothing', () => {
  expect(spendableOf(card({ heldMinor: 400 }))).toBe(600)
  expect(spendableOf(card({ heldMinor: 1001 }))).toBe(0)
})

describe('a hold on a gift card', () => {
  const hold = (of: GiftCardState | undefined, amountMinor = 600, existing?: KnownGiftCardHold) =>
    decideHoldAmount(of, existing, wanted(amountMinor), 'USD', NOW_MS)

  test('sets an amount aside, to the last unit', () => {
    expect(hold(card())).toEqual({ outcome: 'held', hold: wanted(600) })
    expect(hold(card({ heldMinor: 400 }))).toMatchObject({ outcome: 'held' })
  })

  test.each<[string, GiftCardState | undefined, string, number]>([
    ['there is no such card', undefined, 'gift_card_not_found', 0],
    ['it is of another currency', card({ currency: 'JPY', isDisabled: true }), 'gift_card_currency_mismatch', 0],
    ['it is disabled', card({ isDisabled: true, expiresAtMs: NOW_MS }), 'gift_card_disabled', 0],
    ['it has ended', card({ expiresAtMs: NOW_MS }), 'gift_card_expired', 0],
    ['the balance is too low', card({ balanceMinor: 599 }), 'gift_card_insufficient', 599],
    ['too much is set aside', card({ heldMinor: 401 }), 'gift_card_insufficient', 599],
  ])('is refused when %s', (_, of, reason, spendableMinor) => {
    expect(hold(of)).toEqual({ outcome: 'refused', reason, spendableMinor })
  })

  test('is possible until the card ends', () => {
    expect(hold(card({ expiresAtMs: NOW_MS + 1 }))).toMatchObject({ outcome: 'held' })
  })

  test('is answered as before when it is asked for again, whatever has become of the card', () => {
    const existing = known('held')
    for (const of of [card({ heldMinor: 600 }), card({ isDisabled: true }), undefined]) {
      expect(hold(of, 600, existing)).toEqual({ outcome: 'replayed', hold: existing })
    }
  })

  test('is refused for another amount, and when it is over', () => {
    const of = card({ heldMinor: 700 })
    expect(hold(of, 601, known('held'))).toEqual({ outcome: 'refused', reason: 'hold_id_reused', spendableMinor: 300 })
    for (const state of ['captured', 'released', 'expired'] as const) {
      expect(hold(of, 600, known(state))).toEqual({ outcome: 'refused', reason: 'hold_ended', spendableMinor: 300 })
    }
  })

  test.each([0, -1, 0.5, Number.NaN])('of %s is a bug', (amountMinor) => {
    expect(() => hold(card(), amountMinor)).toThrow(RangeError)
  })
  test('may be of one unit', () => {
    expect(hold(card(), 1)).toMatchObject({ outcome: 'held' })
  })
})

describe('a capture', () => {
  const released = { outcome: 'refused', reason: 'hold_released' }
  const insufficient = { outcome: 'refused', reason: 'gift_card_insufficient' }
  test.each<[string, GiftCardState | undefined, KnownGiftCardHold | undefined, object]>([
    ['spends what was set aside', card({ heldMinor: 600 }), known('held'), { outcome: 'captured' }],
    ['does not mind other holds', card({ heldMinor: 1000 }), known('held'), { outcome: 'captured' }],
    ['does not mind a card disabled since', card({ isDisabled: true }), known('held'), { outcome: 'captured' }],
    ['needs the balance', card({ balanceMinor: 599 }), known('held'), insufficient],
    ['takes an expired hold again', card({ heldMinor: 400 }), known('expired'), { outcome: 'captured' }],
    ['but nothing that is set aside for others', card({ heldMinor: 401 }), known('expired'), insufficient],
    ['is done once', card({ balanceMinor: 0 }), known('captured'), { outcome: 'replayed' }],
    ['is too late after a release', card(), known('released'), released],
    ['needs a hold', card(), undefined, { outcome: 'refused', reason: 'hold_unknown' }],
    ['needs a card', undefined, known('held', 1), insufficient],
    ['needs a card for an expired hold too', undefined, known('expired', 1), insufficient],
    ['is too late after a release that came before the card', undefined, known('released'), released],
  ])('%s', (_, of, existing, expected) => {
    expect(decideCapture(of, existing)).toEqual(expected)
  })
})

test.each([
  ['an unknown hold', undefined, 'unknown'],
  ['a live hold', known('held'), 'released'],
  ['a captured one', known('captured'), 'refunded'],
  ['a released one', known('released'), 'replayed'],
  ['an expired one', known('expired'), 'released'],
])('the release of %s', (_, existing, outcome) => {
  expect(decideReleaseAmount(existing)).toEqual({ outcome })
})
