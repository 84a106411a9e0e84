/**
 * Variants by words, for lists that go along them: by a part of the SKU, the barcode or the product's title as it is typed; by the SKU
 * with or without hyphens; and by the words of the title, as a shopper finds them.
 */
import { or, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { squashedCode } from '#domain/search-text.ts'
import { contains } from '../db/contains.ts'
import type { StoreDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { matchOf } from './search.ts'

/** Of products found by the words of their titles, the newest: a page, and 1,000 beyond it, are seldom more. */
const MOST_PRODUCTS = 500

/** In a statement that has variants with their products. */
export function variantHasWords(db: StoreDb, typed: string): SQL | undefined {
  const code = squashedCode(typed)
  const match = matchOf(db.storeId, typed, 'en')
  return or(
    contains(t.variants.sku, typed),
    contains(t.products.title, typed),
    ...(code === '' ? [] : [sql`instr(${squashed(t.variants.sku)}, ${code}) > 0`, contains(t.variants.barcode, code)]),
    ...(match === null ? [] : [sql`${t.variants.productId} IN (${titledSo(db, match.inTitleAlone)})`]),
  )
}

const squashed = (column: SQLiteColumn) =>
  sql`replace(replace(replace(replace(lower(${column}), '-', ''), '_', ''), '.', ''), ' ', '')`

const titledSo = (db: StoreDb, match: string) => sql`
  SELECT document.product_id FROM product_search AS found CROSS JOIN search_documents AS document ON document.id = found.rowid
  WHERE found.product_search MATCH ${match} AND document.store_id = ${db.storeId} ORDER BY found.rowid DESC LIMIT ${MOST_PRODUCTS}`
