/** The plans of products as statements of one batch: as many for a hundred products as for one. */
import { sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import { v7 as uuidv7 } from 'uuid'
import { insertRows, updateRows } from '../db/bulk-rows.ts'
import { jsonEach } from '../db/json-list.ts'
import type { StoreDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { openingLevels, openingStates } from '../inventory/stock-rows.ts'
import { sumStock } from '../inventory/sum-stock.ts'
import { indexStatements, searchDocument } from '../search/search-index.ts'
import type { ProductPlan } from './plan-product.ts'
import {
  deleteOfProducts,
  insertCategoryLinks,
  insertTopCategories,
  type NewCategory,
  sumRatings,
} from './product-rows.ts'

type Statement = BatchItem<'sqlite'>

/** Updates before inserts: a variant may take over the SKU that another one gives up. */
export function statementsOf(db: StoreDb, plans: readonly ProductPlan[], known: ReadonlySet<string>): Statement[] {
  const nowMs = Date.now()
  const updates = plans
    .filter(({ outcome }) => outcome === 'updated')
    .map(({ row, productChanges }) => ({ id: row.id, changes: { ...productChanges, updatedAt: nowMs } }))
  const created = plans.filter(({ outcome }) => outcome === 'created').map(({ row }) => row)
  return [
    ...updateRows(db, t.products, updates),
    ...insertRows(db, t.products, created),
    ...optionStatements(db, plans),
    ...updateRows(
      db,
      t.variants,
      plans.flatMap(({ variants }) => variants.updates),
    ),
    ...insertRows(
      db,
      t.variants,
      plans.flatMap(({ variants }) => variants.inserts),
    ),
    ...openingStatements(db, plans, nowMs),
    ...updateRows(
      db,
      t.productImages,
      plans.flatMap(({ images }) => images.updates),
    ),
    ...insertRows(
      db,
      t.productImages,
      plans.flatMap(({ images }) => images.inserts),
    ),
    ...categoryStatements(db, plans, known, nowMs),
    ...reviewStatements(db, plans),
    ...searchStatements(db, plans),
  ]
}

const isNew = ({ outcome }: ProductPlan): boolean => outcome === 'created'
const idsOf = (plans: readonly ProductPlan[]): string[] => plans.map(({ row }) => row.id)

function optionStatements(db: StoreDb, plans: readonly ProductPlan[]): Statement[] {
  const replaced = plans.filter((plan) => plan.options && !isNew(plan))
  const rows = plans.flatMap(({ row, options }) =>
    (options ?? []).map((option, position) => ({
      ...option,
      id: uuidv7(),
      storeId: db.storeId,
      productId: row.id,
      position,
    })),
  )
  return [
    ...(replaced.length > 0 ? [deleteOfProducts(db, 'product_options', idsOf(replaced))] : []),
    ...insertRows(db, t.productOptions, rows),
  ]
}

/**
 * What new variants begin with: no object knows them yet, and the first that is asked takes it over. Each has a state, also of which
 * there is nothing, so that lists of stock find it.
 */
function openingStatements(db: StoreDb, plans: readonly ProductPlan[], nowMs: number): Statement[] {
  const counts = plans.flatMap(({ opening }) => opening)
  const begun = new Set(counts.map(({ variantId }) => variantId))
  const empty = plans
    .flatMap(({ variants }) => variants.inserts)
    .filter(({ id }) => !begun.has(id))
    .map(({ id }) => ({ variantId: id, quantity: 0, policy: 'deny' as const }))
  const grown = plans.filter((plan) => plan.opening.length > 0 && !isNew(plan))
  return [
    ...insertRows(db, t.stockLevels, openingLevels(db.storeId, counts, nowMs)),
    ...insertRows(db, t.stockStates, openingStates(db.storeId, [...counts, ...empty], nowMs)),
    ...(grown.length > 0 ? [sumStock(db, sql`SELECT value FROM ${jsonEach(idsOf(grown))}`)] : []),
  ]
}

function categoryStatements(
  db: StoreDb,
  plans: readonly ProductPlan[],
  known: ReadonlySet<string>,
  nowMs: number,
): Statement[] {
  const changed = plans.filter(({ categories }) => categories !== null)
  const replaced = changed.filter((plan) => !isNew(plan))
  const created = new Map<string, NewCategory>()
  for (const { slug, name } of changed.flatMap(({ categories }) => categories ?? [])) {
    if (name !== null && !known.has(slug) && !created.has(slug)) created.set(slug, { slug, name })
  }
  const links = changed.flatMap(({ row, categories }) =>
    (categories ?? []).map(({ slug }, position) => ({ productId: row.id, slug, position })),
  )
  return [
    ...(created.size > 0 ? [insertTopCategories(db, [...created.values()], nowMs)] : []),
    ...(replaced.length > 0 ? [deleteOfProducts(db, 'product_categories', idsOf(replaced))] : []),
    ...(links.length > 0 ? [insertCategoryLinks(db, links)] : []),
  ]
}

function reviewStatements(db: StoreDb, plans: readonly ProductPlan[]): Statement[] {
  const reviewed = plans.filter(({ reviews }) => reviews.length > 0)
  const rows = reviewed.flatMap(({ row, reviews }) =>
    reviews.map((review) => ({
      ...review,
      storeId: db.storeId,
      productId: row.id,
      status: 'published' as const,
    })),
  )
  return rows.length === 0
    ? []
    : [...insertRows(db, t.reviews, rows, { orIgnore: true }), sumRatings(db, idsOf(reviewed))]
}

const SEARCHED_OF_PRODUCT = ['title', 'vendor', 'productType', 'tags', 'descriptionText'] as const
const SEARCHED_OF_VARIANT = ['sku', 'barcode', 'options'] as const

/** Last, since triggers say of every change before that it is not indexed. */
function searchStatements(db: StoreDb, plans: readonly ProductPlan[]): Statement[] {
  const changed = plans.filter((plan) => isNew(plan) || isSearchedAnew(plan))
  return indexStatements(
    db,
    changed.map(({ row, variants }) => searchDocument(row.id, row, variants.rows)),
  )
}

const isSearchedAnew = ({ productChanges, variants }: ProductPlan): boolean =>
  SEARCHED_OF_PRODUCT.some((field) => productChanges && field in productChanges) ||
  variants.inserts.length > 0 ||
  variants.updates.some(({ changes }) => SEARCHED_OF_VARIANT.some((field) => field in changes))
