/** Statements that write what hangs on products, of many products at once. */
import { sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import { v7 as uuidv7 } from 'uuid'
import { jsonEach } from '../db/json-list.ts'
import type { StoreDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'

type Statement = BatchItem<'sqlite'>

/** All options of these products, or all of their categories. */
export const deleteOfProducts = (
  db: StoreDb,
  table: 'product_options' | 'product_categories',
  productIds: readonly string[],
): Statement =>
  db.statement(sql`DELETE FROM ${sql.identifier(table)}
    WHERE store_id = ${db.storeId} AND product_id IN (SELECT value FROM ${jsonEach(productIds)})`)

export interface NewCategory {
  slug: string
  name: string
}

/** Categories at the top, after those that are there; one whose slug is taken stays as it is. */
export function insertTopCategories(db: StoreDb, categories: readonly NewCategory[], nowMs: number): Statement {
  const rows = categories.map(({ slug, name }) => [uuidv7(), slug, name])
  return db.statement(sql`
    INSERT INTO categories (id, store_id, parent_id, slug, name, description, position, active, created_at, updated_at)
    SELECT value ->> 0, ${db.storeId}, NULL, value ->> 1, value ->> 2, '', last.position + 1 + key, 1, ${nowMs}, ${nowMs}
    FROM (SELECT COALESCE(MAX(position), 0) AS position FROM categories
      WHERE store_id = ${db.storeId} AND parent_id IS NULL) AS last CROSS JOIN ${jsonEach(rows)}
    WHERE true ON CONFLICT DO NOTHING`)
}

/** By slug, since another writer may have created the category first. */
export function insertCategoryLinks(
  db: StoreDb,
  links: readonly { productId: string; slug: string; position: number }[],
): Statement {
  const rows = links.map(({ productId, slug, position }) => [productId, slug, position])
  return db.statement(sql`
    INSERT INTO product_categories (store_id, category_id, product_id, position)
    SELECT category.store_id, category.id, link.value ->> 0, link.value ->> 2
    FROM ${jsonEach(rows)} AS link CROSS JOIN categories AS category
    WHERE category.store_id = ${db.storeId} AND category.slug = link.value ->> 1`)
}

/** What lists say of the reviews of these products. */
export const sumRatings = (db: StoreDb, productIds: readonly string[]): Statement =>
  db.statement(sql`UPDATE products SET (rating_sum, rating_count) = (
      SELECT COALESCE(SUM(rating), 0), COUNT(*) FROM reviews
      WHERE store_id = ${db.storeId} AND product_id = products.id AND status = 'published')
    WHERE ${db.ownedIds(t.products, productIds)}`)
