import { describe, expect, test } from 'vitest'
import { type Answer, CART, ok, refusal, visit } from '../testing/visit.ts'
import { headers, loader } from './cart_.open.tsx'

const open = async (query: string, answer: Answer) => loader(await visit(`/cart/open?${query}`, answer))
const LINK = `cart=${CART.id}&token=v1.from-the-mail`

describe('the link of a reminder', () => {
  test('opens the cart in this browser', async () => {
    const tokens: (string | null)[] = []
    const answer = await open(LINK, (request) => {
      tokens.push(request.headers.get('x-cart-token'))
      return ok(CART)
    })
    if (!(answer instanceof Response)) throw new Error('no redirect')
    expect(answer.headers.get('location')).toBe('/cart')
    expect(answer.headers.getSetCookie()[0]).toContain(`cart=${CART.id}.v1.from-the-mail;`)
    expect(tokens).toEqual(['v1.from-the-mail'])
  })

  test.each([
    ['is not to be opened with that', LINK, () => refusal('cart_token_invalid')],
    ['is gone', LINK, () => refusal('cart_not_found')],
    ['is bought', LINK, () => ok({ ...CART, status: 'completed' })],
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
