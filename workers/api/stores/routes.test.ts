import { describe, expect, test } from 'vitest'
import type { Store } from '#contract/store.ts'
import { env, makeStore } from '#tests/workers/fixtures.ts'
import { PLATFORM_HOST, PLATFORM_NAME, storeHost } from '#tests/workers/platform.ts'
import { request } from '#tests/workers/shopper.ts'

describe('a host', () => {
  const resolve = (host: string) => request<Store>(`/stores/resolve?host=${encodeURIComponent(host)}`)

  test('leads to its store by sub-domain, with or without a port, in any case', async () => {
    const store = await makeStore()
    const host = `${store.slug}.${PLATFORM_NAME}`
    for (const spelling of [storeHost(store.slug), host, `${host.toUpperCase()}:9000`]) {
      expect((await resolve(spelling)).data.id).toBe(store.id)
    }
  })

  test('of the merchant’s own leads there once it is verified', async () => {
    const store = await makeStore()
    const host = `shop-${store.slug}.example`
    await env.DB.prepare('INSERT INTO domains (id, store_id, host, created_at, updated_at) VALUES (?, ?, ?, 0, 0)')
      .bind(crypto.randomUUID(), store.id, host)
      .run()
    expect((await resolve(host)).error.code).toBe('store_not_found')
    await env.DB.prepare('UPDATE domains SET verified_at = 1 WHERE host = ?').bind(host).run()
    expect((await resolve(host)).data.id).toBe(store.id)
  })

  test.each([
    PLATFORM_HOST,
    storeHost('nobody'),
    storeHost('a.b'),
    storeHost(''),
    storeHost("x' OR '1'='1"),
    'evil.example',
  ])('%s leads to no store', async (host) => {
    expect(await resolve(host)).toMatchObject({ status: 404, error: { code: 'store_not_found' } })
  })
})
