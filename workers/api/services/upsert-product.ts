/**
 * The one way to write a product: reads what the store has, decides (`plan-product.ts`), and writes product, options,
 * variants, pictures, categories, reviews and the catalogue's new version in one D1 batch, so all or nothing.
 *
 * Again     The same input again is `unchanged` and writes nothing.
 * Together  `record` may add statements to that batch: what the caller notes is true exactly when the product is written.
 * Races     Two writers of one new product: the second one's batch fails on the unique slug or SKU, and it decides again.
 * Not here  Stock and the bytes of pictures live outside D1; the result says which of them are to be brought in.
 */
import { eq, type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { v7 as uuidv7 } from 'uuid'
import * as t from '../db/schema/index.ts'
import type { StoreDb } from '../db/store-db.ts'
import { plainSku } from './generate-sku.ts'
import { type PlanResult, type PresentRows, type ProductInput, type ProductPlan, planProduct } from './plan-product.ts'

type Statement = BatchItem<'sqlite'>

export interface UpsertDeps {
  db: StoreDb
  /** Decide, and write nothing. */
  dryRun?: boolean
  /** Statements for the batch of a product that is created or updated. */
  record?: (plan: ProductPlan) => Statement[]
}

export async function upsertProduct(deps: UpsertDeps, input: ProductInput): Promise<PlanResult> {
  try {
    return await decideAndWrite(deps, input)
  } catch (error) {
    if (!String(error instanceof Error ? (error.cause ?? error) : error).includes('UNIQUE constraint failed'))
      throw error
    return decideAndWrite(deps, input)
  }
}

async function decideAndWrite({ db, dryRun, record }: UpsertDeps, input: ProductInput): Promise<PlanResult> {
  const plan = planProduct(input, await readPresentRows(db, input), db.storeId, Date.now())
  if (plan.outcome === 'refused' || plan.outcome === 'unchanged' || dryRun) return plan
  await db.drizzle.batch([db.bumpCatalogue(), ...statementsOf(db, plan), ...(record?.(plan) ?? [])])
  return plan
}

/** `column IN (…)` for a list of any length, in one bound parameter. */
const isOneOf = (column: SQLiteColumn, values: readonly string[]): SQL =>
  sql`${column} IN (SELECT value FROM json_each(${JSON.stringify(values)}))`

async function readPresentRows(db: StoreDb, input: ProductInput): Promise<PresentRows> {
  const { drizzle } = db
  const ofProduct = (column: SQLiteColumn) =>
    sql`${column} = (SELECT id FROM products WHERE store_id = ${db.storeId} AND slug = ${input.slug})`
  const skus = input.variants.map(({ sku, options }) => sku ?? plainSku(input.slug, options))
  const slugs = (input.categories ?? []).map(({ slug }) => slug)
  const reviewIds = (input.reviews ?? []).map(({ id }) => id)

  const [products, options, variants, images, links, categories, owners, reviews] = await drizzle.batch([
    drizzle
      .select()
      .from(t.products)
      .where(db.owned(t.products, eq(t.products.slug, input.slug))),
    drizzle
      .select({ name: t.productOptions.name, values: t.productOptions.values })
      .from(t.productOptions)
      .where(db.owned(t.productOptions, ofProduct(t.productOptions.productId)))
      .orderBy(t.productOptions.position),
    drizzle
      .select()
      .from(t.variants)
      .where(db.owned(t.variants, ofProduct(t.variants.productId)))
      .orderBy(t.variants.position),
    drizzle
      .select()
      .from(t.productImages)
      .where(db.owned(t.productImages, ofProduct(t.productImages.productId))),
    drizzle
      .select({ slug: t.categories.slug })
      .from(t.productCategories)
      .innerJoin(t.categories, db.owned(t.categories, eq(t.categories.id, t.productCategories.categoryId)))
      .where(db.owned(t.productCategories, ofProduct(t.productCategories.productId)))
      .orderBy(t.productCategories.position),
    drizzle
      .select({ slug: t.categories.slug })
      .from(t.categories)
      .where(db.owned(t.categories, isOneOf(t.categories.slug, slugs))),
    drizzle
      .select({ sku: t.variants.sku, productId: t.variants.productId })
      .from(t.variants)
      .where(db.owned(t.variants, isOneOf(t.variants.sku, skus))),
    drizzle.select({ id: t.reviews.id }).from(t.reviews).where(db.ownedIds(t.reviews, reviewIds)),
  ])
  const product = products[0]
  return {
    ...{ product, options, variants, images },
    categorySlugs: links.map(({ slug }) => slug),
    knownCategories: new Set(categories.map(({ slug }) => slug)),
    foreignSkus: new Set(owners.filter(({ productId }) => productId !== product?.id).map(({ sku }) => sku)),
    reviewIds: new Set(reviews.map(({ id }) => id)),
  }
}

function statementsOf(db: StoreDb, plan: ProductPlan): Statement[] {
  const { drizzle } = db
  const { row } = plan
  return [
    plan.outcome === 'created'
      ? drizzle.insert(t.products).values(row)
      : drizzle
          .update(t.products)
          .set({ ...plan.productChanges, updatedAt: Date.now() })
          .where(db.owned(t.products, eq(t.products.id, row.id))),
    ...optionStatements(db, plan),
    ...chunks(plan.variants.inserts, 6).map((rows) => drizzle.insert(t.variants).values(rows)),
    ...plan.variants.updates.map(({ id, changes }) =>
      drizzle
        .update(t.variants)
        .set(changes)
        .where(db.owned(t.variants, eq(t.variants.id, id))),
    ),
    ...chunks(plan.images.inserts, 5).map((rows) => drizzle.insert(t.productImages).values(rows)),
    ...plan.images.updates.map(({ id, changes }) =>
      drizzle
        .update(t.productImages)
        .set(changes)
        .where(db.owned(t.productImages, eq(t.productImages.id, id))),
    ),
    ...categoryStatements(db, plan),
    ...reviewStatements(db, plan),
  ]
}

function optionStatements(db: StoreDb, { row, options }: ProductPlan): Statement[] {
  if (!options) return []
  const { drizzle, storeId } = db
  const rows = options.map((option, position) => ({ ...option, id: uuidv7(), storeId, productId: row.id, position }))
  return [
    drizzle.delete(t.productOptions).where(db.owned(t.productOptions, eq(t.productOptions.productId, row.id))),
    ...rows.map((values) => drizzle.insert(t.productOptions).values(values)),
  ]
}

function categoryStatements(db: StoreDb, { row, categories }: ProductPlan): Statement[] {
  if (!categories) return []
  const { drizzle, storeId } = db
  const now = Date.now()
  const last = sql`SELECT COALESCE(MAX(position), 0) + 1 FROM categories WHERE store_id = ${storeId} AND parent_id IS NULL`
  const named = categories.filter((category): category is { slug: string; name: string } => category.name !== null)
  return [
    ...named.map(({ slug, name }) =>
      drizzle
        .insert(t.categories)
        .values({
          ...{ id: uuidv7(), storeId, parentId: null, slug, name, description: '', active: true },
          ...{ position: sql`(${last})`, createdAt: now, updatedAt: now },
        })
        .onConflictDoNothing(),
    ),
    drizzle.delete(t.productCategories).where(db.owned(t.productCategories, eq(t.productCategories.productId, row.id))),
    // By slug, since another writer may have created the category first.
    ...categories.map(({ slug }, position) =>
      drizzle
        .insert(t.productCategories)
        .select(
          sql`SELECT store_id, id, ${row.id}, ${position} FROM categories WHERE store_id = ${storeId} AND slug = ${slug}`,
        ),
    ),
  ]
}

function reviewStatements(db: StoreDb, { row, reviews }: ProductPlan): Statement[] {
  if (reviews.length === 0) return []
  const { drizzle, storeId } = db
  const rows = reviews.map((review) => ({ ...review, storeId, productId: row.id, status: 'published' as const }))
  const published = (value: SQL) =>
    sql`(SELECT ${value} FROM reviews WHERE store_id = ${storeId} AND product_id = ${row.id} AND status = 'published')`
  return [
    ...chunks(rows, 11).map((values) => drizzle.insert(t.reviews).values(values).onConflictDoNothing()),
    drizzle
      .update(t.products)
      .set({ ratingSum: published(sql`COALESCE(SUM(rating), 0)`), ratingCount: published(sql`COUNT(*)`) })
      .where(db.owned(t.products, eq(t.products.id, row.id))),
  ]
}

/** Rows in groups so small that no statement binds more than D1's 100 parameters. */
function chunks<T>(rows: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, index) =>
    rows.slice(index * size, (index + 1) * size),
  )
}
