import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MAX_PRICE_MINOR, type PricingInput, priceCart, taxOf } from './pricing.ts'

const line = fc.record({
  unitPriceMinor: fc.integer({ min: 0, max: 10 ** 7 }),
  quantity: fc.integer({ min: 1, max: 999 }),
})
const cart: fc.Arbitrary<PricingInput> = fc.record({
  lines: fc.array(line, { maxLength: 30 }),
  shippingRate: fc.option(
    fc.record({
      priceMinor: fc.integer({ min: 0, max: 100_000 }),
      freeOverMinor: fc.option(fc.integer({ min: 0, max: 10 ** 8 })),
    }),
  ),
  taxInclusive: fc.boolean(),
  taxRateBps: fc.integer({ min: 0, max: 3000 }),
})

describe('the price of a cart', () => {
  test('adds up to the minor unit', () => {
    fc.assert(
      fc.property(cart, (input) => {
        const quote = priceCart(input)
        expect(quote.subtotalMinor).toBe(quote.lines.reduce((sum, priced) => sum + priced.totalMinor, 0))
        const onTop = input.taxInclusive ? 0 : quote.taxMinor
        expect(quote.totalMinor).toBe(quote.subtotalMinor + quote.shippingMinor + onTop)
      }),
    )
  })

  test('does not depend on the order of its lines', () => {
    fc.assert(
      fc.property(cart, (input) => {
        const { lines: _, ...forwards } = priceCart(input)
        const { lines: __, ...backwards } = priceCart({ ...input, lines: [...input.lines].reverse() })
        expect(backwards).toEqual(forwards)
      }),
    )
  })

  test('changes by at most one unit of tax when a line is split in two, and not at all otherwise', () => {
    fc.assert(
      fc.property(cart, fc.integer({ min: 2, max: 500 }), (input, quantity) => {
        const whole = { unitPriceMinor: 1_234, quantity }
        const halves = [
          { ...whole, quantity: 1 },
          { ...whole, quantity: quantity - 1 },
        ]
        const one = priceCart({ ...input, lines: [whole, ...input.lines] })
        const two = priceCart({ ...input, lines: [...halves, ...input.lines] })
        expect(two.subtotalMinor).toBe(one.subtotalMinor)
        expect(two.shippingMinor).toBe(one.shippingMinor)
        expect(Math.abs(two.taxMinor - one.taxMinor)).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('is nothing for an empty cart, delivery included', () => {
    const rate = { priceMinor: 500, freeOverMinor: null }
    const quote = priceCart({ lines: [], shippingRate: rate, taxInclusive: false, taxRateBps: 825 })
    expect(quote).toEqual({ lines: [], subtotalMinor: 0, shippingMinor: 0, taxMinor: 0, totalMinor: 0 })
  })
})

describe('the highest prices', () => {
  test('still count exactly in the fullest cart, and anything past exact numbers is refused', () => {
    const lines = Array.from({ length: 100 }, () => ({ unitPriceMinor: MAX_PRICE_MINOR, quantity: 999 }))
    const rate = { priceMinor: MAX_PRICE_MINOR, freeOverMinor: null }
    const { totalMinor } = priceCart({ lines, shippingRate: rate, taxInclusive: false, taxRateBps: 10_000 })
    expect(totalMinor).toBe(2 * (100 * 999 + 1) * MAX_PRICE_MINOR)
    const beyond = [{ unitPriceMinor: Number.MAX_SAFE_INTEGER, quantity: 3 }]
    expect(() => priceCart({ lines: beyond, shippingRate: null, taxInclusive: true, taxRateBps: 0 })).toThrow(
      RangeError,
    )
  })
})

describe('tax', () => {
  test('comes on top of prices without tax, on goods and delivery, rounded once per line', () => {
    const lines = [
      { unitPriceMinor: 1_999, quantity: 3 },
      { unitPriceMinor: 101, quantity: 1 },
    ]
    const rate = { priceMinor: 600, freeOverMinor: null }
    const quote = priceCart({ lines, shippingRate: rate, taxInclusive: false, taxRateBps: 825 })
    // 5997 × 8.25 % = 494.75 → 495; 101 × 8.25 % = 8.33 → 8; 600 × 8.25 % = 49.5 → 50
    expect(quote).toMatchObject({ subtotalMinor: 6_098, shippingMinor: 600, taxMinor: 553, totalMinor: 7_251 })
  })

  test('is inside prices that include it', () => {
    const quote = priceCart({
      lines: [{ unitPriceMinor: 1_980, quantity: 1 }],
      shippingRate: { priceMinor: 500, freeOverMinor: 8_000 },
      taxInclusive: true,
      taxRateBps: 1_000,
    })
    // 1980 × 10 / 110 = 180; 500 × 10 / 110 = 45.45 → 45
    expect(quote).toMatchObject({ subtotalMinor: 1_980, shippingMinor: 500, taxMinor: 225, totalMinor: 2_480 })
  })

  test('rounds half away from zero', () => {
    expect(taxOf(50, 100, false)).toBe(1)
    expect(taxOf(49, 100, false)).toBe(0)
  })
})

describe('delivery', () => {
  const goods = (subtotalMinor: number) =>
    priceCart({
      lines: [{ unitPriceMinor: subtotalMinor, quantity: 1 }],
      shippingRate: { priceMinor: 600, freeOverMinor: 7_500 },
      taxInclusive: true,
      taxRateBps: 0,
    }).shippingMinor

  test('is free from the threshold on, and not a unit before', () => {
    expect([goods(7_499), goods(7_500), goods(7_501)]).toEqual([600, 0, 0])
  })
})
