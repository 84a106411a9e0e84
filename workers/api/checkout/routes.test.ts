import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { describe, expect, test } from 'vitest'
import type { Order } from '#contract/order.ts'
import { eventually } from '#tests/eventually.ts'
import { env, makeProduct, makeStore } from '#tests/workers/fixtures.ts'
import { storeOrigin } from '#tests/workers/platform.ts'
import { ADDRESS, newShopper, request, type Shopper } from '#tests/workers/shopper.ts'
import { booksName } from '../payments/test-payment-provider.ts'

async function shop(stocks: number[] = [5]) {
  const store = await makeStore({ taxRatePpm: 100_000 })
  const skus = await Promise.all(
    stocks.map(async (onHand) => {
      const product = await makeProduct(store.db, { priceMinor: 1000 })
      const id = product.variants[0]?.id ?? ''
      const stock = env.SKU_STOCK.getByName(`${store.id}:${id}`)
      await stock.setOnHand({ movementId: 'count', onHand, reason: 'opening', actor: 'test' })
      return { id, stock, product }
    }),
  )
  const buyer = async (quantities: number[]) => {
    const shopper = await newShopper(store.id)
    for (const [index, quantity] of quantities.entries()) {
      if (quantity > 0) await shopper.add(skus[index]?.id ?? '', quantity)
    }
    return shopper
  }
  const cartOf = (cartId: string) => env.CART.getByName(`${store.id}:${cartId}`)
  /** What the bank's books say of the cart's checkout: `absent` when it was never asked. */
  const paidFor = async (shopper: Shopper) => {
    const checkoutId = await runInDurableObject(cartOf(shopper.cartId), (_, { storage }) =>
      storage.sql.exec<{ id: string }>("SELECT draft ->> '$.checkoutId' AS id FROM checkouts").one(),
    )
    return runInDurableObject(
      env.TEST_BANK.getByName(booksName(store.id, checkoutId.id)),
      (_, { storage }) => storage.kv.get<{ status: string }>(checkoutId.id)?.status ?? 'absent',
    )
  }
  return { store, skus, buyer, cartOf, paidFor }
}
const rows = async (sql: string, ...bindings: unknown[]) =>
  (
    await env.DB.prepare(sql)
      .bind(...bindings)
      .all<Record<string, unknown>>()
  ).results
const countOrders = async (storeId: string) => (await rows('SELECT id FROM orders WHERE store_id = ?', storeId)).length

describe('buying', () => {
  test('makes an order, takes the stock, records the payment and leaves two events to send', async () => {
    const { store, skus, buyer } = await shop([5, 2])
    const shopper = await buyer([2, 1])
    const { status, data } = await shopper.checkout()
    expect(status).toBe(201)
    if (data.status !== 'completed') throw new Error('not completed')
    expect(data.order_number).toBe(1001)

    const url = `/stores/${store.id}/orders/1001?token=${data.order_token}`
    const order = (await request<Order>(url)).data
    expect(order).toMatchObject({
      number: 1001,
      status: 'confirmed',
      payment_status: 'paid',
      email: 'ada@example.com',
      shipping_address: ADDRESS,
      totals: { subtotal: { amount_minor: 3000 }, shipping: { amount_minor: 500 }, total: { amount_minor: 3850 } },
    })
    expect(order.items.map((item) => item.quantity)).toEqual([2, 1])
    expect(order.events.map((event) => event.type)).toEqual(['ORDER_PLACED', 'ORDER_PAID'])

    expect(await skus[0]?.stock.audit()).toMatchObject({ onHand: 3, held: 0, sold: 2, consistent: true })
    expect(await skus[1]?.stock.audit()).toMatchObject({ onHand: 1, held: 0, sold: 1, consistent: true })
    const payments = await rows('SELECT status, amount_minor FROM payments WHERE store_id = ?', store.id)
    expect(payments).toEqual([{ status: 'paid', amount_minor: 3850 }])
    const events = await rows(
      `SELECT type, payload ->> '$.order.number' AS number, payload ->> '$.order_url' AS url FROM outbox
       WHERE store_id = ? ORDER BY type DESC`,
      store.id,
    )
    expect(events).toEqual([
      {
        type: 'ORDER_PLACED',
        number: 1001,
        url: `${storeOrigin(store.slug)}/orders/1001?token=${data.order_token}`,
      },
      { type: 'ORDER_PAID', number: null, url: null },
    ])
  })

  test('twice with one key buys once; the cart takes no second order', async () => {
    const { store, buyer } = await shop()
    const shopper = await buyer([1])
    const total = (await shopper.cart()).data.totals.total
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => shopper.checkout({ expected_total: total }, 'one-key')),
    )
    expect(new Set(answers.map((answer) => JSON.stringify(answer.data))).size).toBe(1)
    expect(answers.map((answer) => answer.status)).toEqual(Array(8).fill(201))
    expect(await countOrders(store.id)).toBe(1)
    expect((await shopper.checkout({ expected_total: total }, 'other-key')).error.code).toBe('cart_completed')
    expect((await shopper.checkout({ email: 'eve@example.com', expected_total: total }, 'one-key')).error.code).toBe(
      'idempotency_conflict',
    )
    expect((await shopper.add(uuid())).error.code).toBe('variant_not_found')
  })

  test('numbers the orders of each store by themselves', async () => {
    const [a, b] = [await shop(), await shop()]
    for (const { buyer } of [a, a, b]) await (await buyer([1])).checkout()
    const numbers = async (id: string) => rows('SELECT number FROM orders WHERE store_id = ? ORDER BY number', id)
    expect(await numbers(a.store.id)).toEqual([{ number: 1001 }, { number: 1002 }])
    expect(await numbers(b.store.id)).toEqual([{ number: 1001 }])
  })
})

const uuid = () => '0193b3a0-0000-7000-8000-000000000000'

describe('a declined payment', () => {
  test('gives the stock back, keeps the cart, and lets the person try again', async () => {
    const { store, skus, buyer } = await shop()
    const shopper = await buyer([2])
    const declined = await shopper.checkout({ payment_method_id: 'test_declines' })
    expect(declined).toMatchObject({ status: 402, data: null, error: { code: 'payment_declined' } })
    expect(await skus[0]?.stock.audit()).toMatchObject({ onHand: 5, held: 0, consistent: true })
    expect((await shopper.cart()).data).toMatchObject({ status: 'open', item_count: 2 })
    expect((await shopper.checkout()).status).toBe(201)
    expect(await countOrders(store.id)).toBe(1)
  })
})

describe('a payment whose answer is lost', () => {
  test('is neither failed nor doubled: it is asked about, and the order placed', async () => {
    const { store, skus, buyer, cartOf, paidFor } = await shop()
    const shopper = await buyer([1])
    const pending = await shopper.checkout({ payment_method_id: 'test_times_out' })
    expect(pending).toMatchObject({ status: 202, data: { status: 'processing' } })
    expect((await shopper.add(skus[0]?.id ?? '')).error.code).toBe('checkout_in_progress')
    expect(await skus[0]?.stock.snapshot()).toMatchObject({ held: 1 })
    await eventually(async () => {
      await runDurableObjectAlarm(cartOf(shopper.cartId))
      expect((await shopper.checkoutStatus()).data.status).toBe('completed')
    })
    expect(await paidFor(shopper)).toBe('paid')
    expect(await countOrders(store.id)).toBe(1)
    expect(await skus[0]?.stock.audit()).toMatchObject({ onHand: 4, held: 0, sold: 1, consistent: true })
  })
})

describe('when there is not enough', () => {
  test('no line is kept: all or none', async () => {
    const { skus, buyer, paidFor } = await shop([5, 2])
    const shopper = await buyer([2, 2])
    await skus[1]?.stock.setOnHand({ movementId: 'broken', onHand: 1, reason: 'broken', actor: 'test' })
    const answer = await shopper.checkout()
    const line = (await shopper.cart()).data.lines[1]?.id
    expect(answer).toMatchObject({
      status: 409,
      error: { code: 'insufficient_stock', details: [{ path: `lines.${line}`, available: 1 }] },
    })
    for (const sku of skus) expect(await sku.stock.audit()).toMatchObject({ held: 0, sold: 0, consistent: true })
    expect(await paidFor(shopper)).toBe('absent')
  })

  test('12 buyers of 5 pieces: exactly 5 orders, 7 refusals, nothing held', async () => {
    const { store, skus, buyer } = await shop([5])
    const buyers = await Promise.all(Array.from({ length: 12 }, () => buyer([1])))
    const answers = await Promise.all(buyers.map((shopper) => shopper.checkout()))
    const outcomes = answers.map((answer): string => answer.error?.code ?? 'placed')
    expect(outcomes.filter((outcome) => outcome === 'placed')).toHaveLength(5)
    expect(outcomes.filter((outcome) => outcome === 'insufficient_stock')).toHaveLength(7)
    expect(await countOrders(store.id)).toBe(5)
    expect(await skus[0]?.stock.audit()).toMatchObject({ onHand: 0, held: 0, sold: 5, consistent: true })
  })

  test('stock that is gone when the money comes: the money goes back', async () => {
    const { store, skus, buyer, cartOf, paidFor } = await shop([1])
    const shopper = await buyer([1])
    await shopper.checkout({ payment_method_id: 'test_times_out' })
    await skus[0]?.stock.setOnHand({ movementId: 'stock-take', onHand: 0, reason: 'not found', actor: 'test' })
    await eventually(async () => {
      await runDurableObjectAlarm(cartOf(shopper.cartId))
      expect((await shopper.checkoutStatus()).data).toMatchObject({ status: 'failed', code: 'hold_expired' })
      expect(await paidFor(shopper)).toBe('refunded')
    })
    expect(await countOrders(store.id)).toBe(0)
    expect(await skus[0]?.stock.audit()).toMatchObject({ onHand: 0, held: 0, sold: 0, consistent: true })
  })
})

describe('a checkout that a crash cut off', () => {
  test.each(['paying', 'confirming', 'committing', 'placing'])(
    'while %s is finished by the alarm, once',
    async (phase) => {
      const { store, skus, buyer, cartOf, paidFor } = await shop()
      const shopper = await buyer([1])
      await shopper.checkout()
      // As the crash left it: the effect of the phase may have happened, its outcome was never stored. The address was there.
      await runInDurableObject(cartOf(shopper.cartId), async (_, state) => {
        state.storage.sql.exec('UPDATE cart SET completed = 0')
        state.storage.sql.exec(
          `UPDATE checkouts SET state = json_set(state, '$.phase', ?, '$.orderNumber', NULL),
             draft = json_set(draft, '$.email', 'ada@example.com', '$.shippingAddress', json(?))`,
          phase,
          JSON.stringify(ADDRESS),
        )
        await state.storage.setAlarm(Date.now() + 60_000)
      })
      expect(await runDurableObjectAlarm(cartOf(shopper.cartId))).toBe(true)
      expect((await shopper.checkoutStatus()).data).toMatchObject({ status: 'completed', order_number: 1001 })
      expect(await countOrders(store.id)).toBe(1)
      expect(await paidFor(shopper)).toBe('paid')
      expect(await rows('SELECT id FROM outbox WHERE store_id = ?', store.id)).toHaveLength(2)
      expect(await skus[0]?.stock.audit()).toMatchObject({ onHand: 4, held: 0, sold: 1, consistent: true })
    },
  )
})

describe('bad input starts nothing', () => {
  test.each([
    [{ email: 'not-a-mail' }, 'email'],
    [{ shipping_address: { ...ADDRESS, postal_code: 'ABC' } }, 'shipping_address.postal_code'],
    [{ shipping_address: { ...ADDRESS, region: '' } }, 'shipping_address.region'],
    [{ shipping_address: { ...ADDRESS, name: ' ' } }, 'shipping_address.name'],
    [{ payment_method_id: '' }, 'payment_method_id'],
  ])('%o', async (change, path) => {
    const { skus, buyer } = await shop()
    const answer = await (await buyer([1])).checkout(change)
    expect(answer).toMatchObject({ status: 422, error: { code: 'validation_failed', details: [{ path }] } })
    expect(await skus[0]?.stock.audit()).toMatchObject({ onHand: 5, held: 0 })
  })

  test('a country that is not served, a delivery or payment that is not offered, a total that was never shown', async () => {
    const { store, buyer } = await shop()
    const shopper = await buyer([1])
    const abroad = { ...ADDRESS, country: 'FR', region: '', postal_code: '75001' }
    const total = (await shopper.cart()).data.totals.payable
    const code = async (change: object) => (await shopper.checkout({ expected_total: total, ...change })).error.code
    expect(await code({ shipping_address: abroad })).toBe('country_not_served')
    expect(await code({ shipping_rate_id: 'teleport' })).toBe('shipping_rate_not_found')
    expect(await code({ payment_method_id: 'gold' })).toBe('payment_method_not_found')
    expect(await code({ expected_total: { amount_minor: 1, currency: 'USD' } })).toBe('price_changed')
    expect(await code({ expected_total: { amount_minor: 1600, currency: 'EUR' } })).toBe('currency_mismatch')
    expect(await countOrders(store.id)).toBe(0)
  })

  test('an empty cart, and a request without a key', async () => {
    const { store, buyer } = await shop()
    const empty = await buyer([])
    expect((await empty.checkout()).error.code).toBe('cart_empty')
    const { error } = await request(`/stores/${store.id}/carts/${empty.cartId}/checkout`, {
      method: 'POST',
      headers: { 'x-cart-token': empty.token },
      body: {
        email: 'a@b.example',
        shipping_address: ADDRESS,
        shipping_rate_id: 'standard',
        payment_method_id: 'test_pays',
        expected_total: { amount_minor: 0, currency: 'USD' },
      },
    })
    expect(error.code).toBe('idempotency_key_required')
  })

  test('a price that changed since it was shown is shown again, not charged', async () => {
    const { store, skus, buyer } = await shop()
    const shopper = await buyer([1])
    const shown = (await shopper.cart()).data.totals.total
    await env.DB.prepare('UPDATE variants SET price_minor = 900 WHERE id = ?').bind(skus[0]?.id).run()
    expect((await shopper.checkout({ expected_total: shown })).error.code).toBe('price_changed')
    expect(await countOrders(store.id)).toBe(0)
  })
})

describe('an order', () => {
  test('opens for its token only, and in its store only', async () => {
    const { store, buyer } = await shop()
    const other = await shop()
    const { data } = await (await buyer([1])).checkout()
    if (data.status !== 'completed') throw new Error('not completed')
    const open = (storeId: string, token: string | null) => request(`/stores/${storeId}/orders/1001?token=${token}`)
    expect((await open(store.id, data.order_token)).status).toBe(200)
    expect((await open(store.id, 'wrong')).error.code).toBe('order_not_found')
    expect((await open(other.store.id, data.order_token)).error.code).toBe('order_not_found')
    expect((await request(`/stores/${store.id}/orders/1001`)).error.code).toBe('validation_failed')
  })

  test('opens for its token for a year', async () => {
    const { store, buyer } = await shop()
    const { data } = await (await buyer([1])).checkout()
    if (data.status !== 'completed') throw new Error('not completed')
    const age = (days: number) =>
      env.DB.prepare('UPDATE orders SET placed_at = ? WHERE store_id = ?')
        .bind(Date.now() - days * 86_400_000, store.id)
        .run()
    const open = () => request(`/stores/${store.id}/orders/1001?token=${data.order_token}`)
    await age(364)
    expect((await open()).status).toBe(200)
    await age(366)
    expect((await open()).error.code).toBe('order_not_found')
  })
})
