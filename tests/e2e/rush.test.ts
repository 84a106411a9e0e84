import { expect, inject, test } from 'vitest'
import type { Cart } from '#contract/cart.ts'
import type { Checkout } from '#contract/checkout.ts'
import { ADDRESS } from '../../chaos/buyer.ts'
import { type Answer, auditStock, call, makeShop } from './api.ts'

const origin = `http://localhost:${inject('port')}`
const BUYERS = 200
const STOCK = 50
/** Whoever waits so long before being told to come again was in the queue: the machine is too slow for that many. */
const QUEUED_MS = 20_000

/** Asked once; only a machine that cannot get through the queue within its time is asked again. */
async function ask<T>(...request: Parameters<typeof call>): Promise<Answer<T>> {
  for (;;) {
    const startedMs = performance.now()
    const answer = await call<T>(...request)
    if (answer.status !== 503 || performance.now() - startedMs < QUEUED_MS) return answer
  }
}

/** What the buyer is told in the end, or instead of the next step. */
async function buy(storeId: string, variantId: string): Promise<string> {
  const told = ({ status, error }: Answer<unknown>) => error?.code ?? String(status)
  const begun = await ask<{ cart: Cart; token: string }>(origin, `/stores/${storeId}/carts`, { method: 'POST' })
  if (begun.status !== 201) return `a new cart: ${told(begun)}`
  const route = `/stores/${storeId}/carts/${begun.data.cart.id}`
  const headers = { 'x-cart-token': begun.data.token }
  const line = { variant_id: variantId, quantity: 1 }
  const filled = await ask<Cart>(origin, `${route}/lines`, { method: 'POST', headers, json: line })
  if (filled.status !== 200) return told(filled)
  const json = {
    email: 'ada@example.com',
    shipping_address: ADDRESS,
    shipping_rate_id: 'standard',
    payment_method_id: 'test_pays',
    expected_total: filled.data.totals.total,
  }
  const keyed = { ...headers, 'idempotency-key': crypto.randomUUID() }
  const paid = await ask<Checkout>(origin, `${route}/checkout`, { method: 'POST', headers: keyed, json })
  return paid.status === 201 ? paid.data.status : told(paid)
}

test(`${BUYERS} buyers at once for ${STOCK} pieces: each hears at the first asking that it is bought or sold out`, async () => {
  const { storeId, variantId } = await makeShop(origin, 'run', STOCK)
  const told = await Promise.all(Array.from({ length: BUYERS }, () => buy(storeId, variantId)))
  const counts = Object.fromEntries([...Map.groupBy(told, (one) => one)].map(([one, all]) => [one, all.length]))
  expect(counts).toEqual({ completed: STOCK, insufficient_stock: BUYERS - STOCK })
  const books = { on_hand: 0, held: 0, sold: STOCK, consistent: true }
  expect(await auditStock(origin, storeId, variantId)).toMatchObject(books)
})
