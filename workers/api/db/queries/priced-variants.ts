/** What the prices of some products follow from, for those who do not pay the price that everybody sees: one round trip. */
import { asc, eq, inArray, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import * as t from '../schema/index.ts'
import type { StoreDb } from '../store-db.ts'
import { listPricesOf } from './cart-variants.ts'

interface Asked {
  productIds: readonly string[]
  currencies: readonly string[]
  customerGroupIds: readonly string[]
}

/** All variants of these products, and the lists that may be for these groups, whatever their dates. */
export function selectPricedVariants(db: StoreDb, { productIds, currencies, customerGroupIds }: Asked) {
  const { id, productId, priceMinor } = t.variants
  const { active, currency, customerGroupId } = t.priceLists
  const isFor = or(isNull(customerGroupId), isAmong(customerGroupId, customerGroupIds))
  return db.drizzle.batch([
    db.drizzle
      .select({ id, productId, priceMinor, prices: listPricesOf(db) })
      .from(t.variants)
      .where(db.owned(t.variants, isAmong(productId, productIds)))
      .orderBy(asc(productId), asc(t.variants.position)),
    db.drizzle
      .select()
      .from(t.priceLists)
      .where(db.owned(t.priceLists, eq(active, true), inArray(currency, [...currencies]), isFor)),
  ])
}

/** One parameter, however many there are. */
const isAmong = (column: SQLiteColumn, values: readonly string[]): SQL =>
  sql`${column} IN (SELECT value FROM json_each(${JSON.stringify(values)}))`
