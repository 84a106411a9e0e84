import { describe, expect, test, vi } from 'vitest'
import { readForwarded, SIGNATURE_WINDOW_MS, signForwarded } from '#contract/forwarded.ts'
import { Store } from '#contract/store.ts'
import { loader as robots } from '../storefront/sitemap/robots-route.ts'
import { loader as sitemap } from '../storefront/sitemap/sitemap-route.ts'
import { envOf, ok, PRODUCT } from '../testing/visit.ts'
import { createRequestContext } from './load-context.ts'
import { readFrame } from './read-frame.ts'

const EDGE_SECRET = 'a-secret-of-the-edge-for-tests'
const PRODUCTION = { ENVIRONMENT: 'production', EDGE_SECRET }

/** A request behind the edge Worker: at the address of the Pages project, for the host that a person has asked for. */
async function behindTheEdge(host: string, answer: Parameters<typeof envOf>[0] = () => ok({ items: [] })) {
  const asked: Request[] = []
  const env = envOf((request, url) => {
    if (url.pathname.endsWith('/stores/resolve')) return undefined
    asked.push(request)
    return answer(request, url)
  })
  const fetch = async (input: RequestInfo | URL, init?: RequestInit) => {
    if (String(input).includes('/stores/resolve')) asked.push(new Request(input, init))
    return env.API.fetch(input, init)
  }
  const headers = await signForwarded({ host, client: '203.0.113.9' }, EDGE_SECRET)
  const request = new Request('http://tradewind-app.pages.dev/', { headers })
  const settings = { ...env, ...PRODUCTION, PLATFORM_HOST: 'shop.example', API: { fetch } }
  return { request, asked, context: await createRequestContext(request, settings) }
}

describe('in production', () => {
  test('a site is on https, whatever scheme the Pages project is asked by', async () => {
    const { context } = await behindTheEdge('demo.shop.example')
    expect(context.origin).toBe('https://demo.shop.example')
  })

  test('forms compare with the origin as it was asked, and nothing that is kept has the port', async () => {
    const { request, context } = await behindTheEdge('Demo.shop.example:8443')
    expect(context.origin).toBe('https://demo.shop.example:8443')
    expect(context.canonicalOrigin).toBe('https://demo.shop.example')
    expect((await readFrame(context, request)).origin).toBe('https://demo.shop.example')
  })

  test('neither robots.txt nor the sitemap names a port that a client has sent', async () => {
    const products = { items: [{ ...PRODUCT, image: null }], page: 1, per_page: 100, total: 1 }
    const { request, context } = await behindTheEdge('demo.shop.example:8443', (_, { pathname }) =>
      ok(pathname.endsWith('/products') ? products : { items: [] }),
    )
    for (const loader of [robots, sitemap]) {
      const text = await (await loader({ request, context, params: {} })).text()
      expect(text).toContain('https://demo.shop.example/')
      expect(text).not.toContain('8443')
    }
  })

  test('the store is looked up by its name alone', async () => {
    const { context, asked } = await behindTheEdge('demo.shop.example:8443')
    await context.site()
    expect(new URL(asked[0]?.url ?? '').searchParams.get('host')).toBe('demo.shop.example')
  })

  test('what is asked long after the request came is vouched for as well', async () => {
    const { context, asked } = await behindTheEdge('demo.shop.example')
    vi.useFakeTimers({ toFake: ['Date'] })
    vi.setSystemTime(Date.now() + SIGNATURE_WINDOW_MS + 1_000)
    await context.api.get('/stores/resolve?host=demo.shop.example', Store)
    const headers = asked.at(-1)?.headers ?? new Headers()
    expect(await readForwarded(headers, PRODUCTION)).toEqual({ host: 'demo.shop.example', client: '203.0.113.9' })
    vi.useRealTimers()
  })
})

describe('on a developer’s machine', () => {
  test('addresses have the port that the platform has', async () => {
    const local = { ...envOf(() => undefined), ENVIRONMENT: 'development', PLATFORM_HOST: 'localhost:8788' }
    const canonical = async (url: string) => (await createRequestContext(new Request(url), local)).canonicalOrigin
    expect(await canonical('http://demo.localhost:8788/')).toBe('http://demo.localhost:8788')
    expect(await canonical('http://demo.localhost:1234/')).toBe('http://demo.localhost:8788')
  })
})
