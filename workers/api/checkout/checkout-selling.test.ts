/** Checkouts with everything that makes a price: taxes, zones, pickup, promotions, gift cards, other currencies. */
import { describe, expect, test } from 'vitest'
import type { Order } from '#contract/order.ts'
import { eventually } from '#tests/eventually.ts'
import { env, makeLocation, makePromotion, makeStore } from '#tests/workers/fixtures.ts'
import { makeGiftCard, makeStocked } from '#tests/workers/shelf.ts'
import { ADDRESS, newShopper, request, type Shopper } from '#tests/workers/shopper.ts'

type Store = Awaited<ReturnType<typeof makeStore>>
const rows = async (sql: string, ...bindings: unknown[]) =>
  (
    await env.DB.prepare(sql)
      .bind(...bindings)
      .all<Record<string, unknown>>()
  ).results

async function shopperWithGoods(store: Store, options: Parameters<typeof makeStocked>[2] = {}, quantity = 1) {
  const stocked = await makeStocked(store.db, 60, options)
  const shopper = await newShopper(store.id)
  await shopper.add(stocked.variantId, quantity)
  return { ...stocked, shopper }
}
async function orderOf(store: Store, answer: Awaited<ReturnType<Shopper['checkout']>>): Promise<Order> {
  if (answer.data?.status !== 'completed') throw new Error(`Not completed: ${JSON.stringify(answer.error)}`)
  const { order_number, order_token } = answer.data
  return (await request<Order>(`/stores/${store.id}/orders/${order_number}?token=${order_token}`)).data
}
const usd = (amount_minor: number) => ({ amount_minor, currency: 'USD' })
const KYOTO = { ...ADDRESS, country: 'JP', region: 'Kyoto', postal_code: '600-8001' }

describe('currencies', () => {
  test('yen with tax in the price: no decimals, the tax a part of the total, by rate', async () => {
    const rates = [{ steps: [{ from: 0, priceMinor: 550 }] }]
    const store = await makeStore({
      currency: 'JPY',
      country: 'JP',
      locale: 'ja-JP',
      taxInclusive: true,
      taxRatePpm: 100_000,
      rates,
    })
    const { shopper } = await shopperWithGoods(store, { priceMinor: 1999 }, 3)
    const order = await orderOf(store, await shopper.checkout({ shipping_address: KYOTO }))
    expect(order.totals).toMatchObject({
      subtotal: { amount_minor: 5997, currency: 'JPY' },
      shipping: { amount_minor: 550 },
      total: { amount_minor: 6547 },
      tax: { amount_minor: 595 },
      taxes: [{ name: 'Tax', rate_ppm: 100_000, amount_minor: 595 }],
      tax_included: true,
    })
    expect(order.items[0]?.taxes).toEqual([{ name: 'Tax', rate_ppm: 100_000, amount_minor: 545 }])
  })

  test('dinars with three decimals', async () => {
    const store = await makeStore({ currency: 'KWD', taxRatePpm: 50_000 })
    const { shopper } = await shopperWithGoods(store, { priceMinor: 12_345 })
    const order = await orderOf(store, await shopper.checkout())
    expect(order.totals).toMatchObject({ tax: { amount_minor: 642 }, total: { amount_minor: 13_487, currency: 'KWD' } })
  })

  test('one that the store does not price things in sells nothing; a cart of another is refused', async () => {
    const store = await makeStore({ currencies: ['EUR'] })
    const { variantId } = await makeStocked(store.db)
    const euros = await newShopper(store.id, { currency: 'EUR' })
    expect((await euros.add(variantId)).error).toMatchObject({
      code: 'variant_unavailable',
      details: [{ path: 'variant_id' }],
    })
    const { shopper } = await shopperWithGoods(store)
    const { error } = await shopper.checkout({ expected_total: { amount_minor: 1500, currency: 'EUR' } })
    expect(error).toMatchObject({ code: 'currency_mismatch', details: [{ path: 'expected_total' }] })
  })
})

describe('delivery', () => {
  test('is priced by where it goes, and refused where the store does not go', async () => {
    const store = await makeStore()
    await env.DB.prepare('UPDATE shipping_zones SET places = json(?) WHERE store_id = ?')
      .bind(JSON.stringify([{ country: 'US', regions: ['CA'] }]), store.id)
      .run()
    const { shopper } = await shopperWithGoods(store)
    const total = (await shopper.cart('?country=US&region=CA')).data.totals.payable
    expect(total).toEqual(usd(1500))
    const refusal = async (changes: object) => {
      const { error } = await shopper.checkout({ expected_total: total, ...changes })
      return [error.code, error.details?.[0]?.path]
    }
    const texas = { ...ADDRESS, region: 'TX' }
    expect(await refusal({ shipping_address: texas })).toEqual(['country_not_served', 'shipping_address.region'])
    expect(await refusal({ shipping_address: KYOTO })).toEqual(['country_not_served', 'shipping_address.country'])
    expect(await refusal({ shipping_address: null, name: 'Ada' })).toEqual(['validation_failed', 'shipping_address'])
    expect(await refusal({ shipping_rate_id: null })).toEqual(['validation_failed', 'shipping_rate_id'])
    expect(await refusal({ shipping_address: null })).toEqual(['validation_failed', 'name'])
    expect((await shopper.cart('?country=JP')).data).toMatchObject({ shipping_rates: [], shipping_rate_id: null })
    expect((await shopper.cart('?country=JP&shipping_rate_id=standard')).error.code).toBe('shipping_rate_unavailable')
    expect((await shopper.cart('?shipping_rate_id=balloon')).error.code).toBe('shipping_rate_not_found')
    expect((await shopper.checkout()).status).toBe(201)
  })

  test('a pickup goes by the shop’s address, takes its pieces from that shelf, and needs a name only', async () => {
    const store = await makeStore({ taxRatePpm: 100_000 })
    const shop = await makeLocation(store.db, {
      name: 'Pier 7',
      offersPickup: true,
      address: { ...ADDRESS, line1: 'Pier 7', region: 'CA' },
    })
    const { shopper, stock } = await shopperWithGoods(store, { locationId: shop.id }, 2)
    const pickup = { shipping_rate_id: `pickup-${shop.id}`, shipping_address: null, name: 'Grace' }
    const { data } = await shopper.cart(`?shipping_rate_id=${pickup.shipping_rate_id}`)
    expect(data.shipping_rates.find(({ kind }) => kind === 'pickup')).toMatchObject({
      location: { name: 'Pier 7' },
      price: usd(0),
    })
    expect(data.totals).toMatchObject({ shipping: usd(0), tax: usd(200), total: usd(2200) })
    const order = await orderOf(store, await shopper.checkout(pickup))
    expect(order).toMatchObject({
      fulfillment_type: 'pickup',
      shipping_method: 'Pick up at Pier 7',
      totals: { total: usd(2200) },
      shipping_address: { name: 'Grace', line1: 'Pier 7' },
    })
    expect((await stock.snapshot()).locations).toMatchObject({ [shop.id]: 58 })
  })
})

describe('gift cards', () => {
  test('one pays a part, then the rest of it another order; the books agree', async () => {
    const store = await makeStore()
    const card = await makeGiftCard(store.db, { amountMinor: 2000 })
    const first = await shopperWithGoods(store)
    await first.shopper.enter(card.code)
    // Nothing is left to pay, so nobody is asked how.
    const paid = await orderOf(store, await first.shopper.checkout({ payment_method_id: null }))
    expect(paid).toMatchObject({
      payment_method: 'Gift card',
      gift_cards: [{ amount: usd(1500) }],
      totals: { payable: usd(0) },
    })
    await eventually(async () => {
      expect(await rows('SELECT balance_minor FROM gift_cards WHERE id = ?', card.id)).toEqual([{ balance_minor: 500 }])
    })
    const second = await shopperWithGoods(store)
    expect((await second.shopper.enter(card.code)).data.totals).toMatchObject({
      gift_card: usd(500),
      payable: usd(1000),
    })
    const { error } = await second.shopper.checkout({ payment_method_id: null })
    expect(error).toMatchObject({ code: 'validation_failed', details: [{ path: 'payment_method_id' }] })
    await orderOf(store, await second.shopper.checkout())
    expect(await card.object.view()).toMatchObject({ state: { balanceMinor: 0, heldMinor: 0 }, consistent: true })
    const payments = await rows(
      'SELECT provider, amount_minor FROM payments WHERE store_id = ? ORDER BY created_at, provider',
      store.id,
    )
    expect(payments).toEqual([
      { provider: 'gift_card', amount_minor: 1500 },
      { provider: 'gift_card', amount_minor: 500 },
      { provider: 'test', amount_minor: 1000 },
    ])
  })

  test('that was spent since it was shown: the checkout is refused beside the code, and nothing is sold', async () => {
    const store = await makeStore()
    const card = await makeGiftCard(store.db, { amountMinor: 1000 })
    const { shopper, stock } = await shopperWithGoods(store)
    const code = (await shopper.enter(card.code)).data.codes[0]?.id
    await card.object.hold({ id: 'other', amountMinor: 900, currency: 'USD', ttlMs: 60_000 }) // by another checkout
    const { error } = await shopper.checkout()
    expect(error).toMatchObject({ code: 'gift_card_insufficient', details: [{ path: `codes.${code}` }] })
    expect(await stock.audit()).toMatchObject({ held: 0, sold: 0, consistent: true })
    expect((await shopper.cart()).data.status).toBe('open')
  })

  test('bought: one for each piece, with its money, untaxed, without delivery, and a mail with the code', async () => {
    const store = await makeStore({ taxRatePpm: 100_000 })
    const { variantId } = await makeStocked(store.db, 0, { isGiftCard: true, priceMinor: 2500 })
    const shopper = await newShopper(store.id)
    const { data } = await shopper.add(variantId, 2)
    expect(data).toMatchObject({ needs_shipping: false, shipping_rates: [], totals: { total: usd(5000), tax: usd(0) } })
    const bare = { shipping_rate_id: null, shipping_address: null, name: 'Ada' }
    const order = await orderOf(store, await shopper.checkout(bare))
    expect(order).toMatchObject({ fulfillment_type: 'none', shipping_address: { name: 'Ada' } })
    const cards = await rows(
      'SELECT id, balance_minor, recipient, order_id FROM gift_cards WHERE store_id = ?',
      store.id,
    )
    const card = { balance_minor: 2500, recipient: 'ada@example.com', order_id: order.id }
    expect(cards).toEqual([expect.objectContaining(card), expect.objectContaining(card)])
    const mails = await rows(
      "SELECT payload ->> '$.code' AS code FROM outbox WHERE store_id = ? AND type = 'GIFT_CARD_ISSUED'",
      store.id,
    )
    expect(mails).toHaveLength(2)
    const next = await shopperWithGoods(store)
    expect((await next.shopper.enter(mails[0]?.code)).data.totals.gift_card).toEqual(usd(1650))
  })
})

describe('a promotion for the first ten', () => {
  test('of 50 who check out at once, exactly ten have it; the others are told that it is used up', async () => {
    const store = await makeStore()
    await makePromotion(store.db, { code: 'FIRST', usageLimit: 10 })
    const { variantId } = await makeStocked(store.db, 100)
    const buyers = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const shopper = await newShopper(store.id)
        await shopper.add(variantId)
        await shopper.enter('FIRST')
        return shopper
      }),
    )
    const total = usd(1400)
    const answers = await Promise.all(
      buyers.map((shopper, index) => shopper.checkout({ email: `b${index}@example.com`, expected_total: total })),
    )
    const outcomes = answers.map(({ error }): string => error?.code ?? 'placed')
    expect(Map.groupBy(outcomes, (outcome) => outcome).get('placed')).toHaveLength(10)
    expect(Map.groupBy(outcomes, (outcome) => outcome).get('code_used_up')).toHaveLength(40)
    const refused = answers.findIndex(({ error }) => error?.code === 'code_used_up')
    const entered = (await buyers[refused]?.cart())?.data.codes[0]?.id
    expect(answers[refused]?.error?.details).toMatchObject([{ path: `codes.${entered}` }])
    const placed = await rows('SELECT discount_minor FROM orders WHERE store_id = ?', store.id)
    expect(placed).toEqual(Array(10).fill({ discount_minor: 100 }))
  })

  test('once per customer: the same address, in any case, has it once', async () => {
    const store = await makeStore()
    await makePromotion(store.db, { code: 'ONCE', perCustomerLimit: 1 })
    const buy = async (email: string) => {
      const { shopper } = await shopperWithGoods(store)
      await shopper.enter('ONCE')
      return (await shopper.checkout({ email })).error?.code ?? 'placed'
    }
    expect(await buy('kim@example.com')).toBe('placed')
    expect(await buy('KIM@Example.com')).toBe('code_used_by_customer')
    expect(await buy('lee@example.com')).toBe('placed')
  })
})

describe('a total that is not what was shown', () => {
  test('is told with the new one, beside the total', async () => {
    const store = await makeStore()
    const { shopper } = await shopperWithGoods(store)
    const shown = (await shopper.cart()).data.totals.payable
    await makePromotion(store.db, {})
    const { error } = await shopper.checkout({ expected_total: shown })
    expect(error).toMatchObject({ code: 'price_changed', details: [{ path: 'expected_total' }] })
    expect(error.details?.[0]?.message).toContain('$14.00')
    expect((await shopper.checkout()).status).toBe(201)
  })
})
