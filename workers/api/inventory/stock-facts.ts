/** What is known of one SKU over all its shards, with the names that a message about it carries: one read. */
import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { isOneOf } from '../db/json-list.ts'
import type { StoreDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'

const factsWith = (subscribed: SQL) => ({
  variantId: t.variants.id,
  sku: t.variants.sku,
  options: t.variants.options,
  title: t.products.title,
  slug: t.products.slug,
  // D1's batch tells columns by their names: no two may share one.
  storeSlug: sql<string>`${t.stores.slug}`.as('store_slug'),
  storeName: t.stores.name,
  theme: t.stores.theme,
  locale: t.stores.locale,
  timeZone: t.stores.timeZone,
  contactEmail: t.stores.contactEmail,
  state: t.stockStates.state,
  available: sql<number>`COALESCE(SUM(${t.stockLevels.available}), 0)`,
  backorderable: sql<number>`COALESCE(SUM(${t.stockLevels.backorderable}), 0)`,
  lowStockAt: sql<number | null>`MAX(${t.stockLevels.lowStockAt})`,
  /** Goes up with every change at any shard. */
  version: sql<number>`COALESCE(SUM(${t.stockLevels.sequence}), 0)`,
  hasSubscribers: sql<boolean>`EXISTS (${subscribed})`.mapWith(Boolean),
})

export function selectStockFacts(db: StoreDb, variantId: string) {
  const subscribed = sql`SELECT 1 FROM stock_subscriptions AS w
    WHERE w.store_id = ${db.storeId} AND w.variant_id = ${variantId}`
  return db.drizzle
    .select(factsWith(subscribed))
    .from(t.variants)
    .innerJoin(t.products, and(eq(t.products.storeId, t.variants.storeId), eq(t.products.id, t.variants.productId)))
    .innerJoin(t.stores, eq(t.stores.id, t.variants.storeId))
    .leftJoin(t.stockLevels, and(eq(t.stockLevels.storeId, t.variants.storeId), eq(t.stockLevels.variantId, variantId)))
    .leftJoin(t.stockStates, and(eq(t.stockStates.storeId, t.variants.storeId), eq(t.stockStates.variantId, variantId)))
    .where(db.owned(t.variants, eq(t.variants.id, variantId)))
    .groupBy(t.variants.id)
}

export type WhichFacts = { variantIds: readonly string[] } | { productIds: readonly string[] }

/** The same of many SKUs, or of all of some products. */
export function selectFactsOf(db: StoreDb, which: WhichFacts) {
  const { variants, products, stores, stockStates, stockLevels } = t
  const isHere = (table: { storeId: SQLiteColumn }) => eq(table.storeId, db.storeId)
  const subscribed = sql`SELECT 1 FROM stock_subscriptions AS w
    WHERE w.store_id = ${db.storeId} AND w.variant_id = ${variants.id}`
  return db.drizzle
    .select(factsWith(subscribed))
    .from(variants)
    .innerJoin(products, sql`${products.id} = ${variants.productId} AND +${products.storeId} = ${db.storeId}`)
    .innerJoin(stores, eq(stores.id, db.storeId))
    .leftJoin(stockLevels, and(isHere(stockLevels), eq(stockLevels.variantId, variants.id)))
    .leftJoin(stockStates, and(isHere(stockStates), eq(stockStates.variantId, variants.id)))
    .where(
      'variantIds' in which
        ? db.ownedIds(variants, which.variantIds)
        : db.owned(variants, isOneOf(variants.productId, which.productIds)),
    )
    .groupBy(variants.id)
}
export type StockFacts = Awaited<ReturnType<typeof selectStockFacts>>[number]

export function stateOf({ available, lowStockAt }: Pick<StockFacts, 'available' | 'lowStockAt'>): 'ok' | 'low' | 'out' {
  if (available <= 0) return 'out'
  return lowStockAt !== null && available <= lowStockAt ? 'low' : 'ok'
}
