import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { STOCK_POLICIES } from '#domain/escrow.ts'
import type { UnitMeasure } from '#domain/unit-price.ts'
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
    // In the order of lists, so that a page of them reads no further than it goes.
    index('categories_store_parent').on(t.storeId, t.parentId, t.position, t.name),
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
    attributes: text('attributes', { mode: 'json' }).$type<{ name: string; value: string }[]>().notNull().default([]),
    status: text('status', { enum: ['draft', 'active', 'archived'] }).notNull(),
    featured: integer('featured', { mode: 'boolean' }).notNull(),
    isGiftCard: integer('is_gift_card', { mode: 'boolean' }).notNull().default(false), // its pieces are gift cards
    taxCategory: text('tax_category').notNull().default('standard'),
    seoTitle: text('seo_title'),
    seoDescription: text('seo_description'),
    minPriceMinor: minorColumn('min_price_minor').notNull(),
    maxPriceMinor: minorColumn('max_price_minor').notNull(),
    compareAtMinor: minorColumn('compare_at_minor'), // of the cheapest variant
    available: integer('available').notNull(), // pieces over all variants
    backorderable: integer('backorderable', { mode: 'boolean' }).notNull().default(false), // of any variant
    ratingSum: integer('rating_sum').notNull(),
    ratingCount: integer('rating_count').notNull(),
    ...timestamps,
  },
  (t) => [
    uniqueIndex('products_store_slug').on(t.storeId, t.slug),
    index('products_store_newest').on(t.storeId, t.status, t.id),
    index('products_store_title').on(t.storeId, sql`lower(${t.title})`, t.id), // of all states: lists of stock
  ],
)

/**
 * Where an active product is listed: in the store as a whole (`category_id` empty), in its categories and in all above
 * them that are active. Triggers keep it (migration `catalogue_listings`), whoever writes. Each index has one order of
 * lists and everything that lists filter by, so that a page reads its own rows however many products there are.
 */
export const productListings = sqliteTable(
  'product_listings',
  {
    storeId: storeColumn(),
    productId: text('product_id').notNull(),
    categoryId: text('category_id').notNull(),
    featured: integer('featured', { mode: 'boolean' }).notNull(),
    minPriceMinor: minorColumn('min_price_minor').notNull(),
    maxPriceMinor: minorColumn('max_price_minor').notNull(),
    title: text('title').notNull(),
    inStock: integer('in_stock', { mode: 'boolean' }).notNull(),
  },
  (t) => {
    const prices = [t.minPriceMinor, t.maxPriceMinor] as const
    const isInStock = sql`${t.inStock} = 1`
    return [
      primaryKey({ columns: [t.storeId, t.productId, t.categoryId] }),
      index('product_listings_featured').on(t.storeId, t.categoryId, t.featured, t.productId, ...prices),
      index('product_listings_newest').on(t.storeId, t.categoryId, t.productId, ...prices),
      index('product_listings_price').on(t.storeId, t.categoryId, t.minPriceMinor, t.productId, t.maxPriceMinor),
      index('product_listings_title').on(t.storeId, t.categoryId, t.title, t.productId, ...prices),
      index('product_listings_range')
        .on(t.storeId, t.categoryId, t.maxPriceMinor)
        .where(sql`${t.minPriceMinor} < ${t.maxPriceMinor}`),
      // The same orders of what is in stock: filtering by it must not depend on where in an order that is.
      index('product_listings_in_stock_featured')
        .on(t.storeId, t.categoryId, t.featured, t.productId, ...prices)
        .where(isInStock),
      index('product_listings_in_stock_newest')
        .on(t.storeId, t.categoryId, t.productId, ...prices)
        .where(isInStock),
      index('product_listings_in_stock_price')
        .on(t.storeId, t.categoryId, t.minPriceMinor, t.productId, t.maxPriceMinor)
        .where(isInStock),
      index('product_listings_in_stock_title')
        .on(t.storeId, t.categoryId, t.title, t.productId, ...prices)
        .where(isInStock),
    ]
  },
)

/** How many rows `product_listings` has, and how many of them in stock: counted by its triggers. */
export const listingCounts = sqliteTable(
  'listing_counts',
  {
    storeId: storeColumn(),
    categoryId: text('category_id').notNull(),
    products: integer('products').notNull(),
    inStock: integer('in_stock').notNull(),
  },
  (t) => [primaryKey({ columns: [t.storeId, t.categoryId] })],
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
    index('product_categories_store_product').on(t.storeId, t.productId, t.position, t.categoryId),
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
    /** False: nothing of it is sent, so its delivery costs nothing and it is sold to any country. */
    requiresShipping: integer('requires_shipping', { mode: 'boolean' }).notNull().default(true),
    taxCategory: text('tax_category'), // null: the product's
    taxCode: text('tax_code'), // what a tax service knows it by
    unitMeasure: text('unit_measure', { mode: 'json' }).$type<UnitMeasure>(), // how much is in a piece, for its unit price
    /** Over how many objects its stock is spread: 1 unless it sells faster than one can count. */
    stockShards: integer('stock_shards').notNull().default(1),
    position: integer('position').notNull(),
    /** The stock that an import last asked for: the same file again must not put sold pieces back on the shelf. */
    importedQuantity: integer('imported_quantity'),
    /** How an import last asked for it to be sold when it is gone: what the merchant has set since then stays. */
    importedPolicy: text('imported_policy', { enum: STOCK_POLICIES }),
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
