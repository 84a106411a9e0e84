import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { describe, expect, test } from 'vitest'
import type { CartContents } from '#contract/cart.ts'
import type { AbandonedCart } from '#contract/events.ts'
import { CartStore } from '#durable-objects/cart.store.ts'
import { env, makeStore } from '#tests/workers/fixtures.ts'
import { makeCustomer } from '#tests/workers/people.ts'
import { storeOrigin } from '#tests/workers/platform.ts'
import { makeStocked } from '#tests/workers/shelf.ts'
import { type CartData, newShopper, request, shopperWith } from '#tests/workers/shopper.ts'

async function shop() {
  const store = await makeStore()
  const { variantId } = await makeStocked(store.db, 20)
  const events = async () => {
    const { results } = await env.DB.prepare(
      "SELECT payload FROM outbox WHERE store_id = ? AND type = 'ABANDONED_CART'",
    )
      .bind(store.id)
      .all<{ payload: string }>()
    return results.map(({ payload }): AbandonedCart => JSON.parse(payload))
  }
  const told = async () => (await events()).map(({ recipient }) => recipient)
  /** An hour goes by. */
  const leave = async (cartId: string) => {
    const cart = env.CART.getByName(`${store.id}:${cartId}`)
    await runInDurableObject(cart, (_, { storage }) => {
      new CartStore(storage).facts()
      storage.sql.exec('UPDATE cart SET touched_at_ms = touched_at_ms - 3600000')
    })
    await runDurableObjectAlarm(cart)
  }
  return { store, variantId, events, told, leave }
}

test('nobody is written to again and again by carts that name their address', async () => {
  const { store, variantId, told, leave } = await shop()
  for (let cart = 0; cart < 6; cart++) {
    const shopper = await newShopper(store.id)
    await shopper.add(variantId)
    await shopper.contact('Victim@example.com')
    await leave(shopper.cartId)
  }
  expect(await told()).toHaveLength(3)
})

test('the reminder of a customer’s cart goes to the customer alone, whatever address was typed, and asks for a log-in', async () => {
  const { store, variantId, events, told, leave } = await shop()
  const customer = await makeCustomer(store)
  const { data } = await request<{ cart: CartData; token: string }>(`/stores/${store.id}/account/cart`, {
    method: 'POST',
    headers: customer.headers,
    body: {},
  })
  const shopper = shopperWith(store.id, data.cart.id, data.token, customer.headers)
  await shopper.add(variantId)
  await shopper.contact('stranger@example.com')
  await leave(shopper.cartId)
  expect(await told()).toEqual([customer.email])
  expect((await events())[0]?.cart_url).toBe(`${storeOrigin(store.slug)}/cart/open`)
})

describe('the link of a reminder', () => {
  async function reminded() {
    const { store, variantId, events, leave } = await shop()
    const shopper = await newShopper(store.id)
    await shopper.add(variantId, 2)
    await shopper.contact('mistyped@example.com')
    await leave(shopper.cartId)
    const query = new URL((await events())[0]?.cart_url ?? '').searchParams
    const token = query.get('token') ?? ''
    const follow = (wanted = token, storeId = store.id, cartId = query.get('cart') ?? '') =>
      request<CartContents>(`/stores/${storeId}/carts/${cartId}/contents?token=${wanted}`)
    return { store, variantId, shopper, token, follow, opened: shopperWith(store.id, shopper.cartId, token) }
  }

  test('tells what is in the cart and opens neither it nor what is bought with it', async () => {
    const { variantId, shopper, follow, opened } = await reminded()
    const items = [{ variant_id: variantId, quantity: 2 }]
    expect((await follow()).data).toEqual({ currency: 'USD', items })
    for (const answer of [
      await opened.cart(),
      await opened.add(variantId),
      await opened.contact('thief@example.com'),
      await opened.checkoutStatus(),
    ]) {
      expect(answer.error.code).toBe('cart_token_invalid')
    }
    expect((await shopper.checkout()).status).toBe(201)
    expect((await opened.checkoutStatus()).error.code).toBe('cart_token_invalid')
    expect((await follow()).error.code).toBe('cart_not_found')
  })

  test('is good for that cart of that store, and ends when somebody logs in with the cart', async () => {
    const { store, shopper, follow } = await reminded()
    const [other, elsewhere] = [await newShopper(store.id), await makeStore()]
    expect((await follow(undefined, store.id, other.cartId)).error.code).toBe('cart_token_invalid')
    expect((await follow(undefined, elsewhere.id)).error.code).toBe('cart_token_invalid')
    expect((await follow(shopper.token)).error.code).toBe('cart_token_invalid')
    const customer = await makeCustomer(store)
    await request(`/stores/${store.id}/account/cart`, {
      method: 'POST',
      headers: customer.headers,
      body: { cart_id: shopper.cartId, token: shopper.token },
    })
    expect((await follow()).error.code).toBe('cart_not_found')
  })
})
