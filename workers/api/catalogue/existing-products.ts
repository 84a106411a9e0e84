/** What a store has of the products that are about to be written: of all of them in one batch, each row found by an index. */
import { type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { isOneOf, jsonEach } from '../db/json-list.ts'
import type { StoreDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'

export interface WantedProducts {
  slugs: readonly string[]
  /** Those that the products have or could be given. */
  skus: readonly string[]
  categorySlugs: readonly string[]
  reviewIds: readonly string[]
}

/** Over all shards. */
export interface ExistingLevel {
  onHand: number
  available: number
  backorderable: number
}

export async function readExistingProducts(db: StoreDb, wanted: WantedProducts) {
  const { drizzle } = db
  const { products, productOptions, variants, productImages, productCategories, categories, reviews, stockLevels } = t
  const ids = sql`SELECT id FROM products
    WHERE store_id = ${db.storeId} AND slug IN (SELECT value FROM ${jsonEach(wanted.slugs)})`
  const ofProducts = (column: SQLiteColumn): SQL => sql`${column} IN (${ids})`

  const [productRows, optionRows, variantRows, imageRows, linkRows, categoryRows, skuRows, reviewRows, levelRows] =
    await drizzle.batch([
      drizzle
        .select()
        .from(products)
        .where(db.owned(products, isOneOf(products.slug, wanted.slugs))),
      drizzle
        .select({ productId: productOptions.productId, name: productOptions.name, values: productOptions.values })
        .from(productOptions)
        .where(db.owned(productOptions, ofProducts(productOptions.productId)))
        .orderBy(productOptions.productId, productOptions.position),
      drizzle
        .select()
        .from(variants)
        .where(db.owned(variants, ofProducts(variants.productId)))
        .orderBy(variants.productId, variants.position),
      drizzle
        .select()
        .from(productImages)
        .where(db.owned(productImages, ofProducts(productImages.productId))),
      drizzle
        .select({ productId: productCategories.productId, slug: categories.slug })
        .from(productCategories)
        .innerJoin(
          categories,
          sql`${categories.id} = ${productCategories.categoryId} AND +${categories.storeId} = ${db.storeId}`,
        )
        .where(db.owned(productCategories, ofProducts(productCategories.productId)))
        .orderBy(productCategories.productId, productCategories.position),
      drizzle
        .select({ slug: categories.slug })
        .from(categories)
        .where(db.owned(categories, isOneOf(categories.slug, wanted.categorySlugs))),
      drizzle
        .select({ sku: variants.sku, productId: variants.productId })
        .from(variants)
        .where(db.owned(variants, isOneOf(variants.sku, wanted.skus))),
      drizzle.select({ id: reviews.id }).from(reviews).where(db.ownedIds(reviews, wanted.reviewIds)),
      drizzle
        .select({
          variantId: stockLevels.variantId,
          onHand: sql<number>`SUM(${stockLevels.onHand})`,
          available: sql<number>`SUM(${stockLevels.available})`,
          backorderable: sql<number>`SUM(${stockLevels.backorderable})`,
        })
        .from(stockLevels)
        .where(
          db.owned(
            stockLevels,
            sql`${stockLevels.variantId} IN (
              SELECT id FROM variants WHERE store_id = ${db.storeId} AND product_id IN (${ids}))`,
          ),
        )
        .groupBy(stockLevels.variantId),
    ])
  return {
    bySlug: new Map(productRows.map((row) => [row.slug, row])),
    options: Map.groupBy(optionRows, ({ productId }) => productId),
    variants: Map.groupBy(variantRows, ({ productId }) => productId),
    images: Map.groupBy(imageRows, ({ productId }) => productId),
    links: Map.groupBy(linkRows, ({ productId }) => productId),
    categorySlugs: new Set(categoryRows.map(({ slug }) => slug)),
    skuOwners: new Map(skuRows.map(({ sku, productId }) => [sku, productId])),
    levels: new Map<string, ExistingLevel>(levelRows.map(({ variantId, ...level }) => [variantId, level])),
    reviewIds: new Set(reviewRows.map(({ id }) => id)),
  }
}
export type ExistingProducts = Awaited<ReturnType<typeof readExistingProducts>>
