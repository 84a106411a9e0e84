import { describe, expect, test } from 'vitest'
import { type Answer, CART, ok, refusal, visit } from '../testing/visit.ts'
import { headers, loader } from './cart_.open.tsx'

const open = async (query: string, answer: Answer) => loader(await visit(`/cart/open?${query}`, answer))
const COPY = '01a1fc00-0000-7000-8000-00000000c0de'
const CONTENTS = {
  currency: 'USD',
  items: CART.lines.map(({ variant_id, quantity }) => ({ variant_id, quantity })),
}
const LINK = `cart=${CART.id}&token=v1.from-the-mail`

describe('the link of a reminder', () => {
  test('fills a new cart of this browser, which whoever made the link cannot read', async () => {
    const asked: string[] = []
    const answer = await open(LINK, (request) => {
      const { pathname } = new URL(request.url)
      asked.push(`${request.method} ${pathname.split('/').slice(5).join('/')} ${request.headers.get('x-cart-token')}`)
      return request.method === 'POST' && pathname.endsWith('/carts')
        ? ok({ cart: { ...CART, id: COPY, lines: [] }, token: 'of-the-copy' })
        : ok(pathname.endsWith('/contents') ? CONTENTS : CART)
    })
    if (!(answer instanceof Response)) throw new Error('no redirect')
    expect(answer.headers.get('location')).toBe('/cart')
    expect(answer.headers.getSetCookie()[0]).toContain(`cart=${COPY}.of-the-copy;`)
    expect(asked).toEqual([
      `GET carts/${CART.id}/contents null`,
      'POST carts null',
      ...CART.lines.map(() => `POST carts/${COPY}/lines of-the-copy`),
    ])
  })

  test('of a customer asks them to log in', async () => {
    const answer = await open('', (_, url) =>
      url.pathname.endsWith('/account/cart') ? refusal('unauthorized') : undefined,
    )
    if (!(answer instanceof Response)) throw new Error('no redirect')
    expect(answer.headers.get('location')).toBe('/account/log-in?return_to=/cart')
    expect(answer.headers.getSetCookie()).toEqual([])
  })

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
      'referrer-policy': 'no-referrer',
      'cache-control': 'private, no-store',
    })
  })
})
