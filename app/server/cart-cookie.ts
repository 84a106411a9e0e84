/**
 * Three cookies. The cart's own holds `{cart id}.{token}`, out of reach of scripts; so does `bought` for the cart that has
 * last become an order, so that other tabs which still show it are led there. `cart_count` is only the number beside the cart
 * in the header: pages that are cached for everybody learn it from there.
 */
import { parse as parseCookies } from './cookies.ts'
import type { CartRef } from './storefront-client.ts'

const MAX_AGE_S = 30 * 24 * 60 * 60
const BOUGHT_MAX_AGE_S = 24 * 60 * 60

interface Visit {
  request: Request
  origin: string
}

const isSecure = (origin: string) => origin.startsWith('https:')
/** `__Host-` lets no other sub-domain (another store) plant a cart; browsers take it on https only. */
const nameOf = (origin: string) => (isSecure(origin) ? '__Host-cart' : 'cart')
const boughtNameOf = (origin: string) => (isSecure(origin) ? '__Host-bought' : 'bought')

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

/** The cart has become an order: it is the shopper's no longer, and remembered as bought for a day. */
export function boughtCart(origin: string, ref: CartRef): Headers {
  const headers = forgetCart(origin)
  headers.append('set-cookie', boughtCookie(origin, `${ref.cartId}.${ref.token}`, BOUGHT_MAX_AGE_S))
  return headers
}

/** With whoever logs out goes what they bought. */
export const forgetBought = (origin: string): string => boughtCookie(origin, '', 0)

/** The cart that this browser has bought within a day; how its checkout stands is for the API to say. */
export function readBoughtRef({ request, origin }: Visit): CartRef | null {
  return parseCartRef(parseCookies(request.headers.get('cookie'))[boughtNameOf(origin)] ?? '')
}

const boughtCookie = (origin: string, value: string, maxAgeS: number): string =>
  `${boughtNameOf(origin)}=${value}; ${attributes(origin, maxAgeS)}; HttpOnly`

const attributes = (origin: string, maxAgeS: number): string =>
  `Path=/; Max-Age=${maxAgeS}; SameSite=Lax${isSecure(origin) ? '; Secure' : ''}`

function cookies(origin: string, value: string, itemCount: number, maxAgeS: number): Headers {
  const shared = attributes(origin, maxAgeS)
  const headers = new Headers()
  headers.append('set-cookie', `${nameOf(origin)}=${value}; ${shared}; HttpOnly`)
  headers.append('set-cookie', `cart_count=${itemCount}; ${shared}`)
  return headers
}
