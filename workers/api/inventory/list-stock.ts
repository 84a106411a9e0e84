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

export async function listStock(db: StoreDb, { q, state, sort, page, per_page }: StockQuery) {
  const where = and(
    db.owned(t.variants),
    productOf,
    q ? variantHasWords(db, q) : undefined,
    state ? sql`COALESCE(${t.stockStates.state}, 'out') = ${state}` : undefined,
  )
  const order = orderOf(db, sort)
  const shown = found(db, where)
    .orderBy(...order)
    .limit(per_page)
    .offset((page - 1) * per_page)
  const near = found(db, where).limit(farthest({ page, per_page }))
  const [rows, counted] = await db.drizzle.batch([
    rowsOf(db, sql`${t.variants.id} IN ${shown}`).orderBy(...order),
    countNear(db.drizzle, near.as('near')),
  ])
  return { items: rows.map(presentLevel), total: counted[0]?.total ?? 0, page, per_page }
}

/** The variants come first (crossJoin), by SKU as the index has them, so that the page ends with the last that is shown. */
const found = (db: StoreDb, where: SQL | undefined) =>
  db.drizzle
    .select({ id: t.variants.id })
    .from(t.variants)
    .crossJoin(t.products)
    .leftJoin(t.stockStates, stateOfVariant)
    .where(where)
    .$dynamic()

function orderOf(db: StoreDb, sort: StockQuery['sort']): SQL[] {
  const bySku = asc(t.variants.sku)
  const available = sql`(SELECT COALESCE(SUM(available), 0) FROM stock_levels
    WHERE store_id = ${db.storeId} AND variant_id = ${t.variants.id})`
  switch (sort) {
    case 'title':
      return [sql`lower(${t.products.title})`, asc(t.variants.position), bySku]
    case 'fewest':
      return [asc(available), bySku]
    case 'most':
      return [desc(available), bySku]
    case undefined:
      return [bySku]
  }
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
  ...{ variant_id: row.variantId, sku: row.sku, product_slug: row.slug },
  title: [row.title, row.options.join(' / ')].filter((part) => part !== '').join(', '),
  ...{ on_hand: row.onHand, held: row.held, owed: row.owed, safety_stock: row.safetyStock, available: row.available },
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
