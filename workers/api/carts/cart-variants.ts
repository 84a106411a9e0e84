/** All that a cart has to know of its variants, in one statement, however many they are and however their stock is spread. */
import { eq, sql } from 'drizzle-orm'
import type { StoreDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { listPricesOf } from '../pricing/list-prices.ts'

/** Variants of active products only: what is not sold any more is not found. */
export function selectCartVariants(db: StoreDb, variantIds: readonly string[]) {
  return db.drizzle
    .select({
      id: t.variants.id,
      productId: t.variants.productId,
      sku: t.variants.sku,
      options: t.variants.options,
      priceMinor: t.variants.priceMinor,
      weightG: sql<number>`coalesce(${t.variants.weightG}, 0)`,
      stockShards: t.variants.stockShards,
      slug: t.products.slug,
      title: t.products.title,
      isGiftCard: t.products.isGiftCard,
      requiresShipping: t.variants.requiresShipping,
      taxCategory: sql<string>`coalesce(${t.variants.taxCategory}, ${t.products.taxCategory})`,
      available: stock(db, 'available'),
      backorderable: stock(db, 'backorderable'),
      prices: listPricesOf(db),
      categoryIds: categoryIds(db),
      catalogueVersion: catalogueVersion(db), // of the store at that moment
      image: t.productImages,
    })
    .from(t.variants)
    .innerJoin(t.products, db.owned(t.products, eq(t.products.id, t.variants.productId)))
    .leftJoin(t.productImages, shownImage(db))
    .where(db.ownedIds(t.variants, variantIds, eq(t.products.status, 'active')))
}
export type CartVariant = Awaited<ReturnType<typeof selectCartVariants>>[number]

/** Over all shards, as last projected. */
const stock = (db: StoreDb, column: 'available' | 'backorderable') =>
  sql<number>`(SELECT coalesce(sum(level.${sql.raw(column)}), 0) FROM stock_levels AS level
    WHERE level.store_id = ${db.storeId} AND level.variant_id = ${t.variants.id})`

const catalogueVersion = (db: StoreDb) =>
  sql<number>`(SELECT here.catalogue_version FROM stores AS here WHERE here.id = ${db.storeId})`

/** The product's categories and all above them. */
const categoryIds = (db: StoreDb) =>
  sql`(
    WITH RECURSIVE above (id) AS (
      SELECT category_id FROM product_categories
      WHERE store_id = ${db.storeId} AND product_id = ${t.variants.productId}
      UNION SELECT category.parent_id FROM categories AS category JOIN above ON category.id = above.id
      WHERE category.store_id = ${db.storeId} AND category.parent_id IS NOT NULL
    ) SELECT json_group_array(id) FROM above)`.mapWith((json: string): string[] => JSON.parse(json))

/** A picture that shows the variant's own options, else the first one. */
const shownImage = (db: StoreDb) =>
  sql`${t.productImages.id} = (
    SELECT i.id FROM product_images AS i WHERE i.store_id = ${db.storeId} AND i.product_id = ${t.variants.productId}
    AND i.status = 'ready'
    ORDER BY (i.option_values IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM json_each(i.option_values) AS shown
      WHERE shown.value NOT IN (SELECT value FROM json_each(${t.variants.options})))) DESC, i.position LIMIT 1)`
