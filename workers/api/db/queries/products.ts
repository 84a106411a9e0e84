/** Reading products: one batch, so one round trip to D1, per page. Only active products are seen. */
import { and, asc, desc, eq, gte, lte, type SQL, sql } from 'drizzle-orm'
import type { ProductQuery } from '#contract/catalogue.ts'
import * as t from '../schema/index.ts'
import type { StoreDb } from '../store-db.ts'
import { joined, prefixed } from './prefixed.ts'
import { matchExpression } from './search.ts'

/** What a list shows of a product. Descriptions stay where they are: they can be long, and no list shows them. */
const summaryColumns = {
  id: t.products.id,
  slug: t.products.slug,
  title: t.products.title,
  vendor: t.products.vendor,
  featured: t.products.featured,
  minPriceMinor: t.products.minPriceMinor,
  maxPriceMinor: t.products.maxPriceMinor,
  compareAtMinor: t.products.compareAtMinor,
  available: t.products.available,
  ratingSum: t.products.ratingSum,
  ratingCount: t.products.ratingCount,
}
export type ProductRow = Pick<typeof t.products.$inferSelect, keyof typeof summaryColumns>
export type ImageRow = typeof t.productImages.$inferSelect

/** The first picture that is there: what a list shows. */
const primaryImage = (db: StoreDb) =>
  sql`${t.productImages.id} = (
    SELECT id FROM product_images AS i WHERE i.store_id = ${db.storeId} AND i.product_id = ${t.products.id}
    AND i.status = 'ready' ORDER BY i.position LIMIT 1)`

const listed = (db: StoreDb) =>
  db.drizzle
    .select({ product: summaryColumns, image: prefixed(t.productImages, 'image') })
    .from(t.products)
    .leftJoin(t.productImages, primaryImage(db))
    .$dynamic()

const withImage = (row: { product: ProductRow; image: ImageRow }) => ({
  product: row.product,
  image: joined(row.image),
})

/** A category and all below it. */
const categoryTree = (db: StoreDb, slug: string) => sql`
  WITH RECURSIVE tree (id) AS (
    SELECT id FROM categories WHERE store_id = ${db.storeId} AND slug = ${slug} AND active = 1
    UNION SELECT c.id FROM categories AS c JOIN tree ON c.parent_id = tree.id
    WHERE c.store_id = ${db.storeId} AND c.active = 1
  ) SELECT id FROM tree`

function conditions(db: StoreDb, query: ProductQuery): SQL {
  const { category, q, price_min, price_max, in_stock } = query
  const match = q ? matchExpression(db.storeId, q) : null
  return db.owned(
    t.products,
    eq(t.products.status, 'active'),
    category
      ? sql`${t.products.id} IN (SELECT product_id FROM product_categories
          WHERE store_id = ${db.storeId} AND category_id IN (${categoryTree(db, category)}))`
      : undefined,
    match ? sql`${t.products}.rowid IN (SELECT rowid FROM products_fts WHERE products_fts MATCH ${match})` : undefined,
    price_min === undefined ? undefined : gte(t.products.maxPriceMinor, price_min),
    price_max === undefined ? undefined : lte(t.products.minPriceMinor, price_max),
    in_stock === 'true' ? sql`${t.products.available} > 0` : undefined,
  )
}

/** The id breaks ties, so that no product is on two pages or on none. */
const ORDERS: Record<ProductQuery['sort'], SQL[]> = {
  featured: [desc(t.products.featured), desc(t.products.id)],
  newest: [desc(t.products.id)],
  price_asc: [asc(t.products.minPriceMinor), asc(t.products.id)],
  price_desc: [desc(t.products.minPriceMinor), desc(t.products.id)],
  title: [asc(t.products.title), asc(t.products.id)],
}

export async function selectProducts(db: StoreDb, query: ProductQuery) {
  const where = conditions(db, query)
  const [rows, counted, category] = await db.drizzle.batch([
    listed(db)
      .where(where)
      .orderBy(...ORDERS[query.sort])
      .limit(query.per_page)
      .offset((query.page - 1) * query.per_page),
    db.drizzle.select({ total: sql<number>`COUNT(*)` }).from(t.products).where(where),
    db.drizzle
      .select({ id: t.categories.id })
      .from(t.categories)
      .where(db.owned(t.categories, eq(t.categories.slug, query.category ?? ''), eq(t.categories.active, true))),
  ])
  return { rows: rows.map(withImage), total: counted[0]?.total ?? 0, categoryExists: category.length > 0 }
}

export async function selectProduct(db: StoreDb, slug: string) {
  const own = db.owned(t.products, eq(t.products.slug, slug), eq(t.products.status, 'active'))
  const productId = db.drizzle.select({ id: t.products.id }).from(t.products).where(own)
  const firstCategory = sql`(
    SELECT category_id FROM product_categories WHERE store_id = ${db.storeId} AND product_id = (${productId})
    ORDER BY position LIMIT 1)`

  const [product, options, variants, images, breadcrumbs, reviews, similar] = await db.drizzle.batch([
    db.drizzle.select().from(t.products).where(own),
    db.drizzle
      .select()
      .from(t.productOptions)
      .where(db.owned(t.productOptions, sql`${t.productOptions.productId} = (${productId})`))
      .orderBy(asc(t.productOptions.position)),
    db.drizzle
      .select({ variant: t.variants, stock: prefixed(t.stockLevels, 'stock') })
      .from(t.variants)
      .leftJoin(t.stockLevels, db.owned(t.stockLevels, eq(t.stockLevels.variantId, t.variants.id)))
      .where(db.owned(t.variants, sql`${t.variants.productId} = (${productId})`))
      .orderBy(asc(t.variants.position)),
    db.drizzle
      .select()
      .from(t.productImages)
      .where(db.owned(t.productImages, sql`${t.productImages.productId} = (${productId})`))
      .orderBy(asc(t.productImages.position)),
    db.drizzle
      .select({ slug: t.categories.slug, name: t.categories.name, depth: sql<number>`path.depth` })
      .from(t.categories)
      .innerJoin(
        sql`(WITH RECURSIVE path (id, depth) AS (
          SELECT ${firstCategory}, 0
          UNION SELECT c.parent_id, path.depth + 1 FROM categories AS c JOIN path ON c.id = path.id
          WHERE c.store_id = ${db.storeId} AND c.parent_id IS NOT NULL
        ) SELECT id, depth FROM path) AS path`,
        sql`path.id = ${t.categories.id}`,
      )
      .where(db.owned(t.categories))
      .orderBy(sql`path.depth DESC`),
    db.drizzle
      .select()
      .from(t.reviews)
      .where(db.owned(t.reviews, sql`${t.reviews.productId} = (${productId})`, eq(t.reviews.status, 'published')))
      .orderBy(desc(t.reviews.createdAt))
      .limit(10),
    listed(db)
      .where(
        db.owned(
          t.products,
          eq(t.products.status, 'active'),
          sql`${t.products.slug} <> ${slug}`,
          sql`${t.products.id} IN (SELECT product_id FROM product_categories
            WHERE store_id = ${db.storeId} AND category_id = ${firstCategory})`,
        ),
      )
      .orderBy(...ORDERS.featured)
      .limit(4),
  ])
  if (!product[0]) return null
  return {
    ...{ product: product[0], options, images, breadcrumbs, reviews },
    variants: variants.map((row) => ({ variant: row.variant, stock: joined(row.stock) })),
    similar: similar.map(withImage),
  }
}

/** What a cart needs to know of its variants: price now, names, picture, stock as last projected. */
export function selectVariantsForCart(db: StoreDb, variantIds: readonly string[]) {
  const ids = sql`SELECT value FROM json_each(${JSON.stringify(variantIds)})` // any number of ids, one parameter
  return db.drizzle
    .select({
      variant: t.variants,
      product: { slug: t.products.slug, title: t.products.title },
      image: t.productImages,
      stock: t.stockLevels,
    })
    .from(t.variants)
    .innerJoin(t.products, db.owned(t.products, eq(t.products.id, t.variants.productId)))
    .leftJoin(t.stockLevels, db.owned(t.stockLevels, eq(t.stockLevels.variantId, t.variants.id)))
    .leftJoin(t.productImages, cartImage(db))
    .where(db.owned(t.variants, sql`${t.variants.id} IN (${ids})`, and(eq(t.products.status, 'active'))))
}

/** A picture that shows the variant's own options, else the first one. */
const cartImage = (db: StoreDb) =>
  sql`${t.productImages.id} = (
    SELECT i.id FROM product_images AS i WHERE i.store_id = ${db.storeId} AND i.product_id = ${t.variants.productId}
    AND i.status = 'ready'
    ORDER BY (i.option_values IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM json_each(i.option_values) AS shown
      WHERE shown.value NOT IN (SELECT value FROM json_each(${t.variants.options})))) DESC, i.position LIMIT 1)`
