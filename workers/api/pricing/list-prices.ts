/** Prices of a variant in price lists, as a column of a statement that has `variants`. */
import { sql } from 'drizzle-orm'
import type { ListPrice } from '#domain/price-list.ts'
import type { StoreDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'

/** Of variant `variants`, in every price list. */
export const listPricesOf = (db: StoreDb) =>
  sql`(SELECT json_group_array(json_object(
      'priceListId', price.price_list_id, 'minQuantity', price.min_quantity, 'priceMinor', price.price_minor))
    FROM prices AS price WHERE price.store_id = ${db.storeId} AND price.variant_id = ${t.variants.id})`.mapWith(
    (json: string): ListPrice[] => JSON.parse(json),
  )
