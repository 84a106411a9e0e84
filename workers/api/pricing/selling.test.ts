import { describe, expect, test } from 'vitest'
import * as t from '#api/db/tables/index.ts'
import type { Location } from '#contract/location.ts'
import type { ShippingZones } from '#contract/shipping.ts'
import type { Store } from '#contract/store.ts'
import type { TaxRates } from '#contract/tax.ts'
import { makeProduct } from '#tests/workers/fixtures.ts'
import { makeMember } from '#tests/workers/people.ts'
import { storeHost } from '#tests/workers/platform.ts'
import { makeSeller } from '#tests/workers/seller.ts'
import { ADDRESS, request } from '#tests/workers/shopper.ts'

const rate = (id: string, more: object = {}) => ({ id, name: id, steps: [{ from: 0, price_minor: 500 }], ...more })
const WEIGHED = rate('parcel', {
  basis: 'weight',
  max_weight_g: 20_000,
  steps: [
    { from: 0, price_minor: 600 },
    { from: 2000, price_minor: 900 },
  ],
})
const HOME = { name: 'Home', places: [{ country: 'US' }], rates: [WEIGHED, rate('express', { free_over_minor: 9000 })] }
const AWAY = { name: 'Away', places: [{ country: 'CA', regions: ['QC'] }, { country: 'MX' }], rates: [rate('far')] }

describe('the zones of a store', () => {
  test('become what is put, and the store delivers there at once', async () => {
    const { store, ask, entries, version } = await makeSeller()
    const { status, data } = await ask<ShippingZones>('PUT', '/shipping-zones', { zones: [HOME, AWAY] })
    expect(status).toBe(200)
    expect(data.zones[0]?.rates[0]).toEqual({
      id: 'parcel',
      name: 'parcel',
      description: '',
      currency: 'USD',
      basis: 'weight',
      steps: WEIGHED.steps,
      free_over_minor: null,
      max_weight_g: 20_000,
    })
    expect((await ask<ShippingZones>('GET', '/shipping-zones')).data).toEqual(data)
    const shown = await request<Store>(`/stores/resolve?host=${storeHost(store.slug)}`)
    expect(shown.data).toMatchObject({
      countries: ['US', 'CA', 'MX'],
      free_delivery_over: { amount_minor: 9000, currency: 'USD' },
    })
    expect(await entries()).toMatchObject([{ action: 'shipping_zones.changed', after: data }])
    expect(await version()).toBe(2)
  })

  test('that are put as they are change nothing, and may be none', async () => {
    const { ask, entries, version } = await makeSeller()
    const { data } = await ask<ShippingZones>('GET', '/shipping-zones')
    expect((await ask('PUT', '/shipping-zones', data)).data).toEqual(data)
    expect([await entries(), await version()]).toEqual([[], 1])
    expect((await ask('PUT', '/shipping-zones', { zones: [] })).data).toEqual({ zones: [] })
  })

  test('take a great many rates at once', async () => {
    const { ask } = await makeSeller()
    const zones = Array.from({ length: 26 }, (_, zone) => ({
      name: `Zone ${zone}`,
      places: [{ country: `X${String.fromCharCode(65 + zone)}` }],
      rates: Array.from({ length: 15 }, (_, index) => rate(`r-${zone}-${index}`)),
    }))
    expect((await ask('PUT', '/shipping-zones', { zones })).status).toBe(200)
    expect((await ask<ShippingZones>('GET', '/shipping-zones')).data.zones[25]?.rates[14]?.id).toBe('r-25-14')
  })

  test.each([
    [{ zones: [HOME, HOME] }, 'zones'],
    [{ zones: [HOME, { ...AWAY, places: HOME.places }] }, 'zones'],
    [{ zones: [{ ...HOME, places: [] }] }, 'zones.0.places'],
    [{ zones: [{ ...HOME, rates: [rate('x', { steps: [] })] }] }, 'zones.0.rates.0.steps'],
    [
      { zones: [{ ...HOME, rates: [rate('x', { steps: [...WEIGHED.steps, ...WEIGHED.steps] })] }] },
      'zones.0.rates.0.steps',
    ],
    [{ zones: [{ ...HOME, rates: [rate('x', { steps: WEIGHED.steps })] }] }, 'zones.0.rates.0.steps'],
    [{ zones: [{ ...HOME, rates: [rate('x', { currency: 'EUR' })] }] }, 'zones.0.rates.0.currency'],
    [
      { zones: [{ ...HOME, rates: [rate('x', { steps: [{ from: 0, price_minor: -1 }] })] }] },
      'zones.0.rates.0.steps.0.price_minor',
    ],
    [{ zones: [{ ...HOME, places: [{ country: 'US', regions: ['CA', 'Calfornia'] }] }] }, 'zones.0.places.0.regions.1'],
  ])('are refused with %o, and stay', async (body, path) => {
    const { ask, version } = await makeSeller()
    const before = await ask('GET', '/shipping-zones')
    const { status, error } = await ask('PUT', '/shipping-zones', body)
    expect([status, error.details?.[0]?.path]).toEqual([422, path])
    expect((await ask('GET', '/shipping-zones')).data).toEqual(before.data)
    expect(await version()).toBe(1)
  })
})

describe('the taxes of a store', () => {
  const RATES = [
    { name: 'Sales tax', country: 'US', region: 'CA', category: '', rate_ppm: 72_500 },
    { name: 'Sales tax', country: 'US', region: 'CA', category: 'food', rate_ppm: 0 },
  ]

  test('become what is put', async () => {
    const { ask, entries, version } = await makeSeller({ taxRatePpm: 70_000 })
    expect((await ask('PUT', '/tax-rates', { rates: RATES })).data).toEqual({ rates: RATES })
    expect((await ask<TaxRates>('GET', '/tax-rates')).data.rates).toEqual(RATES)
    expect(await entries()).toMatchObject([{ action: 'tax_rates.changed', after: { rates: RATES } }])
    await ask('PUT', '/tax-rates', { rates: RATES })
    expect([(await entries()).length, await version()]).toEqual([1, 2])
  })

  test.each([
    [[...RATES, { ...RATES[0], region: 'ca' }], 'rates'],
    [[{ ...RATES[0], rate_ppm: 1_000_001 }], 'rates.0.rate_ppm'],
    [[{ ...RATES[0], rate_ppm: 72_500.5 }], 'rates.0.rate_ppm'],
    [[{ ...RATES[0], country: 'usa' }], 'rates.0.country'],
    [[RATES[0], { ...RATES[0], region: 'Calfornia' }], 'rates.1.region'],
  ])('are refused with %o', async (rates, path) => {
    const { ask, version } = await makeSeller()
    expect(await ask('PUT', '/tax-rates', { rates })).toMatchObject({ status: 422, error: { details: [{ path }] } })
    expect(await version()).toBe(1)
  })
})

describe('regions of rates and zones', () => {
  const rateIn = (country: string, region: string) => ({ name: 'Tax', country, region, rate_ppm: 1 })

  test('are taken in any usual spelling and kept as codes, free where a country has no list', async () => {
    const { ask } = await makeSeller()
    const written = [rateIn('US', 'calif.'), rateIn('JP', '東京'), rateIn('KR', '서울'), rateIn('DE', 'Bayern')]
    const { data } = await ask<TaxRates>('PUT', '/tax-rates', { rates: written })
    expect(data.rates.map(({ region }) => region)).toEqual(['CA', '13', '11', 'Bayern'])
    const zones = [{ ...HOME, places: [{ country: 'US', regions: ['California', 'ca', 'N.Y.'] }] }]
    expect((await ask<ShippingZones>('PUT', '/shipping-zones', { zones })).data.zones[0]?.places).toEqual([
      { country: 'US', regions: ['CA', 'NY'] },
    ])
  })

  test('are refused with the one that was probably meant', async () => {
    const { ask } = await makeSeller()
    const { error } = await ask('PUT', '/tax-rates', { rates: [rateIn('US', 'Calfornia'), rateIn('CA', 'Atlantis')] })
    expect([error.code, error.details]).toEqual([
      'validation_failed',
      [
        { path: 'rates.0.region', message: 'There is no state “Calfornia”. Did you mean California?' },
        { path: 'rates.1.region', message: 'There is no province “Atlantis”. Enter its name or code.' },
      ],
    ])
  })

  test('of the time when any was taken are read, as codes where they are known', async () => {
    const { store, ask, version } = await makeSeller()
    const rate = { storeId: store.id, name: 'Tax', country: 'US', category: '', ratePpm: 1 }
    await store.db.drizzle.insert(t.taxRates).values([
      { ...rate, id: 'rate-1', region: 'california', position: 0 },
      { ...rate, id: 'rate-2', region: 'Atlantis', position: 1 },
    ])
    const places = [{ country: 'US', regions: ['oregon', 'Atlantis'] }]
    await store.db.drizzle.update(t.shippingZones).set({ places }).where(store.db.owned(t.shippingZones))
    const { data } = await ask<TaxRates>('GET', '/tax-rates')
    expect(data.rates.map(({ region }) => region)).toEqual(['CA', 'Atlantis'])
    expect((await ask<ShippingZones>('GET', '/shipping-zones')).data.zones[0]?.places).toEqual([
      { country: 'US', regions: ['OR', 'Atlantis'] },
    ])
    const refused = await ask('PUT', '/tax-rates', data)
    expect(refused).toMatchObject({ status: 422, error: { details: [{ path: 'rates.1.region' }] } })
    const kept = { rates: data.rates.slice(0, 1) }
    expect((await ask('PUT', '/tax-rates', kept)).data).toEqual(kept)
    expect(await version()).toBe(2)
  })
})

describe('the locations of a store', () => {
  test('are one to begin with, become more, change and go', async () => {
    const { store, ask, entries, version } = await makeSeller()
    const made = await ask<Location>('POST', '/locations', { name: 'Shop' })
    expect(made).toMatchObject({ status: 201, data: { name: 'Shop', offers_pickup: false, address: null } })
    const path = `/locations/${made.data.id}`
    const pickup = { offers_pickup: true, address: { ...ADDRESS, name: 'The shop' }, pickup_price_minor: 200 }
    expect((await ask('PATCH', path, pickup)).data).toMatchObject({ name: 'Shop', ...pickup })
    const shown = await request<Store>(`/stores/resolve?host=${storeHost(store.slug)}`)
    expect(shown.data.offers_pickup).toBe(true)
    const { data } = await ask<{ items: Location[] }>('GET', '/locations')
    expect(data.items.map(({ id }) => id)).toEqual(['default', made.data.id])
    expect((await ask('DELETE', path)).status).toBe(200)
    expect(await ask('PATCH', path, { name: 'Gone' })).toMatchObject({ error: { code: 'location_not_found' } })
    expect((await entries()).map(({ action }) => action)).toEqual([
      'location.created',
      'location.changed',
      'location.deleted',
    ])
    expect(await version()).toBe(4)
  })

  test('offer no pickup without an address', async () => {
    const { ask } = await makeSeller()
    const details = [{ path: 'address' }]
    expect(await ask('POST', '/locations', { name: 'Shop', offers_pickup: true })).toMatchObject({
      status: 422,
      error: { details },
    })
    expect(await ask('PATCH', '/locations/default', { offers_pickup: true })).toMatchObject({
      status: 422,
      error: { details },
    })
  })

  test('stay while something lies there, and the main one always', async () => {
    const { store, ask } = await makeSeller()
    const { data } = await ask<Location>('POST', '/locations', { name: 'Shop' })
    const product = await makeProduct(store.db)
    await store.db.drizzle.insert(t.stockLevels).values({
      storeId: store.id,
      variantId: product.variants[0]?.id ?? '',
      onHand: 3,
      held: 0,
      available: 3,
      locations: { [data.id]: 3 },
      sequence: 1,
      updatedAt: 1,
    })
    expect(await ask('DELETE', `/locations/${data.id}`)).toMatchObject({
      status: 409,
      error: { code: 'location_in_use' },
    })
    expect(await ask('DELETE', '/locations/default')).toMatchObject({
      status: 409,
      error: { code: 'location_needed' },
    })
    expect((await ask<{ items: Location[] }>('GET', '/locations')).data.items).toHaveLength(2)
  })

  test('are seen by all who see stock, and changed by managers', async () => {
    const { store, ask } = await makeSeller()
    const { headers } = await makeMember(store, 'viewer')
    expect((await ask('GET', '/locations', undefined, headers)).status).toBe(200)
    expect((await ask('POST', '/locations', { name: 'Mine' }, headers)).status).toBe(403)
  })
})
