/** Rows that were there before a migration. */
import { applyD1Migrations, type D1Migration, reset } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { selectProducts } from '#api/catalogue/listings.ts'
import type { Env } from '#api/config/env.ts'
import { storeDb } from '#api/db/store-db.ts'
import { sweepStaleSearch } from '#api/search/sweep-stale.ts'
import { ProductQuery } from '#contract/catalogue.ts'
import { timeZoneOfCountry } from '#domain/time-zone.ts'

const { DB, TEST_MIGRATIONS } = env as unknown as { DB: D1Database; TEST_MIGRATIONS: D1Migration[] }

const TENANT = `INSERT INTO tenants (id, name, status, created_at, updated_at) VALUES ('t', 'T', 'active', 0, 0)`
const STORE = `
  INSERT INTO stores (id, tenant_id, slug, name, tagline, status, currency, locale, country, theme, contact_email,
    tax_inclusive, catalogue_version, shard, created_at, updated_at)
  VALUES ('s', 't', 's', 'S', '', 'active', 'USD', 'en-US', 'US', 'plain', 's@s.example', 0, 1, 'DB', 0, 0)`

/** The database as it was right before the migration, with what `statements` put there, and then brought up to date. */
async function migrated(name: string, statements: readonly string[]): Promise<void> {
  await reset()
  const index = TEST_MIGRATIONS.findIndex((migration) => migration.name.includes(name))
  expect(index).toBeGreaterThan(0)
  await applyD1Migrations(DB, TEST_MIGRATIONS.slice(0, index))
  await DB.batch([TENANT, STORE, ...statements].map((statement) => DB.prepare(statement)))
  await applyD1Migrations(DB, TEST_MIGRATIONS)
}

test('tax rates in basis points become the same in parts per million', async () => {
  const rate = (id: string, bps: number) =>
    `INSERT INTO tax_rates (store_id, id, name, country, region, category, rate_bps, position)
     VALUES ('s', '${id}', 'Tax', 'US', '', '', ${bps}, 0)`
  await migrated('tax_rates_in_ppm', [rate('a', 825), rate('b', 0), rate('c', 10_000)])
  const { results } = await DB.prepare('SELECT id, rate_ppm FROM tax_rates ORDER BY id').all()
  expect(results).toEqual([
    { id: 'a', rate_ppm: 82_500 },
    { id: 'b', rate_ppm: 0 },
    { id: 'c', rate_ppm: 1_000_000 },
  ])
})

test('priorities of price lists, of which the highest won, keep their order where the lowest wins', async () => {
  const list = (id: string, priority: number) =>
    `INSERT INTO price_lists (id, store_id, name, currency, active, priority, created_at, updated_at)
     VALUES ('${id}', 's', '${id}', 'USD', 1, ${priority}, 0, 0)`
  const before = [list('base', 0), list('also', 0), list('sale', 5), list('trade', 1000), list('trade-too', 1000)]
  await migrated('price_list_priority', before)
  const { results } = await DB.prepare('SELECT id, priority FROM price_lists ORDER BY priority DESC, id').all()
  expect(results).toEqual([
    { id: 'also', priority: 100 },
    { id: 'base', priority: 100 },
    { id: 'sale', priority: 99 },
    { id: 'trade', priority: 98 },
    { id: 'trade-too', priority: 98 },
  ])
})

test("a store that is there gets its country's time zone, and UTC where the country has several", async () => {
  const inCountry = (id: string, country: string) =>
    STORE.replace("'s', 't', 's',", `'${id}', 't', '${id}',`).replace("'US'", `'${country}'`)
  await migrated('store_time_zone', [inCountry('kobe', 'JP'), inCountry('bonn', 'DE'), inCountry('nowhere', 'XX')])
  const { results } = await DB.prepare('SELECT id, country, time_zone FROM stores ORDER BY id').all()
  expect(results).toEqual([
    { id: 'bonn', country: 'DE', time_zone: 'Europe/Berlin' },
    { id: 'kobe', country: 'JP', time_zone: 'Asia/Tokyo' },
    { id: 'nowhere', country: 'XX', time_zone: 'UTC' },
    { id: 's', country: 'US', time_zone: 'UTC' },
  ])
  for (const { country, time_zone } of results) expect(time_zone).toBe(timeZoneOfCountry(String(country)))
})

test('states of stock get the sum of their shards, and variants without one are out', async () => {
  const product = `INSERT INTO products (id, store_id, slug, title, description_html, description_text, vendor, product_type, tags, status,
      featured, min_price_minor, max_price_minor, available, rating_sum, rating_count, created_at, updated_at)
    VALUES ('p', 's', 'p', 'P', '', '', '', '', '[]', 'active', 0, 1, 1, 0, 0, 0, 1, 1)`
  const variant = (
    id: string,
  ) => `INSERT INTO variants (id, store_id, product_id, sku, options, price_minor, position, created_at, updated_at)
    VALUES ('${id}', 's', 'p', '${id}', '[]', 1, 0, 1, 7)`
  const level = (
    variantId: string,
    shard: number,
    available: number,
  ) => `INSERT INTO stock_levels (store_id, variant_id, shard, on_hand,
      held, available, sequence, updated_at) VALUES ('s', '${variantId}', ${shard}, ${available}, 0, ${available}, 1, 1)`
  await migrated('stock_list_orders', [
    product,
    variant('a'),
    variant('b'),
    variant('c'),
    level('a', 0, 4),
    level('a', 1, 3),
    `INSERT INTO stock_states (store_id, variant_id, state, changed_at) VALUES ('s', 'a', 'ok', 5), ('s', 'b', 'out', 5)`,
  ])
  const states = async () =>
    await DB.prepare('SELECT variant_id, state, available, changed_at FROM stock_states ORDER BY variant_id').raw()
  expect(await states()).toEqual([
    ['a', 'ok', 7, 5],
    ['b', 'out', 0, 5],
    ['c', 'out', 0, 7],
  ])
  await DB.batch(
    [
      level('b', 0, 2),
      `UPDATE stock_levels SET available = 1 WHERE variant_id = 'a' AND shard = 1`,
      `INSERT INTO stock_levels (store_id, variant_id, shard, on_hand, held, available, sequence, updated_at)
        VALUES ('s', 'b', 0, 9, 0, 9, 2, 2) ON CONFLICT DO UPDATE SET available = excluded.available`,
      `DELETE FROM stock_levels WHERE variant_id = 'a' AND shard = 0`,
    ].map((statement) => DB.prepare(statement)),
  )
  expect((await states()).map(([, , available]) => available)).toEqual([1, 9, 0])
})

test('products that are there are found, before and after their tokens are made', async () => {
  const product = (id: string, title: string, about: string) => `
    INSERT INTO products (id, store_id, slug, title, description_html, description_text, vendor, product_type, tags, status, featured,
      min_price_minor, max_price_minor, available, rating_sum, rating_count, created_at, updated_at)
    VALUES ('${id}', 's', '${id}', '${title}', '', '${about}', 'Harbour', '', '["gift","blue"]', 'active', 0, 1, 1, 0, 0, 0, 1, 1)`
  const variant = `INSERT INTO variants (id, store_id, product_id, sku, options, price_minor, position, created_at, updated_at)
    VALUES ('v', 's', 'mug', 'HP-MUG-01', '[]', 1, 0, 1, 1)`
  await migrated('search_documents', [
    product('mug', 'Stoneware mug, large', 'Made by hand.'),
    product('cup', '有田焼 湯呑み茶碗', 'Café'),
    variant,
  ])
  const found = async (q: string) => {
    const { items } = await selectProducts(storeDb(env as unknown as Env, 's'), ProductQuery.parse({ q }), {
      asked: 'USD',
      isOwn: true,
      nowMs: 1,
      locale: 'en',
    })
    return items
      .map(({ slug }) => slug)
      .toSorted()
      .join()
  }
  const QUERIES = [
    'stoneware',
    'mugs',
    'hand',
    'harbour',
    'blue mug',
    'hpmug',
    'HP-MUG-01',
    'cafe',
    '湯呑み',
    'blue',
  ] as const
  const before = await Promise.all(QUERIES.map(found))
  expect(before).toEqual(['mug', 'mug', 'mug', 'cup,mug', 'mug', 'mug', 'mug', 'cup', 'cup', 'cup,mug'])
  await sweepStaleSearch(env as unknown as Env)
  expect(await Promise.all(QUERIES.map(found))).toEqual(before)
  expect([await found('茶碗'), await found('01')]).toEqual(['cup', 'mug'])
})
