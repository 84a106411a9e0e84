/**
 * A page of products, in one statement that reads about as many rows in a store of 100,000 products as in one of 1,000.
 *
 * No filter    The order's own index of `product_listings`, from the page's first row to its last; what is in stock has
 *              indexes of its own. The total is kept in `listing_counts`.
 * A filter     By price or words: it is asked for `candidates`, SOME at most. If these are all, those that match are
 *              counted and sorted. If there are more, then so many products match that the order's index meets a page of
 *              them soon; the total is then "that many at least".
 * Best match   RANKED of them are ranked by bm25, the newest of those that have the words in their title, and then of the others. After them,
 *              where there are more, come the rest, newest first.
 * Many words   Found by word in great number, products come newest first when neither price nor title is asked for, as the index of
 *              words has them. By price or title all of them are read: the one page whose rows grow with the store.
 * No words     A search for what has neither letter nor digit finds nothing.
 */
import type { PRODUCT_SORTS, ProductQuery } from '#contract/catalogue.ts'
import type { StoreDb } from '../db/store-db.ts'
import { BEST_MATCH, matchOf } from '../search/search.ts'
import { LISTED_PRODUCT, LIVE_LISTS, type ListedProduct } from './product-sql.ts'

/** Totals of lists that are filtered by price or words are exact up to here. */
const SOME = 100
/** As many are ranked, and counted exactly, by best match: each is read more than once. */
const RANKED = 80

type Sort = (typeof PRODUCT_SORTS)[number]
type Order = Exclude<Sort, 'relevance'>

/** The id breaks ties, so that no product is on two pages or on none. */
const ORDERS: Record<Order, { index: string; by: string }> = {
  featured: { index: 'featured', by: 'l.featured DESC, l.product_id DESC' },
  newest: { index: 'newest', by: 'l.product_id DESC' },
  price_asc: { index: 'price', by: 'l.min_price_minor, l.product_id' },
  price_desc: { index: 'price', by: 'l.min_price_minor DESC, l.product_id DESC' },
  title: { index: 'title', by: 'l.title, l.product_id' },
}
const HERE = 'l.store_id = ?1 AND l.category_id = (SELECT id FROM place)'
const BEST_FIRST = 'l.tier, l.score, l.product_id DESC'
const WORDS = 'product_search AS f CROSS JOIN search_documents AS w ON w.id = f.rowid'

export interface Listing {
  items: ListedProduct[]
  total: number
  /** False: there are that many at least. */
  isExact: boolean
  categoryExists: boolean
}

/** `currency` is what prices are shown in where a list has them; `locale` is the store's, for the forms of words. */
export async function selectProducts(
  db: StoreDb,
  query: ProductQuery,
  currency: { asked: string; isOwn: boolean; nowMs: number; locale: string },
): Promise<Listing> {
  const { text, values } = listingQuery(db.storeId, query, currency.locale)
  const row = await db.first<{ items: string; total: number; isExact: number; place: string | null }>(
    text,
    currency.asked,
    currency.nowMs,
    Number(currency.isOwn),
    ...values,
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

/** Best match where words are searched for, unless another order is asked for. */
function orderOf({ q, sort }: ProductQuery): Sort {
  if (q) return sort ?? 'relevance'
  return sort === undefined || sort === 'relevance' ? 'featured' : sort
}

function listingQuery(storeId: string, query: ProductQuery, locale: string) {
  const { category, q, page, per_page, price_min, price_max } = query
  const values: (string | number)[] = []
  const bind = (value: string | number) => `?${values.push(value) + 4}`

  const place = category
    ? `SELECT id FROM categories WHERE store_id = ?1 AND slug = ${bind(category)} AND active = 1`
    : `SELECT ''`
  const min = price_min === undefined ? null : bind(price_min)
  const max = price_max === undefined ? null : bind(price_max)
  const isInStock = query.in_stock === 'true'
  const facts = [
    HERE,
    ...(min ? [`l.max_price_minor >= ${min}`] : []),
    ...(max ? [`l.min_price_minor <= ${max}`] : []),
    ...(isInStock ? ['l.in_stock = 1'] : []),
  ].join(' AND ')
  const window = { limit: bind(per_page + 1), offset: bind((page - 1) * per_page) }
  const parts = { place, facts, window }

  const sort = orderOf(query)
  if (q) {
    const match = matchOf(storeId, q, locale)
    if (!match) return { values, text: filtered(parts, ORDERS.featured, NOTHING, NOTHING) }
    if (sort === 'relevance') {
      const { inTitle, elsewhere, all } = match
      return { values, text: ranked(parts, { inTitle: bind(inTitle), elsewhere: bind(elsewhere), all: bind(all) }) }
    }
    const words = `f.product_search MATCH ${bind(match.all)}`
    return { values, text: filtered(parts, ORDERS[sort], byWords(words), manyByWords(words, facts, sort)) }
  }
  const order = ORDERS[sort === 'relevance' ? 'featured' : sort]
  const index = `product_listings_${isInStock ? 'in_stock_' : ''}${order.index}`
  const inOrder = `SELECT l.product_id FROM product_listings AS l INDEXED BY ${index} WHERE ${facts} ORDER BY ${order.by}`
  if (min || max) return { values, text: filtered(parts, order, byPrice(min, max, isInStock), inOrder) }
  const count = `SELECT ${isInStock ? 'in_stock' : 'products'} FROM listing_counts AS l WHERE ${HERE}`
  return { values, text: plain(parts, inOrder, count) }
}

/** Pieces of the statement: the category, what a listing must be, and which of them are shown. */
interface Parts {
  place: string
  facts: string
  window: { limit: string; offset: string }
}

const plain = ({ place, window: { limit, offset } }: Parts, inOrder: string, count: string) =>
  `WITH ${LIVE_LISTS}, place (id) AS MATERIALIZED (${place}),
    found (product_id, position) AS MATERIALIZED (
      SELECT product_id, row_number() OVER () FROM (${inOrder} LIMIT ${limit} OFFSET ${offset}))
    SELECT ${ITEMS}, coalesce((${count}), 0) AS total, 1 AS isExact`

const NOTHING = `SELECT '' AS product_id WHERE 0`

const filtered = ({ place, facts, window }: Parts, order: { by: string }, candidates: string, many: string) =>
  `WITH ${LIVE_LISTS}, place (id) AS MATERIALIZED (${place}),
    candidates (id) AS MATERIALIZED (${candidates}),
    plan (are_all) AS MATERIALIZED (SELECT count(*) <= ${SOME} FROM candidates),
    matched AS MATERIALIZED (
      SELECT l.* FROM candidates CROSS JOIN product_listings AS l ON l.product_id = candidates.id WHERE ${facts}),
    found (product_id, position) AS MATERIALIZED (
      SELECT product_id, row_number() OVER () FROM (
        SELECT l.product_id FROM matched AS l ORDER BY ${order.by}
        LIMIT (SELECT iif(are_all, ${window.limit}, 0) FROM plan) OFFSET ${window.offset})
      UNION ALL SELECT product_id, row_number() OVER () FROM (
        ${many} LIMIT (SELECT iif(are_all, 0, ${window.limit}) FROM plan) OFFSET ${window.offset}))
    SELECT ${ITEMS}, (SELECT count(*) FROM matched) AS total, are_all AS isExact FROM plan`

/** `ahead`: how many come before the others, which follow where these end. Titles come first, so that they are not left out. */
function ranked({ place, facts, window }: Parts, match: Record<'inTitle' | 'elsewhere' | 'all', string>) {
  const scored = (tier: number, expression: string) =>
    `SELECT w.product_id, ${tier}, ${BEST_MATCH} FROM ${WORDS}
      WHERE f.product_search MATCH ${expression} ORDER BY f.rowid DESC`
  const { limit, offset } = window
  return `WITH ${LIVE_LISTS}, place (id) AS MATERIALIZED (${place}),
    candidates (id, tier, score) AS MATERIALIZED (
      SELECT * FROM (${scored(0, match.inTitle)} LIMIT ${RANKED + 1})
      UNION ALL SELECT * FROM (${scored(1, match.elsewhere)} LIMIT ${RANKED + 1}) LIMIT ${RANKED + 1}),
    matched AS MATERIALIZED (
      SELECT l.product_id, candidates.tier, candidates.score
      FROM candidates CROSS JOIN product_listings AS l ON l.product_id = candidates.id WHERE ${facts}),
    plan (are_all, ahead) AS MATERIALIZED (
      SELECT (SELECT count(*) <= ${RANKED} FROM candidates), (SELECT count(*) FROM matched)),
    found (product_id, position) AS MATERIALIZED (
      SELECT product_id, row_number() OVER () FROM (
        SELECT l.product_id FROM matched AS l ORDER BY ${BEST_FIRST} LIMIT ${limit} OFFSET ${offset})
      UNION ALL SELECT product_id, (SELECT ahead FROM plan) + row_number() OVER () FROM (
        SELECT l.product_id FROM ${WORDS} CROSS JOIN product_listings AS l ON l.product_id = w.product_id
        WHERE f.product_search MATCH ${match.all} AND ${facts} AND l.product_id NOT IN (SELECT product_id FROM matched)
        ORDER BY f.rowid DESC
        LIMIT (SELECT iif(are_all, 0, max(0, ${limit} - max(0, ahead - ${offset}))) FROM plan)
        OFFSET (SELECT max(0, ${offset} - ahead) FROM plan)))
    SELECT ${ITEMS}, ahead AS total, are_all AS isExact FROM plan`
}

const ITEMS = `(SELECT id FROM place) AS place, (
  SELECT json_group_array(json(product)) FROM (
    SELECT ${LISTED_PRODUCT} AS product FROM found CROSS JOIN products AS p ON p.id = found.product_id
    WHERE p.store_id = ?1 ORDER BY found.position)) AS items`

const byWords = (words: string) => `SELECT w.product_id FROM ${WORDS} WHERE ${words} LIMIT ${SOME + 1}`

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

function manyByWords(words: string, facts: string, sort: Order): string {
  const isByWords = sort === 'featured' || sort === 'newest'
  return `SELECT l.product_id FROM ${WORDS} CROSS JOIN product_listings AS l ON l.product_id = w.product_id
    WHERE ${words} AND ${facts} ORDER BY ${isByWords ? 'f.rowid DESC' : ORDERS[sort].by}`
}
