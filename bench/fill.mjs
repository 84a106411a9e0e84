/**
 * Stores of a given size, written straight into D1: what an importer makes of so many products, in seconds. Words, prices
 * and stock are spread evenly, so that a filter leaves the same share of any store.
 */
import { createHash } from 'node:crypto'

const PART = 5_000

/** A store with so many products in ten sub-categories of one category; returns its id. */
export async function fillStore(database, count) {
  const random = createHash('sha256').update(String(count)).digest('hex') // words of one store's id are in no other's
  const storeId = `${random.slice(0, 8)}-${random.slice(8, 12)}-7${random.slice(12, 15)}-8${random.slice(15, 18)}-${random.slice(18, 30)}`
  // UUIDv7 in form: the count in the middle, the kind of row beside the version.
  const id = (kind, text) => `printf('0193b3a0-%04x-7${kind}00-8000-%012d', ${count % 65_536}, ${text})`
  await run(database, [
    `INSERT INTO tenants (id, name, status, created_at, updated_at) VALUES ('${storeId}', 'Bench', 'active', 1, 1)`,
    `INSERT INTO stores (id, tenant_id, slug, name, tagline, status, currency, locale, country, theme, contact_email,
      tax_inclusive, catalogue_version, shard, created_at, updated_at)
     VALUES ('${storeId}', '${storeId}', 'bench-${count}', 'Bench ${count}', '', 'active', 'USD', 'en-US', 'US', 'plain',
      'hello@bench.example', 0, 1, 'DB', 1, 1)`,
    `INSERT INTO categories (id, store_id, parent_id, slug, name, description, position, active, created_at, updated_at)
     VALUES ('${storeId}-all', '${storeId}', NULL, 'all', 'All', '', 0, 1, 1, 1)`,
    `${numbers(0, 10)} INSERT INTO categories
      (id, store_id, parent_id, slug, name, description, position, active, created_at, updated_at)
     SELECT '${storeId}-' || n, '${storeId}', '${storeId}-all', 'category-' || n, 'Category ' || n, '', n, 1, 1, 1 FROM numbers`,
  ])
  for (let from = 0; from < count; from += PART) {
    const part = numbers(from, Math.min(PART, count - from))
    const price = '(1000 + n * 37 % 4000)'
    await run(database, [
      `${part} INSERT INTO products (id, store_id, slug, title, description_html, description_text, vendor, product_type, tags,
        status, featured, min_price_minor, max_price_minor, available, rating_sum, rating_count, created_at, updated_at)
       SELECT ${id('7', 'n')}, '${storeId}', 'product-' || n, 'Product ' || (n * 7919 % ${count}), '<p>A thing.</p>',
        'A thing of ' || CASE n % 4 WHEN 0 THEN 'cotton' WHEN 1 THEN 'stone' WHEN 2 THEN 'oak' ELSE 'linen' END
        || ' made for week ' || (n % 997), 'Harbour', 'Thing', '["bench"]', 'active', n % 50 = 0, ${price},
        ${price} + iif(n % 5 = 0, 500, 0), n % 5 * 2, 4, 1, n, n FROM numbers`,
      `${part} INSERT INTO product_categories (store_id, category_id, product_id, position)
       SELECT '${storeId}', '${storeId}-' || (n % 10), ${id('7', 'n')}, 0 FROM numbers`,
      `${part} INSERT INTO product_options (id, store_id, product_id, name, position, "values")
       SELECT ${id('8', 'n')}, '${storeId}', ${id('7', 'n')}, 'Size', 0, '["S","L"]' FROM numbers`,
      `${part} INSERT INTO variants (id, store_id, product_id, sku, options, price_minor, position, created_at, updated_at)
       SELECT ${id('9', 'n * 2 + k')}, '${storeId}', ${id('7', 'n')}, 'SKU-' || n || '-' || k,
        iif(k, '["L"]', '["S"]'), ${price}, k, 1, 1 FROM numbers, (SELECT 0 AS k UNION ALL SELECT 1)`,
      `${part} INSERT INTO stock_levels (store_id, variant_id, on_hand, held, available, sequence, updated_at)
       SELECT '${storeId}', ${id('9', 'n * 2 + k')}, n % 5, 0, n % 5, 1, 1 FROM numbers, (SELECT 0 AS k UNION ALL SELECT 1)`,
      `${part} INSERT INTO product_images (id, store_id, product_id, status, r2_key, alt, position, content_type, bytes, width,
        height, color, created_at, updated_at)
       SELECT ${id('a', 'n * 2 + k')}, '${storeId}', ${id('7', 'n')}, 'ready', 'bench/' || n || '/' || k, 'A thing', k,
        'image/webp', 9000, 800, 800, '#a0b0c0', 1, 1 FROM numbers, (SELECT 0 AS k UNION ALL SELECT 1)`,
      `${part} INSERT INTO reviews (id, store_id, product_id, rating, title, comment, author_name, status, created_at)
       SELECT ${id('b', 'n')}, '${storeId}', ${id('7', 'n')}, 4, 'Good', 'It is what it says.', 'Ada', 'published', 1 FROM numbers`,
    ])
  }
  return storeId
}

const numbers = (from, count) =>
  `WITH RECURSIVE numbers (n) AS (SELECT ${from} UNION ALL SELECT n + 1 FROM numbers WHERE n < ${from + count - 1})`

async function run(database, statements) {
  await database.batch(statements.map((text) => database.prepare(text)))
}
