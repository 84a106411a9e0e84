/** One product with all that its page shows, in one statement. Only active products are seen. */
import type * as t from '../schema/index.ts'
import type { StoreDb } from '../store-db.ts'
import { IMAGE, LIST_PRICE, LISTED_PRODUCT, LIVE_LISTS, type ListedProduct, type ShownImage } from './product-sql.ts'

export type ImageRow = typeof t.productImages.$inferSelect

export interface VariantRow {
  id: string
  sku: string
  options: string[]
  priceMinor: number
  compareAtMinor: number | null
  /** In the currency asked for, where a price list has it. */
  listPriceMinor: number | null
  /** As last projected, over all shards. */
  available: number
  backorderable: number
}
export interface ReviewRow {
  id: string
  rating: number
  title: string
  comment: string
  authorName: string
  createdAt: number
}
export interface ProductPage {
  product: ListedProduct
  productType: string
  tags: string[]
  isGiftCard: boolean
  descriptionHtml: string
  seoTitle: string | null
  seoDescription: string | null
  updatedAt: number
  options: { name: string; values: string[] }[]
  variants: VariantRow[]
  images: ShownImage[]
  /** From the top down. */
  breadcrumbs: { slug: string; name: string }[]
  reviews: ReviewRow[]
  similar: ListedProduct[]
}

const MAX_REVIEWS = 10
const MAX_SIMILAR = 4

/** `rows` as a JSON array, in their order. */
const array = (value: string, rows: string) =>
  `(SELECT json_group_array(json(item)) FROM (SELECT ${value} AS item ${rows}))`

const VARIANT = `json_object('id', v.id, 'sku', v.sku, 'options', json(v.options), 'priceMinor', v.price_minor,
  'compareAtMinor', v.compare_at_minor, 'listPriceMinor', ${LIST_PRICE},
  'available', (SELECT coalesce(sum(s.available), 0) FROM stock_levels AS s WHERE s.store_id = ?1 AND s.variant_id = v.id),
  'backorderable', (
    SELECT coalesce(sum(s.backorderable), 0) FROM stock_levels AS s WHERE s.store_id = ?1 AND s.variant_id = v.id))`

const REVIEW = `json_object('id', r.id, 'rating', r.rating, 'title', r.title, 'comment', r.comment,
  'authorName', r.author_name, 'createdAt', r.created_at)`

const PRODUCT_PAGE = `WITH RECURSIVE ${LIVE_LISTS},
  own AS MATERIALIZED (SELECT * FROM products WHERE store_id = ?1 AND slug = ?5 AND status = 'active'),
  leading (id) AS MATERIALIZED (
    SELECT c.id FROM own CROSS JOIN product_categories AS pc ON pc.store_id = ?1 AND pc.product_id = own.id
    CROSS JOIN categories AS c ON c.id = pc.category_id AND c.active = 1 ORDER BY pc.position LIMIT 1),
  path (id, parent_id, slug, name, depth) AS (
    SELECT c.id, c.parent_id, c.slug, c.name, 0 FROM leading JOIN categories AS c ON c.id = leading.id
    UNION SELECT c.id, c.parent_id, c.slug, c.name, depth + 1 FROM path JOIN categories AS c ON c.id = path.parent_id
    WHERE c.store_id = ?1 AND depth < 20)
SELECT ${LISTED_PRODUCT} AS product, p.product_type AS productType, p.tags, p.is_gift_card AS isGiftCard,
  p.description_html AS descriptionHtml, p.seo_title AS seoTitle, p.seo_description AS seoDescription,
  p.updated_at AS updatedAt,
  ${array(`json_object('name', o.name, 'values', json(o."values"))`, 'FROM product_options AS o WHERE o.store_id = ?1 AND o.product_id = p.id ORDER BY o.position')} AS options,
  ${array(VARIANT, 'FROM variants AS v WHERE v.store_id = ?1 AND v.product_id = p.id ORDER BY v.position')} AS variants,
  ${array(IMAGE, 'FROM product_images AS i WHERE i.store_id = ?1 AND i.product_id = p.id ORDER BY i.position')} AS images,
  ${array(`json_object('slug', slug, 'name', name)`, 'FROM path ORDER BY depth DESC')} AS breadcrumbs,
  ${array(REVIEW, `FROM reviews AS r WHERE r.store_id = ?1 AND r.product_id = p.id AND r.status = 'published' ORDER BY r.created_at DESC LIMIT ${MAX_REVIEWS}`)} AS reviews,
  (SELECT json_group_array(json(item)) FROM (
    SELECT ${LISTED_PRODUCT} AS item
    FROM (SELECT l.product_id FROM product_listings AS l INDEXED BY product_listings_featured
      WHERE l.store_id = ?1 AND l.category_id = (SELECT id FROM leading)
      ORDER BY l.featured DESC, l.product_id DESC LIMIT ${MAX_SIMILAR + 1}) AS near
    CROSS JOIN products AS p ON p.id = near.product_id WHERE p.slug <> ?5 LIMIT ${MAX_SIMILAR})) AS similar
FROM own AS p`

type Json<T> = { [K in keyof T]: T[K] extends number | string | null ? T[K] : T[K] extends boolean ? number : string }

/** `currency` is what prices are shown in where a list has them. */
export async function selectProduct(
  db: StoreDb,
  slug: string,
  currency: { asked: string; isOwn: boolean; nowMs: number },
): Promise<ProductPage | null> {
  const { asked, isOwn, nowMs } = currency
  const row = await db.first<Json<ProductPage>>(PRODUCT_PAGE, asked, nowMs, Number(isOwn), slug)
  if (!row) return null
  return {
    ...row,
    isGiftCard: row.isGiftCard === 1,
    product: JSON.parse(row.product),
    tags: JSON.parse(row.tags),
    options: JSON.parse(row.options),
    variants: JSON.parse(row.variants),
    images: JSON.parse(row.images),
    breadcrumbs: JSON.parse(row.breadcrumbs),
    reviews: JSON.parse(row.reviews),
    similar: JSON.parse(row.similar),
  }
}
