import { describe, expect, test } from 'vitest'
import { CART_COOKIE, ok, visit } from '../testing/visit.ts'
import { sharedForStrangers } from './page-cache.ts'
import { readFrame } from './read-frame.ts'
import { withSecurityHeaders } from './security-headers.ts'

const ORIGIN = 'http://demo.localhost:8788'
const keptBy = (url: string, cookie = '') =>
  sharedForStrangers(new Request(url, { headers: { cookie } }), ORIGIN).headers['cache-control'] ?? 'nothing said'

describe('a page that a shared cache may keep', () => {
  test('is none for somebody who is logged in', () => {
    expect(keptBy(`${ORIGIN}/`, 'refresh=r')).toBe('private, no-store')
    expect(keptBy(`${ORIGIN}/`, 'device=d')).toBe('public, max-age=0, s-maxage=30')
  })

  test('is one at the store’s own address, without a cart', () => {
    expect(keptBy(`${ORIGIN}/`)).toBe('public, max-age=0, s-maxage=30')
    expect(keptBy(`${ORIGIN}/`, CART_COOKIE)).toBe('private, no-store')
  })

  test('is none with prices in a currency that somebody has chosen', () => {
    expect(keptBy(`${ORIGIN}/`, 'currency=JPY')).toBe('private, no-store')
  })

  test('is none where it is estimated for the country that the edge has told', async () => {
    const { request, context } = await visit('/products/mug', () => undefined, { headers: { 'cf-ipcountry': 'CA' } })
    expect(context.country).toBe('CA')
    const kept = (country: string | null) => sharedForStrangers(request, ORIGIN, country).headers['cache-control']
    expect([kept(context.country), keptBy(`${ORIGIN}/products/mug`)]).toEqual([
      'private, no-store',
      'public, max-age=0, s-maxage=30',
    ])
  })

  test('is none at an address that all stores share, where only a header tells them apart', () => {
    expect(keptBy('https://tradewind-app.pages.dev/')).toBe('private, no-store')
  })

  test('depends on no cookie: the number beside the cart is 0, whatever a visitor without a cart sends', async () => {
    const cartCount = async (cookie: string) => {
      const { request, context } = await visit('/', () => ok({ items: [] }), { headers: { cookie } })
      return (await readFrame(context, request)).cartCount
    }
    expect(await cartCount('cart_count=777')).toBe(0)
    expect(await cartCount(`cart_count=777; ${CART_COOKIE}`)).toBe(777)
  })

  test('is none that answers a refused form', () => {
    const answered = (status: number) => {
      const page = new Response('', { status, headers: { 'cache-control': keptBy(`${ORIGIN}/`) } })
      return withSecurityHeaders(page, { isHttps: true, requestId: 'request-1' }).headers.get('cache-control')
    }
    expect(answered(200)).toBe('public, max-age=0, s-maxage=30')
    expect(answered(422)).toBe('private, no-store')
  })

  test('says what it depends on beside its address', () => {
    const page = new Response('', { headers: { vary: 'accept' } })
    const { headers } = withSecurityHeaders(page, { isHttps: true, requestId: 'request-1' })
    expect(headers.get('vary')).toBe('accept, x-tradewind-host, x-tradewind-country, cookie')
  })
})
