/** One product with all that its page shows, in one statement. Only active products are seen. */

import type { UnitMeasure } from '#domain/unit-price.ts'
import type { StoreDb } from '../db/store-db.ts'
import type * as t from '../db/tables/index.ts'
import { LIST_PRICE, LIVE_LISTS, type ListedProduct, type ProductRow, type ShownImage } from './product-sql.ts'

export type ImageRow = typeof t.productImages.$inferSelect

export interface VariantRow {
  id: string
  sku: string
  options: string[]
  priceMinor: number
  compareAtMinor: number | null
  /** In the currency asked for, where a price list has it. */
  listPriceMinor: number | null
  unitMeasure: UnitMeasure | null
  requiresShipping: boolean
  taxCode: string | null
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
  product: ProductRow
  productType: string
  tags: string[]
  attributes: { name: string; value: string }[]
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

/*
 * Preparing this statement takes longer than running it. So its lists are JSON arrays without names, and what follows from
 * a row is worked out below.
 */

/** `rows` as a JSON array with an array of `columns` for each, in their order. */
const array = (columns: string, rows: string) => `(SELECT json_group_array(json_array(${columns})) FROM ${rows})`

const stockOf = (column: string) => `(
  SELECT coalesce(sum(s.${column}), 0) FROM stock_levels AS s WHERE s.store_id = ?1 AND s.variant_id = v.id)`

const OPTIONS = array(
  'o.name, json(o."values")',
  '(SELECT * FROM product_options WHERE store_id = ?1 AND product_id = p.id ORDER BY position) AS o',
)
const VARIANTS = array(
  `v.id, v.sku, json(v.options), v.price_minor, v.compare_at_minor, ${LIST_PRICE}, ${stockOf('available')},
    ${stockOf('backorderable')}, json(v.unit_measure), v.requires_shipping, v.tax_code`,
  '(SELECT * FROM variants WHERE store_id = ?1 AND product_id = p.id ORDER BY position) AS v',
)
const IMAGE = 'i.id, i.alt, i.width, i.height, i.color, i.r2_key, json(i.option_values)'
const IMAGES = array(
  IMAGE,
  '(SELECT * FROM product_images WHERE store_id = ?1 AND product_id = p.id ORDER BY position) AS i',
)
const BREADCRUMBS = array('slug, name', '(SELECT slug, name FROM path ORDER BY depth DESC)')
const REVIEWS = array(
  'r.id, r.rating, r.title, r.comment, r.author_name, r.created_at',
  `(SELECT * FROM reviews WHERE store_id = ?1 AND product_id = p.id AND status = 'published'
    ORDER BY created_at DESC LIMIT ${MAX_REVIEWS}) AS r`,
)
/** With the pairs of prices that a list price in the currency asked for may come from: none where no list is live. */
const SIMILAR = array(
  `p.id, p.slug, p.title, p.vendor, p.featured, p.min_price_minor, p.max_price_minor, p.compare_at_minor, p.available,
    p.backorderable, p.rating_sum, p.rating_count,
    (SELECT json_group_array(json_array(v.price_minor, ${LIST_PRICE})) FROM live CROSS JOIN variants AS v
      WHERE v.store_id = ?1 AND v.product_id = p.id),
    (SELECT json_array(${IMAGE}) FROM product_images AS i
      WHERE i.store_id = ?1 AND i.product_id = p.id AND i.status = 'ready' ORDER BY i.position LIMIT 1)`,
  `(SELECT l.product_id FROM product_listings AS l INDEXED BY product_listings_featured
      WHERE l.store_id = ?1 AND l.category_id = (SELECT id FROM leading)
      ORDER BY l.featured DESC, l.product_id DESC LIMIT ${MAX_SIMILAR + 1}) AS near
    CROSS JOIN products AS p ON p.id = near.product_id WHERE p.slug <> ?4`,
)

const PRODUCT_PAGE = `WITH RECURSIVE ${LIVE_LISTS},
  own AS MATERIALIZED (SELECT * FROM products WHERE store_id = ?1 AND slug = ?4 AND status = 'active'),
  leading (id) AS MATERIALIZED (
    SELECT c.id FROM own CROSS JOIN product_categories AS pc ON pc.store_id = ?1 AND pc.product_id = own.id
    CROSS JOIN categories AS c ON c.id = pc.category_id AND c.active = 1 ORDER BY pc.position LIMIT 1),
  path (id, parent_id, slug, name, depth) AS (
    SELECT c.id, c.parent_id, c.slug, c.name, 0 FROM leading JOIN categories AS c ON c.id = leading.id
    UNION SELECT c.id, c.parent_id, c.slug, c.name, depth + 1 FROM path JOIN categories AS c ON c.id = path.parent_id
    WHERE c.store_id = ?1 AND depth < 20)
SELECT p.id, p.slug, p.title, p.vendor, p.featured, p.min_price_minor AS minPriceMinor,
  p.max_price_minor AS maxPriceMinor, p.compare_at_minor AS compareAtMinor, p.available, p.backorderable,
  p.rating_sum AS ratingSum, p.rating_count AS ratingCount, p.product_type AS productType, p.tags, p.attributes,
  p.is_gift_card AS isGiftCard, p.description_html AS descriptionHtml, p.seo_title AS seoTitle,
  p.seo_description AS seoDescription, p.updated_at AS updatedAt, ${OPTIONS} AS options, ${VARIANTS} AS variants,
  ${IMAGES} AS images, ${BREADCRUMBS} AS breadcrumbs, ${REVIEWS} AS reviews, ${SIMILAR} AS similar
FROM own AS p`

type Own = Omit<ProductRow, 'listed'>
type Json<T> = { [K in keyof T]: T[K] extends number | string | null ? T[K] : T[K] extends boolean ? number : string }
type PageRow = Json<Own & Omit<ProductPage, 'product'>>

type OptionColumns = [name: string, values: string[]]
type PairOfPrices = [ownMinor: number, listMinor: number | null]
type VariantColumns = [
  ...[id: string, sku: string, options: string[], price: number, compareAt: number | null, listPrice: number | null],
  ...[available: number, backorderable: number, measure: UnitMeasure | null, ships: number, taxCode: string | null],
]
type ImageColumns = [string, string, number | null, number | null, string | null, string | null, string[] | null]
type ReviewColumns = [string, number, string, string, string, number]
type SimilarColumns = [
  ...[id: string, slug: string, title: string, vendor: string, featured: number, min: number, max: number],
  ...[compareAt: number | null, available: number, backorderable: number, ratingSum: number, ratingCount: number],
  ...[prices: PairOfPrices[], image: ImageColumns | null],
]

/** `currency` is what prices are shown in where a list has them. */
export async function selectProduct(
  db: StoreDb,
  slug: string,
  currency: { asked: string; isOwn: boolean; nowMs: number },
): Promise<ProductPage | null> {
  const { asked, isOwn, nowMs } = currency
  const row = await db.first<PageRow>(PRODUCT_PAGE, asked, nowMs, slug)
  return row && pageOf(row, isOwn)
}

/** Every list is read as its columns were written above. */
const rowsOf = <Columns>(json: string): Columns[] => JSON.parse(json)

function pageOf(row: PageRow, isOwn: boolean): ProductPage {
  const { productType, descriptionHtml, seoTitle, seoDescription, updatedAt } = row
  const variants = rowsOf<VariantColumns>(row.variants).map(variantOf)
  const isListed = variants.some(({ listPriceMinor }) => listPriceMinor !== null)
  const pairs = variants.map(({ priceMinor, listPriceMinor }): PairOfPrices => [priceMinor, listPriceMinor])
  const images = rowsOf<ImageColumns>(row.images).map(imageOf)
  return {
    product: { ...ownOf(row), listed: isListed ? listedOf(pairs, isOwn) : null },
    productType,
    descriptionHtml,
    seoTitle,
    seoDescription,
    updatedAt,
    variants,
    images,
    tags: JSON.parse(row.tags),
    attributes: JSON.parse(row.attributes),
    isGiftCard: row.isGiftCard === 1,
    options: rowsOf<OptionColumns>(row.options).map(([name, values]) => ({ name, values })),
    breadcrumbs: rowsOf<[string, string]>(row.breadcrumbs).map(([slug, name]) => ({ slug, name })),
    reviews: rowsOf<ReviewColumns>(row.reviews).map(reviewOf),
    similar: rowsOf<SimilarColumns>(row.similar)
      .slice(0, MAX_SIMILAR)
      .map((columns) => similarOf(columns, isOwn)),
  }
}

function ownOf(row: PageRow): Own {
  const { id, slug, title, vendor, minPriceMinor, maxPriceMinor, compareAtMinor, available } = row
  return {
    id,
    slug,
    title,
    vendor,
    minPriceMinor,
    maxPriceMinor,
    compareAtMinor,
    available,
    featured: row.featured === 1,
    backorderable: row.backorderable === 1,
    ratingSum: row.ratingSum,
    ratingCount: row.ratingCount,
  }
}

/** What price lists make of the least and the highest price; null where there is nothing to go by. */
function listedOf(pairs: readonly PairOfPrices[], isOwn: boolean): ProductRow['listed'] {
  if (pairs.length === 0) return null
  const prices = pairs.flatMap(([ownMinor, listMinor]) => listMinor ?? (isOwn ? ownMinor : []))
  if (prices.length === 0) return { minPriceMinor: null, maxPriceMinor: null }
  return { minPriceMinor: Math.min(...prices), maxPriceMinor: Math.max(...prices) }
}

function variantOf(columns: VariantColumns): VariantRow {
  const [id, sku, options, priceMinor, compareAtMinor, listPriceMinor, available, backorderable, ...more] = columns
  const [unitMeasure, ships, taxCode] = more
  const requiresShipping = ships === 1
  const kept = { unitMeasure, requiresShipping, taxCode }
  return { id, sku, options, priceMinor, compareAtMinor, listPriceMinor, available, backorderable, ...kept }
}

function imageOf([id, alt, width, height, color, r2Key, optionValues]: ImageColumns): ShownImage {
  return { id, alt, width, height, color, r2Key, optionValues }
}

function reviewOf([id, rating, title, comment, authorName, createdAt]: ReviewColumns): ReviewRow {
  return { id, rating, title, comment, authorName, createdAt }
}

function similarOf(columns: SimilarColumns, isOwn: boolean): ListedProduct {
  const [id, slug, title, vendor, featured, minPriceMinor, maxPriceMinor, compareAtMinor, ...more] = columns
  const [available, backorderable, ratingSum, ratingCount, prices, image] = more
  return {
    id,
    slug,
    title,
    vendor,
    minPriceMinor,
    maxPriceMinor,
    compareAtMinor,
    available,
    ratingSum,
    ratingCount,
    featured: featured === 1,
    backorderable: backorderable === 1,
    listed: listedOf(prices, isOwn),
    image: image && imageOf(image),
  }
}
