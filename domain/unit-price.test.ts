import { describe, expect, test } from 'vitest'
import { isUnitMeasure, readUnit, type UnitMeasure, unitPriceMinor } from './unit-price.ts'

const measure = (totalMilli: number, totalUnit: UnitMeasure['totalUnit'], baseMilli: number, baseUnit = totalUnit) => ({
  totalMilli,
  totalUnit,
  baseMilli,
  baseUnit,
})

describe('the price of a unit', () => {
  test.each([
    ['3.00 for 75 ml by 100 ml', 300, measure(75_000, 'ml', 100_000), 400],
    ['0.99 for 0.75 l by 1 l', 99, measure(750, 'l', 1000), 132],
    ['2.50 for 33 cl by 1 l', 250, measure(33_000, 'cl', 1000, 'l'), 758],
    ['1.00 for 3 pieces by one', 100, measure(3000, 'item', 1000), 33],
    ['0.05 for 10 pieces by one, half a cent up', 5, measure(10_000, 'item', 1000), 1],
    ['nothing', 0, measure(500_000, 'g', 1000, 'kg'), 0],
    ['19.99 for 12 fl oz by 100 ml', 1999, measure(12_000, 'fl oz', 100_000, 'ml'), 563],
    ['10.00 for 1 lb by 1 kg', 1000, measure(1000, 'lb', 1000, 'kg'), 2205],
    ['10.00 for 1 ft² by 1 m²', 1000, measure(1000, 'ft2', 1000, 'm2'), 10_764],
    ['the highest price for 1 mg by 1 kg is too much to say', 10 ** 10, measure(1, 'mg', 10 ** 9, 'kg'), null],
  ])('%s', (_, priceMinor, of, expected) => {
    expect(unitPriceMinor(priceMinor, of)).toBe(expected)
  })

  test('is that of the whole measure taken back, however it is written', () => {
    expect(unitPriceMinor(1234, measure(1000, 'l', 1_000_000, 'ml'))).toBe(1234)
    expect(unitPriceMinor(1234, measure(2000, 'm', 2_000_000, 'mm'))).toBe(1234)
  })
})

describe('a measure', () => {
  test('is of one kind in both its units, and of something', () => {
    expect(isUnitMeasure(measure(1, 'ml', 1, 'l'))).toBe(true)
    expect(isUnitMeasure(measure(1, 'ml', 1, 'kg'))).toBe(false)
    expect(isUnitMeasure(measure(0, 'ml', 1, 'l'))).toBe(false)
    expect(isUnitMeasure(measure(1.5, 'ml', 1, 'l'))).toBe(false)
  })

  test.each([
    ['ML', 'ml'],
    ['L', 'l'],
    ['m²', 'm2'],
    ['fl. oz.', 'fl oz'],
    ['fl_oz', 'fl oz'],
    ['Piece', 'item'],
    ['parsec', null],
    ['', null],
  ])('reads the unit %s', (text, unit) => {
    expect(readUnit(text)).toBe(unit)
  })
})
