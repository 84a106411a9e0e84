import { describe, expect, test } from 'vitest'
import { indexProducts } from '#api/search/index-products.ts'
import type { StockAudit, StockAudits, StockDetail, StockMovements, StockRebuild } from '#contract/inventory.ts'
import { env, makeProduct, makeStore } from '#tests/workers/fixtures.ts'
import { makeMember } from '#tests/workers/people.ts'
import { request } from '#tests/workers/shopper.ts'

/** A store with somebody of its staff and a product in so many variants, each with 4 pieces. */
async function stocked(skus = ['SKU']) {
  const store = await makeStore()
  const { headers } = await makeMember(store, 'staff')
  const product = await makeProduct(store.db, { skus })
  const ids = product.variants.map(({ id }) => id)
  for (const id of ids) {
    const sku = env.SKU_STOCK.getByName(`${store.id}:${id}`)
    await sku.setOnHand({ movementId: 'count', onHand: 4, reason: 'opening', actor: 'test' })
    await sku.publish()
  }
  const route = `/stores/${store.id}/inventory`
  const one = `${route}/${ids[0]}`
  return {
    store,
    product,
    ids,
    route,
    one,
    headers,
    get: <T>(path: string) => request<T>(path, { headers }),
    move: (body: unknown, key: string = crypto.randomUUID()) =>
      request<StockDetail>(`${one}/movements`, {
        method: 'POST',
        body,
        headers: { ...headers, 'idempotency-key': key },
      }),
    configure: (body: unknown) => request<StockDetail>(`${one}/settings`, { method: 'PUT', body, headers }),
  }
}
const AUDIT = {
  on_hand: 4,
  held: 0,
  owed: 0,
  available: 4,
  received: 4,
  sold: 0,
  returned: 0,
  ledger_total: 4,
  in_transit: 0,
  consistent: true,
  projected: true,
}

describe('the stock of a store', () => {
  test('is audited, and its copy in the database rebuilt, by somebody of the staff', async () => {
    const { store, product, ids, route, headers, get } = await stocked(['S', 'M'])
    const levels = () =>
      env.DB.prepare('SELECT on_hand FROM stock_levels WHERE store_id = ?').bind(store.id).all<{ on_hand: number }>()
    await env.DB.prepare('DELETE FROM stock_levels WHERE store_id = ?').bind(store.id).run()

    const rebuilt = await request<StockRebuild>(`${route}/rebuild`, { method: 'POST', body: {}, headers })
    expect(rebuilt.data).toEqual({ rebuilt: 2, next: null })
    expect((await levels()).results).toEqual([{ on_hand: 4 }, { on_hand: 4 }])

    const audit = await get<StockAudit>(`${route}/${ids[0]}/audit`)
    expect(audit.data).toEqual({ ...AUDIT, variant_id: ids[0] })
    const all = await get<StockAudits>(`${route}/audit`)
    expect(all.data).toEqual({
      items: [ids[1], ids[0]].map((variant_id) => ({ ...AUDIT, variant_id })), // by SKU
      inconsistent: 0,
      next: null,
    })
    const after = product.variants[1]?.sku ?? ''
    const rest = await get<StockAudits>(`${route}/audit?after=${encodeURIComponent(after)}`)
    expect(rest.data.items.map(({ variant_id }) => variant_id)).toEqual([ids[0]])
  })

  test('is listed by SKU, found by what it is called, and by how much is left', async () => {
    const { store, product, ids, route, get } = await stocked(['S', 'M'])
    const other = await makeProduct(store.db, { slug: '100%-wool', skus: ['Z'] })
    type Page = { items: StockDetail[]; total: number }
    const all = await get<Page>(route)
    expect(all.data.total).toBe(3)
    expect(all.data.items.map(({ variant_id }) => variant_id)).toEqual([ids[1], ids[0], other.variants[0]?.id])
    expect(all.data.items[0]).toMatchObject({
      title: `${product.title}, M`,
      product_slug: product.slug,
      on_hand: 4,
      available: 4,
      state: 'ok',
      locations: [{ location_id: 'default', on_hand: 4 }],
    })
    const sorted = async (sort: string) => (await get<Page>(`${route}?sort=${sort}`)).data.items.map(({ sku }) => sku)
    const [s, m, z] = [...product.variants, ...other.variants].map(({ sku }) => sku)
    expect(await sorted('fewest')).toEqual([z, s, m])
    expect(await sorted('most')).toEqual([m, s, z])
    expect(await sorted('title')).toEqual([z, s, m])
    expect((await get<Page>(`${route}?q=${encodeURIComponent('0%-W')}`)).data.items).toHaveLength(1)
    expect((await get<Page>(`${route}?q=${product.variants[0]?.sku.toUpperCase()}`)).data.items).toHaveLength(1)
    const sku = product.variants[0]?.sku ?? ''
    const found = async (q: string) =>
      (await get<Page>(`${route}?q=${encodeURIComponent(q)}`)).data.items.map((item) => item.sku)
    await env.DB.prepare("UPDATE variants SET barcode = '4006381333931' WHERE id = ?").bind(ids[1]).run()
    expect(await found(sku.replaceAll('-', ''))).toEqual([sku])
    expect([await found('4006381333931'), await found('3339')]).toEqual([[m], [m]])
    await env.DB.prepare("UPDATE products SET title = 'Große Tasse 茶碗' WHERE id = ?").bind(other.id).run()
    await indexProducts(store.db, [other.id])
    expect([await found('grosse'), await found('TASSE ＧＲＯＳＳ'), await found('茶碗'), await found('🎁')]).toEqual([
      [z],
      [z],
      [z],
      [],
    ])
    const inState = async (state: string) => (await get<Page>(`${route}?state=${state}`)).data
    expect((await inState('ok')).items.map((item) => item.sku)).toEqual([s, m])
    const some = (await get<Page>(`${route}?state=ok&sort=title&q=${m}`)).data
    expect([some.total, some.items.map((item) => item.sku)]).toEqual([1, [m]])
    expect((await get<Page>(`${route}?state=out`)).data.items).toMatchObject([{ available: 0, locations: [] }])
    expect((await get<Page>(`${route}?per_page=1&page=3`)).data).toMatchObject({ total: 3, items: [{ state: 'out' }] })
  })
})

describe('a change of stock', () => {
  test('is made once, with a reason and whoever made it, and read right after in the list', async () => {
    const { route, one, get, move, store } = await stocked()
    const received = { type: 'receive', quantity: 6, reason: 'delivery' }
    const first = await move(received, 'delivery-1')
    expect([first.status, first.data.on_hand]).toEqual([201, 10])
    const again = await move(received, 'delivery-1')
    expect([again.data.on_hand, again.headers.get('idempotent-replayed')]).toEqual([10, 'true'])
    expect((await move({ ...received, quantity: 7 }, 'delivery-1')).error.code).toBe('idempotency_conflict')
    expect((await get<{ items: unknown[] }>(route)).data.items).toMatchObject([{ on_hand: 10 }])

    const ledger = await get<StockMovements>(`${one}/movements`)
    expect(ledger.data.items).toMatchObject([
      {
        type: 'receipt',
        quantity: 6,
        reason: 'delivery',
        location_id: 'default',
        actor: expect.stringMatching(/^user:/),
      },
      { type: 'count', quantity: 4, actor: 'test' },
    ])
    const { results } = await env.DB.prepare(
      "SELECT action FROM audit_log WHERE store_id = ? AND action LIKE 'stock.%'",
    )
      .bind(store.id)
      .all()
    expect(results).toEqual([{ action: 'stock.moved' }])
  })

  test('counts, adjusts, takes back and moves between places', async () => {
    const { store, one, get, move } = await stocked()
    const place = crypto.randomUUID()
    const row = [store.id, place, 'Back room', 0, '', 0, 1, 1]
    await env.DB.prepare(
      'INSERT INTO locations (store_id, id, name, offers_pickup, pickup_note, pickup_price_minor, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    )
      .bind(...row)
      .run()
    const reason = 'r'
    await move({ type: 'count', quantity: 7, reason })
    await move({ type: 'adjust', quantity: -1, reason })
    await move({ type: 'return', quantity: 2, reason, order_number: 1001 })
    const moved = await move({ type: 'transfer', location_id: 'default', to_location_id: place, quantity: 3, reason })
    expect(moved.data).toMatchObject({ on_hand: 8, available: 8 })
    const byId = Object.fromEntries(moved.data.locations.map(({ location_id, on_hand }) => [location_id, on_hand]))
    expect(byId).toEqual({ default: 5, [place]: 3 })
    const audit = await get<StockAudit>(`${one}/audit`)
    expect(audit.data).toMatchObject({ on_hand: 8, received: 6, returned: 2, ledger_total: 8, consistent: true })

    const pages = []
    for (let before = ''; ; ) {
      const { data } = await get<StockMovements>(`${one}/movements?per_page=2${before}`)
      pages.push(...data.items)
      if (data.next === null) break
      before = `&before=${data.next}`
    }
    expect(pages.map(({ type }) => type).sort()).toEqual([
      'adjustment',
      'count',
      'count',
      'return',
      'transfer_in',
      'transfer_out',
    ])
    expect(pages.find(({ type }) => type === 'return')?.reason).toBe('r (order 1001)')
  })

  test.each([
    ['more than lies there', { type: 'adjust', quantity: -5 }, 409, 'insufficient_stock'],
    ['no reason', { type: 'receive', quantity: 1, reason: ' ' }, 422, 'validation_failed'],
    ['nothing', { type: 'receive', quantity: 0 }, 422, 'validation_failed'],
    ['half a piece', { type: 'receive', quantity: 1.5 }, 422, 'validation_failed'],
    [
      'a place of nobody',
      { type: 'receive', quantity: 1, location_id: crypto.randomUUID() },
      404,
      'location_not_found',
    ],
    [
      'to where it is',
      { type: 'transfer', quantity: 1, location_id: 'default', to_location_id: 'default' },
      422,
      'validation_failed',
    ],
  ])('is refused and changes nothing: %s', async (_, change, status, code) => {
    const { one, get, move } = await stocked()
    const refused = await move({ reason: 'r', ...change })
    expect([refused.status, refused.error.code]).toEqual([status, code])
    expect((await get<StockDetail>(one)).data.on_hand).toBe(4)
  })

  test('needs a key, and a variant that is there', async () => {
    const { one, route, headers } = await stocked()
    const wanted = { method: 'POST', body: { type: 'receive', quantity: 1, reason: 'r' } }
    expect((await request(`${one}/movements`, { ...wanted, headers })).error.code).toBe('idempotency_key_required')
    const nowhere = `${route}/${crypto.randomUUID()}/movements`
    const withKey = { ...headers, 'idempotency-key': 'k' }
    expect((await request(nowhere, { ...wanted, headers: withKey })).error.code).toBe('variant_not_found')
  })
})

describe('how a SKU is sold', () => {
  test('may be without being counted: by the settings, in lists and on its page', async () => {
    const { one, get, configure } = await stocked()
    const { data } = await configure({ tracked: false })
    expect(data).toMatchObject({ settings: { tracked: false }, tracked: false, state: 'ok', on_hand: 4 })
    expect((await get<StockDetail>(one)).data).toMatchObject({ tracked: false, available: 1_000_000_000 })
    expect((await configure({ tracked: true })).data).toMatchObject({ tracked: true, available: 4 })
  })

  test('is said in its settings, which the catalogue follows', async () => {
    const { one, ids, get, configure } = await stocked()
    const sold = { tracked: true, backorder: 'allow', backorder_limit: 9 }
    const settings = { ...sold, safety_stock: 3, low_stock_at: 2, shards: 2 }
    const saved = await configure(settings)
    expect(saved.data).toMatchObject({ settings, available: 1, safety_stock: 3, state: 'low', on_hand: 4 })
    expect((await get<StockDetail>(one)).data.settings).toEqual(settings)
    const variant = await env.DB.prepare(
      `SELECT stock_shards, p.available, p.backorderable FROM variants AS v JOIN products AS p ON p.id = v.product_id
       WHERE v.id = ?`,
    )
      .bind(ids[0])
      .first()
    expect(variant).toEqual({ stock_shards: 2, available: 1, backorderable: 1 })
  })

  test.each([{ shards: 0 }, { shards: 33 }, { safety_stock: -1 }, { backorder_limit: 0 }, { backorder: 'maybe' }])(
    'is refused: %o',
    async (settings) => {
      const { one, get, configure } = await stocked()
      expect((await configure(settings)).status).toBe(422)
      expect((await get<StockDetail>(one)).data.settings.shards).toBe(1)
    },
  )
})
