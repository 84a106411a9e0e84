import { describe, expect, test } from 'vitest'
import { choosePrice, type ListPrice, type PriceList, type PriceLookup } from './price-list.ts'
import { NOW_MS } from './testing.ts'

const list = (id: string, rest: Partial<PriceList> = {}): PriceList => ({
  id,
  name: `List ${id}`,
  currency: 'USD',
  customerGroupId: null,
  isActive: true,
  startsAtMs: null,
  endsAtMs: null,
  priority: 0,
  ...rest,
})
const price = (priceListId: string, priceMinor: number, minQuantity = 1): ListPrice => ({
  priceListId,
  priceMinor,
  minQuantity,
})
const ask = (lists: PriceList[], prices: ListPrice[], rest: Partial<PriceLookup> = {}) =>
  choosePrice({
    storeCurrency: 'USD',
    currency: 'USD',
    customerGroupIds: [],
    nowMs: NOW_MS,
    quantity: 1,
    basePriceMinor: 1000,
    lists,
    prices,
    ...rest,
  })
const BASE = { unitPriceMinor: 1000, priceListName: null }

describe('a price', () => {
  test('is the base price in the currency of the store, unless a list has one', () => {
    expect(ask([], [])).toEqual(BASE)
    expect(ask([list('a')], [])).toEqual(BASE)
    expect(ask([list('a')], [price('a', 800)])).toEqual({ unitPriceMinor: 800, priceListName: 'List a' })
    expect(ask([list('a')], [price('gone', 800)])).toEqual(BASE)
  })

  test('of a list counts even when it is higher', () => {
    expect(ask([list('a')], [price('a', 1200)])?.unitPriceMinor).toBe(1200)
  })

  test('in another currency is that of a list in it, or there is none', () => {
    const inYen = { currency: 'JPY' }
    expect(ask([list('a')], [price('a', 800)], inYen)).toBeNull()
    expect(ask([list('a', inYen)], [price('a', 120)], inYen)?.unitPriceMinor).toBe(120)
    expect(ask([list('a', inYen)], [price('a', 120)])).toEqual(BASE)
  })

  test.each<[string, Partial<PriceList>, boolean]>([
    ['is live', {}, true],
    ['is switched off', { isActive: false }, false],
    ['has begun', { startsAtMs: NOW_MS }, true],
    ['begins later', { startsAtMs: NOW_MS + 1 }, false],
    ['still goes on', { endsAtMs: NOW_MS + 1 }, true],
    ['has ended', { endsAtMs: NOW_MS }, false],
    ['is for the group of the person', { customerGroupId: 'vip' }, true],
    ['is for another group', { customerGroupId: 'staff' }, false],
  ])('of a list that %s: %s', (_, rest, counts) => {
    const chosen = ask([list('a', rest)], [price('a', 800)], { customerGroupIds: ['vip', 'club'] })
    expect(chosen?.unitPriceMinor).toBe(counts ? 800 : 1000)
  })

  test('may ask for a least quantity', () => {
    const steps = [price('a', 900, 1), price('a', 800, 10), price('a', 700, 100)]
    const at = (quantity: number) => ask([list('a')], steps, { quantity })?.unitPriceMinor
    expect([1, 9, 10, 99, 100].map(at)).toEqual([900, 900, 800, 800, 700])
    expect(ask([list('a')], [price('a', 800, 2)])).toEqual(BASE)
  })

  test('is that of the list with the lowest priority number, then the lower one', () => {
    const lists = [list('second', { priority: 2 }), list('first', { priority: 1 }), list('too', { priority: 1 })]
    const prices = [price('second', 100), price('first', 900), price('too', 850)]
    expect(ask(lists, prices)).toEqual({ unitPriceMinor: 850, priceListName: 'List too' })
    expect(ask(lists, prices.toReversed())?.unitPriceMinor).toBe(850)
  })
})
