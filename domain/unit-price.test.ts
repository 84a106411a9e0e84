import { describe, expect, test } from 'vitest'
import { MAX_PRICE_MINOR } from './pricing.ts'
import { MEASURE_UNITS, type Measure, type MeasureUnit, measureText, parseMeasureValue, unitPriceOf } from './unit-price.ts'

const of = (value: number, unit: MeasureUnit): Measure => ({ valueMilli: value * 1_000, unit })

describe('the price of a measure', () => {
  test.each<[number, Measure, Measure, number]>([
    [600, of(250, 'ml'), of(100, 'ml'), 240],
    [600, of(0.25, 'l'), of(100, 'ml'), 240],
    [1999, of(75, 'cl'), of(1, 'l'), 2665], // 2665.33
    [500, of(3, 'item'), of(1, 'item'), 167], // 166.67
    [5, of(2, 'kg'), of(1, 'kg'), 3], // 2.5, away from zero
    [100, of(1, 'lb'), of(1, 'kg'), 220], // 220.46
    [100, of(16, 'oz'), of(1, 'lb'), 100],
    [100, of(128, 'floz'), of(1, 'gal'), 100],
    [100, of(8, 'pt'), of(4, 'qt'), 100],
    [100, of(36, 'in'), of(1, 'yd'), 100],
    [100, of(1, 'ft'), of(12, 'in'), 100],
    [100, of(1, 'm2'), of(1, 'ft2'), 9], // 9.29
    [100, of(1, 'm3'), of(1000, 'l'), 100],
    [100, of(2500, 'mg'), of(1, 'g'), 40],
    [100, of(254, 'cm'), of(100, 'in'), 100],
    [0, of(1, 'm'), of(10, 'mm'), 0],
  ])('%i for %j, by %j', (priceMinor, contains, per, expected) => {
    expect(unitPriceOf(priceMinor, { contains, per })).toBe(expected)
  })

  test('is the price itself for what is contained, in every unit', () => {
    for (const unit of MEASURE_UNITS) {
      expect(unitPriceOf(1299, { contains: of(3, unit), per: of(3, unit) })).toBe(1299)
    }
  })

  test('is none of measures of two kinds, of nothing contained, and beyond what a price can be', () => {
    expect(unitPriceOf(600, { contains: of(250, 'ml'), per: of(100, 'g') })).toBeNull()
    expect(unitPriceOf(600, { contains: of(0, 'ml'), per: of(100, 'ml') })).toBeNull()
    expect(unitPriceOf(MAX_PRICE_MINOR, { contains: of(1, 'mg'), per: of(1, 'mg') })).toBe(MAX_PRICE_MINOR)
    expect(unitPriceOf(MAX_PRICE_MINOR, { contains: of(1, 'mg'), per: of(2, 'mg') })).toBeNull()
    expect(unitPriceOf(1_000, { contains: of(0.001, 'mg'), per: of(1_000_000, 'kg') })).toBeNull()
  })
})

test.each<[string, number | null]>([
  ['250', 250_000],
  ['0.75', 750],
  ['0.125', 125],
  ['1.5000', 1_500],
  ['1000000', 1_000_000_000],
  ['1000001', null],
  ['0.1255', null],
  ['0', null],
  ['-1', null],
  ['', null],
  ['ten', null],
])('“%s” is %s thousandths', (text, expected) => expect(parseMeasureValue(text)).toBe(expected))

test('is written with its unit, one without its number', () => {
  expect(measureText(of(100, 'ml'), 'en')).toBe('100 ml')
  expect(measureText(of(0.75, 'l'), 'de')).toBe('0,75 l')
  expect(measureText(of(1, 'm2'), 'en')).toBe('m²')
  expect(measureText(of(2, 'floz'), 'en')).toBe('2 fl oz')
})
