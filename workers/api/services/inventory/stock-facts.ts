/** What is known of one SKU over all its shards, with the names that a message about it carries: one read. */
import { and, eq, sql } from 'drizzle-orm'
import * as t from '../../db/schema/index.ts'
import type { StoreDb } from '../../db/store-db.ts'

export function selectStockFacts(db: StoreDb, variantId: string) {
  const subscribed = sql`SELECT 1 FROM stock_subscriptions AS w
    WHERE w.store_id = ${db.storeId} AND w.variant_id = ${variantId}`
  return db.drizzle
    .select({
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
      contactEmail: t.stores.contactEmail,
      state: t.stockStates.state,
      available: sql<number>`COALESCE(SUM(${t.stockLevels.available}), 0)`,
      backorderable: sql<number>`COALESCE(SUM(${t.stockLevels.backorderable}), 0)`,
      lowStockAt: sql<number | null>`MAX(${t.stockLevels.lowStockAt})`,
      /** Goes up with every change at any shard. */
      version: sql<number>`COALESCE(SUM(${t.stockLevels.sequence}), 0)`,
      hasSubscribers: sql<boolean>`EXISTS (${subscribed})`.mapWith(Boolean),
    })
    .from(t.variants)
    .innerJoin(t.products, and(eq(t.products.storeId, t.variants.storeId), eq(t.products.id, t.variants.productId)))
    .innerJoin(t.stores, eq(t.stores.id, t.variants.storeId))
    .leftJoin(t.stockLevels, and(eq(t.stockLevels.storeId, t.variants.storeId), eq(t.stockLevels.variantId, variantId)))
    .leftJoin(t.stockStates, and(eq(t.stockStates.storeId, t.variants.storeId), eq(t.stockStates.variantId, variantId)))
    .where(db.owned(t.variants, eq(t.variants.id, variantId)))
    .groupBy(t.variants.id)
}
export type StockFacts = Awaited<ReturnType<typeof selectStockFacts>>[number]

export function stateOf({ available, lowStockAt }: Pick<StockFacts, 'available' | 'lowStockAt'>): 'ok' | 'low' | 'out' {
  if (available <= 0) return 'out'
  return lowStockAt !== null && available <= lowStockAt ? 'low' : 'ok'
}
