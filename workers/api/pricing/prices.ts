/** The prices of a list. */
import { and, asc, eq, sql } from 'drizzle-orm'
import type { ListPrices, PriceList, PriceOfList, PriceQuery, UnlistedVariant } from '#contract/price-list.ts'
import { formatMoney } from '#domain/money.ts'
import { countNear, farthest } from '../db/count-near.ts'
import { isOneOf, jsonEach } from '../db/json-list.ts'
import type { StoreDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { ApiProblem } from '../http/problem.ts'
import { variantHasWords } from '../search/variant-words.ts'
import { type StoreContext, writeStoreChange } from '../stores/store-context.ts'
import { findPriceList } from './price-lists.ts'

const variantColumns = {
  variantId: t.variants.id,
  sku: t.variants.sku,
  options: t.variants.options,
  title: t.products.title,
  isGiftCard: t.products.isGiftCard,
  // By another name: in a batch of D1 two columns of one name are one.
  ownPriceMinor: sql<number>`${t.variants.priceMinor}`.as('own_price_minor'),
}
interface VariantRow {
  variantId: string
  sku: string
  options: string[]
  title: string
  ownPriceMinor: number
  isGiftCard: boolean
}

const presentVariant = ({
  variantId,
  sku,
  options,
  title,
  ownPriceMinor,
  isGiftCard,
}: VariantRow): UnlistedVariant => ({
  variant_id: variantId,
  sku,
  title: [title, ...options].join(' / '),
  own_price_minor: ownPriceMinor,
  is_gift_card: isGiftCard,
})

const productOf = (db: StoreDb) => db.owned(t.products, eq(t.products.id, t.variants.productId))

/** In the order in which the variants were added, as the index of the list has them: the prices come first (crossJoin). */
export async function listPrices(db: StoreDb, listId: string, { q, page, per_page }: PriceQuery) {
  await findPriceList(db, listId)
  const { minQuantity, priceMinor, variantId } = t.prices
  const where = and(
    db.owned(t.prices, eq(t.prices.priceListId, listId), q ? variantHasWords(db, q) : undefined),
    db.owned(t.variants, eq(t.variants.id, variantId)),
    productOf(db),
  )
  const [rows, counted] = await db.drizzle.batch([
    db.drizzle
      .select({ ...variantColumns, minQuantity, priceMinor })
      .from(t.prices)
      .crossJoin(t.variants)
      .crossJoin(t.products)
      .where(where)
      .orderBy(asc(variantId), asc(minQuantity))
      .limit(per_page)
      .offset((page - 1) * per_page),
    countNear(
      db.drizzle,
      db.drizzle
        .select({ variantId })
        .from(t.prices)
        .crossJoin(t.variants)
        .crossJoin(t.products)
        .where(where)
        .limit(farthest({ page, per_page }))
        .as('near'),
    ),
  ])
  const items = rows.map(
    (row): PriceOfList => ({ ...presentVariant(row), min_quantity: row.minQuantity, price_minor: row.priceMinor }),
  )
  return { items, total: counted[0]?.total ?? 0, page, per_page }
}

/**
 * Variants without a price on the list, in the order of the SKUs, each with its own price. The variants come first
 * (crossJoin), as the index has them, so that the page ends with the last that is shown.
 */
export async function listUnlisted(db: StoreDb, listId: string, { q, page, per_page }: PriceQuery) {
  await findPriceList(db, listId)
  const isListed = sql`EXISTS (SELECT 1 FROM prices WHERE store_id = ${db.storeId} AND variant_id = ${t.variants.id}
    AND price_list_id = ${listId})`
  const where = and(db.owned(t.variants, q ? variantHasWords(db, q) : undefined, sql`NOT ${isListed}`), productOf(db))
  const [rows, counted] = await db.drizzle.batch([
    db.drizzle
      .select(variantColumns)
      .from(t.variants)
      .crossJoin(t.products)
      .where(where)
      .orderBy(asc(t.variants.sku))
      .limit(per_page)
      .offset((page - 1) * per_page),
    countNear(
      db.drizzle,
      db.drizzle
        .select({ id: t.variants.id })
        .from(t.variants)
        .crossJoin(t.products)
        .where(where)
        .limit(farthest({ page, per_page }))
        .as('near'),
    ),
  ])
  return { items: rows.map(presentVariant), total: counted[0]?.total ?? 0, page, per_page }
}

/** Sets these prices and takes off those that are null; the others stay. */
export async function savePrices(seller: StoreContext, listId: string, { prices }: ListPrices): Promise<PriceList> {
  const { db, store } = seller
  const list = await findPriceList(db, listId)
  const changed = await changesOf(db, listId, prices)
  if (changed.length === 0) return list
  const set = changed.filter(({ price_minor }) => price_minor !== null)
  const removed = changed.filter(({ price_minor }) => price_minor === null)
  const named = changed.length <= MAX_LOGGED ? changed : []
  const result = await writeStoreChange(seller, {
    action: 'price_list.priced',
    id: listId,
    before: loggedPrices(named, list.currency, ({ before }) => before),
    after: {
      set: set.length,
      removed: removed.length,
      ...loggedPrices(named, list.currency, ({ price_minor }) => price_minor),
    },
    holds: sql`EXISTS (SELECT 1 FROM price_lists WHERE store_id = ${store.id} AND id = ${listId})`,
    statements: [
      db.statement(sql`
        INSERT INTO prices (store_id, variant_id, price_list_id, min_quantity, price_minor)
        SELECT ${store.id}, value ->> 'variant_id', ${listId}, value ->> 'min_quantity', value ->> 'price_minor'
        FROM ${jsonEach(set)} WHERE true
        ON CONFLICT (store_id, variant_id, price_list_id, min_quantity) DO UPDATE SET price_minor = excluded.price_minor`),
      db.statement(sql`
        DELETE FROM prices WHERE store_id = ${store.id} AND price_list_id = ${listId} AND (variant_id, min_quantity) IN (
          SELECT value ->> 'variant_id', value ->> 'min_quantity' FROM ${jsonEach(removed)})`),
    ],
  })
  if (result !== 'written') throw new ApiProblem('price_list_not_found')
  return findPriceList(db, listId)
}

/** More prices than that are only counted in the log. */
const MAX_LOGGED = 25

type ChangedPrice = ListPrices['prices'][number] & { sku: string; before: number | null }

/** For the log: prices as people read them, by SKU. */
const loggedPrices = (
  prices: readonly ChangedPrice[],
  currency: string,
  minorOf: (price: ChangedPrice) => number | null,
): Record<string, string | null> =>
  Object.fromEntries(
    prices.map((price) => {
      const minor = minorOf(price)
      const field = price.min_quantity === 1 ? price.sku : `${price.sku}, from ${price.min_quantity}`
      return [field, minor === null ? null : formatMoney(minor, currency, 'en')]
    }),
  )

/** Those that are not so already, with what they were. Throws a problem that names every variant which is not the store's own. */
async function changesOf(db: StoreDb, listId: string, prices: ListPrices['prices']): Promise<ChangedPrice[]> {
  const variantIds = [...new Set(prices.map(({ variant_id }) => variant_id))]
  const isNamed = isOneOf(t.prices.variantId, variantIds)
  const [variants, present] = await db.drizzle.batch([
    db.drizzle
      .select({ id: t.variants.id, sku: t.variants.sku })
      .from(t.variants)
      .where(db.ownedIds(t.variants, variantIds)),
    db.drizzle
      .select()
      .from(t.prices)
      .where(db.owned(t.prices, eq(t.prices.priceListId, listId), isNamed)),
  ])
  const own = new Map(variants.map(({ id, sku }) => [id, sku]))
  const details = prices.flatMap(({ variant_id }, at) =>
    own.has(variant_id) ? [] : [{ path: `prices.${at}.variant_id`, message: 'This store has no such variant.' }],
  )
  if (details.length > 0) throw new ApiProblem('validation_failed', details)
  const now = new Map(present.map((row) => [`${row.variantId} ${row.minQuantity}`, row.priceMinor]))
  return prices
    .map((price) => ({
      ...price,
      sku: own.get(price.variant_id) ?? '',
      before: now.get(`${price.variant_id} ${price.min_quantity}`) ?? null,
    }))
    .filter(({ before, price_minor }) => before !== price_minor)
}
