import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { expect, test } from 'vitest'
import { CartStore } from '#durable-objects/cart.store.ts'
import { env, makeStore } from '#tests/workers/fixtures.ts'
import { makeCustomer } from '#tests/workers/people.ts'
import { makeStocked } from '#tests/workers/shelf.ts'
import { type CartData, newShopper, request, shopperWith } from '#tests/workers/shopper.ts'

async function shop() {
  const store = await makeStore()
  const { variantId } = await makeStocked(store.db, 20)
  const told = async () => {
    const { results } = await env.DB.prepare(
      "SELECT payload FROM outbox WHERE store_id = ? AND type = 'ABANDONED_CART'",
    )
      .bind(store.id)
      .all<{ payload: string }>()
    return results.map(({ payload }) => JSON.parse(payload).recipient as string)
  }
  /** An hour goes by. */
  const leave = async (cartId: string) => {
    const cart = env.CART.getByName(`${store.id}:${cartId}`)
    await runInDurableObject(cart, (_, { storage }) => {
      new CartStore(storage).facts()
      storage.sql.exec('UPDATE cart SET touched_at_ms = touched_at_ms - 3600000')
    })
    await runDurableObjectAlarm(cart)
  }
  return { store, variantId, told, leave }
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

test('what opens a customer’s cart goes to the customer alone, whatever address was typed', async () => {
  const { store, variantId, told, leave } = await shop()
  const customer = await makeCustomer(store)
  const { data } = await request<{ cart: CartData; token: string }>(`/stores/${store.id}/account/cart`, {
    ...{ method: 'POST', headers: customer.headers, body: {} },
  })
  const shopper = shopperWith(store.id, data.cart.id, data.token)
  await shopper.add(variantId)
  await shopper.contact('stranger@example.com')
  await leave(shopper.cartId)
  expect(await told()).toEqual([customer.email])
})
