/** The levels of a store's SKUs as their copies in D1 say: one round trip. */
import { and, asc, desc, eq, type SQL, sql } from 'drizzle-orm'
import type { StockLevel, StockQuery } from '#contract/inventory.ts'
import { UNLIMITED } from '#domain/reservation.ts'
import { countNear, farthest } from '../db/count-near.ts'
import type { StoreDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { presentTime } from '../lib/present-time.ts'
import { variantHasWords } from '../search/variant-words.ts'

type Shelves = Record<string, number>
const levels = t.stockLevels

/** All shards of a variant as one. */
const columns = {
  variantId: t.variants.id,
  sku: t.variants.sku,
  options: t.variants.options,
  title: t.products.title,
  slug: t.products.slug,
  state: t.stockStates.state,
  onHand: sql<number>`COALESCE(SUM(${levels.onHand}), 0)`,
  held: sql<number>`COALESCE(SUM(${levels.held}), 0)`,
  owed: sql<number>`COALESCE(SUM(${levels.owed}), 0)`,
  safetyStock: sql<number>`COALESCE(SUM(${levels.safetyStock}), 0)`,
  available: sql<number>`COALESCE(SUM(${levels.available}), 0)`,
  shelves: sql<Shelves[]>`json_group_array(json(COALESCE(${levels.locations}, '{}')))`.mapWith(JSON.parse),
  updatedAt: sql<number>`COALESCE(MAX(${levels.updatedAt}), ${t.variants.updatedAt})`,
}

export async function listStock(db: StoreDb, query: StockQuery) {
  const { page, per_page } = query
  const order = orderOf(query)
  const shown = found(db, query)
    .orderBy(...order)
    .limit(per_page)
    .offset((page - 1) * per_page)
  const near = found(db, query).limit(farthest(query))
  const [rows, counted] = await db.drizzle.batch([
    rowsOf(db, sql`${t.variants.id} IN ${shown}`).orderBy(...order),
    countNear(db.drizzle, near.as('near')),
  ])
  return { items: rows.map(presentLevel), total: counted[0]?.total ?? 0, page, per_page }
}

/**
 * First (crossJoin) comes the table that has an index in the order of the list, so that a page ends with the last that is shown,
 * however many SKUs there are. Of one state in the order of titles the products are gone through until there are enough.
 */
function found(db: StoreDb, { q, state, sort }: StockQuery) {
  const { products, variants, stockStates } = t
  const words = q ? variantHasWords(db, q) : undefined
  const hasState = state ? eq(stockStates.state, state) : undefined
  const ids = db.drizzle.select({ id: variants.id })
  if (sort === 'title') {
    const ofProduct = db.owned(variants, eq(variants.productId, products.id))
    return ids
      .from(products)
      .crossJoin(variants)
      .leftJoin(stockStates, stateOfVariant)
      .where(and(db.owned(products), ofProduct, words, hasState))
      .$dynamic()
  }
  if (sort || state) {
    // `+`: by its id, never by the store.
    const isThis = sql`+${variants.storeId} = ${db.storeId} AND ${variants.id} = ${stockStates.variantId}`
    return ids
      .from(stockStates)
      .crossJoin(variants)
      .crossJoin(products)
      .where(and(db.owned(stockStates), hasState, isThis, productOf, words))
      .$dynamic()
  }
  return ids
    .from(variants)
    .crossJoin(products)
    .where(and(db.owned(variants), productOf, words))
    .$dynamic()
}

/** Each as its index has it: of one state those come first of which there are the fewest. */
function orderOf({ state, sort }: StockQuery): SQL[] {
  const { available, variantId } = t.stockStates
  if (sort === 'title')
    return [sql`lower(${t.products.title})`, asc(t.products.id), asc(t.variants.position), asc(t.variants.sku)]
  if (sort === 'most') return [desc(available), desc(variantId)]
  return sort === 'fewest' || state ? [asc(available), asc(variantId)] : [asc(t.variants.sku)]
}

/** One SKU with its names; null for one that the store does not have. */
export async function findStock(db: StoreDb, variantId: string): Promise<StockLevel | null> {
  const [row] = await rowsOf(db, eq(t.variants.id, variantId))
  return row ? presentLevel(row) : null
}

const productOf = and(eq(t.products.storeId, t.variants.storeId), eq(t.products.id, t.variants.productId))
const stateOfVariant = and(eq(t.stockStates.storeId, t.variants.storeId), eq(t.stockStates.variantId, t.variants.id))

/** `+`: by their ids, never by the store. */
const rowsOf = (db: StoreDb, isWanted: SQL) =>
  db.drizzle
    .select(columns)
    .from(t.variants)
    .innerJoin(t.products, productOf)
    .leftJoin(t.stockStates, stateOfVariant)
    .leftJoin(levels, and(eq(levels.storeId, t.variants.storeId), eq(levels.variantId, t.variants.id)))
    .where(and(isWanted, sql`+${t.variants.storeId} = ${db.storeId}`))
    .groupBy(t.variants.id)
    .$dynamic()

type Row = Awaited<ReturnType<typeof rowsOf>>[number]

const presentLevel = (row: Row): StockLevel => ({
  variant_id: row.variantId,
  sku: row.sku,
  product_slug: row.slug,
  title: [row.title, row.options.join(' / ')].filter((part) => part !== '').join(', '),
  on_hand: row.onHand,
  held: row.held,
  owed: row.owed,
  safety_stock: row.safetyStock,
  available: row.available,
  tracked: row.available < UNLIMITED,
  state: row.state ?? 'out',
  locations: presentShelves(row.shelves),
  updated_at: presentTime(row.updatedAt),
})

/** Shelves of several shards as one, by the id of the place. */
export function presentShelves(shelves: readonly Shelves[]): StockLevel['locations'] {
  const total = new Map<string, number>()
  for (const [id, onHand] of shelves.flatMap((each) => Object.entries(each))) {
    total.set(id, (total.get(id) ?? 0) + onHand)
  }
  return [...total].map(([location_id, on_hand]) => ({ location_id, on_hand }))
}
