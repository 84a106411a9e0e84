import { runInDurableObject } from 'cloudflare:test'
import { expect, test } from 'vitest'
import { env, makeStore } from '#tests/workers/fixtures.ts'
import { makeCustomer } from '#tests/workers/people.ts'
import { makeStocked } from '#tests/workers/shelf.ts'
import { type CartData, newShopper, request, type Shopper, shopperWith } from '#tests/workers/shopper.ts'

test('what was merged and bought does not come back when the merge is ended only later', async () => {
  const store = await makeStore()
  const { variantId } = await makeStocked(store.db)
  const customer = await makeCustomer(store)
  const claim = (guest: Shopper | null) =>
    request<{ cart: CartData; token: string }>(`/stores/${store.id}/account/cart`, {
      method: 'POST',
      headers: customer.headers,
      body: guest ? { cart_id: guest.cartId, token: guest.token } : {},
    })
  const first = await claim(null)
  const mine = shopperWith(store.id, first.data.cart.id, first.data.token, customer.headers)
  const guest = await newShopper(store.id)
  await guest.add(variantId, 2)
  expect((await claim(guest)).data.cart.item_count).toBe(2)
  // The machine dies before the guest's cart is closed.
  const object = env.CART.getByName(`${store.id}:${guest.cartId}`)
  await runInDurableObject(object, (_, { storage }) => {
    const line = { id: crypto.randomUUID(), variantId, quantity: 2, unitPriceMinor: 1000 }
    const content = JSON.stringify({ lines: [line], codes: [], email: null })
    storage.sql.exec('UPDATE cart SET closed = 0, merged_into = ?, content = ?', mine.cartId, content)
  })
  expect((await mine.checkout()).status).toBe(201)
  const { data } = await claim(guest)
  expect([data.cart.id === guest.cartId, data.cart.item_count]).toEqual([false, 0])
})
