/** Stores and products for tests in workerd, written straight into D1 so that a test says only what it is about. */
import { env as bindings } from 'cloudflare:workers'
import { v7 as uuidv7 } from 'uuid'
import { expect } from 'vitest'
import type { Env } from '#api/config/env.ts'
import { platformDb, type StoreDb, storeDb } from '#api/db/store-db.ts'
import * as t from '#api/db/tables/index.ts'
import { indexProducts } from '#api/search/index-products.ts'
import type { StoreRecord } from '#api/stores/resolve-store.ts'

export const env: Env = countedPerTest(bindings as unknown as Env)

/**
 * Bindings whose rate limits count each test for itself. Tests give no address of a client, so in the shape of production they would
 * share one count, and a quick machine would be refused for what other tests have asked.
 */
function countedPerTest(shared: Env): Env {
  const own = (limit: RateLimit): RateLimit => ({
    limit: ({ key }) => limit.limit({ key: `${expect.getState().currentTestName} ${key}` }),
  })
  const { PUBLIC_LIMIT, CREATION_LIMIT } = shared
  return {
    ...shared,
    ...(PUBLIC_LIMIT && { PUBLIC_LIMIT: own(PUBLIC_LIMIT) }),
    ...(CREATION_LIMIT && { CREATION_LIMIT: own(CREATION_LIMIT) }),
  }
}

type StoreRow = typeof t.stores.$inferSelect

interface StoreOptions extends Partial<StoreRow> {
  /** Those of its one zone. */
  countries?: string[]
  /** One rate for each of those countries and every category; 0: none. */
  taxRatePpm?: number
  /** Beside `standard`, in the one zone, or in its place. */
  rates?: Partial<typeof t.shippingRates.$inferInsert>[]
}

/** A store of a tenant of its own: USD, prices without tax, one zone with a flat rate of 5.00 unless told otherwise. */
export async function makeStore(options: StoreOptions = {}): Promise<StoreRecord & { db: StoreDb }> {
  const { countries = [options.country ?? 'US'], taxRatePpm = 0, rates = [{}], ...settings } = options
  const db = platformDb(env)
  const now = Date.now()
  const tenant = { id: uuidv7(), name: 'Tenant', status: 'active' as const, createdAt: now, updatedAt: now }
  const id = settings.id ?? uuidv7()
  const store: StoreRow = {
    id,
    tenantId: tenant.id,
    slug: `store-${id.slice(-12)}`,
    name: 'Store',
    tagline: '',
    status: 'active',
    suspendedReason: null,
    currency: 'USD',
    locale: 'en-US',
    country: 'US',
    timeZone: 'UTC',
    currencies: [],
    theme: 'plain',
    contactEmail: 'hello@store.example',
    taxInclusive: false,
    allowedOrigins: [],
    catalogueVersion: 1,
    taxService: null,
    serviceSecret: null,
    shard: 'DB',
    createdAt: now,
    updatedAt: now,
    ...settings,
  }
  const places = countries.map((country) => ({ country, regions: [] }))
  await db.batch([
    db.insert(t.tenants).values(tenant),
    db.insert(t.stores).values(store),
    db.insert(t.locations).values(locationRow(id, { id: 'default', name: 'Main location' })),
    db.insert(t.shippingZones).values({ storeId: id, id: 'zone-1', name: 'Delivery', places, position: 0 }),
    ...rates.map((rate, position) =>
      db.insert(t.shippingRates).values({
        storeId: id,
        id: 'standard',
        zoneId: 'zone-1',
        name: 'Standard',
        description: '',
        position,
        currency: store.currency,
        basis: 'flat',
        steps: [{ from: 0, priceMinor: 500 }],
        ...rate,
      }),
    ),
    ...(taxRatePpm > 0 ? countries : []).map((country, position) =>
      db.insert(t.taxRates).values({
        storeId: id,
        id: `rate-${position}`,
        name: 'Tax',
        country,
        region: '',
        category: '',
        ratePpm: taxRatePpm,
        position,
      }),
    ),
  ])
  const facts = { countries, freeDeliveryOverMinor: null, deliveryOffers: [], policies: [], offersPickup: false }
  return { ...store, ...facts, hasGroupPrices: false, hasOwnListPrices: false, db: storeDb(env, id) }
}

type LocationInsert = typeof t.locations.$inferInsert

const locationRow = (storeId: string, location: Partial<LocationInsert>): LocationInsert => ({
  storeId,
  id: uuidv7(),
  name: 'Shop',
  offersPickup: false,
  pickupNote: '',
  pickupPriceMinor: 0,
  createdAt: Date.now(),
  updatedAt: Date.now(),
  ...location,
})

/** A further place with stock. */
export async function makeLocation(db: StoreDb, location: Partial<LocationInsert> = {}): Promise<LocationInsert> {
  const row = locationRow(db.storeId, location)
  await db.drizzle.insert(t.locations).values(row)
  return row
}

/** An automatic promotion, 10 % off all goods, unless told otherwise. */
export async function makePromotion(db: StoreDb, promotion: Partial<typeof t.promotions.$inferInsert> = {}) {
  const row: typeof t.promotions.$inferInsert = {
    id: uuidv7(),
    storeId: db.storeId,
    title: 'Ten per cent',
    code: null,
    effect: { kind: 'percentage', share_bps: 1000, on: 'goods' },
    productIds: [],
    categoryIds: [],
    minSubtotalMinor: 0,
    minQuantity: 0,
    currency: 'USD',
    customerGroupIds: [],
    startsAt: null,
    endsAt: null,
    active: true,
    exclusive: false,
    priority: 100,
    usageLimit: null,
    perCustomerLimit: null,
    createdAt: Date.now(),
    updatedAt: Date.now(),
    ...promotion,
  }
  await db.drizzle.insert(t.promotions).values(row)
  return row
}

interface ProductOptions
  extends Partial<Pick<typeof t.products.$inferInsert, 'isGiftCard' | 'taxCategory' | 'status'>> {
  slug?: string
  priceMinor?: number
  skus?: string[]
  /** Of every variant. */
  weightG?: number
}

/** An active product with one variant per SKU, all at one price; stock is the test's own business. */
export async function makeProduct(
  db: StoreDb,
  {
    slug = `product-${uuidv7().slice(-12)}`,
    priceMinor = 1000,
    skus = ['SKU'],
    weightG = 0,
    ...more
  }: ProductOptions = {},
) {
  const now = Date.now()
  const product: typeof t.products.$inferInsert = {
    id: uuidv7(),
    storeId: db.storeId,
    slug,
    title: slug,
    descriptionHtml: '',
    descriptionText: '',
    vendor: '',
    productType: '',
    tags: [],
    status: 'active',
    featured: false,
    minPriceMinor: priceMinor,
    maxPriceMinor: priceMinor,
    available: 0,
    ratingSum: 0,
    ratingCount: 0,
    createdAt: now,
    updatedAt: now,
    ...more,
  }
  const variants = skus.map((sku, position) => ({
    id: uuidv7(),
    storeId: db.storeId,
    productId: product.id,
    sku: `${sku}-${product.id.slice(-12)}`,
    options: skus.length > 1 ? [sku] : [],
    priceMinor,
    weightG,
    position,
    createdAt: now,
    updatedAt: now,
  }))
  await db.drizzle.insert(t.products).values(product)
  for (const variant of variants) {
    const state = { storeId: db.storeId, variantId: variant.id, state: 'out' as const, changedAt: now }
    await db.drizzle.batch([
      db.drizzle.insert(t.variants).values(variant),
      db.drizzle.insert(t.stockStates).values(state),
    ])
  }
  await indexProducts(db, [product.id])
  return { ...product, variants }
}
