import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exponentOf } from './currencies.ts'
import { allocate, divideRounded, formatMoney, money, parseAmount, sumOf, toDecimal, whole } from './money.ts'

const CURRENCIES = ['USD', 'JPY', 'KWD', 'TZS'] as const
const currency = fc.constantFrom(...CURRENCIES)
const amount = fc.integer({ min: -(10 ** 12), max: 10 ** 12 })

describe('an amount of money', () => {
  test('has the decimals of its currency', () => {
    expect(CURRENCIES.map(exponentOf)).toEqual([2, 0, 3, 0])
  })

  test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('is a whole, exact number: not %s', (value) => {
    expect(() => money(value, 'USD')).toThrow(RangeError)
    expect(() => whole(value)).toThrow(`Not a whole number that is exact: ${value}`)
  })

  test.each(['usd', 'US', 'DOLLAR', ''])('has an ISO 4217 code: not "%s"', (code) => {
    expect(() => money(1, code)).toThrow(new TypeError(`Not an ISO 4217 code: ${code}`))
  })

  test('sums up exactly, or not at all', () => {
    expect(sumOf([])).toBe(0)
    expect(sumOf([5, -2, 40])).toBe(43)
    expect(() => sumOf([Number.MAX_SAFE_INTEGER, 1, -1])).toThrow(RangeError)
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
    ['1,234,567.89', 'USD', 123456789],
    ['12,345', 'JPY', 12345],
    ['123,456', 'JPY', 123456],
    ['+7', 'USD', 700],
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
    ['1234,567', 'USD'],
    ['5.', 'USD'],
    ['1.5.5', 'USD'],
    ['5 USD', 'USD'],
    ['.5', 'USD'],
    ['$5', 'USD'],
    ['99999999999999999', 'USD'],
  ])('"%s" %s is not an exact amount', (text, code) => {
    expect(parseAmount(text, code)).toBeNull()
  })
})

describe('writing an amount', () => {
  test.each([
    [1999, 'USD', '19.99'],
    [5, 'USD', '0.05'],
    [0, 'USD', '0.00'],
    [-1999, 'USD', '-19.99'],
    [1999, 'JPY', '1999'],
    [1999, 'KWD', '1.999'],
  ])('%i %s for a file is %s', (amountMinor, code, text) => {
    expect(toDecimal(amountMinor, code)).toBe(text)
  })

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

  test.each([0n, -2n])('by %d is refused', (denominator) => {
    expect(() => divideRounded(1n, denominator)).toThrow('The denominator must be positive')
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
        const parts = allocate(minor, list)
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(minor)
        const total = list.reduce((sum, weight) => sum + weight, 0)
        parts.forEach((part, index) => {
          expect(Math.abs(part - (minor * (list[index] ?? 0)) / total)).toBeLessThan(1.001)
        })
      }),
    )
  })

  test('gives the cents that are left to the largest remainders, then to the earlier part', () => {
    expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33])
    expect(allocate(-100, [1, 1, 1])).toEqual([-34, -33, -33])
    expect(allocate(5, [0, 1, 3])).toEqual([0, 1, 4])
    expect(allocate(-5, [0, 1])).toEqual([0, -5])
    expect(allocate(2, [1, 3, 1, 3])).toEqual([0, 1, 0, 1])
    expect(allocate(0, [1, 2])).toEqual([0, 0])
  })

  test('refuses an amount that is not whole', () => {
    expect(() => allocate(0.5, [1])).toThrow(RangeError)
  })

  test('refuses weights that say nothing', () => {
    expect(() => allocate(1, [])).toThrow('At least one weight must be above zero')
    expect(() => allocate(1, [0, 0])).toThrow(RangeError)
    expect(() => allocate(1, [2, -1])).toThrow('A weight cannot be negative')
    expect(() => allocate(1, [0.5])).toThrow(RangeError)
  })
})
