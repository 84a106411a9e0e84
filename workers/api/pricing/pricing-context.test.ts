import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { platformDb } from '#api/db/store-db.ts'
import * as t from '#api/db/tables/index.ts'
import { env, makeLocation, makePromotion, makeStore } from '#tests/workers/fixtures.ts'
import { promotionsByCodes } from '../promotions/priced-promotions.ts'
import { findStoreById } from '../stores/resolve-store.ts'
import { readSellingContext } from './pricing-context.ts'

async function recordOf(id: string) {
  const store = await findStoreById(platformDb(env), id)
  if (!store) throw new Error('There is no such store')
  return store
}

describe('a store as its pages see it', () => {
  test('delivers to the countries of its zones, its own first', async () => {
    const store = await makeStore({ country: 'IE', countries: ['DE', 'IE', 'FR'] })
    await store.db.drizzle.insert(t.shippingZones).values({
      storeId: store.id,
      id: 'zone-2',
      name: 'Islands',
      position: 1,
      places: [
        { country: 'FR', regions: ['Corsica'] },
        { country: 'AU', regions: [] },
      ],
    })
    expect((await recordOf(store.id)).countries).toEqual(['IE', 'DE', 'FR', 'AU'])
  })

  test('delivers nowhere without a zone', async () => {
    const store = await makeStore()
    await store.db.drizzle.delete(t.shippingZones).where(eq(t.shippingZones.storeId, store.id))
    expect(await recordOf(store.id)).toMatchObject({ countries: [], freeDeliveryOverMinor: null, offersPickup: false })
  })

  test('says from which value on delivery at home is free, and whether things can be picked up', async () => {
    const rates = [
      { id: 'slow', freeOverMinor: 9000 },
      { id: 'fast', freeOverMinor: 7000 },
      { id: 'euro', freeOverMinor: 100, currency: 'EUR' },
      { id: 'never' },
      { id: 'away', freeOverMinor: 500, zoneId: 'zone-2' },
    ]
    const store = await makeStore({ rates })
    const places = [{ country: 'US', regions: ['Hawaii'] }]
    await store.db.drizzle
      .insert(t.shippingZones)
      .values({ storeId: store.id, id: 'zone-2', name: 'Far', places, position: 1 })
    await makeLocation(store.db, { offersPickup: true })
    const other = await makeStore()
    expect(await recordOf(store.id)).toMatchObject({
      freeDeliveryOverMinor: 7000,
      offersPickup: true,
      deliveryOffers: [
        { places: [{ country: 'US', regions: [] }], fromMinor: 500, freeOverMinor: 7000 },
        { places, fromMinor: 500, freeOverMinor: 500 },
      ],
    })
    expect(await recordOf(other.id)).toMatchObject({ freeDeliveryOverMinor: null, offersPickup: false })
  })
})

describe('what prices of a store depend on', () => {
  test('is read as the domain takes it, and only the store’s own', async () => {
    await makeStore({ taxRatePpm: 70_000 })
    const store = await makeStore({ taxRatePpm: 100_000, currencies: ['EUR'] })
    await makePromotion(store.db, { title: 'Summer', usageLimit: 100, uses: 40, perCustomerLimit: 2 })
    await makePromotion(store.db, { title: 'Off', active: false })
    await makePromotion(store.db, { title: 'Code', code: 'WELCOME' })
    const shop = await makeLocation(store.db, { name: 'Shop', offersPickup: true })
    const paid = await makeLocation(store.db, { name: 'Locker', offersPickup: true, pickupPriceMinor: 200 })

    const selling = await readSellingContext(store.db, await recordOf(store.id))
    expect(selling.zones).toMatchObject([
      {
        places: [{ country: 'US', regions: [] }],
        rates: [{ id: 'standard', kind: 'delivery', currency: 'USD', steps: [{ from: 0, priceMinor: 500 }] }],
      },
    ])
    expect(selling.taxRates).toMatchObject([{ country: 'US', region: '', category: '', ratePpm: 100_000 }])
    expect(selling.automatic).toMatchObject([
      { title: 'Summer', usesLeft: 60, limits: { total: 100, perCustomer: 2 }, scope: { productIds: [] } },
    ])
    expect(selling.automatic[0]?.effect).toEqual({ kind: 'percentage', shareBps: 1000, on: 'goods' })
    expect(selling.currencies).toEqual(['USD', 'EUR'])
    expect(selling.pickups.map(({ id, currency }) => [id, currency])).toEqual([
      [`pickup-${shop.id}`, 'USD'],
      [`pickup-${shop.id}`, 'EUR'],
      [`pickup-${paid.id}`, 'USD'],
    ])
  })

  test('a promotion is found by its code, in its own store only', async () => {
    const [store, other] = [await makeStore(), await makeStore()]
    const { id } = await makePromotion(store.db, { code: 'WELCOME', usageLimit: 3, uses: 5 })
    expect(await promotionsByCodes(store.db, ['WELCOME', 'ELSE'])).toMatchObject([{ id, usesLeft: 0 }])
    expect(await promotionsByCodes(other.db, ['WELCOME'])).toEqual([])
    expect(await promotionsByCodes(store.db, [])).toEqual([])
  })
})
