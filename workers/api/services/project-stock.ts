/** Writes what a SkuStock object reports into D1: the variant's level, and the product's pieces over all variants. */
import { eq, sql } from 'drizzle-orm'
import type { StockLevel } from '#durable-objects/sku-stock.ts'
import * as t from '../db/schema/index.ts'
import { platformDb, storeDb } from '../db/store-db.ts'
import type { Env } from '../env.ts'

/** A report with a lower sequence than the one that is there changes nothing. */
export async function projectStock(env: Env, level: StockLevel): Promise<void> {
  const { storeId, variantId, onHand, held, sequence } = level
  const db = storeDb(env, storeId, await shardOf(env, storeId))
  const updatedAt = Date.now()
  const productId = sql`(SELECT product_id FROM variants WHERE store_id = ${storeId} AND id = ${variantId})`
  await db.drizzle.batch([
    db.drizzle
      .insert(t.stockLevels)
      .values({ ...level, updatedAt })
      .onConflictDoUpdate({
        target: [t.stockLevels.storeId, t.stockLevels.variantId],
        set: { onHand, held, sequence, updatedAt },
        setWhere: sql`${t.stockLevels.sequence} < ${sequence}`,
      }),
    db.drizzle
      .update(t.products)
      .set({
        available: sql`(
          SELECT COALESCE(SUM(MAX(0, s.on_hand - s.held)), 0) FROM stock_levels AS s
          JOIN variants AS v ON v.id = s.variant_id AND v.store_id = s.store_id
          WHERE s.store_id = ${storeId} AND v.product_id = ${t.products.id})`,
      })
      .where(db.owned(t.products, sql`${t.products.id} = ${productId}`)),
  ])
}

async function shardOf(env: Env, storeId: string): Promise<string> {
  const store = await platformDb(env)
    .select({ shard: t.stores.shard })
    .from(t.stores)
    .where(eq(t.stores.id, storeId))
    .get()
  if (!store) throw new Error(`Store ${storeId} does not exist`)
  return store.shard
}
