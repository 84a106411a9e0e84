import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ratesFor, readTaxParts, sumTaxes, type TaxRate, taxesOf, taxOf, taxPercentText } from './tax.ts'
import { taxRate } from './testing.ts'

describe('the rates of a place', () => {
  const RATES = [
    taxRate('US books', 1, { category: 'books' }),
    taxRate('California', 7.25, { region: 'CA' }),
    taxRate('California books', 2, { region: 'CA', category: 'books' }),
    taxRate('GST', 5, { country: 'CA' }),
    taxRate('GST for books', 4, { country: 'CA', category: 'books' }),
    taxRate('Reduced', 1, { country: 'JP', category: 'exempt' }),
    taxRate('Quebec', 9.975, { country: 'CA', region: ' Quebec ' }),
  ]
  test.each<[string, string, string, string, string[]]>([
    ['no rate for the country', 'DE', '', 'standard', []],
    ['none for the whole country', 'US', '', 'standard', []],
    ['one by category alone', 'US', '', 'books', ['US books']],
    ['one by region alone', 'US', 'CA', 'standard', ['California']],
    ['a region as people write it', 'US', ' ca', 'standard', ['California']],
    ['a region as the store writes it', 'CA', 'quebec', 'standard', ['GST', 'Quebec']],
    ['a region of another country', 'CA', 'CA', 'standard', ['GST']],
    ['the category before all others, in each layer', 'US', 'CA', 'books', ['US books', 'California books']],
    ['a category in one layer only', 'CA', 'Quebec', 'books', ['GST for books', 'Quebec']],
    ['no region given', 'CA', '', 'standard', ['GST']],
    ['a region without a rate', 'US', 'NV', 'toys', []],
    ['what is exempt: none that is for everything', 'CA', 'Quebec', 'exempt', []],
    ['what is exempt: those for just that', 'JP', '', 'exempt', ['Reduced']],
  ])('%s', (_, country, region, category, expected) => {
    const names = (rates: readonly TaxRate[]) => ratesFor(rates, { country, region }, category).map(({ name }) => name)
    expect(names(RATES)).toEqual(expected)
    expect(names(RATES.toReversed())).toEqual(expected)
  })
})

describe('the tax of an amount', () => {
  test.each<[number, number, boolean, number]>([
    [1000, 200_000, false, 200],
    [1200, 200_000, true, 200],
    [50, 10_000, false, 1], // 0.5
    [49, 10_000, false, 0],
    [1980, 100_000, true, 180],
    [500, 100_000, true, 45], // 45.45
    [-50, 10_000, false, -1],
    [1000, 0, true, 0],
    [129_900, 88_750, false, 11_529], // 8.875 %: 11,528.625
    [10_000, 99_750, false, 998], // 9.975 %: 997.5
    [9_007_199_254_740_991, 1_000_000, false, 9_007_199_254_740_991],
  ])('of %i at %i parts per million (inclusive: %s) is %i', (amountMinor, ratePpm, inclusive, expected) => {
    expect(taxOf(amountMinor, ratePpm, inclusive)).toBe(expected)
  })

  test('inclusive is what exclusive would have put on top', () => {
    fc.assert(
      fc.property(fc.nat(10 ** 12), fc.nat(1_000_000), (netMinor, ratePpm) => {
        const tax = taxOf(netMinor, ratePpm, false)
        expect(Math.abs(taxOf(netMinor + tax, ratePpm, true) - tax)).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('is rounded once over all rates, whose parts add up to it', () => {
    const rates = [taxRate('A', 1), taxRate('B', 1), taxRate('Nothing', 0)]
    // 2 % of 75 is 1.5 → 2; each 1 % by itself would be 0.75 → 1. Of 25: 0.5 → 1, of which the first gets the unit.
    expect(taxesOf(75, rates, false)).toEqual([
      { name: 'A', ratePpm: 10_000, amountMinor: 1 },
      { name: 'B', ratePpm: 10_000, amountMinor: 1 },
    ])
    expect(taxesOf(25, rates, false).map(({ amountMinor }) => amountMinor)).toEqual([1, 0])
    expect(taxesOf(102, rates, true).map(({ amountMinor }) => amountMinor)).toEqual([1, 1])
  })

  test('has no parts where there is no rate or no amount', () => {
    expect(taxesOf(1000, [], false)).toEqual([])
    expect(taxesOf(1000, [taxRate('Nothing', 0)], true)).toEqual([])
    expect(taxesOf(0, [taxRate('A', 1)], false)).toEqual([])
  })
})

test('parts are summed by name and rate', () => {
  const part = (name: string, ratePpm: number, amountMinor: number) => ({ name, ratePpm, amountMinor })
  expect(
    sumTaxes([
      part('VAT', 200_000, 3),
      part('VAT', 50_000, 4),
      part('VAT', 200_000, 5),
      part('GST', 50_000, 6),
      part('VAT', 50_000, 1),
    ]),
  ).toEqual([part('VAT', 200_000, 8), part('VAT', 50_000, 5), part('GST', 50_000, 6)])
  expect(sumTaxes([])).toEqual([])
})

test('parts that were kept in basis points are read exactly, beside those of parts per million', () => {
  const kept = [
    { name: 'Sales tax', rateBps: 825, amountMinor: 594 },
    { name: 'Sales tax', ratePpm: 88_750, amountMinor: 11_529 },
  ]
  expect(readTaxParts(kept)).toEqual([{ name: 'Sales tax', ratePpm: 82_500, amountMinor: 594 }, kept[1]])
})

test.each([
  [88_750, '8.875'],
  [99_750, '9.975'],
  [200_000, '20'],
  [1, '0.0001'],
  [0, '0'],
])('for people %i is %s %%', (ratePpm, text) => {
  expect(taxPercentText(ratePpm)).toBe(text)
})
