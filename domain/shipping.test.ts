import { describe, expect, test } from 'vitest'
import { type ShippingZone, shippingPrice, type ZonePlace, zoneOf } from './shipping.ts'
import { rate } from './testing.ts'

describe('the zone of a destination', () => {
  const zone = (id: string, places: ZonePlace[]): ShippingZone => ({ id, name: id, places, rates: [] })
  const ZONES = [
    zone('home', [{ country: 'US', regions: [] }]),
    zone('also home', [{ country: 'US', regions: [] }]),
    zone('far', [
      { country: 'CA', regions: ['Yukon'] },
      { country: 'US', regions: [' Alaska', 'Hawaii'] },
    ]),
    zone('abroad', [
      { country: 'DE', regions: [] },
      { country: 'FR', regions: [] },
    ]),
  ]
  test.each([
    ['a country', 'FR', 'Bretagne', 'abroad'],
    ['the earlier of two zones', 'US', 'Ohio', 'home'],
    ['a region before its country', 'US', 'Hawaii', 'far'],
    ['a region as people write it', 'US', ' aLASka ', 'far'],
    ['no region', 'US', '', 'home'],
    ['another region of a country that is not covered as a whole', 'CA', 'Ontario', null],
    ['a region of another country', 'DE', 'Hawaii', 'abroad'],
    ['outside every zone', 'JP', '', null],
  ])('%s', (_, country, region, expected) => {
    expect(zoneOf(ZONES, { country, region })?.id ?? null).toBe(expected)
  })
})

describe('the price of a rate', () => {
  const parcel = (weightG: number, valueMinor: number, currency = 'USD') => ({ weightG, valueMinor, currency })
  const TABLE = [
    { from: 100, priceMinor: 500 },
    { from: 1000, priceMinor: 900 },
    { from: 5000, priceMinor: 0 },
  ]

  test('of a flat rate is always the same', () => {
    expect([parcel(0, 0), parcel(9999, 9999)].map((one) => shippingPrice(rate(600), one))).toEqual([600, 600])
  })

  test.each<[number, number | null]>([
    [0, null],
    [99, null],
    [100, 500],
    [999, 500],
    [1000, 900],
    [4999, 900],
    [5000, 0],
    [10 ** 9, 0],
  ])('of a table at %i is %s', (measure, expected) => {
    expect(shippingPrice(rate(TABLE, { basis: 'weight' }), parcel(measure, 300))).toBe(expected)
    expect(shippingPrice(rate(TABLE, { basis: 'value' }), parcel(300, measure))).toBe(expected)
  })

  test('is none in another currency, above the weight limit or without steps', () => {
    expect(shippingPrice(rate(600), parcel(0, 0, 'JPY'))).toBeNull()
    const limited = rate(600, { maxWeightG: 1000 })
    expect([1000, 1001].map((weightG) => shippingPrice(limited, parcel(weightG, 0)))).toEqual([600, null])
    expect(shippingPrice(rate([]), parcel(0, 0))).toBeNull()
  })

  test('is nothing from the value on that makes it free, where the rate is offered at all', () => {
    const free = rate(600, { freeOverMinor: 5000 })
    expect([4999, 5000, 5001].map((valueMinor) => shippingPrice(free, parcel(0, valueMinor)))).toEqual([600, 0, 0])
    const byWeight = rate(TABLE, { basis: 'weight', freeOverMinor: 5000 })
    expect(shippingPrice(byWeight, parcel(99, 5000))).toBeNull()
    expect(shippingPrice(byWeight, parcel(100, 5000))).toBe(0)
  })
})
