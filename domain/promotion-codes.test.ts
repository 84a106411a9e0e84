import { describe, expect, test } from 'vitest'
import { type PricingInput, type PricingLine, priceCart } from './pricing.ts'
import type { CodeRefusal, Promotion } from './promotion.ts'
import { cart, deal, FREE_SHIPPING, fixed, goods, NOW_MS, percent, promotion, rate } from './testing.ts'

const applied = (lines: PricingLine[], promotions: Promotion[], rest: Partial<PricingInput>) =>
  priceCart(cart(lines, { promotions, ...rest })).promotions.map(({ promotionId, amountMinor }) => [
    promotionId,
    amountMinor,
  ])

describe('a code', () => {
  const lines = [goods('tea', 1000)]
  const coded = (rest: Partial<Promotion>, effect: Promotion['effect'] = percent(10)) =>
    promotion('p', effect, { code: 'TEN', ...rest })
  const refused = (promotions: Promotion[], rest: Partial<PricingInput> = {}, of = lines) =>
    priceCart(cart(of, { codes: ['TEN'], promotions, ...rest })).refusedCodes

  test('applies its promotion when it is entered, and not before', () => {
    expect(applied(lines, [coded({})], { codes: ['TEN'] })).toEqual([['p', 100]])
    expect(applied(lines, [coded({})], { codes: ['OTHER'] })).toEqual([])
    expect(refused([coded({})])).toEqual([])
  })

  test('is refused once when no promotion has it', () => {
    expect(refused([promotion('auto', percent(5))], { codes: ['NO', 'NO'] })).toEqual([
      { code: 'NO', reason: 'code_not_found' },
    ])
  })

  const EVERYTHING_WRONG: Partial<Promotion> = {
    isActive: false,
    startsAtMs: NOW_MS + 1,
    endsAtMs: NOW_MS,
    usesLeft: 0,
    currency: 'JPY',
    customerGroupIds: ['vip'],
    minSubtotalMinor: 9_999,
    minQuantity: 9,
    scope: { productIds: ['pot'], categoryIds: [] },
  }
  // Each row mends one thing; the next reason comes to light.
  const MENDED: [CodeRefusal, Partial<Promotion>][] = [
    ['code_expired', {}],
    ['code_not_started', { isActive: true }],
    ['code_expired', { startsAtMs: NOW_MS }],
    ['code_used_up', { endsAtMs: NOW_MS + 1 }],
    ['code_currency_mismatch', { usesLeft: 1 }],
    ['code_not_for_customer', { currency: 'USD' }],
    ['code_not_for_these_products', { customerGroupIds: ['vip', 'staff'] }],
    ['code_minimum_not_met', { scope: { productIds: ['tea'], categoryIds: [] } }],
    ['code_minimum_not_met', { minSubtotalMinor: 1000 }],
  ]
  const mended = (times: number): Partial<Promotion> =>
    Object.assign({}, EVERYTHING_WRONG, ...MENDED.slice(0, times).map(([, mend]) => mend))

  test.each(MENDED.map(([reason], index) => [reason, index] as const))('is refused as %s (row %i)', (reason, index) => {
    expect(refused([coded(mended(index + 1))], { customerGroupIds: ['staff'] })).toEqual([{ code: 'TEN', reason }])
  })

  test('applies when all is mended', () => {
    const allRight = { ...mended(MENDED.length), minQuantity: 1 }
    expect(refused([coded(allRight)], { customerGroupIds: ['staff'] })).toEqual([])
  })

  test('of a share without a minimum is for every currency; of an amount for its own', () => {
    expect(refused([coded({ currency: 'JPY' })])).toEqual([])
    expect(refused([coded({ currency: 'JPY', minSubtotalMinor: 1 })])).toMatchObject([
      { reason: 'code_currency_mismatch' },
    ])
    expect(refused([coded({ currency: 'JPY' }, fixed(1))])).toMatchObject([{ reason: 'code_currency_mismatch' }])
  })

  test.each<[string, CodeRefusal, Promotion, PricingLine[]]>([
    ['with too few pieces for a deal', 'code_minimum_not_met', coded({}, deal(1, 1)), lines],
    ['when the share comes to nothing', 'code_minimum_not_met', coded({}), [goods('tea', 4)]],
    ['when the goods cost nothing', 'code_not_for_these_products', coded({}), [goods('leaflet', 0)]],
    ['in an empty cart', 'code_not_for_these_products', coded({}), []],
    ['in an empty cart with a minimum', 'code_minimum_not_met', coded({ minSubtotalMinor: 1 }), []],
    ['for gift cards', 'code_not_for_these_products', coded({}), [goods('card', 1000, { isGiftCard: true })]],
  ])('is refused %s', (_, reason, one, of) => {
    expect(refused([one], {}, of)).toEqual([{ code: 'TEN', reason }])
  })

  test('looks at the goods in its scope alone, before any discount', () => {
    const teaOnly = { scope: { productIds: ['tea'], categoryIds: [] } }
    const both = [goods('tea', 1000, { quantity: 2 }), goods('pot', 5000)]
    const half = promotion('half', percent(50), { priority: 1 })
    expect(refused([coded({ ...teaOnly, minSubtotalMinor: 2000, minQuantity: 2 }), half], {}, both)).toEqual([])
    expect(refused([coded({ ...teaOnly, minSubtotalMinor: 2001 })], {}, both)).toHaveLength(1)
    expect(refused([coded({ ...teaOnly, minQuantity: 3 })], {}, both)).toHaveLength(1)
  })

  test('is not combinable when a better way won, or nothing was left for it', () => {
    const auto = promotion('auto', percent(20), { isExclusive: true })
    expect(refused([coded({}), auto])).toEqual([{ code: 'TEN', reason: 'code_not_combinable' }])
    expect(refused([coded({ isExclusive: true }), promotion('auto', percent(20))])).toEqual([
      { code: 'TEN', reason: 'code_not_combinable' },
    ])
    const withFree = [...lines, goods('leaflet', 0)]
    expect(refused([coded({}), promotion('all', percent(100), { priority: 1 })], {}, withFree)).toEqual([
      { code: 'TEN', reason: 'code_not_combinable' },
    ])
    const free = promotion('free', FREE_SHIPPING, { priority: 1 })
    expect(refused([free, coded({}, FREE_SHIPPING)], { shippingRate: rate(600) })).toEqual([
      { code: 'TEN', reason: 'code_not_combinable' },
    ])
  })

  test('of exclusive free delivery is not combinable when others win who leave a delivery to pay', () => {
    const shippingRate = rate(600, { freeOverMinor: 1000 })
    const free = coded({ isExclusive: true }, FREE_SHIPPING)
    // Alone it would take off nothing, since the goods are worth enough; what the other leaves of them is not.
    expect(refused([free, promotion('auto', percent(10))], { shippingRate })).toEqual([
      { code: 'TEN', reason: 'code_not_combinable' },
    ])
  })

  test('tells its own reason even when another way won', () => {
    const better = promotion('auto', percent(20), { isExclusive: true })
    expect(refused([coded({}, deal(1, 1)), better])).toEqual([{ code: 'TEN', reason: 'code_minimum_not_met' }])
  })

  test('of free delivery waits while there is no delivery to pay for', () => {
    const free = coded({}, FREE_SHIPPING)
    expect(refused([free])).toEqual([])
    expect(refused([free], { shippingRate: rate(600, { freeOverMinor: 1 }) })).toEqual([])
    expect(applied(lines, [free], { codes: ['TEN'], shippingRate: rate(600, { freeOverMinor: 1 }) })).toEqual([])
    expect(refused([free], { shippingRate: rate(600) }, [goods('card', 1000, { isGiftCard: true })])).toEqual([
      { code: 'TEN', reason: 'code_not_for_these_products' },
    ])
  })
})
