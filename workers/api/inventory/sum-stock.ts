import { type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import { ofStore } from '../db/bulk-rows.ts'
import type { StoreDb } from '../db/store-db.ts'

/** What lists say of the pieces of these products, named by a query: over all variants and shards, as their levels are. */
export const sumStock = (db: StoreDb, productIds: SQL): BatchItem<'sqlite'> =>
  db.statement(sql`UPDATE products SET (available, backorderable) = (
      SELECT COALESCE(SUM(level.available), 0), COALESCE(SUM(level.backorderable), 0) > 0
      FROM variants AS variant CROSS JOIN stock_levels AS level
      WHERE variant.store_id = ${db.storeId} AND variant.product_id = products.id
        AND level.store_id = ${db.storeId} AND level.variant_id = variant.id)
    WHERE id IN (${productIds}) AND ${ofStore(db)}`)
