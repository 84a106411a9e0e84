/**
 * The catalogue of a store that is there, written straight into D1: what an importer makes of so many products, in seconds.
 * Words, prices and stock are spread evenly, so that a filter leaves the same share of any store.
 */
export const PART = 5_000

/** What is where in the store that has `products` of them. UUIDv7 in form: the count in the middle, the kind of row beside the version. */
export const idPattern = (products, kind) => `0193b3a0-${hex(products % 65_536, 4)}-7${kind}00-8000-`
const hex = (value, length) => value.toString(16).padStart(length, '0')

/** The smaller variant of the product with this number. */
export const variantIdOf = (products, number) => `${idPattern(products, '9')}${String(number * 2).padStart(12, '0')}`

/** So many of the store's smaller variants, spread evenly over its products. */
export const someVariants = (products, count, offset = 0) =>
  Array.from({ length: count }, (_, index) => variantIdOf(products, Math.floor((index * products) / count) + offset))

/** Fills a store with so many products of two variants each, in ten sub-categories of one category; each has a price in euros. */
export async function fillCatalogue(database, storeId, products) {
  const id = (kind, number) => `printf('${idPattern(products, kind)}%012d', ${number})`
  const priceList = `${idPattern(products, 'c')}000000000001`
  await run(database, [
    `INSERT INTO categories (id, store_id, parent_id, slug, name, description, position, active, created_at, updated_at)
     VALUES ('${storeId}-all', '${storeId}', NULL, 'all', 'All', '', 0, 1, 1, 1)`,
    `${numbers(0, 10)} INSERT INTO categories
      (id, store_id, parent_id, slug, name, description, position, active, created_at, updated_at)
     SELECT '${storeId}-' || n, '${storeId}', '${storeId}-all', 'category-' || n, 'Category ' || n, '', n, 1, 1, 1 FROM numbers`,
    `INSERT INTO price_lists (id, store_id, name, currency, customer_group_id, active, priority, created_at, updated_at)
     VALUES ('${priceList}', '${storeId}', 'Euro', 'EUR', NULL, 1, 0, 1, 1)`,
  ])
  for (let from = 0; from < products; from += PART) {
    const part = numbers(from, Math.min(PART, products - from))
    const price = '(1000 + n * 37 % 4000)'
    const key = storeId.slice(-8)
    const keyed = (tokens) => `'${key}' || replace(${tokens}, ' ', ' ${key}')`
    const both = 'numbers, (SELECT 0 AS k UNION ALL SELECT 1)'
    await run(database, [
      `${part} INSERT INTO products (id, store_id, slug, title, description_html, description_text, vendor, product_type, tags,
        status, featured, min_price_minor, max_price_minor, available, rating_sum, rating_count, created_at, updated_at)
       SELECT ${id('7', 'n')}, '${storeId}', 'product-' || n, 'Product ' || (n * 7919 % ${products}), '<p>A thing.</p>',
        'A thing of ' || CASE n % 4 WHEN 0 THEN 'cotton' WHEN 1 THEN 'stone' WHEN 2 THEN 'oak' ELSE 'linen' END
        || ' made for week ' || (n % 997), 'Harbour', 'Thing', '["bench"]', 'active', n % 50 = 0, ${price},
        ${price} + iif(n % 5 = 0, 500, 0), n % 5 * 2, 4, 1, n, n FROM numbers`,
      `${part} INSERT INTO product_categories (store_id, category_id, product_id, position)
       SELECT '${storeId}', '${storeId}-' || (n % 10), ${id('7', 'n')}, 0 FROM numbers`,
      `${part} INSERT INTO product_options (id, store_id, product_id, name, position, "values")
       SELECT ${id('8', 'n')}, '${storeId}', ${id('7', 'n')}, 'Size', 0, '["S","L"]' FROM numbers`,
      `${part} INSERT INTO variants (id, store_id, product_id, sku, options, price_minor, position, created_at, updated_at)
       SELECT ${id('9', 'n * 2 + k')}, '${storeId}', ${id('7', 'n')}, 'SKU-' || n || '-' || k,
        iif(k, '["L"]', '["S"]'), ${price}, k, 1, 1 FROM ${both}`,
      // Tokens as domain/search-text.ts makes them of these products.
      `${part} INSERT INTO product_search (rowid, title, codes, about, description)
       SELECT d.id, ${keyed('lower(p.title)')}, ${keyed("printf('sku%d0 %d0 0 sku%d1 %d1 1', n, n, n, n)")},
        ${keyed("'harbour thing bench s l'")}, ${keyed("rtrim(lower(p.description_text), '.')")}
       FROM numbers CROSS JOIN products AS p ON p.id = ${id('7', 'n')}
       CROSS JOIN search_documents AS d ON d.store_id = p.store_id AND d.product_id = p.id`,
      `${part} UPDATE search_documents SET form = 1 WHERE store_id = '${storeId}' AND product_id IN (
        SELECT ${id('7', 'n')} FROM numbers)`,
      `${part} INSERT INTO prices (store_id, variant_id, price_list_id, min_quantity, price_minor)
       SELECT '${storeId}', ${id('9', 'n * 2 + k')}, '${priceList}', 1, ${price} FROM ${both}`,
      // Sequence 0: what the SKU's object says, should there be one, is newer.
      `${part} INSERT INTO stock_levels (store_id, variant_id, on_hand, held, available, sequence, updated_at)
       SELECT '${storeId}', ${id('9', 'n * 2 + k')}, n % 5, 0, n % 5, 0, 1 FROM ${both}`,
      `${part} INSERT INTO stock_states (store_id, variant_id, state, changed_at)
       SELECT '${storeId}', ${id('9', 'n * 2 + k')}, iif(n % 5, 'ok', 'out'), 1 FROM ${both}`,
      `${part} INSERT INTO product_images (id, store_id, product_id, status, r2_key, alt, position, content_type, bytes, width,
        height, color, created_at, updated_at)
       SELECT ${id('a', 'n * 2 + k')}, '${storeId}', ${id('7', 'n')}, 'ready', 'bench/' || n || '/' || k, 'A thing', k,
        'image/webp', 9000, 800, 800, '#a0b0c0', 1, 1 FROM ${both}`,
      `${part} INSERT INTO reviews (id, store_id, product_id, rating, title, comment, author_name, status, created_at)
       SELECT ${id('b', 'n')}, '${storeId}', ${id('7', 'n')}, 4, 'Good', 'It is what it says.', 'Ada', 'published', 1 FROM numbers`,
    ])
  }
  return { priceList }
}

export const numbers = (from, count) =>
  `WITH RECURSIVE numbers (n) AS (SELECT ${from} UNION ALL SELECT n + 1 FROM numbers WHERE n < ${from + count - 1})`

export async function run(database, statements) {
  await database.batch(statements.map((text) => database.prepare(text)))
}
