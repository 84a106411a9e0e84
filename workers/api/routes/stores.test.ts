import { describe, expect, test } from 'vitest'
import type { Store } from '#contract/store.ts'
import { env, makeStore } from '#tests/workers/fixtures.ts'
import { request } from '#tests/workers/shopper.ts'

const OPERATOR = { authorization: 'Bearer development-operator-token' }
const SETTINGS = {
  name: 'Harbour',
  currency: 'JPY',
  locale: 'en-JP',
  country: 'JP',
  countries: ['JP'],
  contact_email: 'hello@harbour.example',
  tax_inclusive: true,
  tax_rate_bps: 1000,
  shipping_rates: [{ id: 'standard', name: 'Standard', price_minor: 500, free_over_minor: 8000 }],
}
const put = (slug: string, body: object, headers: Record<string, string> = OPERATOR) =>
  request<Store>(`/stores/${slug}`, { method: 'PUT', body, headers })

describe('the operator', () => {
  test('creates a store, and brings it to other settings without a second one', async () => {
    const created = await put('harbour', SETTINGS)
    expect(created.data).toMatchObject({ slug: 'harbour', name: 'Harbour', currency: 'JPY', tax_inclusive: true })
    const changed = await put('harbour', { ...SETTINGS, name: 'Harbour & Pine' })
    expect(changed.data).toMatchObject({ id: created.data.id, name: 'Harbour & Pine', currency: 'JPY' })
    const other = await put('harbour', { ...SETTINGS, currency: 'USD' })
    expect(other.error).toMatchObject({ code: 'currency_fixed', details: [{ path: 'currency' }] })
    const { results } = await env.DB.prepare('SELECT action FROM audit_log WHERE store_id = ? ORDER BY id')
      .bind(created.data.id)
      .all()
    expect(results).toEqual([{ action: 'store.created' }, { action: 'store.updated' }])
  })

  test.each([
    [{}, 401],
    [{ authorization: 'Bearer wrong' }, 401],
    [{ authorization: 'Basic ZGV2ZWxvcG1lbnQtb3BlcmF0b3ItdG9rZW4=' }, 401],
  ])('is nobody else: %o', async (headers, status) => {
    const answer = await put('intruder', SETTINGS, headers as Record<string, string>)
    expect(answer).toMatchObject({ status, error: { code: 'unauthorized' } })
    expect(await env.DB.prepare(`SELECT id FROM stores WHERE slug = 'intruder'`).first()).toBeNull()
  })

  test.each([
    [{ currency: 'yen' }, 'currency'],
    [{ currency: 'ZZZ' }, 'currency'],
    [{ locale: 'no_such!!' }, 'locale'],
    [{ shipping_rates: [SETTINGS.shipping_rates[0], SETTINGS.shipping_rates[0]] }, 'shipping_rates'],
    [{ tax_rate_bps: 10_001 }, 'tax_rate_bps'],
    [{ shipping_rates: [] }, 'shipping_rates'],
    [{ contact_email: 'nobody' }, 'contact_email'],
  ])('is told what is wrong: %o', async (change, path) => {
    const { error } = await put('faulty', { ...SETTINGS, ...change })
    expect(error).toMatchObject({ code: 'validation_failed', details: [{ path }] })
  })
})

describe('a host', () => {
  const resolve = (host: string) => request<Store>(`/stores/resolve?host=${encodeURIComponent(host)}`)

  test('leads to its store by sub-domain, with or without a port, in any case', async () => {
    const store = await makeStore()
    for (const host of [`${store.slug}.localhost:8788`, `${store.slug}.localhost`, `${store.slug}.LOCALHOST:9000`]) {
      expect((await resolve(host)).data.id).toBe(store.id)
    }
  })

  test('of the merchant’s own leads there once it is verified', async () => {
    const store = await makeStore()
    const host = `shop-${store.slug}.example`
    await env.DB.prepare('INSERT INTO domains VALUES (?, ?, ?, NULL, 0, 0)')
      .bind(crypto.randomUUID(), store.id, host)
      .run()
    expect((await resolve(host)).error.code).toBe('store_not_found')
    await env.DB.prepare('UPDATE domains SET verified_at = 1 WHERE host = ?').bind(host).run()
    expect((await resolve(host)).data.id).toBe(store.id)
  })

  test.each([
    'localhost:8788',
    'nobody.localhost',
    'a.b.localhost',
    '.localhost',
    "x' OR '1'='1.localhost",
    'evil.example',
  ])('%s leads to no store', async (host) => {
    expect(await resolve(host)).toMatchObject({ status: 404, error: { code: 'store_not_found' } })
  })
})
