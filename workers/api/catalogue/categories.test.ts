import { v7 as uuidv7 } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import type { StoreDb } from '#api/db/store-db.ts'
import * as t from '#api/db/tables/index.ts'
import type { CategoryDetail, CategoryPage } from '#contract/catalogue.ts'
import { env, makeProduct, makeStore } from '#tests/workers/fixtures.ts'
import { judge } from '#tests/workers/query-judge.ts'
import { metered } from '#tests/workers/query-meter.ts'
import { request } from '#tests/workers/shopper.ts'

interface Made {
  slug: string
  name?: string
  parentId?: string | null
  position?: number
  active?: boolean
}

const rowOf = (db: StoreDb, { slug, name = slug, parentId = null, position = 0, active = true }: Made) => ({
  id: uuidv7(),
  storeId: db.storeId,
  slug,
  name,
  description: '',
  parentId,
  position,
  active,
  createdAt: 1,
  updatedAt: 1,
})

async function make(db: StoreDb, ...made: Made[]): Promise<string[]> {
  const rows = made.map((one) => rowOf(db, one))
  for (let at = 0; at < rows.length; at += 8) await db.drizzle.insert(t.categories).values(rows.slice(at, at + 8))
  return rows.map(({ id }) => id)
}

async function put(db: StoreDb, categoryId: string, slug: string, hasPicture: boolean): Promise<void> {
  const { id: productId } = await makeProduct(db, { slug, priceMinor: 100 })
  await db.drizzle.insert(t.productCategories).values({ storeId: db.storeId, categoryId, productId, position: 0 })
  if (!hasPicture) return
  await env.DB.prepare(
    `INSERT INTO product_images (id, store_id, product_id, status, r2_key, alt, position, content_type, bytes, width, height,
      color, created_at, updated_at) VALUES (?, ?, ?, 'ready', ?, 'A thing', 0, 'image/webp', 9, 80, 100, '#a0b0c0', 1, 1)`,
  )
    .bind(uuidv7(), db.storeId, productId, `pictures/${slug}`)
    .run()
}

const two = (n: number) => String(n).padStart(3, '0')

describe('a store of 300 categories, and 300 below one of them', () => {
  let store: Awaited<ReturnType<typeof makeStore>>
  const page = (query = '') => request<CategoryPage>(`/stores/${store.id}/category-index?${query}`)
  const detail = (slug: string) => request<CategoryDetail>(`/stores/${store.id}/categories/${slug}`)

  beforeAll(async () => {
    store = await makeStore()
    const names = Array.from({ length: 300 }, (_, n) => ({ slug: `top-${two(n)}` }))
    const [first = ''] = await make(store.db, ...names)
    const below = Array.from({ length: 300 }, (_, n) => ({ slug: `below-${two(n)}`, parentId: first }))
    await make(store.db, ...below)
    await put(store.db, first, 'pictured', true)
  })

  test('is read by page, in the merchant’s order, each with the first below it', async () => {
    const { data } = await page('per_page=24&page=2')
    expect(data.items.map(({ slug }) => slug)).toEqual(Array.from({ length: 24 }, (_, n) => `top-${two(24 + n)}`))
    expect([data.has_more, data.parents]).toEqual([true, []])
    const [first] = (await page('per_page=1')).data.items
    expect(first?.children.map(({ slug }) => slug)).toEqual([
      'below-000',
      'below-001',
      'below-002',
      'below-003',
      'below-004',
    ])
    expect(first?.has_more_children).toBe(true)
  })

  test('ends with a page that says so, and what is beyond it is empty', async () => {
    const last = (await page('per_page=24&page=13')).data
    expect([last.items.length, last.has_more]).toEqual([12, false])
    expect((await page('per_page=24&page=14')).data).toMatchObject({ items: [], has_more: false })
  })

  test('shows what is below one, with the way to it', async () => {
    const { data } = await page('parent=top-000&per_page=24')
    expect(data.items[0]?.slug).toBe('below-000')
    expect([data.items.length, data.has_more]).toEqual([24, true])
    expect(data.parents).toEqual([{ slug: 'top-000', name: 'top-000' }])
  })

  test('says of one what is around it, and no more than fits a page', async () => {
    const leaf = (await detail('below-150')).data
    expect(leaf).toMatchObject({ name: 'below-150', parents: [{ slug: 'top-000', name: 'top-000' }] })
    expect([leaf.related.length, leaf.has_more_related, leaf.related_below]).toEqual([24, true, 'top-000'])
    const top = (await detail('top-000')).data
    expect([top.parents, top.related[0]?.slug, top.related_below]).toEqual([[], 'below-000', 'top-000'])
    expect((await detail('top-001')).data.related).toEqual([])
  })

  test('costs a page of rows', async () => {
    const statements = await metered(async () => {
      await page('per_page=24')
      await page('per_page=12&pictures=true')
      await page('parent=top-000&per_page=24')
      await detail('below-150')
      await detail('top-000')
    })
    expect(statements.length).toBeGreaterThan(0)
    expect(await judge(statements)).toEqual([])
  })
})

describe('a category', () => {
  test('has the picture of the newest of its products that has one, if it is asked for', async () => {
    const { id, db } = await makeStore()
    const [pictured = '', plain = ''] = await make(db, { slug: 'pictured' }, { slug: 'plain', position: 1 })
    await put(db, pictured, 'with', true)
    await put(db, pictured, 'without', false)
    await put(db, plain, 'other', false)
    const read = async (query: string) =>
      (await request<CategoryPage>(`/stores/${id}/category-index?${query}`)).data.items.map(
        ({ image }) => image?.url ?? null,
      )
    expect(await read('pictures=true')).toEqual(['/media/pictures/with', null])
    expect(await read('')).toEqual([null, null])
  })

  test.each(['inactive', 'below-inactive', 'of-another-store', 'nowhere'])('%s is not there', async (slug) => {
    const { id, db } = await makeStore()
    const [inactive = ''] = await make(db, { slug: 'inactive', active: false })
    await make(db, { slug: 'below-inactive', parentId: inactive })
    await make((await makeStore()).db, { slug: 'of-another-store' })
    for (const path of [`categories/${slug}`, `category-index?parent=${slug}`]) {
      const { status, error } = await request(`/stores/${id}/${path}`)
      expect([path, status, error?.code]).toEqual([path, 404, 'category_not_found'])
    }
    expect((await request<CategoryPage>(`/stores/${id}/category-index`)).data.items).toEqual([])
  })
})
