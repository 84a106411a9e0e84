/**
 * Every answer carries the security headers: every operation of the OpenAPI document and every page there is, on the
 * platform's host, a store's and nobody's. Nothing is listed by hand, so nothing new is left out.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, inject, test } from 'vitest'
import { ADDRESSES, exampleOf } from './addresses.ts'
import { get } from './get.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')
const port = inject('port')
const hosts = [`localhost:${port}`, `demo.localhost:${port}`, `nobody.localhost:${port}`]
const ID = '0193b3a0-0000-7000-8000-000000000000'

const document = JSON.parse(readFileSync(path.join(ROOT, 'openapi.json'), 'utf8')) as {
  paths: Record<string, Record<string, unknown>>
}
const operations = Object.entries(document.paths).flatMap(([route, methods]) =>
  Object.keys(methods).map((method) => [method.toUpperCase(), route.replace(/\{\w+\}/g, ID)] as const),
)

const pages = ADDRESSES.map(exampleOf)

function expectHeaders(url: string, { headers }: Response): void {
  const policy = headers.get('content-security-policy') ?? ''
  const facts = {
    url,
    policy: /default-src '(none|self)'/.test(policy) && /frame-ancestors 'none'|sandbox/.test(policy),
    unsafe: /unsafe-(inline|eval)|\*/.test(policy.replace(/style-src[^;]*/, '')),
    nosniff: headers.get('x-content-type-options'),
    hsts: /max-age=\d{8}/.test(headers.get('strict-transport-security') ?? ''),
    referrer: (headers.get('referrer-policy') ?? '') !== '',
    opener: headers.get('cross-origin-opener-policy'),
    requestId: (headers.get('x-request-id') ?? '').length > 7,
  }
  expect(facts).toEqual({
    url,
    policy: true,
    unsafe: false,
    nosniff: 'nosniff',
    hsts: true,
    referrer: true,
    opener: 'same-origin',
    requestId: true,
  })
}

describe('every answer of the API', () => {
  test('found all operations', () => expect(operations.length).toBeGreaterThan(80))

  test.each(operations)('%s %s', async (method, route) => {
    const body = method === 'GET' ? undefined : '{'
    const url = `http://${hosts[0]}${route}`
    expectHeaders(url, await get(url, { method, body, headers: { 'content-type': 'application/json' } }))
  })

  test.each(['/media/a/b/c.webp', '/api/v1/nothing', '/health', '/.well-known/jwks.json', '/api'])(
    '%s',
    async (route) => {
      for (const host of hosts) expectHeaders(route, await get(`http://${host}${route}`))
    },
  )
})

describe('every page', () => {
  test('was found', () => expect(pages.length).toBeGreaterThan(40))

  test.each([...new Set(pages)])('%s', async (address) => {
    for (const host of hosts) {
      const url = `http://${host}${address}`
      const response = await get(url)
      expectHeaders(url, response)
      expect([url, response.status < 500]).toEqual([url, true])
      const html = response.headers.get('content-type')?.includes('text/html') ? await response.text() : ''
      const nonce = /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1]
      const scripts = [...html.matchAll(/<script\b([^>]*)>/g)].map(([, attributes]) => attributes ?? '')
      const inline = scripts.filter((text) => !/src=|type="application\/(ld\+)?json"/.test(text))
      // What may be kept by a cache has no inline script; what has one carries the nonce and is kept by nobody.
      for (const attributes of inline) expect(attributes).toContain(`nonce="${nonce}"`)
      if (nonce) expect(response.headers.get('cache-control')).toContain('no-store')
      expect(html).not.toMatch(/<style(?![^>]*nonce)|\sstyle="/)
    }
  })

  test('posted to from another site changes nothing and says so with the same headers', async () => {
    for (const address of ['/log-in', '/account/log-in', '/cart']) {
      const headers = { origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' }
      for (const host of hosts) {
        const url = `http://${host}${address}`
        const response = await get(url, { method: 'POST', headers, body: 'email=a' })
        expectHeaders(url, response)
        expect([403, 404]).toContain(response.status)
        expect(response.headers.get('set-cookie')).toBeNull()
      }
    }
  })
})
