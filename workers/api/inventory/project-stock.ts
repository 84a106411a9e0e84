/**
 * Writes what a SkuStock object reports into D1, in one batch: the shard's level, what the product's list entry says of
 * it, and the store's catalogue version where shoppers see another number. Events follow from the state that is there
 * then, so that a report which is written again after a crash tells nobody twice and forgets nobody.
 */
import { eq, type SQL, sql } from 'drizzle-orm'
import { LOW_STOCK_AT } from '#contract/catalogue.ts'
import type { StockLevel } from '#durable-objects/sku-stock-level.ts'
import type { ShownStock } from '#durable-objects/sku-stock-live.ts'
import type { Env } from '../config/env.ts'
import type { StoreDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { storeDbOf } from '../stores/store-db-of.ts'
import { availabilityOf } from './availability.ts'
import { tellOfStock } from './stock-events.ts'
import { type StockFacts, selectStockFacts } from './stock-facts.ts'

/** A report with a lower sequence than the one that is there changes nothing. Returns what is shown of the SKU. */
export async function projectStock(env: Env, level: StockLevel): Promise<ShownStock> {
  const { storeId, variantId } = level
  const db = await storeDbOf(env, storeId)
  const [, , , [facts]] = await db.drizzle.batch([
    db.bumpCatalogue(shownChanges(level)),
    upsertLevel(db, level),
    updateProduct(db, variantId),
    selectStockFacts(db, variantId),
  ])
  // The variant was deleted: there is nothing that anybody could be told.
  if (!facts) return { available: 0, availability: 'sold_out', version: level.sequence }
  await tellOfStock(env, db, [facts])
  return shownOf(facts)
}

export function shownOf({ available, backorderable, version }: StockFacts): ShownStock {
  const availability = available <= 0 && backorderable > 0 ? 'backorder' : availabilityOf(available)
  return { available, availability, version }
}

function upsertLevel(db: StoreDb, level: StockLevel) {
  const { storeId, variantId, shard, ...rest } = level
  const set = { ...rest, updatedAt: Date.now() }
  return db.drizzle
    .insert(t.stockLevels)
    .values({ storeId, variantId, shard, ...set })
    .onConflictDoUpdate({
      target: [t.stockLevels.storeId, t.stockLevels.variantId, t.stockLevels.shard],
      set,
      setWhere: sql`${t.stockLevels.sequence} < ${level.sequence}`,
    })
}

/** What a list entry of the product says: pieces over all variants and shards. */
function updateProduct(db: StoreDb, variantId: string) {
  const { storeId } = db
  // CROSS JOIN: the product's variants first, then the levels of each (https://sqlite.org/optoverview.html#crossjoin).
  const levels = sql`FROM variants AS v CROSS JOIN stock_levels AS s ON s.store_id = v.store_id AND s.variant_id = v.id
    WHERE v.store_id = ${storeId} AND v.product_id = ${t.products.id}`
  const productId = sql`(SELECT product_id FROM variants WHERE store_id = ${storeId} AND id = ${variantId})`
  return db.drizzle
    .update(t.products)
    .set({
      available: sql`(SELECT COALESCE(SUM(s.available), 0) ${levels})`,
      backorderable: sql`(SELECT COALESCE(SUM(s.backorderable), 0) > 0 ${levels})`,
    })
    .where(db.owned(t.products, eq(t.products.id, productId)))
}

/**
 * Whether shoppers see another number once the level is in: pages say how many are left only when few are. Looked at
 * before the level is written.
 */
function shownChanges({ storeId, variantId, shard, available, backorderable, lowStockAt, sequence }: StockLevel): SQL {
  const few = sql`MAX(low, ${Math.max(lowStockAt ?? 0, LOW_STOCK_AT)}) + 1`
  return sql`EXISTS (
    SELECT 1 FROM (
      SELECT COALESCE(SUM(available), 0) AS total, COALESCE(SUM(backorderable), 0) AS more,
        COALESCE(SUM(available) FILTER (WHERE shard = ${shard}), 0) AS mine,
        COALESCE(SUM(backorderable) FILTER (WHERE shard = ${shard}), 0) AS mine_more,
        COALESCE(MAX(low_stock_at), 0) AS low, COALESCE(MAX(sequence) FILTER (WHERE shard = ${shard}), -1) AS newest
      FROM stock_levels WHERE store_id = ${storeId} AND variant_id = ${variantId})
    WHERE newest < ${sequence} AND (
      MIN(total, ${few}) <> MIN(total - mine + ${available}, ${few})
      OR (more > 0) <> (more - mine_more + ${backorderable} > 0)))`
}
