import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { v7 as uuidv7 } from 'uuid'
import { expect, test } from 'vitest'
import { env, makeStore } from '#tests/workers/fixtures.ts'
import { makeStocked } from '#tests/workers/shelf.ts'
import { ADDRESS, newShopper, request } from '#tests/workers/shopper.ts'

/** A checkout as carts kept it before there were promotions, gift cards and backorders. */
async function begun(phase: string, changes: object = {}) {
  const store = await makeStore()
  const { variantId, stock } = await makeStocked(store.db, 3)
  const shopper = await newShopper(store.id)
  await shopper.add(variantId, 2)
  const draft = {
    ...{ checkoutId: uuidv7(), cartId: shopper.cartId, storeId: store.id, orderId: uuidv7(), paymentId: uuidv7() },
    ...{ customerId: uuidv7(), eventIds: { placed: uuidv7(), paid: uuidv7() }, email: 'ada@example.com' },
    ...{ shippingAddress: ADDRESS, shippingMethod: 'Standard', currency: 'USD', taxIncluded: false, taxRateBps: 1000 },
    payment: { provider: 'test', methodId: 'test_pays', label: 'Card' },
    ...{ subtotalMinor: 2000, shippingMinor: 500, taxMinor: 250, totalMinor: 2750 },
    lines: [
      {
        ...{ itemId: uuidv7(), variantId, sku: 'SKU', quantity: 2, unitPriceMinor: 1000, productSlug: 'mug' },
        ...{ title: 'Mug', variantTitle: '', imageUrl: null, lineTotalMinor: 2000 },
      },
    ],
  }
  await stock.reserve({ id: draft.checkoutId, quantity: 2, ttlMs: 60_000, locationId: null })
  const nowMs = Date.now()
  const state = {
    ...{ phase, startedAtMs: nowMs, attempts: 0, dueAtMs: nowMs, paymentReference: 'pay_1', paymentMayExist: true },
    ...{ failure: null, orderNumber: null, ...changes },
  }
  const cart = env.CART.getByName(`${store.id}:${shopper.cartId}`)
  await runInDurableObject(cart, async (_, { storage }) => {
    storage.sql.exec(
      'INSERT INTO checkouts (key, request_hash, draft, state) VALUES (?, ?, ?, ?)',
      ...['k', 'h', JSON.stringify(draft), JSON.stringify(state)],
    )
    await storage.setAlarm(nowMs)
  })
  await runDurableObjectAlarm(cart)
  return { store, shopper, stock }
}

test.each(['committing', 'placing', 'paying'])('a checkout that was %s is placed', async (phase) => {
  const { store, shopper } = await begun(phase)
  const { data } = await shopper.checkoutStatus()
  if (data.status !== 'completed') throw new Error(`It is ${data.status}`)
  const path = `/stores/${store.id}/orders/${data.order_number}?token=${data.order_token}`
  expect((await request(path)).data).toMatchObject({
    items: [{ quantity: 2, line_total: { amount_minor: 2000 }, taxes: [] }],
    totals: { subtotal: { amount_minor: 2000 }, tax: { amount_minor: 250 }, total: { amount_minor: 2750 } },
  })
})

test('one that was being undone is paid back and gives its pieces back', async () => {
  const { shopper, stock } = await begun('undoing', { failure: { code: 'checkout_undone' } })
  expect((await shopper.checkoutStatus()).data).toMatchObject({ status: 'failed', code: 'checkout_undone' })
  expect(await stock.sellable(null)).toBe(3)
})
