/** Carts and checkouts of stores that ask services outside for delivery prices and for taxes. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Order } from '#contract/order.ts'
import { makeLocation, makePromotion } from '#tests/workers/fixtures.ts'
import { CARRIER_URL, priced, runService } from '#tests/workers/rate-service.ts'
import { makeSeller } from '#tests/workers/seller.ts'
import { makeStocked } from '#tests/workers/shelf.ts'
import { ADDRESS, newShopper, request } from '#tests/workers/shopper.ts'

beforeEach(() => void vi.spyOn(console, 'warn').mockReturnValue())
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const SERVICE = { name: 'Couriers', url: CARRIER_URL }
const TABLE_RATE = { id: 'standard', name: 'Standard', steps: [{ from: 0, price_minor: 500 }] }
const HERE = '?country=US&region=CA&postal_code=94107'
const EXPRESS = { shipping_rate_id: 'carrier:express' }
const later = (ms: number) => {
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.setSystemTime(Date.now() + ms)
}

/** A store whose one zone asks the carrier, beside these rates of its own, or whose taxes a service knows. */
async function shopWith({
  rates = [],
  carrier = false,
  taxes = false,
}: {
  rates?: object[]
  carrier?: boolean
  taxes?: boolean
}) {
  const seller = await makeSeller()
  const { store, ask } = seller
  await ask('POST', '/service-secret')
  const zone = { name: 'Home', places: [{ country: 'US' }], rates, rates_service: carrier ? SERVICE : null }
  await ask('PUT', '/shipping-zones', { zones: [zone] })
  await ask('PUT', '/tax-service', { service: taxes ? SERVICE : null })
  const { variantId } = await makeStocked(store.db, 60, { priceMinor: 2000, weightG: 300 })
  const shopper = await newShopper(store.id)
  await shopper.add(variantId, 2)
  return { ...seller, shopper, variantId }
}

async function placed({ store, shopper }: Awaited<ReturnType<typeof shopWith>>, changes: Record<string, unknown> = {}) {
  const { data, error } = await shopper.checkout(changes)
  if (data?.status !== 'completed') throw new Error(`Not completed: ${JSON.stringify(error)}`)
  const { order_number, order_token } = data
  return (await request<Order>(`/stores/${store.id}/orders/${order_number}?token=${order_token}`)).data
}

describe('a zone with a carrier', () => {
  test('offers its prices beside the tables, and sells at the price that was seen', async () => {
    const service = runService(() => ({ rates: [priced(1290), priced(2490, { code: 'saturday', name: 'Saturday' })] }))
    const shop = await shopWith({ rates: [TABLE_RATE], carrier: true })
    const { data } = await shop.shopper.cart(`${HERE}&shipping_rate_id=carrier:express`)
    expect(data.shipping_rates.map(({ id, name, price }) => [id, name, price.amount_minor])).toEqual([
      ['standard', 'Standard', 500],
      ['carrier:express', 'Express', 1290],
      ['carrier:saturday', 'Saturday', 2490],
    ])
    expect([data.notices, data.totals.payable.amount_minor]).toEqual([[], 5290])
    const order = await placed(shop, EXPRESS)
    expect(order.totals).toMatchObject({ shipping: { amount_minor: 1290 }, total: { amount_minor: 5290 } })
    expect(order.shipping_method).toBe('Express')
    // The page and its checkout are one question.
    expect(service.asked).toHaveLength(1)
    expect(service.asked[0]?.body).toMatchObject({
      currency: 'USD',
      parcel: { weight_g: 600, value_minor: 4000, pieces: 2 },
      destination: { country: 'US', region: 'CA', postal_code: '94107' },
    })
  })

  test('is asked with what the goods cost, discounts taken off, and its price is discounted as any other', async () => {
    const service = runService(() => ({ rates: [priced(1000)] }))
    const { store, shopper } = await shopWith({ carrier: true })
    await makePromotion(store.db, { effect: { kind: 'percentage', share_bps: 2500, on: 'goods' } })
    await makePromotion(store.db, { title: 'Free delivery', effect: { kind: 'free_shipping' } })
    const { data } = await shopper.cart(HERE)
    expect(service.asked[0]?.body.parcel.value_minor).toBe(3000)
    expect(data.shipping_rates[0]?.price.amount_minor).toBe(1000)
    expect([data.totals.shipping.amount_minor, data.totals.total.amount_minor]).toEqual([0, 3000])
  })

  test('is not waited for before the country is said, and the cart tells so', async () => {
    const service = runService(() => ({ rates: [priced(1290)] }))
    const { shopper, variantId } = await shopWith({ carrier: true })
    expect((await shopper.add(variantId, 1)).data).toMatchObject({
      notices: ['shipping_rates_at_checkout'],
      shipping_rates: [],
    })
    expect(service.asked).toEqual([])
  })

  test('that says another price when it is paid for changes the total, and never silently', async () => {
    const service = runService(() => ({ rates: [priced(1290)] }))
    const { shopper } = await shopWith({ carrier: true })
    const seen = await shopper.cart(`${HERE}&shipping_rate_id=carrier:express`)
    service.answer = () => ({ rates: [priced(1490)] })
    later(6 * 60_000)
    const { status, error } = await shopper.checkout({ ...EXPRESS, expected_total: seen.data.totals.payable })
    expect([status, error.code, error.details]).toEqual([
      409,
      'price_changed',
      [{ path: 'expected_total', message: 'It is $54.90 now.' }],
    ])
    expect((await shopper.checkoutStatus()).data.status).toBe('none')
    const again = await shopper.cart(`${HERE}&shipping_rate_id=carrier:express`)
    expect(again.data.totals.payable.amount_minor).toBe(5490)
  })

  test('that takes the option away refuses it', async () => {
    const service = runService(() => ({ rates: [priced(1290)] }))
    const { shopper } = await shopWith({ carrier: true })
    const seen = await shopper.cart(HERE)
    service.answer = () => ({ rates: [] })
    later(6 * 60_000)
    const { status, error } = await shopper.checkout({ ...EXPRESS, expected_total: seen.data.totals.payable })
    expect([status, error.code]).toEqual([422, 'shipping_rate_unavailable'])
  })

  test('needs an address', async () => {
    runService(() => ({ rates: [priced(1290)] }))
    const { shopper } = await shopWith({ carrier: true })
    const changes = {
      ...EXPRESS,
      name: 'Ada',
      shipping_address: null,
      expected_total: { amount_minor: 1, currency: 'USD' },
    }
    expect(await shopper.checkout(changes)).toMatchObject({
      status: 422,
      error: { details: [{ path: 'shipping_address' }] },
    })
  })

  test('is not asked outside its zone, for a pickup, or where nothing is sent', async () => {
    const service = runService(() => ({ rates: [priced(1290)] }))
    const { store, shopper } = await shopWith({ carrier: true })
    expect((await shopper.cart('?country=CA')).data.notices).toEqual([])
    const pickup = await makeLocation(store.db, { offersPickup: true, address: ADDRESS })
    const { variantId } = await makeStocked(store.db, 9, { locationId: pickup.id })
    const comesBy = await newShopper(store.id)
    await comesBy.add(variantId)
    const choice = { shipping_rate_id: `pickup-${pickup.id}`, name: 'Ada', shipping_address: null }
    expect((await comesBy.checkout(choice)).data.status).toBe('completed')
    const giftCard = await makeStocked(store.db, 0, { isGiftCard: true, priceMinor: 2500 })
    const giver = await newShopper(store.id)
    await giver.add(giftCard.variantId)
    expect((await giver.cart(HERE)).data).toMatchObject({ notices: [], shipping_rates: [] })
    expect(service.asked).toEqual([])
  })
})

describe('a carrier that does not answer', () => {
  const down = () => new Response('', { status: 503 })

  test('leaves the rates of the table, which can be bought', async () => {
    runService(down)
    const shop = await shopWith({ rates: [TABLE_RATE], carrier: true })
    const { data } = await shop.shopper.cart(HERE)
    expect(data.shipping_rates.map(({ id }) => id)).toEqual(['standard'])
    expect(data.notices).toEqual(['shipping_rates_unavailable'])
    expect((await placed(shop)).totals.total.amount_minor).toBe(4500)
  })

  test('offers nothing where there is no table, says why, and refuses what was chosen before', async () => {
    const service = runService(() => ({ rates: [priced(1290)] }))
    const { shopper } = await shopWith({ carrier: true })
    const seen = await shopper.cart(HERE)
    service.answer = down
    later(6 * 60_000)
    expect((await shopper.cart(HERE)).data).toMatchObject({
      notices: ['shipping_rates_unavailable'],
      shipping_rates: [],
      shipping_rate_id: null,
    })
    const refused = await shopper.checkout({ ...EXPRESS, expected_total: seen.data.totals.payable })
    expect([refused.status, refused.error.code, refused.error.details?.[0]?.path]).toEqual([
      503,
      'shipping_rates_unavailable',
      'shipping_rate_id',
    ])
    expect(refused.headers.get('retry-after')).toBe('10')
  })
})

describe('taxes from a service', () => {
  const rate = (rate_ppm: number, more: object = {}) => ({ name: 'Sales tax', level: 'region', rate_ppm, ...more })

  test('are counted by us: by category, explained, and on the delivery as on the goods', async () => {
    const service = runService(() => ({
      rates: [rate(72_500), rate(10_000, { category: 'food' }), rate(5000, { level: 'country', name: 'Levy' })],
    }))
    const shop = await shopWith({ rates: [TABLE_RATE], taxes: true })
    const food = await makeStocked(shop.store.db, 9, { priceMinor: 1000, taxCategory: 'food' })
    await shop.shopper.add(food.variantId)
    service.asked.length = 0
    const { data } = await shop.shopper.cart(HERE)
    expect(data.totals.taxes).toEqual([
      { name: 'Levy', rate_ppm: 5000, amount_minor: 28 },
      { name: 'Sales tax', rate_ppm: 72_500, amount_minor: 319 },
      { name: 'Sales tax', rate_ppm: 10_000, amount_minor: 11 },
    ])
    expect(data.totals.total.amount_minor).toBe(5858)
    expect((await placed(shop)).totals.tax.amount_minor).toBe(358)
    expect(service.asked.map(({ body }) => [body.categories, body.destination.region])).toEqual([
      [['food', 'standard'], 'CA'],
    ])
  })

  test.each(['California', ' ca ', 'CALIFORNIA'])(
    'are those of the region, though somebody writes %j',
    async (region) => {
      const service = runService(({ body }) => ({ rates: body.destination.region === 'CA' ? [rate(72_500)] : [] }))
      const shop = await shopWith({ rates: [TABLE_RATE], taxes: true })
      const here = `?country=US&region=${encodeURIComponent(region)}&postal_code=94107`
      expect((await shop.shopper.cart(here)).data.totals.tax.amount_minor).toBe(326)
      const order = await placed(shop, { shipping_address: { ...ADDRESS, region, postal_code: ' 94107' } })
      expect(order.totals.tax.amount_minor).toBe(326)
      expect(order.shipping_address).toMatchObject({ region: 'CA' })
      expect(service.asked.filter(({ body }) => body.destination.region !== '')).toHaveLength(1) // all are one question
    },
  )

  test('of a pickup are those of the place where it is picked up', async () => {
    const service = runService(({ body }) => ({ rates: body.destination.region === 'NV' ? [rate(80_000)] : [] }))
    const { store, shopper } = await shopWith({ taxes: true })
    const address = { ...ADDRESS, region: 'NV', postal_code: '89501' }
    await makeLocation(store.db, { offersPickup: true, address })
    expect((await shopper.cart(HERE)).data.totals.tax.amount_minor).toBe(320)
    expect(service.asked.at(-1)?.body.destination).toEqual({ country: 'US', region: 'NV', postal_code: '89501' })
  })

  test('that have changed since they were shown are shown again', async () => {
    const service = runService(() => ({ rates: [rate(70_000)] }))
    const { shopper } = await shopWith({ rates: [TABLE_RATE], taxes: true })
    const seen = await shopper.cart(HERE)
    service.answer = () => ({ rates: [rate(80_000)] })
    later(6 * 60_000)
    const { status, error } = await shopper.checkout({ expected_total: seen.data.totals.payable })
    expect([status, error.code]).toEqual([409, 'price_changed'])
  })

  test('are never left out in silence: without an answer and without a table nobody buys', async () => {
    const service = runService(() => ({ rates: [rate(70_000)] }))
    const { ask, shopper } = await shopWith({ rates: [TABLE_RATE], taxes: true })
    service.answer = () => new Response('', { status: 500 })
    later(6 * 60_000)
    const { data } = await shopper.cart(HERE)
    expect([data.notices, data.totals.tax.amount_minor]).toEqual([['tax_unavailable'], 0])
    const refused = await shopper.checkout({ expected_total: data.totals.payable })
    expect([refused.status, refused.error.code, refused.headers.get('retry-after')]).toEqual([
      503,
      'tax_unavailable',
      '10',
    ])
    expect((await shopper.checkoutStatus()).data.status).toBe('none')
    vi.useRealTimers()
    // A table that says nothing of this place is none.
    await ask('PUT', '/tax-rates', { rates: [{ name: 'Elsewhere', country: 'US', region: 'NV', rate_ppm: 68_500 }] })
    expect((await shopper.checkout({ expected_total: data.totals.payable })).error.code).toBe('tax_unavailable')
  })

  test('are left out as a whole where the table covers some goods only: a total without tax, and not with a part of it', async () => {
    runService(() => new Response('', { status: 500 }))
    const shop = await shopWith({ rates: [TABLE_RATE], taxes: true })
    const food = await makeStocked(shop.store.db, 9, { priceMinor: 1000, taxCategory: 'food' })
    await shop.shopper.add(food.variantId)
    const rates = [{ name: 'State', country: 'US', region: 'CA', category: 'food', rate_ppm: 60_000 }]
    await shop.ask('PUT', '/tax-rates', { rates })
    const { data } = await shop.shopper.cart(HERE)
    expect([data.notices, data.totals.tax.amount_minor]).toEqual([['tax_unavailable'], 0])
    expect(data.totals.total.amount_minor).toBe(5500)
  })

  test('come from the table where the service does not answer and the table covers all goods', async () => {
    const service = runService(() => new Response('', { status: 500 }))
    const shop = await shopWith({ rates: [TABLE_RATE], taxes: true })
    await shop.ask('PUT', '/tax-rates', { rates: [{ name: 'State', country: 'US', region: 'CA', rate_ppm: 60_000 }] })
    expect((await placed(shop)).totals.taxes).toEqual([{ name: 'State', rate_ppm: 60_000, amount_minor: 270 }])
    expect(service.asked.length).toBeGreaterThan(0)
    await shop.ask('PUT', '/tax-rates', {
      rates: [{ name: 'State', country: 'US', region: 'CA', category: 'food', rate_ppm: 60_000 }],
    })
    const other = await newShopper(shop.store.id)
    await other.add(shop.variantId)
    expect((await other.cart(HERE)).data.notices).toEqual(['tax_unavailable'])
  })

  test('are not asked for where there is nothing to tax', async () => {
    const service = runService(() => ({ rates: [rate(70_000)] }))
    const { store } = await shopWith({ taxes: true })
    service.asked.length = 0
    const { variantId } = await makeStocked(store.db, 0, { isGiftCard: true, priceMinor: 2500 })
    const shopper = await newShopper(store.id)
    expect((await shopper.add(variantId)).data.totals.total.amount_minor).toBe(2500)
    expect(service.asked).toEqual([])
  })
})

test('a store without services asks nobody', async () => {
  const service = runService(() => ({ rates: [] }))
  const shop = await shopWith({ rates: [TABLE_RATE] })
  expect((await placed(shop)).totals.total.amount_minor).toBe(4500)
  expect(service.asked).toEqual([])
})
