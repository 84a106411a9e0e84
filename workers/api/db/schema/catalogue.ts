import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { idColumn, minorColumn, storeColumn, timeColumn, timestamps } from './columns.ts'

export const categories = sqliteTable(
  'categories',
  {
    id: idColumn(),
    storeId: storeColumn(),
    parentId: text('parent_id'), // null at the top
    slug: text('slug').notNull(),
    name: text('name').notNull(),
    description: text('description').notNull(),
    position: integer('position').notNull(),
    active: integer('active', { mode: 'boolean' }).notNull(),
    ...timestamps,
  },
  (t) => [
    uniqueIndex('categories_store_slug').on(t.storeId, t.slug),
    index('categories_store_parent').on(t.storeId, t.parentId, t.position),
  ],
)

/**
 * A product as lists show it. Price range, stock and rating are copies kept beside it (written with the variants, by the
 * stock projection and with the reviews), so that a list reads one table.
 */
export const products = sqliteTable(
  'products',
  {
    id: idColumn(),
    storeId: storeColumn(),
    slug: text('slug').notNull(),
    title: text('title').notNull(),
    descriptionHtml: text('description_html').notNull(), // sanitised on the way in
    descriptionText: text('description_text').notNull(), // for search
    vendor: text('vendor').notNull(),
    productType: text('product_type').notNull(),
    tags: text('tags', { mode: 'json' }).$type<string[]>().notNull(),
    status: text('status', { enum: ['draft', 'active', 'archived'] }).notNull(),
    featured: integer('featured', { mode: 'boolean' }).notNull(),
    seoTitle: text('seo_title'),
    seoDescription: text('seo_description'),
    minPriceMinor: minorColumn('min_price_minor').notNull(),
    maxPriceMinor: minorColumn('max_price_minor').notNull(),
    compareAtMinor: minorColumn('compare_at_minor'), // of the cheapest variant
    available: integer('available').notNull(), // pieces over all variants
    ratingSum: integer('rating_sum').notNull(),
    ratingCount: integer('rating_count').notNull(),
    ...timestamps,
  },
  (t) => [
    uniqueIndex('products_store_slug').on(t.storeId, t.slug),
    index('products_store_featured').on(t.storeId, t.status, t.featured, t.id),
    index('products_store_newest').on(t.storeId, t.status, t.id),
    index('products_store_price').on(t.storeId, t.status, t.minPriceMinor, t.id),
    index('products_store_title').on(t.storeId, t.status, t.title, t.id),
  ],
)

export const productCategories = sqliteTable(
  'product_categories',
  {
    storeId: storeColumn(),
    categoryId: text('category_id')
      .notNull()
      .references(() => categories.id),
    productId: text('product_id')
      .notNull()
      .references(() => products.id),
    position: integer('position').notNull(), // the product's first category has the lowest
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.categoryId, t.productId] }),
    index('product_categories_store_product').on(t.storeId, t.productId),
  ],
)

export const productOptions = sqliteTable(
  'product_options',
  {
    id: idColumn(),
    storeId: storeColumn(),
    productId: text('product_id')
      .notNull()
      .references(() => products.id),
    name: text('name').notNull(),
    position: integer('position').notNull(), // 0..2
    values: text('values', { mode: 'json' }).$type<string[]>().notNull(),
  },
  (t) => [uniqueIndex('product_options_store_product').on(t.storeId, t.productId, t.position)],
)

export const variants = sqliteTable(
  'variants',
  {
    id: idColumn(),
    storeId: storeColumn(),
    productId: text('product_id')
      .notNull()
      .references(() => products.id),
    sku: text('sku').notNull(),
    options: text('options', { mode: 'json' }).$type<string[]>().notNull(), // one value per option, in order
    priceMinor: minorColumn('price_minor').notNull(),
    compareAtMinor: minorColumn('compare_at_minor'),
    costMinor: minorColumn('cost_minor'), // what the merchant pays; never leaves the dashboard
    barcode: text('barcode'),
    weightG: integer('weight_g'),
    position: integer('position').notNull(),
    /** The stock that an import last asked for: the same file again must not put sold pieces back on the shelf. */
    importedQuantity: integer('imported_quantity'),
    ...timestamps,
  },
  (t) => [
    uniqueIndex('variants_store_sku').on(t.storeId, t.sku),
    index('variants_store_product').on(t.storeId, t.productId, t.position),
    check('variants_price_not_negative', sql`${t.priceMinor} >= 0`),
  ],
)

export const productImages = sqliteTable(
  'product_images',
  {
    id: idColumn(),
    storeId: storeColumn(),
    productId: text('product_id')
      .notNull()
      .references(() => products.id),
    status: text('status', { enum: ['ready', 'pending'] }).notNull(),
    r2Key: text('r2_key'), // null while pending
    sourceUrl: text('source_url'), // where an import found it
    pendingReason: text('pending_reason'),
    alt: text('alt').notNull(),
    position: integer('position').notNull(), // the lowest is the primary picture
    contentType: text('content_type'),
    bytes: integer('bytes'),
    width: integer('width'),
    height: integer('height'),
    color: text('color'), // dominant, #rrggbb
    optionValues: text('option_values', { mode: 'json' }).$type<string[]>(),
    ...timestamps,
  },
  (t) => [index('product_images_store_product').on(t.storeId, t.productId, t.position)],
)

export const reviews = sqliteTable(
  'reviews',
  {
    id: idColumn(),
    storeId: storeColumn(),
    productId: text('product_id')
      .notNull()
      .references(() => products.id),
    rating: integer('rating').notNull(),
    title: text('title').notNull(),
    comment: text('comment').notNull(),
    authorName: text('author_name').notNull(),
    status: text('status', { enum: ['pending', 'published', 'rejected'] }).notNull(),
    createdAt: timeColumn('created_at').notNull(),
  },
  (t) => [
    index('reviews_store_product').on(t.storeId, t.productId, t.status, t.createdAt),
    check('reviews_rating_1_to_5', sql`${t.rating} BETWEEN 1 AND 5`),
  ],
)

/** What the SkuStock objects last reported. A copy for lists and filters, never asked whether something may be sold. */
export const stockLevels = sqliteTable(
  'stock_levels',
  {
    storeId: storeColumn(),
    variantId: text('variant_id').notNull(),
    onHand: integer('on_hand').notNull(),
    held: integer('held').notNull(),
    sequence: integer('sequence').notNull(), // of the object's change: a late write never wins
    updatedAt: timeColumn('updated_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.storeId, t.variantId] })],
)
