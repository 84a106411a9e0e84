import { describe, expect, test } from 'vitest'
import { forgetCart, hasCartCookie, keepCart, readCartCount, readCartRef } from './cart-cookie.ts'

const CART = { cartId: '0199f7a2-5b0e-7c31-8d6b-0242ac120002', token: 'v1.abc-DEF_123' }
const HTTPS = 'https://demo.shop.example'
const HTTP = 'http://demo.localhost:8788'
const visit = (origin: string, cookie: string) => ({ origin, request: new Request(origin, { headers: { cookie } }) })

describe('the cart cookie', () => {
  test('on https cannot be planted by another sub-domain, nor read by a script', () => {
    const [cart] = keepCart(HTTPS, CART, 3).getSetCookie()
    expect(cart).toBe(
      `__Host-cart=${CART.cartId}.${CART.token}; Path=/; Max-Age=2592000; SameSite=Lax; Secure; HttpOnly`,
    )
  })

  test('comes back as it was kept', () => {
    for (const origin of [HTTP, HTTPS]) {
      const cookie = keepCart(origin, CART, 3)
        .getSetCookie()
        .map((line) => line.split(';')[0])
        .join('; ')
      expect(readCartRef(visit(origin, cookie))).toEqual(CART)
      expect(readCartCount(visit(origin, cookie))).toBe(3)
    }
  })

  test.each(['', 'x', `${CART.cartId}`, `${CART.cartId}.`, `../../stores.${CART.token}`])(
    'takes nothing from "%s"',
    (value) => {
      expect(readCartRef(visit(HTTP, `cart=${value}`))).toBeNull()
      expect(hasCartCookie(visit(HTTP, `cart=${value}`))).toBe(true)
    },
  )

  test('ignores the plain name on https', () => {
    expect(readCartRef(visit(HTTPS, `cart=${CART.cartId}.${CART.token}`))).toBeNull()
  })

  test('is taken away with its number', () => {
    for (const line of forgetCart(HTTP).getSetCookie()) expect(line).toContain('Max-Age=0')
  })
})
