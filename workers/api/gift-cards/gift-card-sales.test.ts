import { describe, expect, test } from 'vitest'
import { env, makeProduct, makeStore } from '#tests/workers/fixtures.ts'
import { makeStocked } from '#tests/workers/shelf.ts'
import { newShopper } from '#tests/workers/shopper.ts'

const NOTHING = { amount_minor: 0, currency: 'USD' }
const card = async (store: Awaited<ReturnType<typeof makeStore>>, priceMinor = 1000) =>
  (await makeProduct(store.db, { isGiftCard: true, priceMinor })).variants[0]?.id ?? ''

describe('a gift card that is worth nothing', () => {
  test('cannot be put into a cart', async () => {
    const store = await makeStore()
    const shopper = await newShopper(store.id)
    expect((await shopper.add(await card(store, 0))).error.code).toBe('variant_unavailable')
  })

  test('holds up no checkout for good when it became so in the cart', async () => {
    const store = await makeStore()
    const [{ variantId }, variant] = [await makeStocked(store.db), await card(store)]
    const shopper = await newShopper(store.id)
    await shopper.add(variantId)
    await shopper.add(variant)
    await env.DB.prepare('UPDATE variants SET price_minor = 0 WHERE id = ?').bind(variant).run()
    const { error } = await shopper.checkout({ expected_total: { amount_minor: 1500, currency: 'USD' } })
    expect(error.code).toBe('variant_unavailable')
    expect((await shopper.cart()).data.status).toBe('open')
  })
})

describe('an order holds only so many gift cards', () => {
  test('over all its lines', async () => {
    const store = await makeStore()
    const shopper = await newShopper(store.id)
    for (let kind = 0; kind < 4; kind++) expect((await shopper.add(await card(store), 15)).status).toBe(200)
    const { error } = await shopper.checkout({ shipping_rate_id: null })
    expect(error).toMatchObject({ code: 'insufficient_stock', details: [{ available: 5 }] })
  })

  test('of a line too, when its product became a gift card in the cart', async () => {
    const store = await makeStore()
    const { variantId, productId } = await makeStocked(store.db, 999)
    const shopper = await newShopper(store.id)
    await shopper.add(variantId, 500)
    await env.DB.prepare('UPDATE products SET is_gift_card = 1 WHERE id = ?').bind(productId).run()
    const { error } = await shopper.checkout({
      shipping_rate_id: null,
      expected_total: { ...NOTHING, amount_minor: 500_000 },
    })
    expect(error.code).toBe('insufficient_stock')
  })
})
