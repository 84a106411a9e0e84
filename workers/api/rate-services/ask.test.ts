import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { configOf } from '#api/config/config.ts'
import type { RateService } from '#contract/rate-service.ts'
import { env } from '#tests/workers/fixtures.ts'
import { CARRIER_URL, isSignedBy, priced, runService } from '#tests/workers/rate-service.ts'
import { seal } from '../lib/secrets.ts'
import { newWebhookSecret } from '../lib/standard-webhook.ts'
import { shippingQuestion } from '../shipping/carrier-service.ts'
import type { StoreRecord } from '../stores/resolve-store.ts'
import { taxQuestion } from '../taxes/tax-service.ts'
import { askService, type Question } from './ask.ts'
import { keptAnswer } from './rate-provider-cache.ts'

const config = configOf(env)
const place = (region: string) => ({ country: 'US', region, postalCode: '94107' })

/** A store with these secrets, the newest first. */
async function storeWith(...secrets: string[]): Promise<StoreRecord> {
  const id = crypto.randomUUID()
  const sealed = await seal(secrets.join(' '), `service-secret:${id}`, config.authSecret)
  return { id, serviceSecret: secrets.length > 0 ? { sealed, madeAt: 1 } : null } as StoreRecord
}

const parcel = { weightG: 1200, valueMinor: 3000, pieces: 2 }
const shippingOf = (store: StoreRecord, { url = CARRIER_URL }: Partial<RateService> = {}) =>
  shippingQuestion({ url }, { store, origin: place('NV'), destination: place('CA'), currency: 'USD', parcel })

let store: StoreRecord
let secret: string
beforeEach(async () => {
  secret = newWebhookSecret()
  store = await storeWith(secret)
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe('a question', () => {
  test('says what is to be priced, signed as Standard Webhooks are, and follows no redirect', async () => {
    const service = runService(() => ({ rates: [priced(1290)] }))
    const answer = await askService(config, shippingOf(store))
    expect(answer).toEqual({ outcome: 'answered', value: { rates: [priced(1290)] } })
    const [asked] = service.asked
    if (!asked) throw new Error('Nobody was asked')
    expect(asked.body).toEqual({
      type: 'shipping.rates',
      store_id: store.id,
      currency: 'USD',
      origin: { country: 'US', region: 'NV', postal_code: '94107' },
      destination: { country: 'US', region: 'CA', postal_code: '94107' },
      parcel: { weight_g: 1200, value_minor: 3000, pieces: 2 },
    })
    expect(asked.init).toMatchObject({ method: 'POST', redirect: 'manual' })
    expect(await isSignedBy(secret, asked)).toBe(true)
    expect(await isSignedBy(newWebhookSecret(), asked)).toBe(false)
    expect(Math.abs(Number(asked.headers.get('webhook-timestamp')) - Date.now() / 1000)).toBeLessThan(10)
    expect(JSON.stringify([...asked.headers, asked.text])).not.toContain(secret)
  })

  test('is signed with the secret before as well, so that a service can change over', async () => {
    const service = runService(() => ({ rates: [] }))
    const [newer, older] = [newWebhookSecret(), newWebhookSecret()]
    await askService(config, shippingOf(await storeWith(newer, older)))
    const [asked] = service.asked
    if (!asked) throw new Error('Nobody was asked')
    expect([await isSignedBy(newer, asked), await isSignedBy(older, asked)]).toEqual([true, true])
  })

  test('is not asked without a secret', async () => {
    const service = runService(() => ({ rates: [] }))
    const reason = 'There is no signing secret. Make one first.'
    expect(await askService(config, shippingOf(await storeWith()))).toEqual({ outcome: 'unavailable', reason })
    expect(service.asked).toEqual([])
  })
})

describe('an address that leads inside is never asked', () => {
  test.each([
    'https://127.0.0.1/ask',
    'https://localhost/ask',
    'https://169.254.169.254/latest/meta-data',
    'https://10.1.2.3/ask',
    'https://[::1]/ask',
    'https://2130706433/ask',
    'https://metadata.google.internal/ask',
  ])('%s', async (url) => {
    const service = runService(() => ({ rates: [] }))
    for (const environment of ['test', 'production'] as const) {
      const answer = await askService({ ...config, environment }, shippingOf(store, { url }))
      expect(answer).toEqual({ outcome: 'unavailable', reason: 'That address is not on the public internet.' })
    }
    expect(service.asked).toEqual([])
  })

  test('but a developer’s own machine, while developing', async () => {
    const service = runService(() => ({ rates: [] }))
    const inDevelopment = { ...config, environment: 'development' as const }
    expect(await askService(inDevelopment, shippingOf(store, { url: 'http://localhost:9000/ask' }))).toMatchObject({
      outcome: 'answered',
    })
    expect(await askService(inDevelopment, shippingOf(store, { url: 'http://10.1.2.3/ask' }))).toMatchObject({
      outcome: 'unavailable',
    })
    expect(service.asked).toHaveLength(1)
  })

  test.each(['production', 'preview', 'Development'])('nor one without https in "%s"', async (environment) => {
    const service = runService(() => ({ rates: [] }))
    const question = shippingOf(store, { url: 'http://rates.example/ask' })
    expect(await askService({ ...config, environment }, question)).toMatchObject({
      reason: 'Only https addresses are fetched.',
    })
    expect(service.asked).toEqual([])
  })
})

const endless = () =>
  new Response(
    new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(new Uint8Array(16 * 1024).fill(32)) }),
  )
const trickling = () => new Response(new ReadableStream<Uint8Array>({ pull: () => new Promise(() => {}) }))

describe('no answer is', () => {
  test.each<[string, () => unknown, string]>([
    ['a fault', () => new Response('no', { status: 500 }), 'The service answered 500.'],
    ['a redirect', () => Response.redirect('http://169.254.169.254/'), 'The address leads on to another one.'],
    ['one without an end', endless, 'The answer is larger than 64 KB.'],
    ['no JSON', () => new Response('<html>'), 'The answer is not as agreed: the answer: '],
    ['another shape', () => ({ prices: [] }), 'The answer is not as agreed: rates: '],
    ['a price below zero', () => ({ rates: [priced(-1)] }), 'The answer is not as agreed: rates.0.price_minor: '],
    ['a price in fractions', () => ({ rates: [priced(12.5)] }), 'The answer is not as agreed: rates.0.price_minor: '],
    ['a price past all', () => ({ rates: [priced(1e12)] }), 'The answer is not as agreed: rates.0.price_minor: '],
    ['another currency', () => ({ rates: [priced(1, { currency: 'EUR' })] }), 'Every price must be in USD.'],
    ['one code twice', () => ({ rates: [priced(1), priced(2)] }), 'Two rates have the same code.'],
    ['a code that is none', () => ({ rates: [priced(1, { code: 'a:b' })] }), 'rates.0.code'],
    ['too many', () => ({ rates: Array.from({ length: 21 }, (_, n) => priced(1, { code: `c${n}` })) }), 'rates: '],
  ])('%s', async (_, answer, reason) => {
    runService(answer)
    const given = await askService(config, shippingOf(store))
    expect(given).toEqual({ outcome: 'unavailable', reason: expect.stringContaining(reason) })
  })

  test.each<[string, () => unknown]>([
    ['that never begins', () => new Promise(() => {})],
    ['that never ends', trickling],
  ])('one %s', async (_, answer) => {
    runService(answer)
    expect(await askService(config, shippingOf(store), 50)).toEqual({
      outcome: 'unavailable',
      reason: 'The service took longer than 0.05 s.',
      isSilent: true,
    })
  })

  test('none at all', async () => {
    runService(() => Promise.reject(new TypeError('Network connection lost')))
    expect(await askService(config, shippingOf(store))).toMatchObject({ reason: 'The service cannot be reached.' })
  })
})

describe('a tax service', () => {
  const taxesAt = (region: string): Question<unknown> =>
    taxQuestion({ url: CARRIER_URL }, { store, destination: place(region), categories: ['food', 'standard'] })
  const rate = { name: 'Sales tax', level: 'region', category: '', rate_ppm: 72_500 }

  test('is asked for categories at a place, and answers with rates', async () => {
    const service = runService(() => ({ rates: [{ name: 'Sales tax', level: 'region', rate_ppm: 72_500 }] }))
    expect(await askService(config, taxesAt('CA'))).toEqual({ outcome: 'answered', value: { rates: [rate] } })
    expect(service.asked[0]?.body).toEqual({
      type: 'tax.rates',
      store_id: store.id,
      categories: ['food', 'standard'],
      destination: { country: 'US', region: 'CA', postal_code: '94107' },
    })
  })

  test.each<[string, string, object[]]>([
    ['above 100 %', 'CA', [{ ...rate, rate_ppm: 1_000_001 }]],
    ['below 0 %', 'CA', [{ ...rate, rate_ppm: -1 }]],
    ['twice for a category', 'CA', [rate, rate]],
    ['of a region that nobody has named', '', [rate]],
  ])('has no answer in rates %s', async (_, region, rates) => {
    runService(() => ({ rates }))
    expect(await askService(config, taxesAt(region))).toMatchObject({ outcome: 'unavailable' })
  })
})

describe('an answer', () => {
  test('is kept for five minutes, and asked for once by all who want it at a time', async () => {
    let price = 100
    const service = runService(() => ({ rates: [priced(price++)] }))
    vi.useFakeTimers({ toFake: ['Date'] })
    const first = await Promise.all([1, 2, 3].map(() => keptAnswer(config, shippingOf(store))))
    expect(new Set(first.map((answer) => JSON.stringify(answer))).size).toBe(1)
    vi.setSystemTime(Date.now() + 299_000)
    expect(await keptAnswer(config, shippingOf(store))).toEqual(first[0])
    expect(service.asked).toHaveLength(1)
    vi.setSystemTime(Date.now() + 2_000)
    expect(await keptAnswer(config, shippingOf(store))).toMatchObject({ value: { rates: [{ price_minor: 101 }] } })
  })

  test('that is slow to come is waited for together: one question, and one price for all', async () => {
    const service = runService(async () => {
      const price = service.asked.length
      await scheduler.wait(1_300)
      return { rates: [priced(price)] }
    })
    const answers = await Promise.all([1, 2, 3].map(() => keptAnswer(config, shippingOf(store))))
    expect(answers.map((answer) => answer.outcome === 'answered' && answer.value.rates[0]?.price_minor)).toEqual([
      1, 1, 1,
    ])
    expect(service.asked).toHaveLength(1)
  })

  test('is another store’s or another parcel’s only for itself', async () => {
    const service = runService(() => ({ rates: [priced(service.asked.length)] }))
    const heavier = shippingQuestion(
      { url: CARRIER_URL },
      { store, origin: place('NV'), destination: place('CA'), currency: 'USD', parcel: { ...parcel, weightG: 1201 } },
    )
    const other = await storeWith(secret)
    for (const question of [shippingOf(store), heavier, shippingOf(other)]) await keptAnswer(config, question)
    expect(service.asked.map(({ body }) => [body.store_id, body.parcel.weight_g])).toEqual([
      [store.id, 1200],
      [store.id, 1201],
      [other.id, 1200],
    ])
  })

  test('is found by other isolates of the data centre, as long as it is one', async () => {
    const shared = { ...config, cache: 'edge' as const }
    const service = runService(() => ({ rates: [priced(service.asked.length)] }))
    await keptAnswer(shared, shippingOf(store))
    vi.resetModules()
    const elsewhere = await import('./rate-provider-cache.ts')
    expect(await elsewhere.keptAnswer(shared, shippingOf(store))).toMatchObject({
      value: { rates: [{ price_minor: 1 }] },
    })
    expect(service.asked).toHaveLength(1)
    vi.useFakeTimers({ toFake: ['Date'] })
    vi.setSystemTime(Date.now() + 301_000)
    expect(await elsewhere.keptAnswer(shared, shippingOf(store))).toMatchObject({
      value: { rates: [{ price_minor: 2 }] },
    })
  })

  test('comes all the same where the data centre’s cache fails', async () => {
    runService(() => ({ rates: [priced(1290)] }))
    const broken = () => Promise.reject(new Error('Cache API failed'))
    vi.spyOn(caches.default, 'match').mockImplementation(broken)
    vi.spyOn(caches.default, 'put').mockImplementation(broken)
    const shared = { ...config, cache: 'edge' as const }
    expect(await keptAnswer(shared, shippingOf(store))).toMatchObject({ outcome: 'answered' })
  })

  test('that does not come is not waited for again at once, whatever is asked', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue()
    const service = runService(() => Promise.reject(new TypeError('Network connection lost')))
    vi.useFakeTimers({ toFake: ['Date'] })
    expect(await keptAnswer(config, shippingOf(store))).toMatchObject({ outcome: 'unavailable' })
    const taxes = taxQuestion({ url: CARRIER_URL }, { store, destination: place('CA'), categories: ['standard'] })
    expect(await keptAnswer(config, taxes)).toMatchObject({ outcome: 'unavailable' })
    expect(service.asked).toHaveLength(1)
    expect(JSON.parse(String(warn.mock.calls[0]?.[0]))).toEqual({
      event: 'service_unavailable',
      store_id: store.id,
      question: 'shipping.rates',
      reason: 'The service cannot be reached.',
    })
    service.answer = () => ({ rates: [] })
    vi.setSystemTime(Date.now() + 11_000)
    expect(await keptAnswer(config, shippingOf(store))).toMatchObject({ outcome: 'answered' })
  })

  test('that is none keeps only its own question from being asked again', async () => {
    vi.spyOn(console, 'warn').mockReturnValue()
    const service = runService(({ body }) =>
      body.type === 'tax.rates' ? { rates: [] } : new Response('', { status: 500 }),
    )
    await keptAnswer(config, shippingOf(store))
    await keptAnswer(config, shippingOf(store))
    const taxes = taxQuestion({ url: CARRIER_URL }, { store, destination: place('CA'), categories: ['standard'] })
    expect(await keptAnswer(config, taxes)).toMatchObject({ outcome: 'answered' })
    expect(service.asked).toHaveLength(2)
  })
})
