/** Stores and products for tests in workerd, written straight into D1 so that a test says only what it is about. */
import { env as bindings } from 'cloudflare:workers'
import { v7 as uuidv7 } from 'uuid'
import * as t from '#api/db/schema/index.ts'
import { platformDb, type StoreDb, storeDb } from '#api/db/store-db.ts'
import type { Env } from '#api/env.ts'

export const env = bindings as unknown as Env

type StoreRow = typeof t.stores.$inferSelect

/** A store of a tenant of its own: USD, prices without tax, one flat delivery rate of 5.00 unless told otherwise. */
export async function makeStore(settings: Partial<StoreRow> = {}): Promise<StoreRow & { db: StoreDb }> {
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
    countries: ['US'],
    theme: 'plain',
    contactEmail: 'hello@store.example',
    taxInclusive: false,
    taxRateBps: 0,
    allowedOrigins: [],
    catalogueVersion: 1,
    shard: 'DB',
    createdAt: now,
    updatedAt: now,
    ...settings,
  }
  const rate = {
    storeId: id,
    id: 'standard',
    name: 'Standard',
    description: '',
    priceMinor: 500,
    freeOverMinor: null,
    position: 0,
  }
  await db.batch([
    db.insert(t.tenants).values(tenant),
    db.insert(t.stores).values(store),
    db.insert(t.shippingRates).values(rate),
  ])
  return { ...store, db: storeDb(env, id) }
}

/** An active product with one variant per SKU, all at one price; stock is the test's own business. */
export async function makeProduct(
  db: StoreDb,
  {
    slug = `product-${uuidv7().slice(-12)}`,
    priceMinor = 1000,
    skus = ['SKU'],
  }: { slug?: string; priceMinor?: number; skus?: string[] } = {},
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
  }
  const variants = skus.map((sku, position) => ({
    id: uuidv7(),
    storeId: db.storeId,
    productId: product.id,
    sku: `${sku}-${product.id.slice(-12)}`,
    options: skus.length > 1 ? [sku] : [],
    priceMinor,
    position,
    createdAt: now,
    updatedAt: now,
  }))
  await db.drizzle.insert(t.products).values(product)
  for (const variant of variants) await db.drizzle.insert(t.variants).values(variant)
  return { ...product, variants }
}
