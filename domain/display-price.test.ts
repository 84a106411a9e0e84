import { describe, expect, test } from 'vitest'
import { shownPrice, shownRange } from './display-price.ts'
import { choosePrice, type ListPrice, type PriceList } from './price-list.ts'

const NOW_MS = Date.UTC(2026, 10, 20)

const list = (id: string, changes: Partial<PriceList> = {}): PriceList => ({
  id,
  name: id,
  currency: 'USD',
  customerGroupId: null,
  isActive: true,
  startsAtMs: null,
  endsAtMs: null,
  priority: 100,
  ...changes,
})
const TRADE = list('trade', { customerGroupId: 'trade', priority: 50 })
const LISTS = [
  list('sale'),
  TRADE,
  list('euros', { currency: 'EUR' }),
  list('trade-euros', { currency: 'EUR', customerGroupId: 'trade' }),
]
const at = (priceListId: string, priceMinor: number, minQuantity = 1): ListPrice => ({
  priceListId,
  priceMinor,
  minQuantity,
})
const question = (prices: ListPrice[], { currency = 'USD', groups = ['trade'] } = {}) => ({
  storeCurrency: 'USD',
  currency,
  customerGroupIds: groups,
  nowMs: NOW_MS,
  basePriceMinor: 1000,
  lists: LISTS,
  prices,
})

describe('a variant’s price', () => {
  test.each<[string, ListPrice[], { currency?: string; groups?: string[] }, object]>([
    ['is its own where no list has it', [], {}, { currency: 'USD', unitPriceMinor: 1000, ordinaryMinor: null }],
    ['is that of the group', [at('trade', 800)], {}, { unitPriceMinor: 800, ordinaryMinor: 1000 }],
    ['is nobody else’s', [at('trade', 800)], { groups: [] }, { unitPriceMinor: 1000, ordinaryMinor: null }],
    [
      'is set against what a list for all says',
      [at('trade', 800), at('sale', 900)],
      {},
      { unitPriceMinor: 800, ordinaryMinor: 900 },
    ],
    [
      'is not set against less, where a list of an earlier priority asks for more',
      [at('trade', 950), at('sale', 900)],
      {},
      { unitPriceMinor: 950, ordinaryMinor: null },
    ],
    [
      'is in the currency asked for where a list has it',
      [at('euros', 700), at('trade-euros', 600)],
      { currency: 'EUR' },
      { currency: 'EUR', unitPriceMinor: 600, ordinaryMinor: 700 },
    ],
    [
      'is not set against one in another currency',
      [at('trade-euros', 600)],
      { currency: 'EUR' },
      { currency: 'EUR', unitPriceMinor: 600, ordinaryMinor: null },
    ],
    [
      'is that of the cart which begins in the store’s own where it is not sold in the other',
      [at('sale', 900)],
      { currency: 'EUR', groups: [] },
      { currency: 'USD', unitPriceMinor: 900, ordinaryMinor: null },
    ],
  ])('%s', (_, prices, options, expected) => {
    expect(shownPrice(question(prices, options))).toMatchObject({ ...expected, tiers: [] })
  })

  test('moves with the quantity, by every step that makes it another', () => {
    const prices = [
      at('trade', 800),
      at('sale', 950, 5),
      at('trade', 700, 10),
      at('trade', 700, 20),
      at('trade', 600, 50),
    ]
    expect(shownPrice(question(prices)).tiers).toEqual([
      { from: 10, unitPriceMinor: 700 },
      { from: 50, unitPriceMinor: 600 },
    ])
    expect(shownPrice(question(prices, { groups: [] })).tiers).toEqual([{ from: 5, unitPriceMinor: 950 }])
  })

  test('is what the cart counts with, at every quantity', () => {
    const dearer = list('dearer', { priority: 1 })
    const prices = [at('trade', 800), at('sale', 900), at('trade', 700, 10), at('sale', 650, 12), at('dearer', 750, 14)]
    const asked = { ...question(prices), lists: [...LISTS, dearer] }
    const { unitPriceMinor, tiers } = shownPrice(asked)
    for (let quantity = 1; quantity <= 15; quantity++) {
      const shown = tiers.findLast(({ from }) => from <= quantity)?.unitPriceMinor ?? unitPriceMinor
      expect(choosePrice({ ...asked, quantity })?.unitPriceMinor, `${quantity} pieces`).toBe(shown)
    }
  })
})

describe('a product’s prices', () => {
  const priced = (...variants: ListPrice[][]) => variants.map((prices) => shownPrice(question(prices)))

  test('go from the cheapest variant to the dearest, and the cheapest is set against the cheapest', () => {
    expect(shownRange(priced([at('trade', 800)], [at('trade', 700)], []), 'USD')).toEqual({
      currency: 'USD',
      unitPriceMinor: 700,
      highestMinor: 1000,
      ordinaryMinor: 1000,
      tiers: [],
    })
    // The cheapest costs everybody the same.
    const [cheap] = priced([at('sale', 500)])
    const [traded] = priced([at('trade', 800)])
    expect(cheap && traded && shownRange([cheap, traded], 'USD')).toMatchObject({
      unitPriceMinor: 500,
      highestMinor: 800,
      ordinaryMinor: null,
    })
  })

  test('fall with the quantity of whichever variant is cheapest then', () => {
    const range = shownRange(
      priced([at('trade', 800), at('trade', 600, 10)], [at('trade', 700), at('trade', 650, 5)]),
      'USD',
    )
    expect(range?.tiers).toEqual([
      { from: 5, unitPriceMinor: 650 },
      { from: 10, unitPriceMinor: 600 },
    ])
  })

  test('are in the currency asked for as soon as one variant is sold in it', () => {
    const variants = [[at('euros', 900)], [at('trade', 100)]].map((prices) =>
      shownPrice(question(prices, { currency: 'EUR' })),
    )
    expect(shownRange(variants, 'EUR')).toMatchObject({ currency: 'EUR', unitPriceMinor: 900, highestMinor: 900 })
    expect(shownRange(variants.slice(1), 'EUR')).toMatchObject({ currency: 'USD', unitPriceMinor: 100 })
    expect(shownRange([], 'EUR')).toBeNull()
  })
})
