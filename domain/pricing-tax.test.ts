import { describe, expect, test } from 'vitest'
import { priceCart } from './pricing.ts'
import { cart, goods, percent, promotion, rate, taxRate } from './testing.ts'

const SALES_TAX = [taxRate('Sales tax', 8.25)]

describe('tax', () => {
  test('comes on top of prices without tax, on goods and delivery, rounded once per line', () => {
    const lines = [goods('tea', 1999, { quantity: 3 }), goods('pot', 101)]
    const quote = priceCart(cart(lines, { shippingRate: rate(600), taxRates: SALES_TAX }))
    // 5997 × 8.25 % = 494.75 → 495; 101 × 8.25 % = 8.33 → 8; 600 × 8.25 % = 49.5 → 50
    expect(quote).toMatchObject({ subtotalMinor: 6098, shippingMinor: 600, taxMinor: 553, totalMinor: 7251 })
    expect(quote.lines.map(({ taxMinor }) => taxMinor)).toEqual([495, 8])
    expect(quote.shipping.taxMinor).toBe(50)
    expect(quote.taxes).toEqual([{ name: 'Sales tax', ratePpm: 82_500, amountMinor: 553 }])
  })

  test('is a part of prices that include it: shown, and not added', () => {
    const quote = priceCart(
      cart([goods('cup', 1980)], {
        currency: 'JPY',
        shippingRate: rate(500, { currency: 'JPY' }),
        destination: { country: 'JP', region: '' },
        taxInclusive: true,
        taxRates: [taxRate('消費税', 10, { country: 'JP' })],
      }),
    )
    // 1980 × 10 / 110 = 180; 500 × 10 / 110 = 45.45 → 45
    expect(quote).toMatchObject({ subtotalMinor: 1980, shippingMinor: 500, taxMinor: 225, totalMinor: 2480 })
    expect(quote.explanation).toEqual([
      { kind: 'goods', subjectId: 'cup', label: '1 × 1980', amountMinor: 1980, counts: true },
      { kind: 'shipping', subjectId: 'post', label: 'Post', amountMinor: 500, counts: true },
      { kind: 'tax', subjectId: '消費税', label: '消費税 10 %', amountMinor: 225, counts: false },
    ])
  })

  test('is on what is left after discounts', () => {
    const promotions = [promotion('half', percent(50))]
    const quote = priceCart(cart([goods('tea', 1000)], { promotions, taxRates: [taxRate('VAT', 20)] }))
    expect(quote).toMatchObject({ discountMinor: 500, taxMinor: 100, totalMinor: 600 })
  })

  test('has a layer for the country and one for its region, shown by name', () => {
    const canada = [
      taxRate('GST', 5, { country: 'CA' }),
      taxRate('PST', 7, { country: 'CA', region: 'British Columbia' }),
      taxRate('QST', 9.975, { country: 'CA', region: 'Quebec' }),
    ]
    const inCanada = (region: string) =>
      priceCart(
        cart([goods('tea', 1010), goods('pot', 990)], {
          taxRates: canada,
          destination: { country: 'CA', region },
          shippingRate: rate(1000),
        }),
      ).taxes
    // 12 % of 1010 is 121.2 → 121, of which 5/12 is 50.4 → 50; of 990 118.8 → 119, 50 + 69; of the delivery 120.
    expect(inCanada('british columbia ')).toEqual([
      { name: 'GST', ratePpm: 50_000, amountMinor: 150 },
      { name: 'PST', ratePpm: 70_000, amountMinor: 210 },
    ])
    expect(inCanada('Alberta').map(({ name }) => name)).toEqual(['GST'])
  })

  const REDUCED = [taxRate('VAT', 20), taxRate('Reduced VAT', 5, { category: 'books' })]
  const book = (id: string, priceMinor: number) => goods(id, priceMinor, { taxCategory: 'books' })

  test('goes by the category of the goods, and splits the delivery over the rates by value', () => {
    const quote = priceCart(
      cart([goods('tea', 3000), book('novel', 1000)], { taxRates: REDUCED, shippingRate: rate(1000) }),
    )
    expect(quote.lines.map(({ taxMinor }) => taxMinor)).toEqual([600, 50])
    // 750 of the delivery go with the tea, 250 with the novel: 150 and 12.5 → 13.
    expect(quote.shipping.taxes).toEqual([
      { name: 'Reduced VAT', ratePpm: 50_000, amountMinor: 13 },
      { name: 'VAT', ratePpm: 200_000, amountMinor: 150 },
    ])
  })

  test('splits the delivery by number where the goods cost nothing', () => {
    const lines = [goods('sample', 0, { quantity: 3 }), book('leaflet', 0)]
    const quote = priceCart(cart(lines, { taxRates: REDUCED, shippingRate: rate(1000) }))
    expect(quote.shipping.taxes.map(({ amountMinor }) => amountMinor)).toEqual([13, 150])
  })

  test('leaves what costs nothing out of the split while other goods cost something', () => {
    const lines = [goods('tea', 1000), book('leaflet', 0)]
    const quote = priceCart(cart(lines, { taxRates: REDUCED, shippingRate: rate(1000) }))
    expect(quote.shipping.taxes).toEqual([{ name: 'VAT', ratePpm: 200_000, amountMinor: 200 }])
  })

  test('gives the unit of the delivery that cannot be split the same way in any order of lines', () => {
    const taxRates = [taxRate('All', 100), taxRate('None', 0, { category: 'books' })]
    const lines = [goods('tea', 100), book('novel', 100)]
    const forth = priceCart(cart(lines, { taxRates, shippingRate: rate(1) }))
    const back = priceCart(cart(lines.toReversed(), { taxRates, shippingRate: rate(1) }))
    expect([forth.shipping.taxMinor, back.shipping.taxMinor]).toEqual([1, 1])
  })

  test('counts the delivery once for goods of the same rates', () => {
    const lines = [goods('tea', 100), goods('pot', 100), goods('cup', 100)]
    // 1 % of 150 is 1.5 → 2; three parts of 50 would come to 1 each.
    const quote = priceCart(cart(lines, { taxRates: [taxRate('Tax', 1)], shippingRate: rate(150) }))
    expect(quote.shipping.taxMinor).toBe(2)
  })

  test('is not on gift cards, whose value is taxed when they are spent', () => {
    const lines = [goods('tea', 1000), goods('card', 5000, { isGiftCard: true })]
    const quote = priceCart(cart(lines, { taxRates: REDUCED, shippingRate: rate(500) }))
    expect(quote.lines.map(({ taxMinor }) => taxMinor)).toEqual([200, 0])
    expect(quote).toMatchObject({ subtotalMinor: 6000, taxMinor: 300, totalMinor: 6800 })
  })

  test('is nowhere where no rate is', () => {
    const taxRates = [taxRate('VAT', 20, { country: 'DE' })]
    expect(priceCart(cart([goods('tea', 1000)], { taxRates, shippingRate: rate(500) }))).toMatchObject({
      taxMinor: 0,
      taxes: [],
      totalMinor: 1500,
    })
  })
})
