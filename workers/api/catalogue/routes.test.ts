import { v7 as uuidv7 } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import { app } from '#api/app.ts'
import type { StoreDb } from '#api/db/store-db.ts'
import * as t from '#api/db/tables/index.ts'
import { sweepStaleSearch } from '#api/search/sweep-stale.ts'
import type { Category, Product, ProductSummary } from '#contract/catalogue.ts'
import { env, makeProduct, makeStore } from '#tests/workers/fixtures.ts'
import { PLATFORM_ORIGIN, storeHost } from '#tests/workers/platform.ts'
import { request } from '#tests/workers/shopper.ts'

type Page = { items: ProductSummary[]; total: number; page: number; per_page: number }

async function makeCategory(db: StoreDb, slug: string, parentId: string | null, position = 0, active = true) {
  const now = Date.now()
  const row = {
    id: uuidv7(),
    storeId: db.storeId,
    slug,
    name: slug.toUpperCase(),
    description: '',
    createdAt: now,
    updatedAt: now,
  }
  await db.drizzle.insert(t.categories).values({ ...row, parentId, position, active })
  return row.id
}
const file = (db: StoreDb, categoryId: string, productId: string) =>
  db.drizzle.insert(t.productCategories).values({ storeId: db.storeId, categoryId, productId, position: 0 })

describe('a catalogue', () => {
  let store: Awaited<ReturnType<typeof makeStore>>
  const list = (query: string) => request<Page>(`/stores/${store.id}/products?${query}`)
  const slugs = async (query: string) => (await list(query)).data.items.map((item) => item.slug)

  beforeAll(async () => {
    store = await makeStore()
    const { db } = store
    const table = await makeCategory(db, 'table', null)
    const cups = await makeCategory(db, 'cups', table)
    const bags = await makeCategory(db, 'bags', null, 1)
    const products = {
      mug: await makeProduct(db, { slug: 'stoneware-mug', priceMinor: 2400 }),
      bowl: await makeProduct(db, { slug: 'café-bowl', priceMinor: 3200 }),
      tote: await makeProduct(db, { slug: 'canvas-tote', priceMinor: 4500 }),
      draft: await makeProduct(db, { slug: 'secret-draft', priceMinor: 100 }),
    }
    await file(db, cups, products.mug.id)
    await file(db, table, products.bowl.id)
    await file(db, bags, products.tote.id)
    await file(db, bags, products.draft.id)
    await env.DB.batch([
      env.DB.prepare(`UPDATE products SET status = 'draft' WHERE id = ?`).bind(products.draft.id),
      env.DB.prepare(`UPDATE products SET title = 'Café bowl, blue glaze' WHERE id = ?`).bind(products.bowl.id),
      env.DB.prepare(`UPDATE products SET featured = 1, available = 4 WHERE id = ?`).bind(products.tote.id),
    ])
    await sweepStaleSearch(env)
    const other = await makeStore()
    await makeProduct(other.db, { slug: 'stoneware-mug-of-another-store' })
  })

  test('lists what is for sale, featured first, and never a draft or another store’s product', async () => {
    expect(await slugs('')).toEqual(['canvas-tote', 'café-bowl', 'stoneware-mug'])
  })

  test.each([
    ['sort=price_asc', ['stoneware-mug', 'café-bowl', 'canvas-tote']],
    ['sort=price_desc', ['canvas-tote', 'café-bowl', 'stoneware-mug']],
    ['sort=title', ['café-bowl', 'canvas-tote', 'stoneware-mug']],
    ['category=table', ['café-bowl', 'stoneware-mug']],
    ['category=cups', ['stoneware-mug']],
    ['price_min=2500&price_max=4000', ['café-bowl']],
    ['in_stock=true', ['canvas-tote']],
    ['q=glaze', ['café-bowl']],
    ['q=cafe', ['café-bowl']],
    ['q=blue+gla', ['café-bowl']],
    ['q=stoneware', ['stoneware-mug']],
    ['q=nothing+like+it', []],
    ['q=%22+OR+1+*+NEAR(', []], // operators are words here
    ['q=%25%27%3B--', []],
  ])('%s', async (query, expected) => {
    expect(await slugs(query)).toEqual(expected)
  })

  test('pages without a product twice or missing', async () => {
    const pages = await Promise.all([1, 2, 3, 4].map((page) => list(`per_page=1&page=${page}`)))
    expect(pages.map(({ data }) => data.items.map((item) => item.slug))).toEqual([
      ['canvas-tote'],
      ['café-bowl'],
      ['stoneware-mug'],
      [],
    ])
    expect(pages[0]?.data).toMatchObject({ total: 3, page: 1, per_page: 1 })
  })

  test('takes the longest search that a person may send', async () => {
    expect((await list(`q=${'ü'.repeat(200)}`)).status).toBe(200)
    expect((await list(`q=${'a '.repeat(100)}`)).status).toBe(200)
    expect((await list(`q=${'x'.repeat(201)}`)).error.code).toBe('validation_failed')
  })

  test.each([
    'page=0',
    'page=-1',
    'page=1.5',
    'per_page=101',
    'per_page=0',
    'sort=secret',
    'price_min=-1',
    'page=9999999',
  ])('refuses %s', async (query) => {
    expect((await list(query)).error.code).toBe('validation_failed')
  })

  test('shows one product with what belongs to it', async () => {
    const { data } = await request<Product>(`/stores/${store.id}/products/stoneware-mug`)
    expect(data).toMatchObject({
      slug: 'stoneware-mug',
      price_min: { amount_minor: 2400, currency: 'USD' },
      availability: 'sold_out',
      breadcrumbs: [
        { slug: 'table', name: 'TABLE' },
        { slug: 'cups', name: 'CUPS' },
      ],
    })
    expect(data.variants).toHaveLength(1)
    expect(JSON.stringify(data)).not.toMatch(/cost/)
  })

  test('answers 304 until something has changed', async () => {
    const path = `/stores/${store.id}/products/stoneware-mug`
    const tag = (await request(path)).headers.get('etag') ?? ''
    const again = () =>
      app.fetch(new Request(`${PLATFORM_ORIGIN}/api/v1${path}`, { headers: { 'if-none-match': tag } }), env)
    expect((await again()).status).toBe(304)
    await env.DB.prepare(`UPDATE products SET vendor = 'Ostra' WHERE slug = 'stoneware-mug'`).run()
    expect((await again()).status).toBe(200)
  })

  test('finds a product whose slug is not ASCII', async () => {
    const { data } = await request<Product>(`/stores/${store.id}/products/${encodeURIComponent('café-bowl')}`)
    expect(data.title).toBe('Café bowl, blue glaze')
  })

  test('does not show a draft, an unknown product, or another store’s', async () => {
    for (const slug of ['secret-draft', 'nothing', 'stoneware-mug-of-another-store', '%00', 'a'.repeat(200)]) {
      expect((await request(`/stores/${store.id}/products/${slug}`)).error.code).toBe('product_not_found')
    }
  })

  test('knows which categories there are', async () => {
    const { data } = await request<{ items: Category[] }>(`/stores/${store.id}/categories`)
    expect(data.items.map(({ slug, children }) => [slug, children.map((child) => child.slug)])).toEqual([
      ['table', ['cups']],
      ['bags', []],
    ])
    expect((await list('category=nowhere')).error.code).toBe('category_not_found')
  })
})

describe('an address that leads nowhere', () => {
  test.each([
    ['/stores/not-an-id/products', 'store_not_found'],
    [`/stores/${'0'.repeat(36)}/products`, 'store_not_found'],
    ['/stores/0193b3a0-0000-7000-8000-000000000000/products', 'store_not_found'],
    ['/nothing/here', 'not_found'],
  ])('%s is a 404 in the envelope', async (path, code) => {
    const answer = await request(path)
    expect(answer).toMatchObject({ status: 404, data: null, error: { code } })
    expect(answer.error.request_id).toBe(answer.headers.get('x-request-id'))
  })

  test('a suspended store is closed, whatever is asked of it', async () => {
    const store = await makeStore({ status: 'suspended' })
    expect((await request(`/stores/${store.id}/products`)).error.code).toBe('store_suspended')
    expect((await request(`/stores/resolve?host=${storeHost(store.slug)}`)).error.code).toBe('store_suspended')
  })
})
