/** What people type at the checkout, and what the order keeps of it. */
import { describe, expect, test } from 'vitest'
import type { Order } from '#contract/order.ts'
import { makeStore } from '#tests/workers/fixtures.ts'
import { makeStocked } from '#tests/workers/shelf.ts'
import { ADDRESS, newShopper, request } from '#tests/workers/shopper.ts'

async function ordered(changes: Record<string, unknown>): Promise<Order> {
  const store = await makeStore({ countries: ['US', 'JP', 'CA', 'GB', 'DE', 'FR'] })
  const { variantId } = await makeStocked(store.db)
  const shopper = await newShopper(store.id)
  await shopper.add(variantId)
  const { data, error } = await shopper.checkout(changes)
  if (data?.status !== 'completed') throw new Error(JSON.stringify(error ?? data))
  return (await request<Order>(`/stores/${store.id}/orders/${data.order_number}?token=${data.order_token}`)).data
}

describe('an address', () => {
  test.each([
    ['030/1234567', '030/1234567'],
    ['510-555-0100 x12', '510-555-0100 x12'],
    ['０９０－１２３４－５６７８', '090-1234-5678'],
    ['٠٥٠١٢٣٤٥٦٧', '0501234567'],
    ['030 – 1234567', '030 - 1234567'],
    ['\u202a\u202d+49 151 2345678\u202c', '+49 151 2345678'],
    ['none', ''],
  ])('with the phone number %j is kept with %j', async (phone, kept) => {
    const order = await ordered({ shipping_address: { ...ADDRESS, phone } })
    expect(order.shipping_address.phone).toBe(kept)
  })

  test.each([
    ['JP', '６５０－００２１', '650-0021'],
    ['JP', '〒650-0021', '650-0021'],
    ['CA', 'K1A-0B1', 'K1A 0B1'],
    ['GB', 'SW1A\u00a01AA', 'SW1A 1AA'],
    ['US', '946071234', '94607-1234'],
    ['DE', 'D-10115', '10115'],
    ['FR', '75 001', '75001'],
  ])('in %s with the postal code %j is kept with %s', async (country, postal_code, kept) => {
    const order = await ordered({ shipping_address: { ...ADDRESS, country, region: 'X', postal_code } })
    expect(order.shipping_address.postal_code).toBe(kept)
  })
})
