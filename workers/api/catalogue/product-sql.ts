/**
 * Pieces of SQL that reads of the catalogue are made of. A page is one statement and so one round trip; lists within it are
 * JSON. In every one of them `?1` is the store, `?2` the currency asked for, `?3` the time; in `LISTED_PRODUCT` `?4` is
 * whether that currency is the store's own.
 */

/** A product as a list shows it. Descriptions stay where they are: they can be long, and no list shows them. */
export interface ProductRow {
  id: string
  slug: string
  title: string
  vendor: string
  featured: boolean
  minPriceMinor: number
  maxPriceMinor: number
  compareAtMinor: number | null
  available: number
  backorderable: boolean
  ratingSum: number
  ratingCount: number
  /** What price lists make of it in the currency asked for; nulls where they say nothing. */
  listed: { minPriceMinor: number | null; maxPriceMinor: number | null } | null
}
export interface ShownImage {
  id: string
  alt: string
  width: number | null
  height: number | null
  color: string | null
  r2Key: string | null
  optionValues: string[] | null
}
export type ListedProduct = ProductRow & { image: ShownImage | null }

/** The price lists that are in force for everybody in the currency asked for (`#domain/price-list`). */
export const LIVE_LISTS = `live (id, priority) AS MATERIALIZED (
  SELECT id, priority FROM price_lists WHERE store_id = ?1 AND currency = ?2 AND active = 1 AND customer_group_id IS NULL
  AND (starts_at IS NULL OR starts_at <= ?3) AND (ends_at IS NULL OR ends_at > ?3))`

/** Of one piece of variant `v`; null where no list has it. */
export const LIST_PRICE = `(
  SELECT price.price_minor FROM live JOIN prices AS price ON price.price_list_id = live.id
  WHERE price.store_id = ?1 AND price.variant_id = v.id AND price.min_quantity <= 1
  ORDER BY live.priority, price.price_minor LIMIT 1)`

export const boolean = (condition: string) => `json(iif(${condition}, 'true', 'false'))`

export const IMAGE = `json_object('id', i.id, 'alt', i.alt, 'width', i.width, 'height', i.height, 'color', i.color,
  'r2Key', i.r2_key, 'optionValues', json(i.option_values))`

/** Product `p` as a ListedProduct; its picture is the first that is there. */
export const LISTED_PRODUCT = `json_object('id', p.id, 'slug', p.slug, 'title', p.title, 'vendor', p.vendor,
  'featured', ${boolean('p.featured')}, 'minPriceMinor', p.min_price_minor, 'maxPriceMinor', p.max_price_minor,
  'compareAtMinor', p.compare_at_minor, 'available', p.available, 'backorderable', ${boolean('p.backorderable')},
  'ratingSum', p.rating_sum, 'ratingCount', p.rating_count,
  'listed', json(CASE WHEN EXISTS (SELECT 1 FROM live) THEN (
    SELECT json_object('minPriceMinor', min(price), 'maxPriceMinor', max(price))
    FROM (SELECT coalesce(${LIST_PRICE}, iif(?4, v.price_minor, NULL)) AS price
      FROM variants AS v WHERE v.store_id = ?1 AND v.product_id = p.id)) END),
  'image', json((SELECT ${IMAGE} FROM product_images AS i
    WHERE i.store_id = ?1 AND i.product_id = p.id AND i.status = 'ready' ORDER BY i.position LIMIT 1)))`
