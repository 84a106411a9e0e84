import { describe, expect, test } from 'vitest'
import {
  type CheckoutDraft,
  type CheckoutEvent,
  type CheckoutState,
  type DraftLine,
  type Effect,
  HOLD_TTL_MS,
  startCheckout,
} from './checkout.ts'
import { type CheckoutPorts, type LookupOutcome, type PaymentOutcome, performEffect } from './checkout-effects.ts'
import type { CaptureResult, HoldAmountResult } from './gift-card.ts'
import type { CountUseResult, HoldUseResult } from './promotion-uses.ts'
import type { CommitResult, ReserveResult } from './reservation.ts'

const line = (variantId: string, rest: Partial<DraftLine> = {}): DraftLine => ({
  itemId: variantId,
  variantId,
  productSlug: '',
  title: '',
  variantTitle: '',
  sku: '',
  imageUrl: null,
  quantity: 2,
  unitPriceMinor: 500,
  lineTotalMinor: 1000,
  discountMinor: 0,
  taxes: [],
  stockShards: 1,
  isGiftCard: false,
  requiresShipping: true,
  giftCards: [],
  ...rest,
})
const use = (promotionId: string) => ({
  promotionId,
  customerKey: 'k',
  limits: { total: 5, perCustomer: null },
})
const draft: CheckoutDraft = {
  checkoutId: 'c',
  cartId: 'cart',
  storeId: 's',
  orderId: 'o',
  paymentId: 'pm',
  customerId: 'cu',
  eventIds: { placed: 'e1', paid: 'e2' },
  email: 'a@example.com',
  shippingMethod: '',
  currency: 'USD',
  shippingAddress: { name: '', line1: '', line2: '', city: '', region: '', postal_code: '', country: '', phone: '' },
  fulfillmentType: 'pickup',
  locationId: 'north',
  payment: { provider: 'test', methodId: 'm', label: '' },
  lines: [
    line('b'),
    line('a'),
    line('card', {
      isGiftCard: true,
      giftCards: [
        { giftCardId: 'g9', eventId: 'e3' },
        { giftCardId: 'g8', eventId: 'e4' },
      ],
    }),
  ],
  subtotalMinor: 3000,
  discountMinor: 0,
  shippingMinor: 0,
  taxMinor: 0,
  taxes: [],
  totalMinor: 3000,
  giftCardMinor: 1000,
  payableMinor: 2000,
  taxIncluded: false,
  discounts: [],
  explanation: [],
  promotionUses: [use('p')],
  giftCards: [
    { giftCardId: 'g2', lastFour: '', amountMinor: 400 },
    { giftCardId: 'g1', lastFour: '', amountMinor: 600 },
  ],
}

interface Answers {
  reserve: (variantId: string) => ReserveResult
  commit: (variantId: string) => CommitResult
  available: (variantId: string) => number
  holdUse: HoldUseResult
  countUse: CountUseResult
  holdAmount: HoldAmountResult
  capture: CaptureResult
  pay: PaymentOutcome
  lookUp: LookupOutcome
}
const held = { id: 'c', quantity: 2, locationId: null, expiresAtMs: 1 }
const GOOD: Answers = {
  reserve: () => ({ outcome: 'held', hold: held }),
  commit: () => ({ outcome: 'committed', backordered: 0 }),
  available: () => 1,
  holdUse: { outcome: 'held' },
  countUse: { outcome: 'used' },
  holdAmount: { outcome: 'held', hold: { id: 'c', amountMinor: 1, expiresAtMs: 1 } },
  capture: { outcome: 'captured' },
  pay: { outcome: 'paid', reference: 'r' },
  lookUp: { outcome: 'absent' },
}

/** A world that answers as told, and what was asked of it. */
function worldOf(answers: Partial<Answers> = {}) {
  const given = { ...GOOD, ...answers }
  const asked: string[] = []
  const hear = async <T>(what: string, answer: T): Promise<T> => {
    asked.push(what)
    return answer
  }
  const world: CheckoutPorts = {
    stock: ({ variantId }) => ({
      reserve: ({ holdId, quantity, ttlMs, locationId }) => {
        expect([holdId, quantity, ttlMs, locationId]).toEqual(['c', 2, HOLD_TTL_MS, 'north'])
        return hear(`reserve ${variantId}`, given.reserve(variantId))
      },
      commit: () => hear(`commit ${variantId}`, given.commit(variantId)),
      release: () => hear(`release ${variantId}`, null),
      available: () => hear(`available ${variantId}`, given.available(variantId)),
    }),
    promotion: (id) => ({
      hold: ({ limits, customerKey }) => {
        expect([limits.total, customerKey]).toEqual([5, 'k'])
        return hear(`hold ${id}`, given.holdUse)
      },
      count: () => hear(`count ${id}`, given.countUse),
      release: () => hear(`release ${id}`, null),
    }),
    giftCard: (id) => ({
      issue: ({ amountMinor, currency, id: entry, reason, actor }) =>
        hear(`issue ${id} ${amountMinor} ${currency} ${entry} (${reason}, ${actor})`, null),
      hold: ({ amountMinor, currency }) => hear(`hold ${id} ${amountMinor} ${currency}`, given.holdAmount),
      capture: (_, reason) => hear(`capture ${id} (${reason})`, given.capture),
      release: () => hear(`release ${id}`, null),
    }),
    payment: () => ({
      pay: () => hear('pay', given.pay),
      lookUp: () => hear('look up', given.lookUp),
      cancel: () => hear('cancel', undefined),
    }),
    place: (_, { paymentReference, backordered }) =>
      hear(`place ${paymentReference} ${JSON.stringify(backordered)}`, 1001),
    reach: (point) => hear(`(${point})`, undefined),
  }
  return { world, asked }
}

async function perform(
  effect: Effect,
  given: { answers?: Partial<Answers>; draft?: Partial<CheckoutDraft>; state?: Partial<CheckoutState> } = {},
): Promise<{ event: CheckoutEvent; asked: string[] }> {
  const { world, asked } = worldOf(given.answers)
  const state = { ...startCheckout(0), ...given.state }
  return { event: await performEffect(world, effect, { ...draft, ...given.draft }, state), asked }
}

const short = { outcome: 'refused', reason: 'insufficient_stock', available: 1 } as const
const EVERYTHING = ['a', 'b', 'p', 'g1', 'g2']

describe('reserving', () => {
  test('takes stock, promotions and gift cards in one order, whatever the order of the lines', async () => {
    const { event, asked } = await perform('reserve')
    expect(event).toEqual({ type: 'reserved' })
    expect(asked.filter((what) => !what.startsWith('('))).toEqual([
      'reserve a',
      'reserve b',
      'hold p',
      'hold g1 600 USD',
      'hold g2 400 USD',
    ])
    expect(asked.filter((what) => what === '(between_reserves)')).toHaveLength(4)
  })

  test('takes what is not handed over from any shelf, wherever the rest is picked up', async () => {
    const asked: unknown[] = []
    const { world } = worldOf()
    const stock = (of: { variantId: string }) => ({
      ...world.stock(of as DraftLine, draft),
      reserve: async ({ locationId }: { locationId: string | null }) => {
        asked.push([of.variantId, locationId])
        return GOOD.reserve(of.variantId)
      },
    })
    const lines = [line('mug'), line('pdf', { requiresShipping: false })]
    await performEffect({ ...world, stock }, 'reserve', { ...draft, lines }, startCheckout(0))
    expect(asked).toEqual([
      ['mug', 'north'],
      ['pdf', null],
    ])
  })

  test.each([['pqr'], ['rqp'], ['qrp']])('takes promotions by their ids, given as %s', async (given) => {
    const { asked } = await perform('reserve', { draft: { promotionUses: [...given].map(use) } })
    expect(asked.filter((what) => /^hold [pqr]$/.test(what))).toEqual(['hold p', 'hold q', 'hold r'])
  })

  test('stops at the first refusal and says everything that is short', async () => {
    const { event, asked } = await perform('reserve', { answers: { reserve: () => short, available: () => 0 } })
    expect(event).toEqual({
      type: 'reserve_refused',
      failure: {
        code: 'insufficient_stock',
        shortages: [
          { variantId: 'a', available: 1 },
          { variantId: 'b', available: 0 },
        ],
      },
    })
    expect(asked).toEqual(['reserve a', 'available b'])
  })

  test('says of a later line how much is left of it, and nothing when that is enough', async () => {
    const left: Record<string, number> = { b: 1, c: 2, d: 3 }
    const { event, asked } = await perform('reserve', {
      draft: { lines: ['d', 'c', 'b', 'a', 'card'].map((id) => line(id, { isGiftCard: id === 'card' })) },
      answers: { reserve: () => short, available: (variantId) => left[variantId] ?? 0 },
    })
    const shortages = [
      { variantId: 'a', available: 1 },
      { variantId: 'b', available: 1 },
    ]
    expect(event).toEqual({ type: 'reserve_refused', failure: { code: 'insufficient_stock', shortages } })
    expect(asked).toEqual(['reserve a', 'available b', 'available c', 'available d'])
  })

  test('says nothing of lines that it had taken before the first that was short', async () => {
    const reserve = (id: string): ReserveResult => (id === 'a' ? { outcome: 'held', hold: held } : short)
    const { event } = await perform('reserve', { answers: { reserve } })
    const shortages = [{ variantId: 'b', available: 1 }]
    expect(event).toEqual({ type: 'reserve_refused', failure: { code: 'insufficient_stock', shortages } })
  })

  test.each<[string, Partial<Answers>, object]>([
    [
      'a promotion is used up',
      { holdUse: { outcome: 'refused', reason: 'code_used_up' } },
      { code: 'code_used_up', promotionId: 'p' },
    ],
    [
      'the customer has used it',
      { holdUse: { outcome: 'refused', reason: 'code_used_by_customer' } },
      { code: 'code_used_by_customer', promotionId: 'p' },
    ],
    [
      'a gift card holds too little',
      { holdAmount: { outcome: 'refused', reason: 'gift_card_insufficient', spendableMinor: 7 } },
      { code: 'gift_card_insufficient', giftCardId: 'g1', spendableMinor: 7 },
    ],
    [
      'a gift card was disabled',
      { holdAmount: { outcome: 'refused', reason: 'gift_card_disabled', spendableMinor: 0 } },
      { code: 'gift_card_disabled', giftCardId: 'g1', spendableMinor: 0 },
    ],
    [
      'a gift card has expired',
      { holdAmount: { outcome: 'refused', reason: 'gift_card_expired', spendableMinor: 0 } },
      { code: 'gift_card_expired', giftCardId: 'g1', spendableMinor: 0 },
    ],
    [
      'a use has ended behind its back',
      { holdUse: { outcome: 'refused', reason: 'hold_ended' } },
      { code: 'checkout_undone' },
    ],
    [
      'a hold has ended behind its back',
      { reserve: () => ({ outcome: 'refused', reason: 'hold_ended', state: 'expired' }) },
      { code: 'checkout_undone' },
    ],
    [
      'a gift card is unknown',
      { holdAmount: { outcome: 'refused', reason: 'gift_card_not_found', spendableMinor: 0 } },
      { code: 'checkout_undone' },
    ],
  ])('is refused when %s', async (_, answers, failure) => {
    expect((await perform('reserve', { answers })).event).toEqual({ type: 'reserve_refused', failure })
  })
})

describe('paying', () => {
  test.each<[Effect, Partial<Answers>, CheckoutEvent]>([
    ['pay', {}, { type: 'paid', reference: 'r' }],
    ['pay', { pay: { outcome: 'declined' } }, { type: 'declined' }],
    ['pay', { pay: { outcome: 'unknown' } }, { type: 'payment_unknown' }],
    ['look_up_payment', { lookUp: { outcome: 'paid', reference: 'r' } }, { type: 'paid', reference: 'r' }],
    ['look_up_payment', { lookUp: { outcome: 'declined' } }, { type: 'declined' }],
    ['look_up_payment', { lookUp: { outcome: 'unknown' } }, { type: 'payment_unknown' }],
    ['look_up_payment', {}, { type: 'payment_absent' }],
  ])('%s with %o comes to %o', async (effect, answers, event) => {
    expect((await perform(effect, { answers })).event).toEqual(event)
  })

  test.each<Effect>(['pay', 'look_up_payment'])('asks nobody when there is nothing to pay (%s)', async (effect) => {
    const { event, asked } = await perform(effect, { draft: { payableMinor: 0 } })
    expect(event).toEqual({ type: 'paid', reference: 'none' })
    expect(asked).toEqual([])
  })
})

describe('committing', () => {
  test('keeps everything in the same order and says what comes later', async () => {
    const commit = (id: string): CommitResult => ({ outcome: 'replayed', backordered: id === 'b' ? 2 : 0 })
    const { event, asked } = await perform('commit', { answers: { commit } })
    expect(event).toEqual({ type: 'committed', backordered: [{ variantId: 'b', quantity: 2 }] })
    expect(asked.filter((what) => !what.startsWith('('))).toEqual([
      'commit a',
      'commit b',
      'count p',
      'capture g1 (order of checkout c)',
      'capture g2 (order of checkout c)',
    ])
    expect(asked.filter((what) => what === '(between_commits)')).toHaveLength(4)
  })

  test.each<[string, Partial<Answers>, object]>([
    [
      'pieces are gone',
      { commit: () => short },
      { code: 'hold_expired', shortages: [{ variantId: 'a', available: 1 }] },
    ],
    [
      'a hold is not known',
      { commit: () => ({ outcome: 'refused', reason: 'hold_unknown' }) },
      { code: 'checkout_undone' },
    ],
    [
      'a promotion is used up',
      { countUse: { outcome: 'refused', reason: 'code_used_up' } },
      { code: 'code_used_up', promotionId: 'p' },
    ],
    [
      'a gift card has been spent',
      { capture: { outcome: 'refused', reason: 'gift_card_insufficient' } },
      { code: 'gift_card_insufficient', giftCardId: 'g1', spendableMinor: 0 },
    ],
  ])('is refused when %s', async (_, answers, failure) => {
    expect((await perform('commit', { answers })).event).toEqual({ type: 'commit_refused', failure })
  })
})

describe('placing', () => {
  const state = { paymentReference: 'r', backordered: [{ variantId: 'b', quantity: 1 }] }

  test('puts money on the cards that were bought, then writes the order', async () => {
    const { event, asked } = await perform('place', { state })
    expect(event).toEqual({ type: 'placed', orderNumber: 1001 })
    expect(asked).toEqual([
      'issue g9 500 USD bought:c (bought, checkout:c)',
      'issue g8 500 USD bought:c (bought, checkout:c)',
      'place r [{"variantId":"b","quantity":1}]',
      '(after_place_batch)',
    ])
  })

  test('without a payment is a bug', async () => {
    await expect(perform('place')).rejects.toThrow('without a payment')
  })
})

describe('undoing', () => {
  test('gives everything back, the money first', async () => {
    const { event, asked } = await perform('undo', {
      state: { paymentMayExist: true, failure: { code: 'checkout_undone' } },
    })
    expect(event).toEqual({ type: 'undone' })
    expect(asked).toEqual(['cancel', ...EVERYTHING.map((id) => `release ${id}`)])
  })

  test('pays back money that may have moved, though nobody has said why it failed', async () => {
    const { asked } = await perform('undo', { state: { paymentMayExist: true } })
    expect(asked[0]).toBe('cancel')
  })

  test.each<[string, Partial<CheckoutState>, Partial<CheckoutDraft>]>([
    ['nobody was asked for', { failure: { code: 'checkout_undone' } }, {}],
    ['was declined', { paymentMayExist: true, failure: { code: 'payment_declined' } }, {}],
    ['there was none of', { paymentMayExist: true, failure: { code: 'checkout_undone' } }, { payableMinor: 0 }],
  ])('pays back no money that %s', async (_, state, change) => {
    const { asked } = await perform('undo', { state, draft: change })
    expect(asked).toEqual(EVERYTHING.map((id) => `release ${id}`))
  })
})
