/** The total is the total: what is said before the address is known, and that whoever pays what was shown last is never refused. */
import { describe, expect, test } from 'vitest'
import { env, makeLocation, makeStore } from '#tests/workers/fixtures.ts'
import { makeGiftCard, makeStocked } from '#tests/workers/shelf.ts'
import { ADDRESS, newShopper } from '#tests/workers/shopper.ts'

const usd = (amount_minor: number) => ({ amount_minor, currency: 'USD' })
const TEN_PERCENT = 100_000

async function shopping(options: Parameters<typeof makeStore>[0], goods: Parameters<typeof makeStocked>[2] = {}) {
  const store = await makeStore(options)
  const { variantId } = await makeStocked(store.db, 60, goods)
  const shopper = await newShopper(store.id)
  await shopper.add(variantId)
  return { store, shopper }
}

describe('a cart whose place is guessed', () => {
  test('leaves out tax that would be added, says so, and is an estimate', async () => {
    const { shopper } = await shopping({ countries: ['US', 'CA'], taxRatePpm: TEN_PERCENT })
    const { data } = await shopper.cart('?country=CA&estimate=country')
    expect(data).toMatchObject({
      estimated: true,
      notices: ['tax_at_checkout'],
      destination: { country: 'CA' },
      totals: { subtotal: usd(1000), shipping: usd(500), tax: usd(0), total: usd(1500), payable: usd(1500) },
    })
    const known = (await shopper.cart('?country=CA&region=ON')).data
    expect(known).toMatchObject({ estimated: false, notices: [], totals: { tax: usd(150), payable: usd(1650) } })
  })

  test('counts a gift card against what is in the total', async () => {
    const { store, shopper } = await shopping({ taxRatePpm: TEN_PERCENT })
    const { code } = await makeGiftCard(store.db, { amountMinor: 1600 })
    await shopper.enter(code)
    expect((await shopper.cart('?country=US&estimate=country')).data.totals).toMatchObject({
      total: usd(1500),
      gift_card: usd(1500),
      payable: usd(0),
    })
    expect((await shopper.cart('?country=US&region=CA')).data.totals).toMatchObject({ payable: usd(50) })
  })

  test('says nothing of tax where there is none to add', async () => {
    const untaxed = await shopping({})
    expect((await untaxed.shopper.cart('?country=US&estimate=country')).data).toMatchObject({
      estimated: true,
      notices: [],
    })
    const included = await shopping({ taxInclusive: true, taxRatePpm: TEN_PERCENT })
    const { data } = await included.shopper.cart('?country=US&estimate=country')
    expect(data).toMatchObject({ estimated: true, notices: [], totals: { tax: usd(136), total: usd(1500) } })
  })

  test('is no estimate for a pickup, whose tax is known', async () => {
    const { store, shopper } = await shopping({ taxRatePpm: TEN_PERCENT })
    const { id } = await makeLocation(store.db, { name: 'Pier 7', offersPickup: true, address: { ...ADDRESS } })
    const { data } = await shopper.cart(`?country=US&estimate=country&shipping_rate_id=pickup-${id}`)
    expect(data).toMatchObject({ estimated: false, notices: [], totals: { tax: usd(100), total: usd(1100) } })
  })
})

describe('a cart whose country is meant, and whose address is still to come', () => {
  test('has its total where nothing depends on more than the country', async () => {
    const { shopper } = await shopping({ countries: ['US', 'CA'], taxRatePpm: TEN_PERCENT })
    const { data } = await shopper.cart('?country=CA&estimate=region')
    expect(data).toMatchObject({ estimated: false, notices: [], totals: { tax: usd(150), payable: usd(1650) } })
  })

  test('leaves the tax open where a region of the country has its own', async () => {
    const { store, shopper } = await shopping({ taxRatePpm: TEN_PERCENT })
    await env.DB.prepare("UPDATE tax_rates SET region = 'CA' WHERE store_id = ?").bind(store.id).run()
    const open = (await shopper.cart('?country=US&estimate=region')).data
    expect(open).toMatchObject({ estimated: true, notices: ['tax_at_checkout'], totals: { payable: usd(1500) } })
    expect((await shopper.cart('?country=US&region=CA')).data.totals.payable).toEqual(usd(1650))
  })

  test('is an estimate where a region has delivery prices of its own', async () => {
    const { store, shopper } = await shopping({ taxInclusive: true })
    const places = [
      { country: 'US', regions: [] },
      { country: 'US', regions: ['HI'] },
    ]
    await env.DB.prepare('UPDATE shipping_zones SET places = json(?) WHERE store_id = ?')
      .bind(JSON.stringify(places), store.id)
      .run()
    expect((await shopper.cart('?country=US&estimate=region')).data).toMatchObject({ estimated: true, notices: [] })
  })
})

describe('where no address is asked for, the place that was shown changes nothing', () => {
  test('what is not delivered is taxed at home, and paid as it was shown', async () => {
    const options = { countries: ['US', 'CA'], taxRatePpm: TEN_PERCENT }
    const { store, shopper } = await shopping(options)
    await env.DB.prepare('UPDATE variants SET requires_shipping = 0 WHERE store_id = ?').bind(store.id).run()
    const shown = (await shopper.cart('?country=CA&region=ON')).data
    expect(shown).toMatchObject({ estimated: false, destination: { country: 'US', region: '' } })
    const paid = await shopper.checkout({
      shipping_address: null,
      name: 'Ada',
      shipping_rate_id: null,
      expected_total: shown.totals.payable,
    })
    expect([paid.status, paid.error]).toEqual([201, null])
  })

  test('a pickup at a location without an address is taxed at home', async () => {
    const { store, shopper } = await shopping({ country: 'US', countries: ['CA'], taxRatePpm: TEN_PERCENT })
    const { id } = await makeLocation(store.db, { name: 'The counter', offersPickup: true })
    const rate = `pickup-${id}`
    const shown = (await shopper.cart(`?country=CA&region=ON&shipping_rate_id=${rate}`)).data
    expect(shown).toMatchObject({ estimated: false, totals: { tax: usd(0), total: usd(1000) } })
    const paid = await shopper.checkout({
      shipping_address: null,
      name: 'Ada',
      shipping_rate_id: rate,
      expected_total: shown.totals.payable,
    })
    expect([paid.status, paid.error]).not.toEqual([409, expect.objectContaining({ code: 'price_changed' })])
  })
})
