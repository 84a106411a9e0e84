import { describe, expect, test } from 'vitest'
import { MAX_PRICE_MINOR, type PricingInput, priceCart } from './pricing.ts'
import { cart, FREE_SHIPPING, fixed, goods, percent, promotion, rate, taxRate } from './testing.ts'

const SALES_TAX = [taxRate('Sales tax', 8.25)]
const giftCard = (id: string, balanceMinor: number, currency = 'USD') => ({
  id,
  lastFour: `${id}42`,
  currency,
  balanceMinor,
})

describe('a cart', () => {
  test('of nothing costs nothing, delivery included', () => {
    expect(priceCart(cart([], { shippingRate: rate(500), taxRates: SALES_TAX }))).toEqual({
      currency: 'USD',
      lines: [],
      promotions: [],
      refusedCodes: [],
      explanation: [],
      giftCards: [],
      taxes: [],
      shipping: { priceMinor: 0, discounts: [], totalMinor: 0, taxes: [], taxMinor: 0 },
      subtotalMinor: 0,
      discountMinor: 0,
      shippingMinor: 0,
      taxMinor: 0,
      totalMinor: 0,
      giftCardMinor: 0,
      payableMinor: 0,
    })
  })

  test('says of every amount where it comes from', () => {
    const quote = priceCart(
      cart([goods('tea', 1999, { quantity: 3, priceListName: 'Club' }), goods('pot', 4500)], {
        promotions: [
          promotion('p1', percent(10), { title: 'Summer', code: 'SUMMER' }),
          promotion('p2', FREE_SHIPPING, { title: 'Free post' }),
        ],
        codes: ['SUMMER', 'NONE'],
        shippingRate: rate(600, { id: 'post', name: 'By post' }),
        taxRates: SALES_TAX,
        giftCards: [giftCard('g1', 5000)],
      }),
    )
    // 10 % of 10497 is 1050; 600 of it off the tea (599.86), 450 off the pot. Tax: 445.25 → 445 and 334.13 → 334.
    expect(quote.explanation).toEqual([
      { kind: 'goods', subjectId: 'tea', label: '3 × 19.99 (Club)', amountMinor: 5997, counts: true },
      { kind: 'goods', subjectId: 'pot', label: '1 × 45.00', amountMinor: 4500, counts: true },
      { kind: 'discount', subjectId: 'p1', label: 'Summer (SUMMER)', amountMinor: -1050, counts: true },
      { kind: 'shipping', subjectId: 'post', label: 'By post', amountMinor: 600, counts: true },
      { kind: 'shipping_discount', subjectId: 'p2', label: 'Free post', amountMinor: -600, counts: true },
      { kind: 'tax', subjectId: 'Sales tax', label: 'Sales tax 8.25 %', amountMinor: 779, counts: true },
      { kind: 'gift_card', subjectId: 'g1', label: '•••• g142', amountMinor: -5000, counts: true },
    ])
    expect(quote).toMatchObject({
      subtotalMinor: 10_497,
      discountMinor: 1050,
      shippingMinor: 0,
      taxMinor: 779,
      totalMinor: 10_226,
      giftCardMinor: 5000,
      payableMinor: 5226,
      refusedCodes: [{ code: 'NONE', reason: 'code_not_found' }],
    })
    expect(quote.lines[0]).toEqual({
      id: 'tea',
      subtotalMinor: 5997,
      discountMinor: 600,
      totalMinor: 5397,
      taxMinor: 445,
      discounts: [{ promotionId: 'p1', title: 'Summer', code: 'SUMMER', amountMinor: 600 }],
      taxes: [{ name: 'Sales tax', ratePpm: 82_500, amountMinor: 445 }],
    })
  })

  test('says of a line only the discounts that are off it', () => {
    const teaOnly = promotion('tea-only', fixed(100), { scope: { productIds: ['tea'], categoryIds: [] } })
    const { lines } = priceCart(cart([goods('tea', 1000), goods('pot', 1000)], { promotions: [teaOnly] }))
    expect(lines.map(({ discounts }) => discounts.length)).toEqual([1, 0])
  })

  test.each([
    ['no price', { unitPriceMinor: Number.NaN }],
    ['a negative price', { unitPriceMinor: -1 }],
    ['a broken price', { unitPriceMinor: 0.5, quantity: 2 }],
    ['no pieces', { quantity: 0 }],
    ['negative pieces', { quantity: -1 }],
    ['half a piece', { quantity: 1.5 }],
    ['more than can be counted', { unitPriceMinor: Number.MAX_SAFE_INTEGER, quantity: 3 }],
  ])('with a line of %s is refused', (_, wrong) => {
    expect(() => priceCart(cart([goods('tea', 1000, wrong)]))).toThrow(RangeError)
  })

  test('is refused by the name of its line', () => {
    expect(() => priceCart(cart([goods('tea', -1)]))).toThrow('No such price or quantity in line tea')
  })

  test('of the highest prices still counts exactly, and anything past exact numbers is refused', () => {
    const full = { quantity: 999 }
    const lines = Array.from({ length: 100 }, (_, at) => goods(`p${at}`, MAX_PRICE_MINOR, full))
    const taxRates = [taxRate('All of it', 100)]
    const quote = priceCart(cart(lines, { shippingRate: rate(MAX_PRICE_MINOR), taxRates }))
    expect(quote.totalMinor).toBe(2 * (100 * 999 + 1) * MAX_PRICE_MINOR)
    const half = promotion('half', percent(50))
    expect(priceCart(cart(lines, { promotions: [half] })).discountMinor).toBe((100 * 999 * MAX_PRICE_MINOR) / 2)
    const most = goods('a', Number.MAX_SAFE_INTEGER)
    expect(() => priceCart(cart([most, goods('b', 1)]))).toThrow(RangeError)
  })
})

describe('delivery', () => {
  const delivery = (shippingRate: PricingInput['shippingRate'], lines = [goods('tea', 1000)], rest = {}) =>
    priceCart(cart(lines, { shippingRate, ...rest }))

  test('is free from the threshold on, and not a unit before', () => {
    const freeOver = rate(600, { freeOverMinor: 7500 })
    const price = (subtotalMinor: number) => delivery(freeOver, [goods('tea', subtotalMinor)]).shippingMinor
    expect([price(7499), price(7500), price(7501)]).toEqual([600, 0, 0])
  })

  test('looks at goods after discounts, and at no gift card', () => {
    const freeOver = rate(600, { freeOverMinor: 1000 })
    const tenth = { promotions: [promotion('tenth', percent(10))] }
    expect(delivery(freeOver, [goods('tea', 1111)], tenth).shippingMinor).toBe(0)
    expect(delivery(freeOver, [goods('tea', 1110)], tenth).shippingMinor).toBe(600)
    const withCard = [goods('tea', 999), goods('card', 5000, { isGiftCard: true })]
    expect(delivery(freeOver, withCard).shippingMinor).toBe(600)
  })

  test('goes by weight or by value where the rate says so', () => {
    const byWeight = rate(
      [
        { from: 0, priceMinor: 400 },
        { from: 1000, priceMinor: 900 },
      ],
      { basis: 'weight' },
    )
    const ofWeight = (weightG: number, quantity: number) =>
      delivery(byWeight, [goods('tea', 100, { weightG, quantity })]).shippingMinor
    expect([ofWeight(333, 3), ofWeight(500, 2), ofWeight(0, 5)]).toEqual([400, 900, 400])
    const card = goods('card', 100, { weightG: 5000, isGiftCard: true })
    expect(delivery(byWeight, [goods('tea', 100), card]).shippingMinor).toBe(400)
    const download = goods('download', 100, { weightG: 5000, requiresShipping: false })
    expect(delivery(byWeight, [goods('tea', 100), download]).shippingMinor).toBe(400)
    expect(delivery(byWeight, [download])).toMatchObject({ shippingMinor: 0, explanation: [{ kind: 'goods' }] })
    const byValue = rate([{ from: 500, priceMinor: 900 }], { basis: 'value' })
    expect(delivery(byValue, [goods('tea', 500)]).shippingMinor).toBe(900)
  })

  test('that is not offered for the cart has no price, counts nothing and is not explained', () => {
    const quote = delivery(rate(600, { maxWeightG: 99 }))
    expect(quote.shipping).toEqual({ priceMinor: null, discounts: [], totalMinor: 0, taxes: [], taxMinor: 0 })
    expect(quote.totalMinor).toBe(1000)
    expect(quote.explanation.map(({ kind }) => kind)).toEqual(['goods'])
    const free = { promotions: [promotion('free', FREE_SHIPPING)] }
    expect(delivery(rate(600, { maxWeightG: 99 }), [goods('tea', 1000)], free).promotions).toEqual([])
  })

  test('is not needed for gift cards alone, and costs 0 until a rate is chosen', () => {
    const card = [goods('card', 5000, { isGiftCard: true })]
    const onlyCards = delivery(rate(600), card)
    expect(onlyCards.shipping.priceMinor).toBe(0)
    expect(onlyCards.explanation.map(({ kind }) => kind)).toEqual(['goods'])
    const chosenLater = delivery(null)
    expect(chosenLater.shipping.priceMinor).toBe(0)
    expect(chosenLater.explanation.map(({ kind }) => kind)).toEqual(['goods'])
  })

  test('that costs nothing, a pickup say, is still named', () => {
    const pickup = rate(0, { id: 'pickup-1', kind: 'pickup', name: 'Pickup in Kyoto', locationId: 'kyoto' })
    expect(delivery(pickup).explanation.at(-1)).toEqual({
      kind: 'shipping',
      subjectId: 'pickup-1',
      label: 'Pickup in Kyoto',
      amountMinor: 0,
      counts: true,
    })
  })
})

describe('gift cards', () => {
  const spent = (totalMinor: number, cards: ReturnType<typeof giftCard>[]) => {
    const quote = priceCart(cart([goods('tea', totalMinor)], { giftCards: cards }))
    expect(quote.payableMinor).toBe(totalMinor - quote.giftCardMinor)
    return quote.giftCards.map(({ id, amountMinor }) => [id, amountMinor])
  }
  test.each<[string, number, ReturnType<typeof giftCard>[], [string, number][]]>([
    ['pay what they can', 1000, [giftCard('a', 300)], [['a', 300]]],
    ['pay no more than the total', 1000, [giftCard('a', 3000)], [['a', 1000]]],
    [
      'are used up in their order',
      1000,
      [giftCard('b', 700), giftCard('a', 700)],
      [
        ['b', 700],
        ['a', 300],
      ],
    ],
    ['are left alone when nothing is left to pay', 500, [giftCard('a', 500), giftCard('b', 500)], [['a', 500]]],
    ['without a balance pay nothing', 500, [giftCard('a', 0), giftCard('b', 100)], [['b', 100]]],
    ['of another currency pay nothing', 500, [giftCard('a', 500, 'JPY'), giftCard('b', 100)], [['b', 100]]],
    ['that come twice pay once', 500, [giftCard('a', 200), giftCard('a', 200)], [['a', 200]]],
  ])('%s', (_, totalMinor, cards, expected) => {
    expect(spent(totalMinor, cards)).toEqual(expected)
  })

  test('pay for tax and delivery too', () => {
    const quote = priceCart(
      cart([goods('tea', 1000)], {
        taxRates: [taxRate('VAT', 10)],
        shippingRate: rate(500),
        giftCards: [giftCard('a', 9999)],
      }),
    )
    expect(quote).toMatchObject({ totalMinor: 1650, giftCardMinor: 1650, payableMinor: 0 })
    expect(quote.giftCards).toEqual([{ id: 'a', lastFour: 'a42', amountMinor: 1650 }])
  })
})

describe('a currency', () => {
  test.each([
    ['JPY', 1999, '1 × 1999'],
    ['USD', 1999, '1 × 19.99'],
    ['KWD', 1999, '1 × 1.999'],
  ])('%s: rounding is to its own smallest unit', (currency, unitPriceMinor, label) => {
    const tenth = promotion('tenth', percent(10))
    const taxRates = [taxRate('VAT', 5)]
    const shippingRate = rate(500, { currency })
    const quote = priceCart(
      cart([goods('tea', unitPriceMinor)], { currency, promotions: [tenth], taxRates, shippingRate }),
    )
    // 199.9 → 200 off; 5 % of 1799 is 89.95 → 90, of the delivery 25.
    expect(quote).toMatchObject({ currency, discountMinor: 200, taxMinor: 115, totalMinor: 2414 })
    expect(quote.explanation[0]?.label).toBe(label)
  })
})
