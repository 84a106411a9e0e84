/** The skeleton that authors of a shipping or tax service begin with: it runs, and speaks as the API does. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newWebhookSecret, webhookHeaders } from '#api/lib/standard-webhook.ts'
import { ShippingAnswer, TaxAnswer } from '#contract/rate-service.ts'

const SKELETON = path.join(import.meta.dirname, '..', 'docs', 'skeletons', 'rate-service.mjs')
const SECRET = newWebhookSecret()
let service: ChildProcess
let address: string

beforeAll(async () => {
  const env = { ...process.env, TRADEWIND_SECRET: SECRET, PORT: '0' }
  service = spawn(process.execPath, [SKELETON], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  if (!service.stdout) throw new Error('It says nothing')
  const [line] = await once(createInterface(service.stdout), 'line')
  address = String(line)
})
afterAll(() => void service.kill())

async function ask(question: object, secrets = [SECRET], nowMs = Date.now()) {
  const body = JSON.stringify(question)
  return fetch(address, { method: 'POST', body, headers: await webhookHeaders(body, secrets, nowMs) })
}

const place = (country: string, region: string) => ({ country, region, postal_code: '' })
const parcel = { weight_g: 1200, value_minor: 4000, pieces: 2 }
const SHIPPING = {
  type: 'shipping.rates',
  store_id: 'x',
  currency: 'USD',
  parcel,
  origin: place('US', 'NV'),
  destination: place('US', 'CA'),
}

describe('the skeleton', () => {
  test('prices a parcel', async () => {
    const { rates } = ShippingAnswer.parse(await (await ask(SHIPPING)).json())
    expect(rates.map(({ code, price_minor, currency }) => [code, price_minor, currency])).toEqual([
      ['standard', 900, 'USD'],
      ['express', 2100, 'USD'],
    ])
    expect(await (await ask({ ...SHIPPING, destination: place('FR', '') })).json()).toEqual({ rates: [] })
  })

  test('says which taxes apply', async () => {
    const question = {
      type: 'tax.rates',
      store_id: 'x',
      destination: place('US', 'CA'),
      categories: ['food', 'standard'],
    }
    const { rates } = TaxAnswer.parse(await (await ask(question)).json())
    expect(rates.map(({ category, rate_ppm }) => [category, rate_ppm])).toEqual([
      ['', 72_500],
      ['food', 0],
    ])
  })

  test('answers nobody else, and nothing that was recorded', async () => {
    expect((await ask(SHIPPING, [newWebhookSecret()])).status).toBe(401)
    expect((await ask(SHIPPING, [newWebhookSecret(), SECRET])).status).toBe(200)
    expect((await ask(SHIPPING, [SECRET], Date.now() - 301_000)).status).toBe(401)
    expect((await fetch(address, { method: 'POST', body: '{}' })).status).toBe(401)
  })
})
