/** Statements that put products into the index of words, many at once, and the reads of what is to be indexed. */
import { and, asc, lt, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import { shapesOf } from '#domain/search-spelling.ts'
import { type SearchText, searchTextOf } from '#domain/search-text.ts'
import { portionsOf } from '../db/bulk-rows.ts'
import { isOneOf, jsonEach } from '../db/json-list.ts'
import type { Drizzle, StoreDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { searchKey } from './search.ts'

type Statement = BatchItem<'sqlite'>

/** Of what `domain/search-text.ts` makes of a product: raised with every change of it, so that what is there is indexed anew. */
export const SEARCH_FORM = 2

export interface SearchDocument extends SearchText {
  productId: string
}

/**
 * `onlyStale`: what another writer has indexed since these were read stays. Without it, these are what the same batch writes.
 */
export function indexStatements(
  db: StoreDb,
  documents: readonly SearchDocument[],
  { onlyStale = false } = {},
): Statement[] {
  if (documents.length === 0) return []
  const rows = documents.map(({ productId, title, codes, about, description }) =>
    JSON.stringify([productId, title, codes, about, description]),
  )
  const column = (index: number) => withKey(db, index)
  const ids = documents.map(({ productId }) => productId)
  const condition = onlyStale ? sql` AND document.form < ${SEARCH_FORM}` : sql``
  return [
    ...portionsOf(rows).map((portion) =>
      db.statement(sql`INSERT OR REPLACE INTO product_search (rowid, title, codes, about, description)
        SELECT document.id, ${column(1)}, ${column(2)}, ${column(3)}, ${column(4)}
        FROM json_each(${portion}) CROSS JOIN search_documents AS document
        WHERE document.store_id = ${db.storeId} AND document.product_id = value ->> 0${condition}`),
    ),
    db.statement(sql`UPDATE search_documents SET form = ${SEARCH_FORM}
      WHERE store_id = ${db.storeId} AND product_id IN (SELECT value FROM ${jsonEach(ids)})`),
    ...rememberWords(db, [...new Set(documents.flatMap(({ words }) => words))]),
  ]
}

/** Tokens with the store's key before each. */
const withKey = ({ storeId }: StoreDb, index: number) => {
  const key = searchKey(storeId)
  const tokens = sql.raw(`value ->> ${index}`)
  return sql`iif(${tokens} = '', '', ${key} || replace(${tokens}, ' ', ${` ${key}`}))`
}

/** Each word that the store does not know, under each of its shapes. */
function rememberWords(db: StoreDb, words: readonly string[]): Statement[] {
  const rows = words.map((word) => JSON.stringify([word, ...shapesOf(word)]))
  return portionsOf(rows).map((portion) =>
    db.statement(sql`INSERT OR IGNORE INTO search_words (store_id, shape, word)
      SELECT ${db.storeId}, shape.value, added.value ->> 0
      FROM json_each(${portion}) AS added CROSS JOIN json_each(added.value) AS shape
      WHERE shape.key > 0 AND NOT EXISTS (
        SELECT 1 FROM search_words AS known
        WHERE known.store_id = ${db.storeId} AND known.shape = added.value ->> 0 AND known.word = added.value ->> 0)`),
  )
}

/** Products as they are, with what is searched of their variants: two statements, in one round trip. */
export async function readSearchDocuments(db: StoreDb, productIds: readonly string[]): Promise<SearchDocument[]> {
  const { products, variants } = t
  const [rows, variantRows] = await db.drizzle.batch([
    db.drizzle
      .select({
        id: products.id,
        title: products.title,
        vendor: products.vendor,
        productType: products.productType,
        tags: products.tags,
        descriptionText: products.descriptionText,
      })
      .from(products)
      .where(db.ownedIds(products, productIds)),
    db.drizzle
      .select({
        productId: variants.productId,
        sku: variants.sku,
        barcode: variants.barcode,
        options: variants.options,
      })
      .from(variants)
      .where(db.owned(variants, isOneOf(variants.productId, productIds))),
  ])
  const byProduct = Map.groupBy(variantRows, ({ productId }) => productId)
  return rows.map(({ id, ...product }) => searchDocument(id, product, byProduct.get(id) ?? []))
}

interface Searched {
  title: string
  vendor: string
  productType: string
  tags: readonly string[]
  descriptionText: string
}
interface SearchedVariant {
  sku: string
  barcode: string | null
  options: readonly string[]
}

export function searchDocument(
  productId: string,
  { title, vendor, productType, tags, descriptionText }: Searched,
  variants: readonly SearchedVariant[],
): SearchDocument {
  const codes = variants.flatMap(({ sku, barcode }) => (barcode ? [sku, barcode] : [sku]))
  const optionValues = variants.flatMap(({ options }) => options)
  const text = searchTextOf({ title, vendor, productType, tags, descriptionText, codes, optionValues })
  return { productId, ...text }
}

export interface StalePlace {
  form: number
  id: number
}

/** Of all stores of a database: what has changed and was not indexed with the change, after that place. */
export const selectStale = (drizzle: Drizzle, after: StalePlace, limit: number) =>
  drizzle
    .select({
      form: t.searchDocuments.form,
      id: t.searchDocuments.id,
      storeId: t.searchDocuments.storeId,
      productId: t.searchDocuments.productId,
    })
    .from(t.searchDocuments)
    .where(
      and(
        lt(t.searchDocuments.form, SEARCH_FORM),
        sql`(${t.searchDocuments.form}, ${t.searchDocuments.id}) > (${after.form}, ${after.id})`,
      ),
    )
    .orderBy(asc(t.searchDocuments.form), asc(t.searchDocuments.id))
    .limit(limit)
