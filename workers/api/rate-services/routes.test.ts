import { afterEach, describe, expect, test, vi } from 'vitest'
import type { TaxService, TriedShipping, TriedTax } from '#contract/rate-service.ts'
import type { ShippingZones } from '#contract/shipping.ts'
import { env } from '#tests/workers/fixtures.ts'
import { makeMember } from '#tests/workers/people.ts'
import { storeHost } from '#tests/workers/platform.ts'
import { CARRIER_URL, isSignedBy, priced, runService } from '#tests/workers/rate-service.ts'
import { makeSeller } from '#tests/workers/seller.ts'
import { request } from '#tests/workers/shopper.ts'

afterEach(() => void vi.restoreAllMocks())

const SERVICE = { name: 'Couriers', url: CARRIER_URL }
const zoneWith = (rates_service: object | null) => ({
  name: 'Home',
  places: [{ country: 'US', regions: [] }],
  rates: [],
  rates_service,
})

async function makeSellerWithSecret() {
  const seller = await makeSeller()
  const { data } = await seller.ask<{ secret: string; made_at: string }>('POST', '/service-secret')
  return { ...seller, secret: data.secret, madeAt: data.made_at }
}

describe('the signing secret', () => {
  test('is told once, and lies sealed', async () => {
    const { ask, entries, store, secret, madeAt } = await makeSellerWithSecret()
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    await ask('PUT', '/tax-service', { service: SERVICE })
    await ask('PUT', '/shipping-zones', { zones: [zoneWith(SERVICE)] })
    const paths = ['/service-secret', '/tax-service', '/shipping-zones', '/settings', '/audit', '/api-keys']
    const answers = await Promise.all(paths.map((path) => ask('GET', path)))
    answers.push(await request(`/stores/resolve?host=${storeHost(store.slug)}`))
    const row = await env.DB.prepare('SELECT * FROM stores WHERE id = ?').bind(store.id).first()
    const { sealed } = JSON.parse(String(row?.service_secret))
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    for (const told of [JSON.stringify(answers), JSON.stringify(await entries())]) {
      expect(told).not.toContain(secret)
      expect(told).not.toContain(sealed)
    }
    expect(JSON.stringify(row)).not.toContain(secret.replace('whsec_', ''))
    expect(answers[0]?.data).toEqual({ made_at: madeAt })
    expect((await entries())[0]).toMatchObject({ action: 'service_secret.made', after: { made_at: madeAt } })
  })

  test('can be replaced, and the one before it signs as well', async () => {
    const { ask, secret } = await makeSellerWithSecret()
    const { data } = await ask<{ secret: string }>('POST', '/service-secret')
    const service = runService(() => ({ rates: [] }))
    await ask('POST', '/tax-service/try', { url: CARRIER_URL, country: 'US' })
    const [asked] = service.asked
    if (!asked) throw new Error('Nobody was asked')
    expect(data.secret).not.toBe(secret)
    expect([await isSignedBy(data.secret, asked), await isSignedBy(secret, asked)]).toEqual([true, true])
  })

  test('is made once, however often a key is sent', async () => {
    const { ask } = await makeSeller()
    const key = { 'idempotency-key': crypto.randomUUID() }
    const made = await ask('POST', '/service-secret', undefined, key)
    expect((await ask('POST', '/service-secret', undefined, key)).data).toEqual(made.data)
  })

  test('is for managers', async () => {
    const { store, ask } = await makeSeller()
    const { headers } = await makeMember(store, 'staff')
    expect(await ask('POST', '/service-secret', undefined, headers)).toMatchObject({ status: 403 })
    expect(await ask('GET', '/service-secret', undefined, headers)).toMatchObject({ data: { made_at: null } })
  })
})

describe('a carrier service', () => {
  test('belongs to a zone, and is in the log', async () => {
    const { ask, entries } = await makeSellerWithSecret()
    const { status, data } = await ask<ShippingZones>('PUT', '/shipping-zones', { zones: [zoneWith(SERVICE)] })
    expect([status, data]).toEqual([200, { zones: [zoneWith(SERVICE)] }])
    expect((await ask('GET', '/shipping-zones')).data).toEqual(data)
    expect((await entries()).at(-1)).toMatchObject({ action: 'shipping_zones.changed', after: data })
    await ask('PUT', '/shipping-zones', { zones: [zoneWith(null)] })
    expect((await ask('GET', '/shipping-zones')).data).toEqual({ zones: [zoneWith(null)] })
  })

  test.each([
    ['https://10.0.0.1/ask', 'That address is not on the public internet.'],
    ['https://localhost/ask', 'That address is not on the public internet.'],
    ['https://me:secret@rates.example/ask', 'An address with a password is not fetched.'],
    ['ftp://rates.example/ask', 'Enter a web address like https://rates.example.com/tradewind.'],
    ['rates.example', 'Enter a web address like https://rates.example.com/tradewind.'],
  ])('is refused at %s', async (url, message) => {
    const { ask } = await makeSellerWithSecret()
    const zones = [zoneWith({ ...SERVICE, url })]
    const details = [{ path: 'zones.0.rates_service.url', message }]
    expect(await ask('PUT', '/shipping-zones', { zones })).toMatchObject({ status: 422, error: { details } })
    expect(await ask('PUT', '/tax-service', { service: { ...SERVICE, url } })).toMatchObject({
      status: 422,
      error: { details: [{ path: 'service.url', message }] },
    })
  })

  test('needs a signing secret', async () => {
    const { ask } = await makeSeller()
    const message = 'Make the signing secret first.'
    expect(await ask('PUT', '/shipping-zones', { zones: [zoneWith(SERVICE)] })).toMatchObject({
      status: 422,
      error: { details: [{ path: 'zones.0.rates_service.url', message }] },
    })
    expect(await ask('PUT', '/tax-service', { service: SERVICE })).toMatchObject({
      status: 422,
      error: { details: [{ path: 'service.url', message }] },
    })
  })

  test('can be tried', async () => {
    const { ask } = await makeSellerWithSecret()
    const service = runService(() => ({ rates: [priced(990)] }))
    const where = { url: CARRIER_URL, country: 'US', region: 'CA', postal_code: '94107' }
    const { data } = await ask<TriedShipping>('POST', '/shipping-zones/try-service', where)
    expect(data).toMatchObject({ outcome: 'answered', answer: { rates: [priced(990)] } })
    service.answer = () => ({ rates: [priced(990, { currency: 'JPY' })] })
    expect((await ask('POST', '/shipping-zones/try-service', where)).data).toEqual({
      outcome: 'unavailable',
      reason: 'The answer is not as agreed: rates: Every price must be in USD.',
    })
    expect(service.asked[0]?.body).toMatchObject({
      origin: { country: 'US' },
      destination: { country: 'US', region: 'CA', postal_code: '94107' },
    })
  })
})

describe('a tax service', () => {
  test('is chosen and left, with entries in the log', async () => {
    const { ask, entries, version } = await makeSellerWithSecret()
    expect((await ask<TaxService>('GET', '/tax-service')).data).toEqual({ service: null })
    expect((await ask('PUT', '/tax-service', { service: SERVICE })).data).toEqual({ service: SERVICE })
    await ask('PUT', '/tax-service', { service: SERVICE })
    expect((await ask('GET', '/tax-service')).data).toEqual({ service: SERVICE })
    expect((await ask('PUT', '/tax-service', { service: null })).data).toEqual({ service: null })
    expect((await entries()).slice(1)).toMatchObject([
      { action: 'tax_service.changed', before: { service: null }, after: { service: SERVICE } },
      { action: 'tax_service.changed', before: { service: SERVICE }, after: { service: null } },
    ])
    expect(await version()).toBe(4)
  })

  test('can be tried', async () => {
    const { ask } = await makeSellerWithSecret()
    const rates = [{ name: 'VAT', level: 'country', category: '', rate_ppm: 230_000 }]
    runService(() => ({ rates }))
    const { data } = await ask<TriedTax>('POST', '/tax-service/try', { url: CARRIER_URL, country: 'IE' })
    expect(data).toMatchObject({ outcome: 'answered', answer: { rates } })
  })
})
