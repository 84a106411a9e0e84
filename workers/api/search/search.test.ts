/** What a shopper types, and what is found. */
import { createScheduledController } from 'cloudflare:test'
import { beforeAll, describe, expect, test } from 'vitest'
import { upsertProducts } from '#api/catalogue/upsert-product.ts'
import worker from '#api/index.ts'
import type { ProductList } from '#contract/catalogue.ts'
import { env, makeStore } from '#tests/workers/fixtures.ts'
import { request } from '#tests/workers/shopper.ts'

interface Made {
  slug: string
  title: string
  descriptionHtml?: string
  tags?: string[]
  options?: string[]
  codes?: [sku: string, barcode?: string][]
}
type Store = Awaited<ReturnType<typeof makeStore>>

const add = ({ db }: Store, made: Made[]) =>
  upsertProducts(
    { db },
    made.map(({ codes = [[`SKU-${crypto.randomUUID()}`]], options = [], ...product }) => ({
      ...product,
      options: options.length > 0 ? [{ name: 'Colour', values: options }] : [],
      variants: codes.map(([sku, barcode = null], index) => ({
        sku,
        barcode,
        priceMinor: 1000 + index,
        options: options.length > 0 ? [options[index] ?? ''] : [],
      })),
      images: [],
    })),
  )

const search = async ({ id }: Store, q: string, more = '') => {
  const { data, status } = await request<ProductList>(`/stores/${id}/products?q=${encodeURIComponent(q)}${more}`)
  expect(status).toBe(200)
  return data
}
const found = async (store: Store, q: string, more = '') => (await search(store, q, more)).items.map(({ slug }) => slug)

describe('a search', () => {
  let store: Store
  beforeAll(async () => {
    store = await makeStore()
    await add(store, [
      { slug: 'teacup', title: '有田焼 湯呑み茶碗' },
      { slug: 'fish', title: '杂色豆娘鱼 模型' },
      { slug: 'cup-kr', title: '한국전통찻잔세트' },
      { slug: 'cup-th', title: 'ถ้วยชาเซรามิก' },
      { slug: 'lamp', title: 'Straße Lampe' },
      { slug: 'halfwidth', title: 'ﾊﾝｶｸ ＡＢＣ１２３' },
      {
        slug: 'mug',
        title: 'Stoneware mug',
        options: ['Indigo', 'Sand'],
        codes: [['HP-MUG-IN', '4006381333931'], ['HP-MUG-SA']],
      },
      { slug: 'soap-dish', title: 'Soap dish', codes: [['HP-SOP-01']] },
      { slug: 'shirt', title: 'Women’s T-shirt', tags: ['cotton'] },
      { slug: 'tree', title: 'Ёлка' },
      { slug: 'mueller', title: 'Müllers Hörnchen' },
      { slug: 'loeffel', title: 'Loeffel' },
      { slug: 'poet', title: 'The poet’s notebook' },
      { slug: 'pot', title: 'Clay pot' },
      { slug: 'towel', title: '今治タオル' },
      { slug: 'glass', title: 'がらすのコップ' },
    ])
    const other = await makeStore()
    await add(other, [{ slug: 'mug-of-others', title: 'Stoneware mug', codes: [['HP-SOP-01']] }])
  })

  test.each([
    ['茶碗', ['teacup']],
    ['碗', ['teacup']],
    ['湯呑み茶碗', ['teacup']],
    ['茶呑', []],
    ['豆娘', ['fish']],
    ['찻잔', ['cup-kr']],
    ['เซรา', ['cup-th']],
    ['strasse', ['lamp']],
    ['STRASSE', ['lamp']],
    ['straße lamp', ['lamp']],
    ['ハンカク', ['halfwidth']],
    ['ﾊﾝｶｸ', ['halfwidth']],
    ['ABC123', ['halfwidth']],
    ['ａｂｃ１２３', ['halfwidth']],
    ['mueller', ['mueller']],
    ['Müller', ['mueller']],
    ['muller', ['mueller']],
    ['hoernchen', ['mueller']],
    ['Löffel', ['loeffel']],
    ['loeffel', ['loeffel']],
    ['pot', ['pot']],
    ['poet', ['poet']],
    ['たおる', ['towel']],
    ['タオル', ['towel']],
    ['ﾀｵﾙ', ['towel']],
    ['ガラス', ['glass']],
    ['がらす こっぷ', ['glass']],
    ['からす', []],
    ['mugs', ['mug']],
    ['mug', ['mug']],
    ['dishes', ['soap-dish']],
    ['елки', ['tree']],
    ['елка', ['tree']],
    ['indigo mug', ['mug']],
    ['tshirt', ['shirt']],
    ['t-shirts', ['shirt']],
    ['T shirt women', ['shirt']],
    ['HP-SOP', ['soap-dish']],
    ['hpsop', ['soap-dish']],
    ['hp sop', ['soap-dish']],
    ['SOP-01', ['soap-dish']],
    ['HP-SOP-01 soap', ['soap-dish']],
    ['4006381333931', ['mug']],
    ['400638', ['mug']],
    ['3931', ['mug']],
    ['🎁', []],
    ['%', []],
    ["'", []],
    ['" OR *', []],
    ['zzq', []],
  ])('for %s', async (q, slugs) => {
    const { items, total, total_is_exact, corrected_q } = await search(store, q)
    expect(items.map(({ slug }) => slug)).toEqual(slugs)
    expect([total, total_is_exact, corrected_q]).toEqual([slugs.length, true, null])
  })

  test.each([
    ['moug', 'mug', ['mug']],
    ['stonwaer mug', null, []], // two letters apart
    ['stonewrae mug', 'stoneware mug', ['mug']],
    ['indgo mgus', 'indigo mugs', []],
    ['lmape', 'lampe', ['lamp']],
    ['ёлва', 'елка', ['tree']],
    ['mog', null, []], // too short to tell
    ['HP-SOQ', null, []],
  ])('for %s, mistyped, means %s', async (q, corrected, slugs) => {
    const { items, corrected_q } = await search(store, q)
    expect(items.map(({ slug }) => slug)).toEqual(slugs)
    expect(corrected_q).toBe(slugs.length > 0 ? corrected : null)
  })

  test('keeps a word that some product has, however near another is', async () => {
    await add(store, [{ slug: 'moog', title: 'Moog synthesiser' }])
    expect(await found(store, 'moog')).toEqual(['moog'])
    expect(await search(store, 'moog mug')).toMatchObject({ items: [], corrected_q: null })
  })

  test('never means what is not for sale', async () => {
    await add(store, [{ slug: 'secret', title: 'Prototype gadget' }])
    await env.DB.prepare(`UPDATE products SET status = 'draft' WHERE slug = 'secret'`).run()
    expect(await search(store, 'gadgit')).toMatchObject({ items: [], corrected_q: null })
  })
})

describe('best match', () => {
  let store: Store
  beforeAll(async () => {
    store = await makeStore()
    await add(store, [
      {
        slug: 'described',
        title: 'Shelf',
        descriptionHtml: '<p>Holds a teapot, and another teapot, and one more teapot.</p>',
      },
      { slug: 'teapot', title: 'Teapot' },
      { slug: 'tagged', title: 'Cosy', tags: ['teapot'] },
      { slug: 'long', title: 'Teapot with a lid, a strainer and a handle of cane' },
      { slug: 'newest', title: 'Tray', descriptionHtml: '<p>For a teapot.</p>' },
    ])
  })

  test('puts titles before what is said of a product, unless another order is asked for', async () => {
    const best = ['teapot', 'long', 'tagged', 'described', 'newest']
    expect(await found(store, 'teapot')).toEqual(best)
    expect(await found(store, 'teapot', '&sort=relevance')).toEqual(best)
    expect(await found(store, 'teapots', '&sort=newest')).toEqual(['newest', 'long', 'tagged', 'teapot', 'described'])
    expect((await found(store, 'teapot', '&sort=price_asc')).toSorted()).toEqual(best.toSorted())
  })

  test('puts a code or word that is whole before one that goes on', async () => {
    await add(store, [
      { slug: 'hook-1', title: 'Hook', codes: [['HOOK-1']] },
      ...[0, 1, 2].map((n) => ({ slug: `hook-1${n}`, title: 'Hook', codes: [[`HOOK-1${n}`]] as [string][] })),
      { slug: 'hookah', title: 'Hookah', codes: [['X-9']] },
    ])
    expect((await found(store, 'HOOK-1'))[0]).toBe('hook-1')
    expect((await found(store, 'hook')).at(-1)).toBe('hookah')
  })

  test('has its pages without a product twice or missing, however many there are', async () => {
    const many = Array.from(
      { length: 250 },
      (_, n): Made => ({
        slug: `bowl-${n}`,
        title: n % 2 ? `Bowl ${n}` : `Plate ${n}`,
        descriptionHtml: '<p>A bowl, or near one.</p>',
      }),
    )
    await add(store, many)
    const pages: string[][] = []
    for (let page = 1; page <= 9; page++) pages.push(await found(store, 'bowl', `&per_page=30&page=${page}`))
    const all = pages.flat()
    expect(all).toHaveLength(250)
    expect(new Set(all).size).toBe(250)
    expect(all.slice(0, 80).every((slug) => Number(slug.slice(5)) % 2 === 1)).toBe(true)
    expect(await found(store, 'bowl', '&per_page=30&page=10')).toEqual([])
  })

  test('without words it is the order of any other list', async () => {
    const { data } = await request<ProductList>(`/stores/${store.id}/products?sort=relevance&per_page=3`)
    expect(data.items).toHaveLength(3)
  })
})

describe('the index follows', () => {
  const sweep = () =>
    worker.scheduled(createScheduledController({ scheduledTime: new Date(60_000), cron: '* * * * *' }), env)

  test('a product that is written again, at once', async () => {
    const store = await makeStore()
    await add(store, [{ slug: 'cup', title: 'Cup', codes: [['A-1']] }])
    await add(store, [{ slug: 'cup', title: 'Beaker', codes: [['B-22']] }])
    expect(await found(store, 'cup')).toEqual([])
    expect(await found(store, 'beaker')).toEqual(['cup'])
    expect([await found(store, 'A-1'), await found(store, 'b22')]).toEqual([[], ['cup']])
  })

  test('what somebody else has written, with the next sweep, and finds it as it was until then', async () => {
    const store = await makeStore()
    await add(store, [{ slug: 'cup', title: 'Cup', codes: [['A-1']] }])
    await env.DB.prepare(`UPDATE products SET title = 'Goblet' WHERE store_id = ?`).bind(store.id).run()
    await env.DB.prepare(`UPDATE variants SET barcode = '9876543' WHERE store_id = ?`).bind(store.id).run()
    expect(await found(store, 'cup')).toEqual(['cup'])
    await sweep()
    expect([await found(store, 'cup'), await found(store, 'goblets'), await found(store, '9876')]).toEqual([
      [],
      ['cup'],
      ['cup'],
    ])
  })

  test('what was indexed before kana were folded is found as it was, and in both kana once it is swept', async () => {
    const store = await makeStore()
    await add(store, [{ slug: 'towel', title: '綿のタオル' }])
    const key = store.id.slice(-8).toLowerCase()
    const before = ['綿の', 'のタ', 'タオ', 'オル', 'ル'].map((pair) => key + pair).join(' ')
    const { id } = (await env.DB.prepare('SELECT id FROM search_documents WHERE store_id = ?')
      .bind(store.id)
      .first<{ id: number }>()) ?? { id: 0 }
    await env.DB.batch([
      env.DB.prepare(`INSERT OR REPLACE INTO product_search (rowid, title, codes, about, description)
        VALUES (?, ?, '', '', '')`).bind(id, before),
      env.DB.prepare('UPDATE search_documents SET form = 1 WHERE id = ?').bind(id),
    ])
    expect([await found(store, '綿のタオル'), await found(store, 'たおる')]).toEqual([['towel'], []])
    await sweep()
    expect([await found(store, '綿のタオル'), await found(store, 'たおる')]).toEqual([['towel'], ['towel']])
  })

  test('a product that is gone', async () => {
    const store = await makeStore()
    await add(store, [{ slug: 'cup', title: 'Cup' }])
    const ofStore = (sql: string) => env.DB.prepare(sql).bind(store.id).run()
    await ofStore('DELETE FROM stock_states WHERE store_id = ?')
    await ofStore('DELETE FROM variants WHERE store_id = ?')
    await ofStore('DELETE FROM products WHERE store_id = ?')
    expect(await found(store, 'cup')).toEqual([])
    const left = await env.DB.prepare('SELECT count(*) AS n FROM search_documents WHERE store_id = ?')
      .bind(store.id)
      .first()
    expect(left).toEqual({ n: 0 })
  })
})
