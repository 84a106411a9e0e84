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
    ['19.99', 'EUR', 1999],
    ['19,9', 'EUR', 1990],
    ['1,000', 'EUR', 100_000],
    ['600', 'JPY', 600],
    ['1.250', 'KWD', 1250],
    ['0', 'EUR', 0],
  ])('"%s" %s is %d minor units', (text, currency, minor) => {
    expect(readAmount(text, currency)).toBe(minor)
  })

  test.each([
    ['9.999', 'EUR'],
    ['6.50', 'JPY'],
    ['-1', 'EUR'],
    ['', 'EUR'],
    ['NaN', 'EUR'],
    ['1e9', 'EUR'],
  ])('"%s" %s is none', (text, currency) => {
    expect(readAmount(text, currency)).toBeNull()
  })

  test('is written as it can be read again', () => {
    expect(readAmount(amountText(123_456, 'EUR'), 'EUR')).toBe(123_456)
    expect(amountText(null, 'EUR')).toBe('')
  })
})

describe('a share', () => {
  test.each([
    ['8.25', 825],
    ['19,5', 1950],
    ['7.5 %', 750],
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

test('a weight has grams as its last decimal', () => {
  expect([readKilograms('1.25'), readKilograms('0,5 kg'), readKilograms('1.2345')]).toEqual([1250, 500, null])
  expect([kilogramText(1250), kilogramText(10_000), kilogramText(null)]).toEqual(['1.25', '10', ''])
})

test.each([
  ['12', 12],
  ['-3', -3],
  ['−3', -3],
  ['+5', 5],
  ['1,000', 1000],
  ['1.5', null],
  ['1e3', null],
  ['', null],
  ['99999999999', null],
])('as a whole number "%s" is %s', (text, whole) => {
  expect(readWhole(text)).toBe(whole)
})
