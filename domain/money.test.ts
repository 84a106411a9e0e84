import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exponentOf } from './currencies.ts'
import { add, allocate, divideRounded, formatMoney, money, multiply, parseAmount, toDecimal } from './money.ts'

const CURRENCIES = ['USD', 'JPY', 'KWD', 'TZS'] as const
const currency = fc.constantFrom(...CURRENCIES)
const amount = fc.integer({ min: -(10 ** 12), max: 10 ** 12 })

describe('an amount of money', () => {
  test('has the decimals of its currency', () => {
    expect(CURRENCIES.map(exponentOf)).toEqual([2, 0, 3, 0])
  })

  test('never mixes currencies', () => {
    expect(() => add(money(1, 'USD'), money(1, 'JPY'))).toThrow('Cannot add JPY to USD')
  })

  test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('is a whole, exact number: not %s', (value) => {
    expect(() => money(value, 'USD')).toThrow(RangeError)
    expect(() => multiply(money(100, 'USD'), value)).toThrow(RangeError)
  })

  test.each(['usd', 'US', 'DOLLAR', ''])('has an ISO 4217 code: not "%s"', (code) => {
    expect(() => money(1, code)).toThrow(TypeError)
  })

  test('is read back exactly as it was written, in every currency', () => {
    fc.assert(fc.property(amount, currency, (minor, code) => parseAmount(toDecimal(minor, code), code) === minor))
  })
})

describe('reading an amount', () => {
  test.each([
    ['19.99', 'USD', 1999],
    ['19.9', 'USD', 1990],
    ['1,999.50', 'USD', 199950],
    ['50', 'USD', 5000],
    [' -3 ', 'USD', -300],
    ['0.00', 'USD', 0],
    ['-0', 'USD', 0],
    ['1980', 'JPY', 1980],
    ['1980.00', 'JPY', 1980],
    ['1.999', 'KWD', 1999],
  ])('"%s" %s is %i', (text, code, minor) => {
    expect(parseAmount(text, code)).toBe(minor)
  })

  test.each([
    ['1.999', 'USD'],
    ['12.50', 'JPY'],
    ['', 'USD'],
    ['abc', 'USD'],
    ['1e5', 'USD'],
    ['NaN', 'USD'],
    ['19,99', 'USD'],
    ['1,99,999', 'USD'],
    ['.5', 'USD'],
    ['$5', 'USD'],
    ['99999999999999999', 'USD'],
  ])('"%s" %s is not an exact amount', (text, code) => {
    expect(parseAmount(text, code)).toBeNull()
  })
})

describe('writing an amount', () => {
  test.each([
    [1999, 'USD', 'en-US', '$19.99'],
    [1999, 'JPY', 'en-US', '¥1,999'],
    [1999, 'KWD', 'en-US', 'KWD 1.999'],
    [-5, 'USD', 'en-US', '-$0.05'],
    [123456789012345, 'USD', 'en-US', '$1,234,567,890,123.45'],
  ])('%i %s for %s is %s', (minor, code, locale, text) => {
    expect(formatMoney(minor, code, locale).replace(/\u00a0/g, ' ')).toBe(text)
  })
})

describe('dividing', () => {
  test.each([
    [5n, 2n, 3],
    [-5n, 2n, -3],
    [4n, 3n, 1],
    [-4n, 3n, -1],
    [0n, 7n, 0],
  ])('%d / %d rounds half away from zero to %i', (numerator, denominator, rounded) => {
    expect(divideRounded(numerator, denominator)).toBe(rounded)
  })

  test('is never more than half away from the exact quotient, and mirrors its sign', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.bigInt({ min: 1n, max: 10_000n }), (n, d) => {
        const rounded = BigInt(divideRounded(n, d))
        const distance = rounded * d - n
        expect(2n * (distance < 0n ? -distance : distance)).toBeLessThanOrEqual(d)
        expect(divideRounded(-n, d) + divideRounded(n, d)).toBe(0)
      }),
    )
  })
})

describe('splitting an amount by weights', () => {
  const weights = fc
    .array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 20 })
    .filter((list) => list.some((weight) => weight > 0))

  test('gives parts that add up to it exactly, each within one unit of its fair share', () => {
    fc.assert(
      fc.property(amount, weights, (minor, list) => {
        const parts = allocate(money(minor, 'USD'), list)
        expect(parts.reduce((sum, part) => sum + part.amountMinor, 0)).toBe(minor)
        const total = list.reduce((sum, weight) => sum + weight, 0)
        parts.forEach((part, index) => {
          expect(Math.abs(part.amountMinor - (minor * (list[index] ?? 0)) / total)).toBeLessThan(1.001)
        })
      }),
    )
  })

  test('gives the cents that are left to the largest remainders, then to the earlier part', () => {
    const split = (minor: number, list: number[]) => allocate(money(minor, 'USD'), list).map((part) => part.amountMinor)
    expect(split(100, [1, 1, 1])).toEqual([34, 33, 33])
    expect(split(-100, [1, 1, 1])).toEqual([-34, -33, -33])
    expect(split(5, [0, 1, 3])).toEqual([0, 1, 4])
    expect(split(0, [1, 2])).toEqual([0, 0])
  })

  test('refuses weights that say nothing', () => {
    expect(() => allocate(money(1, 'USD'), [])).toThrow(RangeError)
    expect(() => allocate(money(1, 'USD'), [0, 0])).toThrow(RangeError)
    expect(() => allocate(money(1, 'USD'), [2, -1])).toThrow(RangeError)
  })
})
