/**
 * Pages of categories. Whatever number of them a store has, a page reads its own rows, the first children of each and, for a
 * picture, the first products of each.
 */
import type { CategoryPageQuery, CategoryRef } from '#contract/catalogue.ts'
import { NAMED_CHILDREN } from '#contract/catalogue.ts'
import type { StoreDb } from '../db/store-db.ts'
import type { ShownImage } from './product-sql.ts'

/** How many products of a category are looked at for a picture. */
const LOOKED_AT = 3
/** Deeper than anyone's tree; ends a loop that an import should have refused. */
const MAX_DEPTH = 20

export interface CategoryRow extends CategoryRef {
  id: string
  description: string
}

export interface ListedCategory extends CategoryRow {
  /** One more than are named, if there is one. */
  children: CategoryRef[]
  image: ShownImage | null
}

const ON_LEVEL = 'c.store_id = ?1 AND c.parent_id IS ?2 AND c.active = 1 ORDER BY c.position, c.name'

/** The way down to a category, itself last; empty where it, or one above it, is not there or not active. */
export async function selectCategoryPath(db: StoreDb, slug: string): Promise<CategoryRow[]> {
  const found = await db.first<{ path: string }>(
    `WITH RECURSIVE path (id, parent_id, slug, name, description, depth) AS (
      SELECT c.id, c.parent_id, c.slug, c.name, c.description, 0 FROM categories AS c
        WHERE c.store_id = ?1 AND c.slug = ?2 AND c.active = 1
      UNION ALL
      SELECT c.id, c.parent_id, c.slug, c.name, c.description, depth + 1
        FROM path CROSS JOIN categories AS c ON c.id = path.parent_id
        WHERE c.store_id = ?1 AND c.active = 1 AND depth < ${MAX_DEPTH})
    SELECT json_group_array(json_object('id', id, 'parent', parent_id, 'slug', slug, 'name', name,
      'description', description)) AS path FROM (SELECT * FROM path ORDER BY depth DESC)`,
    slug,
  )
  const path: (CategoryRow & { parent: string | null })[] = JSON.parse(found?.path ?? '[]')
  return path[0]?.parent === null ? path.map(({ parent: _, ...row }) => row) : []
}

/** Slugs and names on one level. */
export async function selectCategoryRefs(db: StoreDb, parentId: string | null, limit: number): Promise<CategoryRef[]> {
  const found = await db.first<{ refs: string }>(
    `SELECT json_group_array(json_object('slug', slug, 'name', name)) AS refs FROM (
      SELECT c.slug, c.name FROM categories AS c WHERE ${ON_LEVEL} LIMIT ?3)`,
    parentId,
    limit,
  )
  return JSON.parse(found?.refs ?? '[]')
}

const CHILDREN = `(SELECT json_group_array(json_object('slug', slug, 'name', name)) FROM (
  SELECT k.slug, k.name FROM categories AS k WHERE k.store_id = ?1 AND k.parent_id = level.id AND k.active = 1
  ORDER BY k.position, k.name LIMIT ${NAMED_CHILDREN + 1}))`

/** Along the indexes: the first picture, by its place, of the newest product that has one. What is featured is shown anyway. */
const PICTURE = `(SELECT json_object('id', i.id, 'alt', i.alt, 'width', i.width, 'height', i.height, 'color', i.color,
    'r2Key', i.r2_key, 'optionValues', NULL)
  FROM (SELECT l.product_id FROM product_listings AS l INDEXED BY product_listings_newest
    WHERE l.store_id = ?1 AND l.category_id = level.id
    ORDER BY l.product_id DESC LIMIT ${LOOKED_AT}) AS looked
  CROSS JOIN product_images AS i INDEXED BY product_images_store_product
    ON i.store_id = ?1 AND i.product_id = looked.product_id AND i.status = 'ready' LIMIT 1)`

/** One more than the page holds, if there is one. */
export async function selectCategories(
  db: StoreDb,
  parentId: string | null,
  { page, per_page, pictures }: CategoryPageQuery,
): Promise<ListedCategory[]> {
  const found = await db.first<{ items: string }>(
    `WITH level AS MATERIALIZED (SELECT c.* FROM categories AS c WHERE ${ON_LEVEL} LIMIT ?3 OFFSET ?4)
    SELECT json_group_array(json_object('id', level.id, 'slug', level.slug, 'name', level.name,
      'description', level.description, 'children', json(${CHILDREN}),
      'image', ${pictures === 'true' ? `json(${PICTURE})` : 'NULL'})) AS items
    FROM level`,
    parentId,
    per_page + 1,
    (page - 1) * per_page,
  )
  return JSON.parse(found?.items ?? '[]')
}
