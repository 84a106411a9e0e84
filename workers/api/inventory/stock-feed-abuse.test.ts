import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { expect, test } from 'vitest'
import { app } from '#api/app.ts'
import { eventually } from '#tests/eventually.ts'
import { env, makeProduct, makeStore } from '#tests/workers/fixtures.ts'
import { PLATFORM_ORIGIN } from '#tests/workers/platform.ts'
import { makeStocked } from '#tests/workers/shelf.ts'
import { request } from '#tests/workers/shopper.ts'

const open = async (storeId: string, variantId: string, address: string) => {
  const ctx = createExecutionContext()
  const headers = { upgrade: 'websocket', 'cf-connecting-ip': address }
  const url = `${PLATFORM_ORIGIN}/api/v1/stores/${storeId}/inventory/${variantId}/live`
  const { status, webSocket } = await app.fetch(new Request(url, { headers }), env, ctx)
  await waitOnExecutionContext(ctx)
  webSocket?.accept()
  return { status, webSocket }
}

test('nobody takes all the sockets of a variant', async () => {
  const store = await makeStore()
  const { variantId } = await makeStocked(store.db)
  for (let page = 0; page < 100; page++) expect((await open(store.id, variantId, '198.51.100.1')).status).toBe(101)
  expect((await open(store.id, variantId, '198.51.100.1')).status).toBe(503)
  expect((await open(store.id, variantId, '198.51.100.2')).status).toBe(101)
})

test('a page that says anything but ping is hung up on: the object sells, it does not chat', async () => {
  const store = await makeStore()
  const { variantId } = await makeStocked(store.db)
  const { webSocket } = await open(store.id, variantId, '198.51.100.1')
  if (!webSocket) throw new Error('No socket')
  const codes: number[] = []
  webSocket.addEventListener('close', ({ code }) => {
    codes.push(code)
  })
  webSocket.send('x'.repeat(100_000))
  await eventually(() => expect(codes).toEqual([1008]))
})

test('nobody has an address told of more than a day’s wishes, and the answer does not tell', async () => {
  const store = await makeStore()
  const skus = Array.from({ length: 25 }, (_, index) => `S${index}`)
  const { variants } = await makeProduct(store.db, { skus })
  const statuses = new Set<number>()
  for (const { id } of variants) {
    const body = { variant_id: id, email: 'Victim@example.com' }
    statuses.add((await request(`/stores/${store.id}/stock-subscriptions`, { method: 'POST', body })).status)
  }
  expect([...statuses]).toEqual([202])
  const waiting = await env.DB.prepare('SELECT count(*) AS n FROM stock_subscriptions WHERE store_id = ?')
    .bind(store.id)
    .first<{ n: number }>()
  expect(waiting?.n).toBe(20)
})
