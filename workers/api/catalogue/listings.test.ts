import { beforeAll, describe, expect, test } from 'vitest'
import { listProducts } from '#api/catalogue/read-catalogue.ts'
import { sweepStaleSearch } from '#api/search/sweep-stale.ts'
import type { ProductList, ProductQuery } from '#contract/catalogue.ts'
import { PRODUCT_SORTS, ProductQuery as Query } from '#contract/catalogue.ts'
import { env, makeProduct, makeStore } from '#tests/workers/fixtures.ts'
import type { StoreDb } from '../db/store-db.ts'

type Sort = (typeof PRODUCT_SORTS)[number]
const COUNT = 260
const currencies = { own: 'USD', asked: 'USD' }
const run = (text: string, ...values: unknown[]) =>
  env.DB.prepare(text)
    .bind(...values)
    .run()

interface Made {
  id: string
  title: string
  featured: boolean
  min: number
  max: number
  available: number
  word: string
  category: number
}

/** So many that a filter leaves more than are counted. */
async function fill(db: StoreDb): Promise<Made[]> {
  const made = Array.from({ length: COUNT }, (_, n): Made => {
    const min = 1000 + ((n * 37) % 400)
    return {
      id: `0193b3a0-0000-7000-8000-${db.storeId.slice(-8)}${String(n).padStart(4, '0')}`,
      title: `Product ${(n * 7919) % COUNT}`,
      featured: n % 10 === 0,
      min,
      max: min + (n % 3 === 0 ? 150 : 0),
      available: n % 7 === 0 ? 0 : n,
      word: n % 5 === 0 ? 'oak' : 'linen',
      category: n % 3,
    }
  })
  await env.DB.batch([
    ...[0, 1, 2].map((n) => categoryRow(db, n, n === 2 ? `${db.storeId}-1` : null)),
    ...made.map((product, n) =>
      env.DB.prepare(
        `INSERT INTO products (id, store_id, slug, title, description_html, description_text, vendor, product_type, tags,
           status, featured, min_price_minor, max_price_minor, available, rating_sum, rating_count, created_at, updated_at)
         VALUES (?, ?, ?, ?, '', ?, '', '', '[]', 'active', ?, ?, ?, ?, 0, 0, 1, 1)`,
      ).bind(
        product.id,
        db.storeId,
        `p-${n}`,
        product.title,
        `made of ${product.word} and glue`,
        Number(product.featured),
        product.min,
        product.max,
        product.available,
      ),
    ),
    ...made.map(({ id, category }) =>
      env.DB.prepare('INSERT INTO product_categories VALUES (?, ?, ?, 0)').bind(
        db.storeId,
        `${db.storeId}-${category}`,
        id,
      ),
    ),
  ])
  await sweepStaleSearch(env)
  return made
}

const categoryRow = (db: StoreDb, n: number, parent: string | null) =>
  env.DB.prepare(
    `INSERT INTO categories (id, store_id, parent_id, slug, name, description, position, active, created_at, updated_at)
     VALUES (?, ?, ?, ?, '', '', 0, 1, 1, 1)`,
  ).bind(`${db.storeId}-${n}`, db.storeId, parent, `category-${n}`)

const by =
  <T>(...keys: ((item: T) => number | string)[]) =>
  (a: T, b: T) => {
    for (const key of keys) {
      const [left, right] = [key(a), key(b)]
      if (left !== right) return left < right ? -1 : 1
    }
    return 0
  }
/** All that a search here finds has its words equally, in the description. */
const newest = by<Made>(({ id }) => id)
const ORDERS: Record<Sort, (a: Made, b: Made) => number> = {
  relevance: (a, b) => newest(b, a),
  featured: (a, b) =>
    by<Made>(
      ({ featured }) => Number(featured),
      ({ id }) => id,
    )(b, a),
  newest: (a, b) => by<Made>(({ id }) => id)(b, a),
  price_asc: by(
    ({ min }) => min,
    ({ id }) => id,
  ),
  price_desc: (a, b) =>
    by<Made>(
      ({ min }) => min,
      ({ id }) => id,
    )(b, a),
  title: by(
    ({ title }) => title,
    ({ id }) => id,
  ),
}

/** What the page must be, the slow and plain way. */
function expected(made: Made[], query: ProductQuery): Made[] {
  const sort = query.sort === 'relevance' && !query.q ? 'featured' : (query.sort ?? 'relevance')
  const { price_min = 0, price_max = Number.MAX_SAFE_INTEGER, q, category, in_stock } = query
  const here = { 'category-0': [0], 'category-1': [1, 2], 'category-2': [2] }[category ?? '']
  const found = made.filter(
    (product) =>
      (here?.includes(product.category) ?? true) &&
      (in_stock !== 'true' || product.available > 0) &&
      product.max >= price_min &&
      product.min <= price_max &&
      (!q || `made of ${product.word} and glue`.includes(q)),
  )
  // So many are found by word that they come as the index of words has them.
  const words = made.filter(({ word }) => q && `made of ${word} and glue`.includes(q)).length
  return found.sort(ORDERS[words > 100 && sort === 'featured' ? 'newest' : sort])
}

describe('a store of 260 products', () => {
  let db: StoreDb
  let made: Made[]
  const list = (query: object): Promise<ProductList> => listProducts(db, Query.parse(query), currencies)

  beforeAll(async () => {
    db = (await makeStore()).db
    made = await fill(db)
    await fill((await makeStore()).db) // another store's products are in none of its lists
  })

  const filters = [
    {},
    { category: 'category-1' },
    { in_stock: 'true' },
    { category: 'category-2', in_stock: 'true' },
    { price_min: 1100 },
    { price_max: 1100 },
    { price_min: 1290, price_max: 1300 },
    { price_min: 9000 },
    { price_min: 1001, price_max: 1390, in_stock: 'true' },
    { price_min: 1100, category: 'category-0' },
    { q: 'oak' },
    { q: 'glue' },
    { q: 'glue', category: 'category-1', in_stock: 'true' },
    { q: 'oak', price_max: 1200 },
  ]
  test.each(filters)('shows with %j what matches, in every order, on every page', async (filter) => {
    for (const sort of PRODUCT_SORTS) {
      const query = Query.parse({ ...filter, sort, per_page: 100 })
      const wanted = expected(made, query).map(({ id }) => id)
      const pages = await Promise.all([1, 2, 3].map((page) => list({ ...filter, sort, per_page: 100, page })))
      expect(
        pages.flatMap(({ items }) => items.map(({ id }) => id)),
        sort,
      ).toEqual(wanted)
      for (const { total, total_is_exact } of pages) {
        if (total_is_exact) expect(total).toBe(wanted.length)
        else expect(total).toBeLessThanOrEqual(wanted.length)
      }
    }
  })

  test('counts exactly what has no filter but stock, and what is not too much', async () => {
    const counted = async (query: object) => {
      const { total, total_is_exact } = await list(query)
      return [total, total_is_exact]
    }
    expect(await counted({})).toEqual([COUNT, true])
    expect(await counted({ in_stock: 'true' })).toEqual([made.filter(({ available }) => available > 0).length, true])
    expect(await counted({ category: 'category-1' })).toEqual([173, true])
    expect(await counted({ q: 'oak' })).toEqual([52, true])
    expect(await counted({ q: 'glue' })).toEqual([81, false])
    expect(await counted({ q: 'glue', sort: 'newest' })).toEqual([101, false])
    expect(await counted({ q: 'glue', page: 13 })).toEqual([COUNT, true]) // the last page tells
  })
})

describe('lists follow', () => {
  const slugs = async (db: StoreDb, query: object) => {
    const { items, total } = await listProducts(db, Query.parse(query), currencies)
    expect(total).toBe(items.length)
    return items.map(({ slug }) => slug)
  }

  test('a category that closes, opens and moves with what is below it', async () => {
    const { db } = await makeStore()
    await env.DB.batch([categoryRow(db, 0, null), categoryRow(db, 1, `${db.storeId}-0`), categoryRow(db, 2, null)])
    const { id } = await makeProduct(db, { slug: 'mug' })
    await run('INSERT INTO product_categories VALUES (?, ?, ?, 0)', db.storeId, `${db.storeId}-1`, id)
    const shown = async () => {
      const inCategory = [0, 1, 2].map((n) => slugs(db, { category: `category-${n}` }).catch(() => ['closed']))
      return (await Promise.all(inCategory)).map(([slug]) => slug ?? '')
    }
    expect(await shown()).toEqual(['mug', 'mug', ''])
    await run('UPDATE categories SET active = 0 WHERE id = ?', `${db.storeId}-1`)
    expect(await shown()).toEqual(['', 'closed', ''])
    await run('UPDATE categories SET active = 1, parent_id = ? WHERE id = ?', `${db.storeId}-2`, `${db.storeId}-1`)
    expect(await shown()).toEqual(['', 'mug', 'mug'])
    await run('DELETE FROM product_categories WHERE store_id = ?', db.storeId)
    expect(await shown()).toEqual(['', '', ''])
  })

  test('a product that sells out, is withdrawn, renamed or deleted', async () => {
    const { db } = await makeStore()
    const a = await makeProduct(db, { slug: 'a' })
    await makeProduct(db, { slug: 'b' })
    await run('UPDATE products SET available = 2 WHERE store_id = ?', db.storeId)
    expect(await slugs(db, { in_stock: 'true', sort: 'title' })).toEqual(['a', 'b'])
    await run('UPDATE products SET available = 0 WHERE id = ?', a.id)
    expect(await slugs(db, { in_stock: 'true' })).toEqual(['b'])
    await run(`UPDATE products SET title = 'z' WHERE id = ?`, a.id)
    expect(await slugs(db, { sort: 'title' })).toEqual(['b', 'a'])
    await run(`UPDATE products SET status = 'archived' WHERE id = ?`, a.id)
    expect(await slugs(db, {})).toEqual(['b'])
    await run('DELETE FROM variants WHERE store_id = ?', db.storeId)
    await run('DELETE FROM products WHERE store_id = ?', db.storeId)
    expect(await slugs(db, {})).toEqual([])
  })
})

describe('prices in another currency', () => {
  const list = (
    id: string,
    storeId: string,
    priority: number,
    more: { active?: number; starts?: number | null } = {},
  ) =>
    run(
      `INSERT INTO price_lists (id, store_id, name, currency, customer_group_id, active, starts_at, ends_at, priority,
         created_at, updated_at) VALUES (?, ?, ?, 'EUR', NULL, ?, ?, NULL, ?, 1, 1)`,
      id,
      storeId,
      id,
      more.active ?? 1,
      more.starts ?? null,
      priority,
    )
  const price = (listId: string, storeId: string, variantId: string, minor: number, from = 1) =>
    run('INSERT INTO prices VALUES (?, ?, ?, ?, ?)', storeId, variantId, listId, from, minor)

  test('are those of the live list with the lowest priority number, where there are any', async () => {
    const { db } = await makeStore()
    const { variants } = await makeProduct(db, { slug: 'listed', priceMinor: 1000, skus: ['A', 'B'] })
    await makeProduct(db, { slug: 'unlisted', priceMinor: 1000, skus: ['C'] })
    const [a = '', b = ''] = variants.map(({ id }) => id)
    const name = (kind: string) => `${db.storeId}-${kind}`
    await list(name('base'), db.storeId, 9)
    await list(name('sale'), db.storeId, 5)
    await list(name('off'), db.storeId, 1, { active: 0 })
    await list(name('later'), db.storeId, 1, { starts: Date.now() + 60_000 })
    await price(name('base'), db.storeId, a, 900)
    await price(name('base'), db.storeId, b, 950)
    await price(name('sale'), db.storeId, a, 920)
    await price(name('sale'), db.storeId, a, 700, 10) // from ten pieces on
    await price(name('off'), db.storeId, a, 1)
    await price(name('later'), db.storeId, a, 2)
    const priced = async (asked: string) => {
      const { items } = await listProducts(db, Query.parse({ sort: 'title' }), { own: 'USD', asked })
      return items.map(({ slug, price_min, price_max }) => [
        slug,
        price_min.amount_minor,
        price_max.amount_minor,
        price_min.currency,
      ])
    }
    expect(await priced('EUR')).toEqual([
      ['listed', 920, 950, 'EUR'],
      ['unlisted', 1000, 1000, 'USD'],
    ])
    expect(await priced('USD')).toEqual([
      ['listed', 1000, 1000, 'USD'],
      ['unlisted', 1000, 1000, 'USD'],
    ])
  })
})
