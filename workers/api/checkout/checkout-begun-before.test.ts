import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { v7 as uuidv7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import { orderItems, orders } from '#api/db/tables/index.ts'
import type { Order } from '#contract/order.ts'
import { env, makeStore } from '#tests/workers/fixtures.ts'
import { makeStocked } from '#tests/workers/shelf.ts'
import { ADDRESS, newShopper, request } from '#tests/workers/shopper.ts'

/** A checkout as carts kept it before there were promotions, gift cards and backorders; `more` is what came in later versions. */
async function begun(phase: string, changes: object = {}, more: { draft?: object; line?: object } = {}) {
  const store = await makeStore()
  const { variantId, stock } = await makeStocked(store.db, 3)
  const shopper = await newShopper(store.id)
  await shopper.add(variantId, 2)
  const draft = {
    checkoutId: uuidv7(),
    cartId: shopper.cartId,
    storeId: store.id,
    orderId: uuidv7(),
    paymentId: uuidv7(),
    customerId: uuidv7(),
    eventIds: { placed: uuidv7(), paid: uuidv7() },
    email: 'ada@example.com',
    shippingAddress: ADDRESS,
    shippingMethod: 'Standard',
    currency: 'USD',
    taxIncluded: false,
    taxRateBps: 1000,
    payment: { provider: 'test', methodId: 'test_pays', label: 'Card' },
    subtotalMinor: 2000,
    shippingMinor: 500,
    taxMinor: 250,
    totalMinor: 2750,
    lines: [
      {
        itemId: uuidv7(),
        variantId,
        sku: 'SKU',
        quantity: 2,
        unitPriceMinor: 1000,
        productSlug: 'mug',
        title: 'Mug',
        variantTitle: '',
        imageUrl: null,
        lineTotalMinor: 2000,
        ...more.line,
      },
    ],
    ...more.draft,
  }
  await stock.reserve({ id: draft.checkoutId, quantity: 2, ttlMs: 60_000, locationId: null })
  const nowMs = Date.now()
  const state = {
    phase,
    startedAtMs: nowMs,
    attempts: 0,
    dueAtMs: nowMs,
    paymentReference: 'pay_1',
    paymentMayExist: true,
    failure: null,
    orderNumber: null,
    ...changes,
  }
  const cart = env.CART.getByName(`${store.id}:${shopper.cartId}`)
  await runInDurableObject(cart, async (_, { storage }) => {
    storage.sql.exec(
      'INSERT INTO checkouts (key, request_hash, draft, state) VALUES (?, ?, ?, ?)',
      'k',
      'h',
      JSON.stringify(draft),
      JSON.stringify(state),
    )
    await storage.setAlarm(nowMs)
  })
  await runDurableObjectAlarm(cart)
  return { store, shopper, stock }
}

test.each(['committing', 'placing', 'paying'])('a checkout that was %s is placed', async (phase) => {
  expect(await orderOf(await begun(phase))).toMatchObject({
    items: [{ quantity: 2, line_total: { amount_minor: 2000 }, taxes: [] }],
    totals: {
      subtotal: { amount_minor: 2000 },
      tax: { amount_minor: 250 },
      total: { amount_minor: 2750 },
      taxes: [{ name: 'Tax', rate_ppm: 100_000, amount_minor: 250 }],
    },
  })
})

async function orderOf({ store, shopper }: Awaited<ReturnType<typeof begun>>) {
  const { data } = await shopper.checkoutStatus()
  if (data.status !== 'completed') throw new Error(`It is ${data.status}`)
  return (await request<Order>(`/stores/${store.id}/orders/${data.order_number}?token=${data.order_token}`)).data
}

describe('tax rates that were kept in basis points', () => {
  const tax = (amountMinor: number) => [{ name: 'Sales tax', rateBps: 1000, amountMinor }]
  const presented = (amount_minor: number) => [{ name: 'Sales tax', rate_ppm: 100_000, amount_minor }]

  test('are read in a checkout that was under way', async () => {
    const order = await orderOf(await begun('placing', {}, { draft: { taxes: tax(250) }, line: { taxes: tax(200) } }))
    expect([order.totals.taxes, order.items[0]?.taxes]).toEqual([presented(250), presented(200)])
  })

  test('are read in an order', async () => {
    const placed = await begun('placing')
    await placed.store.db.drizzle
      .update(orders)
      .set({ taxes: tax(250) })
      .where(placed.store.db.owned(orders))
    await placed.store.db.drizzle
      .update(orderItems)
      .set({ taxes: tax(200) })
      .where(placed.store.db.owned(orderItems))
    const order = await orderOf(placed)
    expect([order.totals.taxes, order.items[0]?.taxes]).toEqual([presented(250), presented(200)])
  })
})

test('one that was being undone is paid back and gives its pieces back', async () => {
  const { shopper, stock } = await begun('undoing', { failure: { code: 'checkout_undone' } })
  expect((await shopper.checkoutStatus()).data).toMatchObject({ status: 'failed', code: 'checkout_undone' })
  expect(await stock.sellable(null)).toBe(3)
})
