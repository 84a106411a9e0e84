import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { describe, expect, test } from 'vitest'
import { app } from '#api/app.ts'
import type { LiveStock } from '#contract/inventory.ts'
import { DEFAULT_SETTINGS } from '#domain/escrow.ts'
import { eventually } from '#tests/eventually.ts'
import { env, makeProduct, makeStore } from '#tests/workers/fixtures.ts'
import { PLATFORM_ORIGIN } from '#tests/workers/platform.ts'
import { request } from '#tests/workers/shopper.ts'

async function stocked(onHand: number) {
  const store = await makeStore()
  const product = await makeProduct(store.db)
  const variantId = product.variants[0]?.id ?? ''
  const sku = env.SKU_STOCK.getByName(`${store.id}:${variantId}`)
  await sku.setOnHand({ movementId: 'count', onHand, reason: 'opening', actor: 'test' })
  await sku.publish()
  let movements = 0
  return {
    store,
    product,
    variantId,
    sku,
    reserve: (id: string, quantity = 1) => sku.reserve({ id, quantity, ttlMs: 60_000, locationId: null }),
    receive: (quantity: number) => {
      movements += 1
      const words = { movementId: `m${movements}`, reason: 'r', actor: 'test' }
      return sku.change({ ...words, type: 'receive', locationId: 'default', quantity })
    },
  }
}

/** An open product page: what it has heard so far. */
async function listen(storeId: string, variantId: string) {
  const ctx = createExecutionContext()
  const response = await app.fetch(
    new Request(`${PLATFORM_ORIGIN}/api/v1/stores/${storeId}/inventory/${variantId}/live`, {
      headers: { upgrade: 'websocket' },
    }),
    env,
    ctx,
  )
  await waitOnExecutionContext(ctx)
  const { webSocket } = response
  if (!webSocket) throw new Error(`No socket: ${response.status}`)
  const heard: (LiveStock | string)[] = []
  webSocket.accept()
  webSocket.addEventListener('message', ({ data }) => {
    heard.push(data === 'pong' ? data : JSON.parse(String(data)))
  })
  return { heard, webSocket, last: () => heard.at(-1) }
}

describe('an open product page', () => {
  test('hears at once how things stand, and then every change, on all pages', async () => {
    const { store, variantId, reserve, receive } = await stocked(5)
    const pages = [await listen(store.id, variantId), await listen(store.id, variantId)]
    for (const page of pages) {
      await eventually(() =>
        expect(page.heard).toMatchObject([{ variant_id: variantId, available: 5, availability: 'in_stock' }]),
      )
    }
    await reserve('a', 5)
    for (const page of pages) {
      await eventually(() => expect(page.last()).toMatchObject({ available: 0, availability: 'sold_out' }))
    }
    await receive(2)
    for (const { heard, last } of pages) {
      await eventually(() => expect(last()).toMatchObject({ available: 2, availability: 'low_stock' }))
      const versions = heard.map((message) => (message as LiveStock).version)
      expect(versions).toEqual([...versions].sort((a, b) => a - b))
    }
    pages[0]?.webSocket.send('ping')
    await eventually(() => expect(pages[0]?.last()).toBe('pong'))
  })

  test('hears of sales at other shards too, and of what can be ordered', async () => {
    const { store, variantId, sku } = await stocked(3)
    await sku.configure({ ...DEFAULT_SETTINGS, backorder: 'allow', shards: 2 })
    const page = await listen(store.id, variantId)
    await eventually(() => expect(page.last()).toMatchObject({ available: 3 }))
    const other = env.SKU_STOCK.getByName(`${store.id}:${variantId}:1`)
    await other.reserve({ id: 'a', quantity: 3, ttlMs: 60_000, locationId: null })
    await eventually(() => expect(page.last()).toMatchObject({ available: 0, availability: 'backorder' }))
  })

  test('is told when it does not speak WebSocket, when nothing is there, and when the store is closed', async () => {
    const { store, variantId } = await stocked(3)
    const live = (id: string, headers: Record<string, string> = {}) =>
      request(`/stores/${store.id}/inventory/${id}/live`, { headers })
    const plain = await live(variantId)
    expect([plain.status, plain.error.code]).toEqual([426, 'upgrade_required'])
    const unknown = await live(crypto.randomUUID(), { upgrade: 'websocket' })
    expect(unknown.error.code).toBe('variant_not_found')
    await env.DB.prepare("UPDATE stores SET status = 'suspended' WHERE id = ?").bind(store.id).run()
    expect((await live(variantId, { upgrade: 'websocket' })).error.code).toBe('store_suspended')
  })
})

describe('what people are told by mail', () => {
  const outbox = async (storeId: string) => {
    const { results } = await env.DB.prepare('SELECT type, payload FROM outbox WHERE store_id = ? ORDER BY created_at')
      .bind(storeId)
      .all<{ type: string; payload: string }>()
    return results.map(({ type, payload }) => ({ ...JSON.parse(payload), type }))
  }
  const subscribe = (storeId: string, variant_id: string, email: string) =>
    request(`/stores/${storeId}/stock-subscriptions`, { method: 'POST', body: { variant_id, email } })

  test('the store hears once that a variant runs low, and again only after it was filled up', async () => {
    const { store, variantId, sku, reserve, receive } = await stocked(5)
    await sku.configure({ ...DEFAULT_SETTINGS, lowStockAt: 2 })
    await reserve('a', 2)
    await sku.publish()
    expect(await outbox(store.id)).toEqual([])
    for (const id of ['b', 'c', 'd']) {
      await reserve(id)
      await sku.publish()
    }
    expect(await outbox(store.id)).toMatchObject([
      {
        type: 'LOW_STOCK',
        recipient: store.contactEmail,
        variant_id: variantId,
        available: 2,
        store: { id: store.id },
      },
    ])
    await receive(6)
    await sku.publish()
    await reserve('e', 6)
    await sku.publish()
    expect(await outbox(store.id)).toMatchObject([{ available: 2 }, { type: 'LOW_STOCK', available: 0 }])
  })

  test('everybody who asked hears once that it is there again', async () => {
    const { store, product, variantId, sku, receive } = await stocked(0)
    const people = Array.from({ length: 45 }, (_, index) => `Person${index}@example.com`)
    for (const email of people) expect((await subscribe(store.id, variantId, email)).status).toBe(202)
    expect(await subscribe(store.id, variantId, people[0] ?? '')).toMatchObject({ status: 202 })
    await receive(1)
    await sku.publish()
    const told = await outbox(store.id)
    expect(told.map(({ recipient }) => recipient).sort()).toEqual(people.map((email) => email.toLowerCase()).sort())
    expect(told[0]).toMatchObject({
      type: 'BACK_IN_STOCK',
      product_url: expect.stringMatching(`/products/${product.slug}$`),
    })
    await receive(1)
    await sku.publish()
    expect(await outbox(store.id)).toHaveLength(45)
  })

  test('a wish for what is not sold here is refused, and a bad address named', async () => {
    const { store, variantId } = await stocked(0)
    const other = await stocked(0)
    expect((await subscribe(store.id, other.variantId, 'a@example.com')).error.code).toBe('variant_not_found')
    const bad = await subscribe(store.id, variantId, 'nobody')
    expect(bad.error).toMatchObject({ code: 'validation_failed', details: [{ path: 'email' }] })
  })
})

test('the catalogue’s version goes up when shoppers see another number, and only then', async () => {
  const { store, sku, reserve } = await stocked(6)
  const version = async () => {
    await sku.publish()
    return (
      await env.DB.prepare('SELECT catalogue_version AS v FROM stores WHERE id = ?')
        .bind(store.id)
        .first<{ v: number }>()
    )?.v
  }
  const plenty = await version()
  await reserve('a', 2) // 4 left: pages say no number yet
  expect(await version()).toBe(plenty)
  await reserve('b') // 3 left: they do
  const few = await version()
  expect(few).toBeGreaterThan(plenty ?? 0)
  await sku.republish()
  expect(await version()).toBe(few)
})
