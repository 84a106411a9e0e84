/**
 * Two cookies. The cart's own holds `{cart id}.{token}`, out of reach of scripts. `cart_count` is only the number beside
 * the cart in the header: pages that are cached for everybody learn it from there.
 */
import { parse as parseCookies } from './cookies.ts'
import type { CartRef } from './shop.ts'

const MAX_AGE_S = 30 * 24 * 60 * 60

interface Visit {
  request: Request
  origin: string
}

const isSecure = (origin: string) => origin.startsWith('https:')
/** `__Host-` lets no other sub-domain (another store) plant a cart; browsers take it on https only. */
const nameOf = (origin: string) => (isSecure(origin) ? '__Host-cart' : 'cart')

/** What the cookie names, or null; whether such a cart exists is for the API to say. */
export function readCartRef({ request, origin }: Visit): CartRef | null {
  const value = parseCookies(request.headers.get('cookie'))[nameOf(origin)] ?? ''
  return parseCartRef(value)
}

/** From `{cart id}.{token}`. */
export function parseCartRef(value: string): CartRef | null {
  const match = /^([0-9a-f-]{36})\.([\w.~+/=-]{1,1000})$/.exec(value)
  return match?.[1] && match[2] ? { cartId: match[1], token: match[2] } : null
}

export function hasCartCookie({ request, origin }: Visit): boolean {
  return parseCookies(request.headers.get('cookie'))[nameOf(origin)] !== undefined
}

/** Zero without a cart, whatever the cookie says: such a page is everybody's, and a cache may keep it. */
export function readCartCount({ request, origin }: Visit): number {
  if (!hasCartCookie({ request, origin })) return 0
  const count = Number(parseCookies(request.headers.get('cookie')).cart_count ?? 0)
  return Number.isInteger(count) && count > 0 && count < 100_000 ? count : 0
}

export function keepCart(origin: string, ref: CartRef, itemCount: number): Headers {
  return cookies(origin, `${ref.cartId}.${ref.token}`, itemCount, MAX_AGE_S)
}

export const forgetCart = (origin: string): Headers => cookies(origin, '', 0, 0)

function cookies(origin: string, value: string, itemCount: number, maxAgeS: number): Headers {
  const shared = `Path=/; Max-Age=${maxAgeS}; SameSite=Lax${isSecure(origin) ? '; Secure' : ''}`
  const headers = new Headers()
  headers.append('set-cookie', `${nameOf(origin)}=${value}; ${shared}; HttpOnly`)
  headers.append('set-cookie', `cart_count=${itemCount}; ${shared}`)
  return headers
}
