import { describe, expect, test } from 'vitest'
import { type PricingInput, type PricingLine, priceCart } from './pricing.ts'
import type { Promotion } from './promotion.ts'
import { cart, deal, FREE_SHIPPING, fixed, goods, percent, promotion, rate } from './testing.ts'

/** What is off each line. */
const offLines = (lines: PricingLine[], promotions: Promotion[], rest: Partial<PricingInput> = {}) =>
  priceCart(cart(lines, { promotions, ...rest })).lines.map(({ discountMinor }) => discountMinor)
/** The promotions that apply, in their order, and what each took off. */
const applied = (lines: PricingLine[], promotions: Promotion[], rest: Partial<PricingInput> = {}) =>
  priceCart(cart(lines, { promotions, ...rest })).promotions.map(({ promotionId, amountMinor }) => [
    promotionId,
    amountMinor,
  ])

describe('a percentage', () => {
  test.each<[string, number, PricingLine[], number[]]>([
    ['is of the goods', 10, [goods('tea', 1000)], [100]],
    ['is of all pieces', 10, [goods('tea', 1000, { quantity: 3 })], [300]],
    ['rounds half away from zero', 50, [goods('tea', 5)], [3]],
    ['rounds down below half', 10, [goods('tea', 14)], [1]],
    // 10 % of 15 is 1.5 → 2: rounded once over both lines, where each by itself would come to 1.
    ['rounds once over all lines', 10, [goods('tea', 7), goods('pot', 8)], [1, 1]],
    ['gives the odd unit to the largest remainder', 10, [goods('tea', 10), goods('pot', 24)], [1, 2]],
    ['gives it to the lower id in a tie', 10, [goods('b', 5), goods('a', 5), goods('c', 5)], [1, 1, 0]],
    ['knows lines of one product by their ids', 10, ['b', 'a'].map((id) => goods(id, 5, { productId: 'tea' })), [0, 1]],
    ['can be all of it', 100, [goods('tea', 999), goods('pot', 1)], [999, 1]],
    ['is not of gift cards', 10, [goods('tea', 1000), goods('card', 5000, { isGiftCard: true })], [100, 0]],
  ])('%s', (_, share, lines, expected) => {
    expect(offLines(lines, [promotion('sale', percent(share))])).toEqual(expected)
  })
})

describe('what cannot be split evenly', () => {
  test.each<[string, PricingLine[], number[]]>([
    ['goes by product', [goods('a', 5, { productId: 'tea' }), goods('b', 5, { productId: 'pot' })], [0, 1]],
    // Two units off 3 and 1 are 1.5 and 0.5: a tie, which the lower price wins.
    ['then by price', [goods('a', 3, { productId: 'tea' }), goods('b', 1, { productId: 'tea' })], [1, 1]],
    ['then by line', [goods('a', 5, { productId: 'tea' }), goods('b', 5, { productId: 'tea' })], [1, 0]],
    ['in any order of lines', [goods('b', 1, { productId: 'tea' }), goods('a', 3, { productId: 'tea' })], [1, 1]],
  ])('%s', (_, lines, expected) => {
    const amountMinor = expected.reduce((sum, one) => sum + one, 0)
    expect(offLines(lines, [promotion('voucher', fixed(amountMinor))])).toEqual(expected)
  })
})

describe('a fixed amount', () => {
  test.each<[string, number, PricingLine[], number[]]>([
    ['is taken once', 300, [goods('tea', 1000, { quantity: 5 })], [300]],
    ['is spread by value', 300, [goods('tea', 1000), goods('pot', 2000)], [100, 200]],
    ['is no more than the goods', 5000, [goods('tea', 1000), goods('pot', 500)], [1000, 500]],
    ['leaves gift cards alone', 5000, [goods('tea', 1000), goods('card', 5000, { isGiftCard: true })], [1000, 0]],
    ['takes nothing off what is free', 300, [goods('tea', 1000), goods('leaflet', 0)], [300, 0]],
  ])('%s', (_, amountMinor, lines, expected) => {
    expect(offLines(lines, [promotion('voucher', fixed(amountMinor))])).toEqual(expected)
  })
})

describe('a deal (buy x, get y)', () => {
  const many = (id: string, priceMinor: number, quantity: number) => goods(id, priceMinor, { quantity })
  test.each<[string, Promotion['effect'], PricingLine[], number[]]>([
    ['buy 2 get 1: the third piece is free', deal(2, 1), [many('tea', 500, 3)], [500]],
    ['twice for six', deal(2, 1), [many('tea', 500, 6)], [1000]],
    ['once for five', deal(2, 1), [many('tea', 500, 5)], [500]],
    ['at most so many times', deal(2, 1, 100, 1), [many('tea', 500, 9)], [500]],
    ['at half price', deal(1, 1, 50), [many('tea', 500, 2)], [250]],
    ['the cheaper piece is the free one', deal(1, 1), [many('tea', 500, 1), many('pot', 800, 1)], [500, 0]],
    ['two of three', deal(1, 2), [many('pot', 800, 1), many('tea', 500, 2)], [0, 1000]],
    ['put together from the dearest down', deal(1, 1), [many('tea', 5, 2), many('pot', 10, 2)], [5, 10]],
    ['across lines', deal(2, 2), [many('pot', 9, 3), many('tea', 5, 5)], [9, 15]],
    ['a piece too many costs no saving', deal(1, 1), [many('pot', 10, 2), many('sock', 1, 1)], [10, 0]],
    ['the dearest ones when it is limited', deal(1, 1, 100, 1), [many('tea', 5, 2), many('pot', 10, 2)], [0, 10]],
    ['a share is rounded once over all pieces', deal(1, 1, 50), [many('a', 5, 2), many('b', 3, 2)], [3, 1]],
  ])('%s', (_, effect, lines, expected) => {
    expect(offLines(lines, [promotion('deal', effect)])).toEqual(expected)
  })

  test('counts what earlier promotions have left of a piece', () => {
    const half = promotion('half', percent(50), { priority: 1, scope: { productIds: ['pot'], categoryIds: [] } })
    // The pot costs 400 now, so that it is the cheaper of the two.
    const lines = [goods('pot', 800), goods('tea', 500)]
    expect(offLines(lines, [half, promotion('deal', deal(1, 1), { priority: 2 })])).toEqual([800, 0])
    // Of 3 pieces, 7 units are left; one of them is worth 2.33 → 2.
    const lot = [goods('pot', 5, { quantity: 3 })]
    const some = promotion('some', fixed(8), { priority: 1 })
    expect(applied(lot, [some, promotion('deal', deal(2, 1), { priority: 2 })])).toEqual([
      ['some', 8],
      ['deal', 2],
    ])
  })
})

describe('free delivery', () => {
  const post = { shippingRate: rate(600) }
  test('takes the whole price of the delivery and nothing off the goods', () => {
    const quote = priceCart(cart([goods('tea', 1000)], { ...post, promotions: [promotion('free', FREE_SHIPPING)] }))
    expect(quote).toMatchObject({ discountMinor: 0, shippingMinor: 0, totalMinor: 1000 })
    expect(quote.shipping).toMatchObject({
      priceMinor: 600,
      totalMinor: 0,
      discounts: [{ promotionId: 'free', title: 'free', code: null, amountMinor: 600 }],
    })
    expect(quote.promotions).toEqual(quote.shipping.discounts)
  })

  test('counts after all others, whatever their priority, and once', () => {
    const promotions = [
      promotion('free', FREE_SHIPPING, { priority: 1 }),
      promotion('free-too', FREE_SHIPPING, { priority: 2 }),
      promotion('tenth', percent(10), { priority: 3 }),
    ]
    expect(applied([goods('tea', 1000)], promotions, post)).toEqual([
      ['tenth', 100],
      ['free', 600],
    ])
  })

  test('needs goods of its scope in the cart', () => {
    const forPots = promotion('free', FREE_SHIPPING, { scope: { productIds: ['pot'], categoryIds: [] } })
    expect(applied([goods('tea', 1000)], [forPots], post)).toEqual([])
    expect(applied([goods('tea', 1000), goods('pot', 1)], [forPots], post)).toEqual([['free', 600]])
  })
})

describe('scope', () => {
  const lines = [
    goods('oolong', 1000, { categoryIds: ['tea', 'drinks'] }),
    goods('pot', 2000, { categoryIds: ['kitchen'] }),
    goods('card', 3000, { categoryIds: ['tea'], isGiftCard: true }),
  ]
  test.each<[string, string[], string[], number[]]>([
    ['everything', [], [], [100, 200, 0]],
    ['a product', ['pot'], [], [0, 200, 0]],
    ['a category', [], ['tea'], [100, 0, 0]],
    ['a category further up', [], ['drinks'], [100, 0, 0]],
    ['both, either of which will do', ['pot'], ['tea'], [100, 200, 0]],
    ['a gift card: never', ['card'], [], [0, 0, 0]],
    ['something else', ['kettle'], ['garden'], [0, 0, 0]],
  ])('%s', (_, productIds, categoryIds, expected) => {
    expect(offLines(lines, [promotion('tenth', percent(10), { scope: { productIds, categoryIds } })])).toEqual(expected)
  })
})

describe('stacking', () => {
  const lines = [goods('tea', 10_000)]
  const tenth = (id: string, rest: Partial<Promotion> = {}) => promotion(id, percent(10), rest)

  test('takes each share of what the earlier ones have left', () => {
    expect(applied(lines, [tenth('a'), tenth('b')])).toEqual([
      ['a', 1000],
      ['b', 900],
    ])
  })

  test('goes by priority, then by age', () => {
    expect(
      applied(lines, [tenth('c', { priority: 2 }), tenth('b', { priority: 1 }), tenth('a', { priority: 2 })]),
    ).toEqual([
      ['b', 1000],
      ['a', 900],
      ['c', 810],
    ])
  })

  test('takes those on goods before those on the order, whatever their priority', () => {
    const onOrder = promotion('order', fixed(1000, 'order'), { priority: 1 })
    expect(applied(lines, [onOrder, tenth('goods', { priority: 9 })])).toEqual([
      ['goods', 1000],
      ['order', 1000],
    ])
    const deals = promotion('deal', deal(1, 1), { priority: 9 })
    expect(applied([goods('tea', 10_000, { quantity: 2 })], [onOrder, deals])).toEqual([
      ['deal', 10_000],
      ['order', 1000],
    ])
    const shareOfOrder = promotion('order', percent(10, 'order'), { priority: 1 })
    expect(applied(lines, [shareOfOrder, promotion('goods', fixed(1000), { priority: 9 })])).toEqual([
      ['goods', 1000],
      ['order', 900],
    ])
  })

  test('joins all that may be joined, even where one alone would have kept the delivery free', () => {
    const promotions = [promotion('a', fixed(100)), promotion('b', fixed(200))]
    expect(applied(lines, promotions, { shippingRate: rate(600, { freeOverMinor: 9900 }) })).toHaveLength(2)
  })

  test('stops at nothing', () => {
    expect(
      applied(lines, [promotion('a', fixed(9000)), promotion('b', fixed(9000)), promotion('c', fixed(1))]),
    ).toEqual([
      ['a', 9000],
      ['b', 1000],
    ])
  })
})

describe('an exclusive promotion', () => {
  const lines = [goods('tea', 10_000)]
  const together = [promotion('a', fixed(1000)), promotion('b', fixed(500))]
  const alone = (id: string, amountMinor: number) => promotion(id, fixed(amountMinor), { isExclusive: true })

  test.each<[string, Promotion[], string[]]>([
    ['is taken alone when it saves more', [...together, alone('x', 1501)], ['x']],
    ['is left when it saves less', [...together, alone('x', 1499)], ['a', 'b']],
    ['is left when it saves the same', [...together, alone('x', 1500)], ['a', 'b']],
    ['is never joined by another', [alone('x', 1000), alone('y', 900)], ['x']],
    ['is beaten by a better one', [alone('x', 900), alone('y', 1000)], ['y']],
    ['is taken before an equal one that comes later', [alone('y', 1000), alone('x', 1000)], ['x']],
  ])('%s', (_, promotions, expected) => {
    expect(applied(lines, promotions).map(([id]) => id)).toEqual(expected)
  })

  test('is judged by what is to pay for goods and delivery: a smaller saving may keep the delivery free', () => {
    const shippingRate = rate(600, { freeOverMinor: 9000 })
    const big = alone('x', 1100)
    expect(applied(lines, [promotion('a', fixed(1000)), big], { shippingRate })).toEqual([['a', 1000]])
    expect(applied(lines, [promotion('a', fixed(1000)), alone('x', 1601)], { shippingRate })).toEqual([['x', 1601]])
    const free = promotion('free', FREE_SHIPPING, { isExclusive: true })
    expect(applied(lines, [promotion('a', fixed(599)), free], { shippingRate: rate(600) })).toEqual([['free', 600]])
  })

  test('that comes to nothing keeps no other away, even where those lose the free delivery', () => {
    const shippingRate = rate(600, { freeOverMinor: 10_000 })
    const tooFew = promotion('x', deal(1, 1), { isExclusive: true })
    expect(applied(lines, [promotion('a', fixed(100)), tooFew], { shippingRate })).toEqual([['a', 100]])
  })

  test('is left when it would lose the delivery', () => {
    const shippingRate = rate([{ from: 9000, priceMinor: 600 }], { basis: 'value' })
    expect(applied(lines, [promotion('a', fixed(1000)), alone('x', 5000)], { shippingRate })).toEqual([['a', 1000]])
    expect(applied(lines, [alone('x', 5000)], { shippingRate })).toEqual([])
  })
})
