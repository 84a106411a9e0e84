import { createExecutionContext } from 'cloudflare:test'
import { expect, test } from 'vitest'
import { app } from '#api/app.ts'
import { env, makeStore } from '#tests/workers/fixtures.ts'
import { pictureShop } from '#tests/workers/pictures.ts'
import { PLATFORM_ORIGIN } from '#tests/workers/platform.ts'
import { newShopper, request } from '#tests/workers/shopper.ts'

/** Sends the first byte of a JSON body, and nothing more until it is told to end it. */
function dawdle(path: string, headers: Record<string, string> = {}) {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const writer = writable.getWriter()
  const send = (text: string) => writer.write(new TextEncoder().encode(text)).catch(() => {})
  void send('{')
  const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: readable }
  const answer = app.fetch(new Request(`${PLATFORM_ORIGIN}/api/v1${path}`, init), env, createExecutionContext())
  const end = async () => {
    void send('!')
    void writer.close().catch(() => {})
    return (await answer).status
  }
  return { end, status: async () => (await answer).status }
}

test.concurrent('bodies that do not end keep nobody from a cart or a checkout, and are given up after ten seconds', async () => {
  const store = await makeStore()
  const shopper = await newShopper(store.id)
  const carts = `/stores/${store.id}/carts`
  const own = { 'x-cart-token': shopper.token }
  const many = (count: number, path: string, headers = {}) => Array.from({ length: count }, () => dawdle(path, headers))
  const slow = [
    ...many(100, carts),
    ...many(220, `${carts}/${shopper.cartId}/lines`, own),
    ...many(220, `${carts}/${shopper.cartId}/checkout`, { ...own, 'idempotency-key': 'slow' }),
  ]
  expect((await request(carts, { method: 'POST' })).status).toBe(201)
  expect((await shopper.contact('ada@example.com')).status).toBe(200)
  expect((await shopper.checkoutStatus()).status).toBe(200)

  const ended = slow.filter((_, index) => index % 54 === 0)
  expect(await Promise.all(ended.map(({ end }) => end()))).toEqual(ended.map(() => 400))
  const given = await Promise.all(slow.filter((one) => !ended.includes(one)).map(({ status }) => status()))
  expect(new Set(given)).toEqual(new Set([408]))
})

test.concurrent('a picture whose sender falls silent is given up, and its key was never taken', async () => {
  const { merchant, storeId, productId, stored } = await pictureShop()
  const path = `/stores/${storeId}/products/${productId}/images`
  const headers = { ...merchant, 'content-type': 'image/png', 'idempotency-key': 'slow' }
  const slow = dawdle(path, headers)
  expect(await slow.status()).toBe(408)
  expect(await stored()).toEqual([])
  const { results } = await env.DB.prepare('SELECT key FROM idempotency_keys WHERE store_id = ?').bind(storeId).all()
  expect(results).toEqual([])
})
