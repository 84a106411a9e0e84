/**
 * A page of products, in one statement that reads about as many rows in a store of 100,000 products as in one of 1,000.
 *
 * No filter    The order's own index of `product_listings`, from the page's first row to its last; what is in stock has
 *              indexes of its own. The total is kept in `listing_counts`.
 * A filter     By price or words: it is asked for `candidates`, SOME at most. If these are all, those that match are
 *              counted and sorted. If there are more, then so many products match that the order's index meets a page of
 *              them soon; the total is then "that many at least".
 * Many words   Found by word in great number, products come newest first when nothing else is asked for, as the index of
 *              words has them. By price or title all of them are read: the one page whose rows grow with the store.
 */
import type { ProductQuery } from '#contract/catalogue.ts'
import type { StoreDb } from '../store-db.ts'
import { LISTED_PRODUCT, LIVE_LISTS, type ListedProduct } from './product-sql.ts'
import { matchExpression } from './search.ts'

/** Totals of lists that are filtered by price or words are exact up to here. */
const SOME = 100

/** The id breaks ties, so that no product is on two pages or on none. */
const ORDERS: Record<ProductQuery['sort'], { index: string; by: string }> = {
  featured: { index: 'featured', by: 'l.featured DESC, l.product_id DESC' },
  newest: { index: 'newest', by: 'l.product_id DESC' },
  price_asc: { index: 'price', by: 'l.min_price_minor, l.product_id' },
  price_desc: { index: 'price', by: 'l.min_price_minor DESC, l.product_id DESC' },
  title: { index: 'title', by: 'l.title, l.product_id' },
}
const HERE = 'l.store_id = ?1 AND l.category_id = (SELECT id FROM place)'
const WORDS = 'products_fts AS f CROSS JOIN products AS w ON w.rowid = f.rowid'

export interface Listing {
  items: ListedProduct[]
  total: number
  /** False: there are that many at least. */
  isExact: boolean
  categoryExists: boolean
}

/** `currency` is what prices are shown in where a list has them. */
export async function selectProducts(
  db: StoreDb,
  query: ProductQuery,
  currency: { asked: string; isOwn: boolean; nowMs: number },
): Promise<Listing> {
  const { text, values } = listingQuery(db.storeId, query)
  const row = await db.first<{ items: string; total: number; isExact: number; place: string | null }>(
    text,
    ...[currency.asked, currency.nowMs, Number(currency.isOwn), ...values],
  )
  const items: ListedProduct[] = JSON.parse(row?.items ?? '[]') // one more than asked for, if there is one
  const counted = row?.total ?? 0
  const isLast = items.length > 0 && items.length <= query.per_page
  const seen = items.length === 0 ? 0 : (query.page - 1) * query.per_page + items.length
  return {
    items: items.slice(0, query.per_page),
    // What is known for sure, so that whoever turns pages by it comes to the end.
    total: isLast ? seen : row?.isExact === 1 ? counted : Math.max(counted, seen),
    isExact: isLast || row?.isExact === 1,
    categoryExists: typeof row?.place === 'string',
  }
}

function listingQuery(storeId: string, { category, q, sort, page, per_page, ...filters }: ProductQuery) {
  const values: (string | number)[] = []
  const bind = (value: string | number) => `?${values.push(value) + 4}`

  const place = category
    ? `SELECT id FROM categories WHERE store_id = ?1 AND slug = ${bind(category)} AND active = 1`
    : `SELECT ''`
  const match = q ? matchExpression(storeId, q) : null
  const words = match === null ? null : `f.products_fts MATCH ${bind(match)}`
  const min = filters.price_min === undefined ? null : bind(filters.price_min)
  const max = filters.price_max === undefined ? null : bind(filters.price_max)
  const isInStock = filters.in_stock === 'true'
  const facts = [
    HERE,
    ...(min ? [`l.max_price_minor >= ${min}`] : []),
    ...(max ? [`l.min_price_minor <= ${max}`] : []),
    ...(isInStock ? ['l.in_stock = 1'] : []),
  ].join(' AND ')
  const window = { limit: bind(per_page + 1), offset: bind((page - 1) * per_page) }

  const index = `product_listings_${isInStock ? 'in_stock_' : ''}${ORDERS[sort].index}`
  const candidates = words ? byWords(words) : min || max ? byPrice(min, max, isInStock) : null
  const inOrder = `SELECT l.product_id FROM product_listings AS l INDEXED BY ${index} WHERE ${facts}`
  const many = words ? manyByWords(words, facts, sort) : `${inOrder} ORDER BY ${ORDERS[sort].by}`
  const count = `SELECT ${isInStock ? 'in_stock' : 'products'} FROM listing_counts AS l WHERE ${HERE}`
  return { values, text: candidates === null ? plain(place, many, count, window) : filtered() }

  function filtered() {
    return `WITH ${LIVE_LISTS}, place (id) AS MATERIALIZED (${place}),
      candidates (id) AS MATERIALIZED (${candidates}),
      plan (are_all) AS MATERIALIZED (SELECT count(*) <= ${SOME} FROM candidates),
      matched AS MATERIALIZED (
        SELECT l.* FROM candidates CROSS JOIN product_listings AS l ON l.product_id = candidates.id WHERE ${facts}),
      found (product_id, position) AS MATERIALIZED (
        SELECT product_id, row_number() OVER () FROM (
          SELECT l.product_id FROM matched AS l ORDER BY ${ORDERS[sort].by}
          LIMIT (SELECT iif(are_all, ${window.limit}, 0) FROM plan) OFFSET ${window.offset})
        UNION ALL SELECT product_id, row_number() OVER () FROM (
          ${many} LIMIT (SELECT iif(are_all, 0, ${window.limit}) FROM plan) OFFSET ${window.offset}))
      SELECT ${ITEMS}, (SELECT count(*) FROM matched) AS total, are_all AS isExact FROM plan`
  }
}

const plain = (place: string, inOrder: string, count: string, { limit, offset }: { limit: string; offset: string }) =>
  `WITH ${LIVE_LISTS}, place (id) AS MATERIALIZED (${place}),
    found (product_id, position) AS MATERIALIZED (
      SELECT product_id, row_number() OVER () FROM (${inOrder} LIMIT ${limit} OFFSET ${offset}))
    SELECT ${ITEMS}, coalesce((${count}), 0) AS total, 1 AS isExact`

const ITEMS = `(SELECT id FROM place) AS place, (
  SELECT json_group_array(json(product)) FROM (
    SELECT ${LISTED_PRODUCT} AS product FROM found CROSS JOIN products AS p ON p.id = found.product_id
    WHERE p.store_id = ?1 ORDER BY found.position)) AS items`

const byWords = (words: string) => `SELECT w.id FROM ${WORDS} WHERE ${words} LIMIT ${SOME + 1}`

/** Those of one price by that price, those of several by their highest as well. */
function byPrice(min: string | null, max: string | null, isInStock: boolean): string {
  const index = isInStock ? 'product_listings_in_stock_price' : 'product_listings_price'
  const conditions = [
    HERE,
    ...(isInStock ? ['l.in_stock = 1'] : []),
    ...(min ? [`l.min_price_minor >= ${min}`] : []),
    ...(max ? [`l.min_price_minor <= ${max}`] : []),
  ].join(' AND ')
  const within = `SELECT product_id FROM (
    SELECT l.product_id FROM product_listings AS l INDEXED BY ${index} WHERE ${conditions} LIMIT ${SOME + 1})`
  if (!min) return within
  return `${within} UNION SELECT product_id FROM (
    SELECT l.product_id FROM product_listings AS l INDEXED BY product_listings_range
    WHERE ${HERE} AND l.min_price_minor < l.max_price_minor AND l.max_price_minor >= ${min} LIMIT ${SOME + 1})`
}

function manyByWords(words: string, facts: string, sort: ProductQuery['sort']): string {
  const isByWords = sort === 'featured' || sort === 'newest'
  return `SELECT l.product_id FROM ${WORDS} CROSS JOIN product_listings AS l ON l.product_id = w.id
    WHERE ${words} AND ${facts} ORDER BY ${isByWords ? 'f.rowid DESC' : ORDERS[sort].by}`
}
