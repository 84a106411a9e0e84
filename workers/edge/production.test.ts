/**
 * The edge Worker as it is deployed: the production bundle with the bindings of `[env.production]`, so without a `PAGES`
 * binding. Whatever it fetches arrives here, by address. Requests are raw text over TLS, since every URL class would
 * tidy them up first.
 */
import tls from 'node:tls'
import { convertV4MiniflareOptions, Miniflare, Response } from 'miniflare'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readForwarded } from '#contract/forwarded.ts'
import { buildAll } from '../../scripts/build.mjs'
import { workerOf } from '../../scripts/platform.mjs'

const HOST = 'demo.shop.example'
const PAGES = 'https://tradewind-app.pages.dev' // PAGES_ORIGIN in wrangler.toml
const EDGE_SECRET = 'a secret of the edge for this test'

/** What the edge has asked of anybody, and what Pages answers. */
let asked: { url: URL; headers: Headers }[] = []
let pagesAnswer: () => Response

let platform: Miniflare
let port: number

beforeAll(async () => {
  await buildAll({ only: ['edge'] })
  const elsewhere = (request: Request) => {
    const url = new URL(request.url)
    asked.push({ url, headers: new Headers([...request.headers]) })
    return url.origin === PAGES ? pagesAnswer() : new Response('a page of somebody else')
  }
  const edge = workerOf('edge', {
    shape: 'production',
    secrets: { EDGE_SECRET },
    serviceBindings: { API: answerWeakly },
    outboundService: elsewhere,
  })
  platform = new Miniflare(
    convertV4MiniflareOptions({ host: '127.0.0.1', port: 0, https: true, cf: false, workers: [edge as never] }),
  )
  port = Number((await platform.ready).port)
})
afterAll(() => platform?.dispose())
beforeEach(() => {
  asked = []
  pagesAnswer = () => new Response('a page of ours')
})

const answerWeakly = () => new Response('api', { headers: WEAK })

interface Answer {
  status: number
  headers: Headers
  body: string
}

/** The request line as it is given, byte by byte. */
function send(target: string, { host = HOST, more = '' } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = tls.connect({ host: '127.0.0.1', port, rejectUnauthorized: false }, () => {
      socket.write(`GET ${target} HTTP/1.1\r\nhost: ${host}\r\ncookie: session=s\r\nconnection: close\r\n${more}\r\n`)
    })
    socket.on('data', (chunk) => (text += chunk))
    socket.on('error', reject)
    socket.on('close', () => resolve(parse(text)))
  })
}

function parse(text: string): Answer {
  const [head = '', ...rest] = text.split('\r\n\r\n')
  const [line = '', ...lines] = head.split('\r\n')
  const headers = new Headers()
  for (const each of lines) headers.append(each.slice(0, each.indexOf(':')), each.slice(each.indexOf(':') + 1).trim())
  return { status: Number(line.split(' ')[1] ?? 0), headers, body: rest.join('\r\n\r\n') }
}

const SPELLINGS = [
  '//evil.example/',
  '///evil.example/',
  '/\\evil.example/',
  '/\\/evil.example/',
  '\\\\evil.example/',
  '//a@evil.example/',
  '//tradewind-app.pages.dev@evil.example/',
  '//evil.example:8443/x?y=1',
  '/%2f%2fevil.example/',
  '/%5cevil.example/',
  '/%2e%2e//evil.example/',
  '/.//evil.example/',
  '/..//evil.example/',
  '/./',
  '/../../',
  '/\t/evil.example/',
  '/\n/evil.example/',
  '\t//evil.example/',
  '/%09/evil.example/',
  '/%0a/evil.example/',
  '//evil.example\\@shop.example/',
  '//[::1]/',
  '//127.0.0.1/',
  '//evil%2eexample/',
  '/;//evil.example/',
  '/?//evil.example/',
  '/https://evil.example/',
  'http:evil.example/',
  'https:evil.example/',
  'http://evil.example/',
  'https://evil.example/',
  'evil.example',
  '@evil.example/',
  ':8443@evil.example/',
  '.evil.example/',
  'javascript:alert(1)',
]

describe('whatever a client writes into the request line', () => {
  test.each(SPELLINGS)('%j is asked of nobody but the Pages origin', async (target) => {
    const { status, headers, body } = await send(target)
    expect(asked.map(({ url }) => url.origin).filter((origin) => origin !== PAGES)).toEqual([])
    expect(body).not.toContain('somebody else')
    expect([200, 400]).toContain(status)
    if (asked.length > 0) expect(headers.get('strict-transport-security')).toContain('max-age=')
  })

  test.each(['//evil.example/a?b=c', '/a//b', '/%2f%2fx', '/~a/ü?q=//x'.replace('ü', '%C3%BC')])(
    '%s arrives as the path and query that it is',
    async (target) => {
      await send(target)
      expect(asked.map(({ url }) => url.href)).toEqual([`${PAGES}${target}`])
    },
  )

  test.each(['evil.example:x', 'a b', 'demo.shop.example/..', '\\evil.example', 'demo.shop.example@evil.example'])(
    'with a host like %j asks nobody else, and signs the host that the address has',
    async (host) => {
      const { status } = await send('/', { host })
      for (const { url, headers } of asked) {
        expect(url.origin).toBe(PAGES)
        const signed = await readForwarded(headers, { ENVIRONMENT: 'production', EDGE_SECRET })
        expect(signed?.host).toBe(new URL(`https://${host}/`).host)
      }
      expect([200, 400, 500]).toContain(status) // 500: not even an address
    },
  )

  test('a host that no store can have is refused in plain words, with the security headers', async () => {
    const { status, headers, body } = await send('/', { host: '[::1]' })
    expect([status, body]).toEqual([400, 'Bad request\n'])
    expect(headers.get('content-type')).toContain('text/plain')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('strict-transport-security')).toContain('max-age=63072000')
  })
})

test('the Pages app learns the asked host by signature, and is asked under its own', async () => {
  await send('/cart')
  const { headers } = asked[0] ?? { headers: new Headers() }
  expect(headers.get('host') ?? 'tradewind-app.pages.dev').toBe('tradewind-app.pages.dev')
  expect(await readForwarded(headers, { ENVIRONMENT: 'production', EDGE_SECRET })).toMatchObject({ host: HOST })
})

describe('a redirect of the Pages app', () => {
  test.each([
    ['/cart', '/cart'],
    [`${PAGES}/cart?a=1#b`, `https://${HOST}/cart?a=1#b`],
    ['//tradewind-app.pages.dev/cart', `https://${HOST}/cart`],
    [`${PAGES}//evil.example/`, `https://${HOST}//evil.example/`],
    [`https://${HOST}/account`, `https://${HOST}/account`],
    ['https://www.own.example/oauth/finish?state=x', 'https://www.own.example/oauth/finish?state=x'], // of a store
    ['//evil.example/', `https://${HOST}/`],
    ['/\\evil.example/', `https://${HOST}/`],
    ['javascript:alert(1)', `https://${HOST}/`],
    ['http:evil.example', `https://${HOST}/`],
  ])('to %s leads to %s', async (location, expected) => {
    pagesAnswer = () => new Response(null, { status: 302, headers: { location } })
    const { status, headers } = await send('/somewhere')
    expect([status, headers.get('location')]).toEqual([302, expected])
  })
})

const WEAK = {
  'strict-transport-security': 'max-age=0',
  'x-content-type-options': 'sniff',
  'cross-origin-opener-policy': 'unsafe-none',
  'permissions-policy': 'camera=*',
  'referrer-policy': 'unsafe-url',
  'content-security-policy': "default-src 'none'; frame-ancestors *",
}

describe('the security headers', () => {
  test.each(['/', '/api/v1/health'])('of an answer to %s are ours, whatever it says itself', async (target) => {
    pagesAnswer = () => new Response('', { headers: { ...WEAK, 'access-control-allow-origin': '*' } })
    const { headers } = await send(target)
    expect(Object.fromEntries(Object.keys(WEAK).map((name) => [name, headers.get(name)]))).toEqual({
      'strict-transport-security': 'max-age=63072000; includeSubDomains',
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
      'referrer-policy': 'strict-origin-when-cross-origin',
      // Two policies: both are enforced.
      'content-security-policy':
        "default-src 'none'; frame-ancestors *, base-uri 'none'; object-src 'none'; frame-ancestors 'self'",
    })
    expect(headers.get('access-control-allow-origin')).toBeNull()
  })

  test.each(['no-referrer', 'same-origin'])('leave a page its stricter referrer policy %s', async (policy) => {
    pagesAnswer = () => new Response('', { headers: { 'referrer-policy': policy } })
    expect((await send('/orders/7')).headers.get('referrer-policy')).toBe(policy)
  })
})

describe('static files', () => {
  /** What Pages adds by `_headers`, whatever the status. */
  const kept = 'public, max-age=31536000, immutable'
  test.each([
    ['/assets/root-1a2b3c4d.js', 200, kept],
    ['/assets/root-1a2b3c4d.js', 304, kept],
    ['/assets/root-1a2b3c4d.js', 404, 'no-store'],
    ['/assets/root-1a2b3c4d.js', 500, 'no-store'],
    ['/samples/mug.webp', 200, 'public, max-age=86400'],
    ['/samples/none.webp', 404, 'no-store'],
    ['/favicon.svg', 200, 'public, max-age=86400'],
    ['/products/mug', 404, 'no-store'],
  ] as const)('%s with status %i is kept: %s', async (target, status, expected) => {
    pagesAnswer = () => new Response(status === 304 ? null : '', { status, headers: { 'cache-control': kept } })
    expect((await send(target)).headers.get('cache-control')).toBe(expected)
  })

  test('a page says itself how long it is kept', async () => {
    pagesAnswer = () => new Response('', { headers: { 'cache-control': 'private, no-store' } })
    expect((await send('/cart')).headers.get('cache-control')).toBe('private, no-store')
  })
})
