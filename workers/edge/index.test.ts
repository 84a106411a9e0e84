import { describe, expect, test } from 'vitest'
import { COUNTRY_HEADER, HOST_HEADER, readForwarded, SIGNATURE_HEADER } from '#contract/forwarded.ts'
import edge, { type Env } from './index.ts'

/** An edge before an API and a Pages app that say what arrived. */
function edgeBefore(settings: Partial<Env> = {}) {
  const arrived: { at: string; request: Request }[] = []
  const answering = (at: string) => ({
    fetch: async (request: Request) => {
      arrived.push({ at, request })
      return new Response(at, { headers: { 'content-security-policy': at === 'api' ? "default-src 'none'" : '' } })
    },
  })
  const env = { ENVIRONMENT: 'test', API: answering('api'), PAGES: answering('pages'), ...settings } as unknown as Env
  const ask = async (url: string, headers: Record<string, string> = {}, cf: { country?: string | undefined } = {}) => {
    const request = Object.assign(new Request(url, { headers }), { cf })
    const response = await edge.fetch(request as never, env)
    return { response, ...arrived.at(-1) }
  }
  return ask
}

describe('the front door', () => {
  test.each([
    ['/api/v1/health', 'api'],
    ['/media/a/b/c.webp', 'api'],
    ['/health/ready', 'api'],
    ['/.well-known/jwks.json', 'api'],
    ['/.well-known/security.txt', 'pages'],
    ['/', 'pages'],
    ['/apiary', 'pages'],
    ['/products/media', 'pages'],
  ])('%s goes to %s', async (path, at) => {
    expect((await edgeBefore()(`http://demo.localhost:8788${path}`)).at).toBe(at)
  })

  test.each(['/cart', '/api/v1/health'])('says which host was asked for and from where, signed: %s', async (path) => {
    const from = { 'cf-connecting-ip': '203.0.113.9' }
    const { request } = await edgeBefore({ EDGE_SECRET: 'secret' })(`http://demo.localhost:8788${path}`, from)
    const believedWith = (EDGE_SECRET: string) =>
      readForwarded(request?.headers ?? new Headers(), { ENVIRONMENT: 'production', EDGE_SECRET })
    expect(await believedWith('secret')).toEqual({ host: 'demo.localhost:8788', client: '203.0.113.9' })
    expect(await believedWith('another')).toBeNull()
  })

  test.each([
    ['DE', 'DE'],
    ['T1', undefined],
    ['XX', undefined],
    ['de', undefined],
    [undefined, undefined],
  ])('says that the visitor is in %s, as Cloudflare has found out: %s', async (found, said) => {
    const ask = edgeBefore({ ENVIRONMENT: 'production', EDGE_SECRET: 'secret' })
    const { request } = await ask(
      'https://demo.shop.example/cart',
      { [COUNTRY_HEADER]: 'FR', 'cf-ipcountry': 'FR' },
      {
        country: found,
      },
    )
    const settings = { ENVIRONMENT: 'production', EDGE_SECRET: 'secret' }
    expect((await readForwarded(request?.headers ?? new Headers(), settings))?.country).toBe(said)
  })

  test('lets nobody else say it, nor choose the request id', async () => {
    const forged = { [HOST_HEADER]: 'kobe.localhost', [SIGNATURE_HEADER]: 'x', 'x-request-id': 'mine-and-only-mine' }
    for (const path of ['/', '/api/v1/health']) {
      const { request } = await edgeBefore()(`http://demo.localhost:8788${path}`, forged)
      expect(request?.headers.get(HOST_HEADER)).not.toBe('kobe.localhost')
      expect(request?.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/)
    }
  })

  test('puts security headers on every answer, and its policy beside an answer’s own', async () => {
    const ask = edgeBefore()
    const api = (await ask('http://localhost/api/v1/health')).response
    expect(api.headers.get('content-security-policy')).toMatch(/^default-src 'none', .*frame-ancestors 'self'$/)
    expect(api.headers.get('x-content-type-options')).toBe('nosniff')
    expect(api.headers.get('strict-transport-security')).toContain('max-age=')
  })

  test.each(['production', 'preview', 'Test', ''])('does not run in "%s" without its secret', async (ENVIRONMENT) => {
    const ask = edgeBefore({ ENVIRONMENT })
    await expect(ask('https://demo.shop.example/')).rejects.toThrow('EDGE_SECRET is not set')
  })
})
