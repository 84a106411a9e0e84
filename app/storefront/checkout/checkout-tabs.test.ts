import { describe, expect, test } from 'vitest'
import { TYPED } from '../../testing/checkout.ts'
import { type Answer, CART, CART_COOKIE, ok, sentCookies, visit } from '../../testing/visit.ts'
import { action, loader } from './checkout-page.tsx'

describe('a tab that still shows a checkout which has become an order', () => {
  const ORDERED = { status: 'completed', checkout_id: CART.id, order_number: 1004, order_token: 'secret' }
  const BOUGHT = `bought=${CART.id}.v1.token`
  const OTHER = 'cart=0199f7a2-5b0e-7c31-8d6b-0242ac12000f.v1.token'
  const ordered: Answer = (request, url) =>
    request.method === 'GET' && url.pathname.endsWith(`${CART.id}/checkout`) ? ok(ORDERED) : undefined
  const post = async (cookie: string, answer: Answer, fields: Record<string, string>) => {
    const body = new URLSearchParams({ ...TYPED, shipping_rate_id: 'standard', cart_id: CART.id, ...fields })
    return action(await visit('/checkout', answer, { method: 'POST', body, headers: { cookie } }))
  }
  const submit = async (cookie: string, answer: Answer, fields: Record<string, string>) => {
    const answered = await post(cookie, answer, fields)
    return 'data' in answered ? answered.data.message : answered.headers.get('location')
  }

  const FORMS: Record<string, string>[] = [
    { expected_total_minor: '2499' },
    { update: 'true' },
    { code: 'TEN', apply_code: 'true' },
  ]

  test.each(FORMS)('leads to the order when it sends %j', async (fields) => {
    expect(await submit(BOUGHT, ordered, fields)).toBe('/orders/1004?token=secret')
  })

  test('does not buy the cart that was begun since', async () => {
    expect(await submit(`${BOUGHT}; ${OTHER}`, ordered, { expected_total_minor: '2499' })).toBe(
      '/orders/1004?token=secret',
    )
    expect(await submit(OTHER, () => undefined, { expected_total_minor: '2499' })).toBe('/checkout')
  })

  test('leads to the order when it is loaded again', async () => {
    const page = await loader(await visit('/checkout', ordered, { headers: { cookie: BOUGHT } }))
    if (!(page instanceof Response)) throw new Error('no redirect')
    expect(page.headers.get('location')).toBe('/orders/1004?token=secret')
  })

  test('is known by a cookie that no script reads, for a day', async () => {
    const answer: Answer = (request) => (request.method === 'POST' ? ok(ORDERED) : ok(CART))
    const placed = await post(CART_COOKIE, answer, { expected_total_minor: '2499' })
    if (!(placed instanceof Response)) throw new Error('no redirect')
    expect(sentCookies(placed.headers.getSetCookie())).toEqual([
      expect.stringMatching(/^cart=; .*Max-Age=0/),
      expect.stringMatching(/^cart_count=0; .*Max-Age=0/),
      expect.stringMatching(/^bought=0199f7a2-.*\.v1\.token; Path=\/; Max-Age=86400; SameSite=Lax; HttpOnly$/),
    ])
  })
})
