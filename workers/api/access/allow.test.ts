import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { describe, expect, test } from 'vitest'
import { app } from '#api/app.ts'
import type { Env } from '#api/config/env.ts'
import { signForwarded } from '#contract/forwarded.ts'
import { env, makeProduct, makeStore } from '#tests/workers/fixtures.ts'
import { makeKey, makeMember, makeUser } from '#tests/workers/people.ts'
import {
  cookieName,
  isProductionShape,
  PLATFORM_HOST,
  PLATFORM_ORIGIN,
  storeHost,
  storeOrigin,
} from '#tests/workers/platform.ts'
import { request } from '#tests/workers/shopper.ts'
import { parseConfig } from '../config/config.ts'
import { networkOf } from '../http/client.ts'

async function call(path: string, init: RequestInit = {}, bindings: Env = env): Promise<Response> {
  const ctx = createExecutionContext()
  const response = await app.fetch(new Request(`${PLATFORM_ORIGIN}/api/v1${path}`, init), bindings, ctx)
  await waitOnExecutionContext(ctx)
  return response
}
const codeOf = async (response: Response) => ((await response.json()) as { error: { code: string } | null }).error?.code
const nameOf = (id: string) => env.DB.prepare('SELECT name FROM users WHERE id = ?').bind(id).first('name')

describe('a cookie', () => {
  const change = (headers: Record<string, string>) =>
    call('/me', {
      method: 'PATCH',
      headers: { 'content-type': 'application/json', ...headers },
      body: '{"name":"New"}',
    })

  test('reads for whoever is logged in', async () => {
    const { tokens } = await makeUser()
    const plain = await call('/me', { headers: { cookie: `access=${tokens.access_token}` } })
    expect(plain.status).toBe(isProductionShape ? 401 : 200) // only on http
    expect((await call('/me', { headers: { cookie: `__Host-access=${tokens.access_token}` } })).status).toBe(200)
  })

  test.each([
    ['no Origin', {}],
    ['no Origin, though the header', { 'x-csrf': '1' }],
    ['the Origin of another site', { origin: 'https://evil.example', 'x-csrf': '1' }],
    ['the Origin of a store of the platform', { origin: storeOrigin('demo'), 'x-csrf': '1' }],
    ['the Origin null', { origin: 'null', 'x-csrf': '1' }],
    ['the own Origin and no header', { origin: PLATFORM_ORIGIN }],
  ])('changes nothing with %s', async (_, headers) => {
    const { id, tokens } = await makeUser()
    const answer = await change({
      cookie: `${cookieName('access')}=${tokens.access_token}`,
      ...(headers as Record<string, string>),
    })
    expect([answer.status, await codeOf(answer)]).toEqual([403, 'csrf_failed'])
    expect(await nameOf(id)).toBe('User')
  })

  test('changes what it may from the own pages', async () => {
    const { id, tokens } = await makeUser()
    const own = { cookie: `${cookieName('access')}=${tokens.access_token}`, origin: PLATFORM_ORIGIN, 'x-csrf': '1' }
    expect((await change(own)).status).toBe(200)
    expect(await nameOf(id)).toBe('New')
  })

  test('without the prefix is none on https', async () => {
    const { tokens } = await makeUser()
    const ask = async (cookie: string) => {
      const forwarded = await signForwarded(
        { host: 'shop.example', client: '' },
        'development-edge-secret-not-for-production',
      )
      const url = 'https://shop.example/api/v1/me'
      return (await app.fetch(new Request(url, { headers: { ...forwarded, cookie } }), env, createExecutionContext()))
        .status
    }
    expect(await ask(`access=${tokens.access_token}`)).toBe(401) // a sub-domain could have planted it
    expect(await ask(`__Host-access=${tokens.access_token}`)).toBe(200)
  })
})

describe('an API key', () => {
  test('opens what its scopes say, counts as used, and nothing once it is revoked', async () => {
    const store = await makeStore()
    const key = await makeKey(store, ['inventory:read'])
    const { variants } = await makeProduct(store.db)
    const audit = () => request(`/stores/${store.id}/inventory/${variants[0]?.id}/audit`, { headers: key.headers })
    expect((await audit()).status).toBe(200)
    const used = await env.DB.prepare('SELECT last_used_at FROM api_keys WHERE id = ?')
      .bind(key.id)
      .first('last_used_at')
    expect(Date.now() - Number(used)).toBeLessThan(5000)
    const rebuild = { method: 'POST', body: {}, headers: key.headers }
    expect((await request(`/stores/${store.id}/inventory/rebuild`, rebuild)).error.code).toBe('forbidden')
    await env.DB.prepare('UPDATE api_keys SET revoked_at = 1 WHERE id = ?').bind(key.id).run()
    expect((await audit()).status).toBe(401)
  })

  test('that is publishable reads the shop and starts carts, and does no merchant’s work', async () => {
    const store = await makeStore()
    const { headers } = await makeKey(store)
    expect((await request(`/stores/${store.id}/products`, { headers })).status).toBe(200)
    expect((await request(`/stores/${store.id}/carts`, { method: 'POST', headers })).status).toBe(201)
    expect((await request(`/stores/${store.id}/imports/${store.id}`, { headers })).error.code).toBe('forbidden')
  })

  test('is stored as a hash', async () => {
    const { token } = await makeKey(await makeStore())
    const rows = JSON.stringify((await env.DB.prepare('SELECT * FROM api_keys').all()).results)
    expect(rows).not.toContain(token)
  })
})

describe('a tenant that asks for two-step verification', () => {
  test('lets nobody work without it', async () => {
    const store = await makeStore()
    await env.DB.prepare('UPDATE tenants SET mfa_required = 1 WHERE id = ?').bind(store.tenantId).run()
    const [without, having] = [await makeMember(store, 'staff'), await makeMember(store, 'staff', { hasMfa: true })]
    const rebuild = (headers: Record<string, string>) =>
      request(`/stores/${store.id}/inventory/rebuild`, { method: 'POST', body: {}, headers })
    expect((await rebuild(without.headers)).error.code).toBe('mfa_required')
    expect((await rebuild(having.headers)).status).toBe(200)
  })
})

describe('what is suspended', () => {
  test.each([
    ['a store', 'UPDATE stores SET status = ? WHERE id = ?', 'id'],
    ['a business with its stores', 'UPDATE tenants SET status = ? WHERE id = ?', 'tenantId'],
  ] as const)('%s is closed with the next request, and open again', async (_, sql, key) => {
    const store = await makeStore()
    const products = async () => (await request(`/stores/${store.id}/products`)).error?.code
    expect(await products()).toBeUndefined()
    await env.DB.prepare(sql).bind('suspended', store[key]).run()
    expect(await products()).toBe('store_suspended')
    // Its own people still look, and change nothing; a stranger gets no nearer than before.
    const owner = await makeMember(store, 'owner')
    const settings = (method: string) => request(`/stores/${store.id}/settings`, { method, headers: owner.headers })
    expect((await settings('GET')).status).toBe(200)
    expect((await settings('PUT')).error.code).toBe('store_suspended')
    expect((await request(`/stores/${store.id}/settings`)).status).toBe(401)
    const resolved = await request(`/stores/resolve?host=${storeHost(store.slug)}`)
    expect(resolved.error.code).toBe('store_suspended')
    await env.DB.prepare(sql).bind('active', store[key]).run()
    expect(await products()).toBeUndefined()
  })
})

describe('scripts of other sites', () => {
  const origin = 'https://www.tea.example'
  const preflight = (storeId: string, from: string) =>
    call(`/stores/${storeId}/products`, {
      method: 'OPTIONS',
      headers: {
        origin: from,
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'x-cart-token',
      },
    })

  test('use a store whose merchant has named them, and no other', async () => {
    const [store, neighbour] = [await makeStore({ allowedOrigins: [origin] }), await makeStore()]
    const allowed = await preflight(store.id, origin)
    expect(allowed.status).toBe(204)
    expect(allowed.headers.get('access-control-allow-origin')).toBe(origin)
    expect(allowed.headers.get('access-control-allow-credentials')).toBeNull()
    const answer = await call(`/stores/${store.id}/products`, { headers: { origin } })
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin)
    expect(answer.headers.get('vary')).toMatch(/origin/i)
    const refusal = await call(`/stores/${store.id}/products/none`, { headers: { origin } })
    expect([refusal.status, refusal.headers.get('access-control-allow-origin')]).toEqual([404, origin])
    for (const [id, from] of [
      [neighbour.id, origin],
      [store.id, 'https://evil.example'],
      [store.id, 'null'],
    ] as const) {
      expect((await preflight(id, from)).headers.get('access-control-allow-origin')).toBeNull()
    }
  })

  test('never log in or reach an account', async () => {
    const answer = await call('/me', { headers: { origin } })
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('the limit on everybody', () => {
  /** A limiter of the platform's kind with three a minute. */
  const limited = () => ({ ...env, PUBLIC_LIMIT: (env as unknown as { TEST_LIMIT: RateLimit }).TEST_LIMIT }) as Env
  const health = (bindings: Env, headers: Record<string, string>) => call('/health', { headers }, bindings)

  test('is by address, and says when to come back', async () => {
    const bindings = limited()
    const answers = []
    for (let i = 0; i < 5; i++) answers.push(await health(bindings, { 'cf-connecting-ip': '203.0.113.50' }))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429])
    const { headers } = answers[4] as Response
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
    expect(headers.get('ratelimit')).toMatch(/^"public";r=0;t=\d+$/)
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect((await health(bindings, { 'cf-connecting-ip': '203.0.113.51' })).status).toBe(200)
  })

  test('counts an IPv6 network as one, and a key by itself', async () => {
    const bindings = limited()
    const from = (end: string) => health(bindings, { 'cf-connecting-ip': `2001:db8:5:6::${end}` })
    const answers = await Promise.all(['1', '2', '3', '4'].map(from))
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(1)
    const store = await makeStore()
    const { headers } = await makeKey(store, ['catalogue:read'])
    const byKey = (authorization: string) =>
      call(
        `/stores/${store.id}/categories`,
        { headers: { authorization, 'cf-connecting-ip': '2001:db8:9:9::1' } },
        bindings,
      )
    const used = []
    for (let i = 0; i < 5; i++) used.push((await byKey(headers.authorization)).status)
    expect(used).toEqual([200, 200, 200, 200, 429]) // the first one still counted for the address
    const invented = []
    for (let i = 0; i < 4; i++) invented.push((await byKey(`Bearer sk_${String(i).repeat(43)}`)).status)
    expect(invented).toEqual([401, 401, 429, 429])
  })
})

describe('an address', () => {
  test.each([
    ['203.0.113.9', '203.0.113.0/24'],
    ['::ffff:203.0.113.9', '203.0.113.0/24'],
    ['2001:db8:1:2:3::4', '2001:db8:1::/48'],
    ['', ''],
    ['nonsense', ''],
  ])('%s is kept as %s', (ip, network) => {
    expect(networkOf(ip)).toBe(network)
  })

  test('that nobody has signed for is not believed', async () => {
    const forged = await signForwarded({ host: PLATFORM_HOST, client: '203.0.113.77' }, 'guessed')
    const email = `f${crypto.randomUUID()}@example.com`
    await request('/auth/log-in', {
      method: 'POST',
      body: { email, password: 'wrong' },
      headers: { ...forged, 'cf-connecting-ip': '198.51.100.9' },
    })
    const row = await env.DB.prepare('SELECT address FROM audit_log ORDER BY position DESC LIMIT 1').first('address')
    expect(row).toBe('198.51.100.0/24')
  })
})

describe('the settings of production', () => {
  const secrets = {
    EDGE_SECRET: 'e'.repeat(24),
    SIGNING_SECRET: 's'.repeat(24),
    AUTH_SECRET: 'a'.repeat(24),
    PASSWORD_PEPPER: `2026:${'p'.repeat(24)}`,
  }
  const { ADMIN_SECRET: _, TEST_PAYMENTS: __, ...bare } = env
  const production = (change: Partial<Env>) =>
    parseConfig({ ...bare, ENVIRONMENT: 'production', ...secrets, ...change })

  test('are complete with its secrets, and offer no administrator’s secret by themselves', () => {
    expect(production({}).adminSecret).toBeUndefined()
    expect(production({ GOOGLE_BASE_URL: 'http://evil.example' }).oauthBaseUrls.google).toBe(
      'https://accounts.google.com',
    )
  })

  test.each(['SIGNING_SECRET', 'AUTH_SECRET', 'PASSWORD_PEPPER', 'EDGE_SECRET'] as const)('lack %s by name', (name) => {
    expect(() => production({ [name]: undefined })).toThrow(`${name} is not set`)
    expect(() => production({ [name]: 'short' })).toThrow(name)
  })

  test.each(['preview', 'staging', 'Development', 'test '])('are those of "%s" as well', (ENVIRONMENT) => {
    expect(() => production({ ENVIRONMENT, SIGNING_SECRET: undefined })).toThrow('SIGNING_SECRET is not set')
    const { testPayments, haltAt, oauthBaseUrls } = production({
      ENVIRONMENT,
      HALT_AT: 'x',
      GITHUB_BASE_URL: 'http://x',
    })
    expect([testPayments, haltAt, oauthBaseUrls.github]).toEqual([false, undefined, 'https://github.com'])
  })
})
