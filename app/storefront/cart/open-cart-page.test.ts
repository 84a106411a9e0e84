import { describe, expect, test } from 'vitest'
import {
  type Answer,
  CART,
  CART_COOKIE,
  ok,
  refusal,
  SESSION_COOKIES,
  sentCookies,
  visit,
} from '../../testing/visit.ts'
import { action, headers, loader } from './open-cart-page.tsx'

const COPY = '01a1fc00-0000-7000-8000-00000000c0de'
const CONTENTS = {
  currency: 'USD',
  items: CART.lines.map(({ variant_id, quantity }) => ({ variant_id, quantity })),
}
const LINK = `cart=${CART.id}&token=v1.from-the-mail`
const KEY = 'key-of-the-page-1234'

const open = async (query: string, answer: Answer, init: RequestInit = {}) =>
  loader(await visit(`/cart/open?${query}`, answer, init))
async function press(query: string, answer: Answer, cookie = '') {
  const init = { method: 'POST', body: new URLSearchParams({ form_key: KEY }), headers: { cookie } }
  const answered = await action(await visit(`/cart/open?${query}`, answer, init))
  return { location: answered.headers.get('location'), cookies: sentCookies(answered.headers.getSetCookie()) }
}

/** Answers as the API does, and writes down every question. */
function listening(asked: string[]): Answer {
  return (request) => {
    const path = new URL(request.url).pathname.split('/').slice(5).join('/')
    const proof = [request.headers.get('x-cart-token'), request.headers.get('idempotency-key')].join(' ').trim()
    asked.push(`${request.method} ${path} ${proof}`)
    return request.method === 'POST' && path === 'carts'
      ? ok({ cart: { ...CART, id: COPY, lines: [] }, token: 'of-the-copy' })
      : ok(path.endsWith('/contents') ? CONTENTS : CART)
  }
}

describe('opening the link of a reminder', () => {
  test.each(['GET', 'HEAD'])('with %s changes nothing, here or at the API: the page has a button', async (method) => {
    const asked: string[] = []
    const offered = await open(LINK, listening(asked), { method })
    if (!('data' in offered)) throw new Error('a redirect')
    expect(offered.data).toMatchObject({ itemCount: CART.item_count, isReplacing: false })
    expect(new Headers(offered.init?.headers).getSetCookie()).toEqual([])
    expect(asked).toEqual([`GET carts/${CART.id}/contents `])
  })

  test('says that the cart of this browser would go', async () => {
    const link = `cart=${COPY}&token=v1.from-the-mail`
    const offered = await open(link, () => ok(CONTENTS), { headers: { cookie: `${CART_COOKIE}; cart_count=2` } })
    if (!('data' in offered)) throw new Error('a redirect')
    expect(offered.data).toMatchObject({ isReplacing: true })
  })

  test('of the cart that this browser has leads to it', async () => {
    const answer = await open(LINK, () => ok(CONTENTS), { headers: { cookie: CART_COOKIE } })
    expect(answer instanceof Response && answer.headers.get('location')).toBe('/cart')
  })

  test('of a customer asks strangers to log in', async () => {
    const asked: string[] = []
    const answer = await open('', listening(asked))
    if (!(answer instanceof Response)) throw new Error('no redirect')
    expect(answer.headers.get('location')).toBe('/account/log-in?return_to=/cart')
    expect(answer.headers.getSetCookie()).toEqual([])
    expect(asked).toEqual([])
  })
})

describe('the button', () => {
  test('fills a new cart of this browser, which whoever made the link cannot read, once', async () => {
    const asked: string[] = []
    const { location, cookies } = await press(LINK, listening(asked))
    expect(location).toBe('/cart')
    expect(cookies[0]).toContain(`cart=${COPY}.of-the-copy;`)
    expect(asked).toEqual([
      `GET carts/${CART.id}/contents `,
      `POST carts ${KEY}`,
      ...CART.lines.map((_, index) => `POST carts/${COPY}/lines of-the-copy ${KEY}-${index}`),
    ])
  })

  test('opens a customer’s own cart', async () => {
    const answer: Answer = (request) => ok(request.method === 'POST' ? { cart: CART, token: 'own.token' } : CART)
    const { location, cookies } = await press('', answer, SESSION_COOKIES)
    expect(location).toBe('/cart')
    expect(cookies[0]).toContain(`cart=${CART.id}.own.token;`)
  })

  test('of a customer whose session has ended leads to the log-in', async () => {
    const answer: Answer = (request) => (request.method === 'POST' ? refusal('unauthorized') : ok(CART))
    const { location, cookies } = await press('', answer)
    expect([location, cookies]).toEqual(['/account/log-in?return_to=/cart', []])
  })

  test('of a cart that is gone meanwhile replaces nothing', async () => {
    expect(await press(LINK, () => refusal('cart_not_found'), CART_COOKIE)).toEqual({ location: '/cart', cookies: [] })
  })
})

describe('a link', () => {
  test.each([
    ['is not to be opened with that', LINK, () => refusal('cart_token_invalid')],
    ['is gone', LINK, () => refusal('cart_not_found')],
    ['was never one', 'cart=../../x&token=y', () => undefined],
    ['is named by half a link', `cart=${CART.id}`, () => undefined],
  ] as [string, string, Answer][])('to a cart that %s has a page of its own', async (_, query, answer) => {
    const answered = await open(query, answer)
    if (!('data' in answered)) throw new Error('a redirect')
    expect(answered.init?.status).toBe(410)
  })

  test('is seen by no other site and no cache', () => {
    expect(headers({} as Parameters<typeof headers>[0])).toEqual({
      'referrer-policy': 'same-origin',
      'cache-control': 'private, no-store',
    })
  })
})
