import { expect, test } from 'vitest'
import { makePromotion, makeStore } from '#tests/workers/fixtures.ts'
import { makeCustomer } from '#tests/workers/people.ts'
import { makeStocked } from '#tests/workers/shelf.ts'
import { type CartData, newShopper, request, shopperWith } from '#tests/workers/shopper.ts'

test('a customer uses a code once, whatever address the order is confirmed to', async () => {
  const store = await makeStore()
  const { variantId } = await makeStocked(store.db)
  await makePromotion(store.db, { code: 'ONCE', perCustomerLimit: 1 })
  const customer = await makeCustomer(store)
  const buy = async (email: string) => {
    const { data } = await request<{ cart: CartData; token: string }>(`/stores/${store.id}/account/cart`, {
      method: 'POST',
      headers: customer.headers,
      body: {},
    })
    const shopper = shopperWith(store.id, data.cart.id, data.token, customer.headers)
    await shopper.add(variantId)
    await shopper.enter('ONCE')
    return shopper.checkout({ email })
  }
  expect((await buy('one@example.com')).status).toBe(201)
  expect((await buy('two@example.com')).error.code).toBe('code_used_by_customer')
  const guest = await newShopper(store.id)
  await guest.add(variantId)
  await guest.enter('ONCE')
  expect((await guest.checkout({ email: customer.email })).error.code).toBe('code_used_by_customer')
})
