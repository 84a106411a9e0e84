import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { v7 as uuidv7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import { signCartToken } from '#api/access/cart-token.ts'
import { configOf } from '#api/config/config.ts'
import { env, makePromotion, makeStore } from '#tests/workers/fixtures.ts'
import { makeCustomer } from '#tests/workers/people.ts'
import { makeStocked } from '#tests/workers/shelf.ts'
import { type CartData, newShopper, request, shopperWith } from '#tests/workers/shopper.ts'

const DAY_MS = 24 * 3_600_000

async function shop(onHand = 20) {
  const store = await makeStore({ currencies: ['EUR'] })
  const { variantId, stock } = await makeStocked(store.db, onHand)
  const isWritten = (cartId: string) =>
    runInDurableObject(env.CART.getByName(`${store.id}:${cartId}`), (_, { storage }) => {
      return storage.sql.exec("SELECT name FROM sqlite_master WHERE name = 'cart'").toArray().length > 0
    })
  /** A guest's cart whose token is of another time. */
  const begunAt = async (begunAtMs: number) => {
    const cartId = uuidv7()
    const bearer = { owner: '', currency: 'USD', begunAtMs }
    const token = await signCartToken(cartId, store.id, bearer, configOf(env).signingSecret)
    return shopperWith(store.id, cartId, token)
  }
  return { store, variantId, stock, isWritten, begunAt }
}

/** The bindings with a namespace whose objects are counted. */
function counting(name: 'CART' | 'SKU_STOCK') {
  const asked: string[] = []
  const getByName = (object: string) => {
    asked.push(object)
    return env[name].getByName(object)
  }
  return { bindings: { ...env, [name]: { getByName } }, asked }
}

describe('a cart that is begun', () => {
  test('asks no object, and nothing is written of it', async () => {
    const { store, isWritten } = await shop()
    const { bindings, asked } = counting('CART')
    const { status, data } = await request<{ cart: CartData }>(
      `/stores/${store.id}/carts`,
      { method: 'POST', body: { currency: 'EUR' } },
      bindings,
    )
    expect([status, data.cart.status, data.cart.currency, data.cart.lines]).toEqual([201, 'open', 'EUR', []])
    expect(asked).toEqual([])
    expect(await isWritten(data.cart.id)).toBe(false)
  })

  test('is an empty cart for whoever looks, and still not written', async () => {
    const { store, variantId, isWritten } = await shop()
    const begun = await request<{ cart: CartData; token: string }>(`/stores/${store.id}/carts`, { method: 'POST' })
    const shopper = shopperWith(store.id, begun.data.cart.id, begun.data.token)
    expect((await shopper.cart()).data).toEqual(begun.data.cart)
    expect((await shopper.checkoutStatus()).data).toEqual({ status: 'none' })
    expect((await shopper.cancel()).data).toEqual({ status: 'none' })
    const total = { amount_minor: 0, currency: 'USD' }
    const refused = [
      await shopper.checkout({ expected_total: total }),
      await shopper.change(uuidv7(), 1),
      await shopper.remove(uuidv7()),
      await shopper.add(variantId, 21),
      await shopper.enter('NOTHING', { 'cf-connecting-ip': '198.51.100.20' }),
    ]
    expect(refused.map(({ error }) => error.code)).toEqual([
      'cart_empty',
      'cart_line_not_found',
      'cart_line_not_found',
      'insufficient_stock',
      'code_not_found',
    ])
    expect(await isWritten(shopper.cartId)).toBe(false)
  })

  test('is written by the first change, whatever that is', async () => {
    const { store, variantId, isWritten } = await shop()
    await makePromotion(store.db, { code: 'TEN', effect: { kind: 'free_shipping' } })
    const [lines, contact] = [await newShopper(store.id, { currency: 'USD' }), await newShopper(store.id)]
    expect((await lines.add(variantId, 2)).data).toMatchObject({ id: lines.cartId, item_count: 2 })
    expect((await contact.contact('ada@example.com')).data.email).toBe('ada@example.com')
    for (const { cartId } of [lines, contact]) {
      expect(await isWritten(cartId)).toBe(true)
      await evictDurableObject(env.CART.getByName(`${store.id}:${cartId}`))
    }
    expect((await lines.cart()).data.item_count).toBe(2)
    expect((await contact.cart()).data.email).toBe('ada@example.com')
    expect((await lines.checkout()).status).toBe(201)
  })

  test('keeps its currency', async () => {
    const { store, variantId } = await shop()
    const euros = await newShopper(store.id, { currency: 'EUR' })
    expect((await euros.add(variantId)).error.code).toBe('variant_unavailable') // it has no price in euros
    expect((await euros.contact('ada@example.com')).data.currency).toBe('EUR')
    expect((await euros.cart()).data.currency).toBe('EUR')
  })

  test('is written once, of twenty equal first changes at once', async () => {
    const { store, variantId } = await shop()
    const shopper = await newShopper(store.id)
    const key = { 'idempotency-key': 'the-first' }
    const answers = await Promise.all(Array.from({ length: 20 }, () => shopper.add(variantId, 1, key)))
    expect(answers.map(({ data }) => data.item_count)).toEqual(Array(20).fill(1))
    const replayed = answers.filter(({ headers }) => headers.get('idempotent-replayed') === 'true')
    expect(replayed).toHaveLength(19)
  })

  test('can be written for 30 days and never after', async () => {
    const { variantId, begunAt, isWritten } = await shop()
    const young = await begunAt(Date.now() - 29 * DAY_MS)
    const old = await begunAt(Date.now() - 30 * DAY_MS)
    expect((await young.add(variantId)).status).toBe(200)
    for (const answer of [await old.cart(), await old.add(variantId), await old.checkoutStatus()]) {
      expect(answer.error.code).toBe('cart_not_found')
    }
    expect(await isWritten(old.cartId)).toBe(false)
  })

  test('is the customer’s whose log-in brings it along', async () => {
    const { store } = await shop()
    const [customer, guest] = [await makeCustomer(store), await newShopper(store.id, { currency: 'EUR' })]
    const claimed = await request<{ cart: CartData; token: string }>(`/stores/${store.id}/account/cart`, {
      method: 'POST',
      headers: customer.headers,
      body: { cart_id: guest.cartId, token: guest.token },
    })
    expect(claimed.data.cart).toMatchObject({ id: guest.cartId, currency: 'EUR', email: customer.email })
    expect((await guest.cart()).error.code).toBe('cart_token_invalid')
  })
})

test('what has been found sold out is refused to the next one without asking an object', async () => {
  const { store, variantId, stock } = await shop(1)
  await stock.reserve({ id: 'all-of-it', quantity: 1, ttlMs: 60_000, locationId: null })
  const [first, second] = [await newShopper(store.id), await newShopper(store.id)]
  const refused = { code: 'insufficient_stock', details: [{ path: 'quantity', available: 0 }] }
  expect((await first.add(variantId, 2)).error).toMatchObject(refused)
  const [carts, skus] = [counting('CART'), counting('SKU_STOCK')]
  const answer = await request(
    `/stores/${store.id}/carts/${second.cartId}/lines`,
    { method: 'POST', headers: { 'x-cart-token': second.token }, body: { variant_id: variantId, quantity: 1 } },
    { ...carts.bindings, SKU_STOCK: skus.bindings.SKU_STOCK },
  )
  expect([answer.status, answer.error]).toMatchObject([409, refused])
  expect([...carts.asked, ...skus.asked]).toEqual([])
})
