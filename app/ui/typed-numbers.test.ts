import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  amountText,
  kilogramText,
  percentText,
  readAmount,
  readKilograms,
  readPercent,
  readTaxRate,
  readWhole,
} from './typed-numbers.ts'

describe('an amount', () => {
  test.each([
    ['19.99', 'EUR', 'en-US', 1999],
    ['19,9', 'EUR', 'en-US', 1990],
    ['1,000', 'EUR', 'en-US', 100_000],
    ['1.000', 'EUR', 'de-DE', 100_000],
    ['1.234.567,89', 'EUR', 'en-US', 123_456_789],
    ['1,234,567.89', 'EUR', 'de-DE', 123_456_789],
    ['12,34,567.50', 'INR', 'en-IN', 123_456_750],
    ['1 250,50', 'EUR', 'fr-FR', 125_050],
    ['1\u202f250', 'EUR', 'fr-FR', 125_000],
    ['1’250.50', 'CHF', 'de-CH', 125_050],
    ['0,5', 'EUR', 'en-US', 50],
    ['1234.5', 'EUR', 'de-DE', 123_450],
    ['１９．９９', 'EUR', 'ja-JP', 1999],
    ['١٢٫٥', 'EUR', 'en-US', 1250],
    ['600', 'JPY', 'ja-JP', 600],
    ['1,000', 'JPY', 'ja-JP', 1000],
    ['1.250', 'KWD', 'en-US', 1250],
    ['1,250', 'KWD', 'en-US', 1_250_000],
    ['1,250', 'KWD', 'de-DE', 1250],
    ['0,250', 'KWD', 'en-US', 250],
    ['0', 'EUR', 'en-US', 0],
  ])('"%s" %s in a store that speaks %s is %d minor units', (text, currency, locale, minor) => {
    expect(readAmount(text, currency, locale)).toBe(minor)
  })

  test.each([
    ['9.999', 'EUR', 'en-US'],
    ['1,000', 'EUR', 'de-DE'], // a thousand, or one with three decimals
    ['1.000', 'EUR', 'en-US'],
    ['0,125', 'EUR', 'en-US'],
    ['1,000', 'JPY', 'de-DE'],
    ['1,23,4', 'EUR', 'en-US'],
    ['1,234.567,8', 'EUR', 'en-US'],
    ['0,250,000', 'EUR', 'en-US'],
    ['6.50', 'JPY', 'ja-JP'],
    ['5,', 'EUR', 'en-US'],
    ['-1', 'EUR', 'en-US'],
    ['', 'EUR', 'en-US'],
    ['NaN', 'EUR', 'en-US'],
    ['1e9', 'EUR', 'en-US'],
    ['99999999999999999', 'EUR', 'en-US'],
  ])('"%s" %s in a store that speaks %s is none', (text, currency, locale) => {
    expect(readAmount(text, currency, locale)).toBeNull()
  })

  test('is written with all its decimals, and as it is read again, wherever the store is', () => {
    const locale = fc.constantFrom('en-US', 'de-DE', 'de-CH', 'fr-FR', 'en-IN', 'ja-JP', 'he-IL', 'en-ZA', 'pt-PT')
    const currency = fc.constantFrom('JPY', 'EUR', 'KWD')
    fc.assert(
      fc.property(fc.nat(10 ** 9), currency, locale, (minor, code, tag) => {
        expect(readAmount(amountText(minor, code, tag), code, tag)).toBe(minor)
      }),
    )
    expect(amountText(125_050, 'EUR', 'de-DE')).toBe('1250,50')
    expect(amountText(null, 'EUR', 'en-US')).toBe('')
  })
})

describe('a share', () => {
  test.each([
    ['8.25', 825],
    ['19,5', 1950],
    ['7.5 %', 750],
    ['１５％', 1500],
    ['100', 10_000],
  ])('"%s" is %d basis points', (text, bps) => {
    expect(readPercent(text)).toBe(bps)
  })

  test.each(['8.255', '8,875', '1,000.5', '-1', 'eight', ''])('"%s" is none', (text) => {
    expect(readPercent(text)).toBeNull()
  })

  test.each([
    [825, '8.25'],
    [1950, '19.5'],
    [10_000, '100'],
    [0, '0'],
  ])('%d basis points are written "%s"', (bps, text) => {
    expect(percentText(bps)).toBe(text)
  })
})

describe('a tax rate', () => {
  test.each([
    ['8.875', 88_750],
    ['8,875', 88_750],
    ['9,975 %', 99_750],
    ['20', 200_000],
    ['0.0001', 1],
    ['5.50000', 55_000],
  ])('"%s" is %d parts per million', (text, ppm) => {
    expect(readTaxRate(text)).toBe(ppm)
  })

  test.each(['8.87501', '1,000.5', '-1', 'eight', ''])('"%s" is none', (text) => {
    expect(readTaxRate(text)).toBeNull()
  })
})

test.each([
  ['1.25', 'en-US', 1250],
  ['0,5 kg', 'en-US', 500],
  ['0,250', 'en-US', 250],
  ['0,250 kg', 'de-DE', 250],
  ['1,250', 'de-DE', 1250],
  ['1.250', 'en-US', 1250],
  ['1.2345', 'en-US', null],
])('a weight of "%s" in a store that speaks %s is %s g', (text, locale, grams) => {
  expect(readKilograms(text, locale)).toBe(grams)
})

test('a weight is written as it is read again', () => {
  expect([kilogramText(1250, 'en'), kilogramText(10_000, 'en'), kilogramText(null, 'en')]).toEqual(['1.25', '10', ''])
  expect(kilogramText(250, 'de-DE')).toBe('0,25')
})

test.each([
  ['12', 12],
  ['-3', -3],
  ['−3', -3],
  ['+5', 5],
  ['1,000', 1000],
  ['１２', 12],
  ['0,250', null],
  ['1.5', null],
  ['1e3', null],
  ['', null],
  ['99999999999', null],
])('as a whole number "%s" is %s', (text, whole) => {
  expect(readWhole(text)).toBe(whole)
})
