/** What the prices of some products follow from, for those who do not pay the price that everybody sees: one round trip. */
import { asc, eq, inArray, isNull, or } from 'drizzle-orm'
import { isOneOf } from '../db/json-list.ts'
import type { StoreDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { listPricesOf } from './list-prices.ts'

interface Asked {
  productIds: readonly string[]
  currencies: readonly string[]
  customerGroupIds: readonly string[]
}

/** All variants of these products, and the lists that may be for these groups, whatever their dates. */
export function selectPricedVariants(db: StoreDb, { productIds, currencies, customerGroupIds }: Asked) {
  const { id, productId, priceMinor } = t.variants
  const { active, currency, customerGroupId } = t.priceLists
  const isFor = or(isNull(customerGroupId), isOneOf(customerGroupId, customerGroupIds))
  return db.drizzle.batch([
    db.drizzle
      .select({ id, productId, priceMinor, prices: listPricesOf(db) })
      .from(t.variants)
      .where(db.owned(t.variants, isOneOf(productId, productIds)))
      .orderBy(asc(productId), asc(t.variants.position)),
    db.drizzle
      .select()
      .from(t.priceLists)
      .where(db.owned(t.priceLists, eq(active, true), inArray(currency, [...currencies]), isFor)),
  ])
}
