/** A shopper who talks to the API as a program would: no shortcut into services or tables. */
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import type { z } from 'zod'
import { app } from '#api/app.ts'
import type { Cart } from '#contract/cart.ts'
import type { Address, Checkout } from '#contract/checkout.ts'
import type { ApiError } from '#contract/errors.ts'
import { env } from './fixtures.ts'
import { PLATFORM_ORIGIN } from './platform.ts'

export interface Answer<T> {
  status: number
  data: T
  error: ApiError
  headers: Headers
}

/** Sends a request to the API; `body` is sent as JSON, bytes as they are. */
export async function request<T>(
  path: string,
  init: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
  bindings = env,
): Promise<Answer<T>> {
  const { method = 'GET', body, headers } = init
  const ctx = createExecutionContext()
  const response = await app.fetch(
    new Request(`${PLATFORM_ORIGIN}/api/v1${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      body: body === undefined || body instanceof Uint8Array ? (body as BodyInit | undefined) : JSON.stringify(body),
    }),
    bindings,
    ctx,
  )
  const answer = (await response.json()) as { data: T; error: ApiError }
  await waitOnExecutionContext(ctx)
  return { status: response.status, headers: response.headers, ...answer }
}

export const ADDRESS: Address = {
  name: 'Ada Lovelace',
  line1: '1 Analytical Way',
  line2: '',
  city: 'San Francisco',
  region: 'CA',
  postal_code: '94107',
  country: 'US',
  phone: '',
}

export type CartData = z.infer<typeof Cart>

/** Everybody has an address of their own, so that no test uses up the limits of another. */
let addresses = 0
export function newAddress(): Record<string, string> {
  addresses += 1
  return { 'cf-connecting-ip': `198.18.${addresses >> 8}.${addresses & 255}` }
}

/** A guest with a cart in a store. */
export async function newShopper(storeId: string, start?: { currency?: string }) {
  const from = newAddress()
  const { data } = await request<{ cart: CartData; token: string }>(`/stores/${storeId}/carts`, {
    method: 'POST',
    headers: from,
    ...(start ? { body: start } : {}),
  })
  return shopperWith(storeId, data.cart.id, data.token, from)
}
export type Shopper = ReturnType<typeof shopperWith>

/** Whoever holds the token of a cart; a customer's opens only together with their session. */
export function shopperWith(storeId: string, cartId: string, token: string, session: Record<string, string> = {}) {
  const path = `/stores/${storeId}/carts/${cartId}`
  const headers = { ...newAddress(), 'x-cart-token': token, ...session }
  const ask = <T = CartData>(method: string, below: string, body?: unknown, more: Record<string, string> = {}) =>
    request<T>(`${path}${below}`, { method, body, headers: { ...headers, ...more } })
  const cart = (query = '') => ask('GET', query)
  return {
    cartId,
    token,
    cart,
    ask,
    add: (variant_id: string, quantity = 1, more: Record<string, string> = {}) =>
      ask('POST', '/lines', { variant_id, quantity }, more),
    change: (lineId: string, quantity: unknown, more: Record<string, string> = {}) =>
      ask('PATCH', `/lines/${lineId}`, { quantity }, more),
    remove: (lineId: string, more: Record<string, string> = {}) => ask('DELETE', `/lines/${lineId}`, undefined, more),
    enter: (code: unknown, more: Record<string, string> = {}) => ask('POST', '/codes', { code }, more),
    takeOff: (codeId: string, more: Record<string, string> = {}) => ask('DELETE', `/codes/${codeId}`, undefined, more),
    contact: (email: unknown, more: Record<string, string> = {}) => ask('PATCH', '', { email }, more),
    /** Buys with a delivery to ADDRESS, paid by the test provider, unless told otherwise. */
    checkout: async (changes: Record<string, unknown> = {}, key: string = crypto.randomUUID()) => {
      const body = {
        email: 'ada@example.com',
        shipping_address: ADDRESS,
        shipping_rate_id: 'standard',
        payment_method_id: 'test_pays',
        expected_total: changes.expected_total ?? (await cart(wishOf(changes))).data?.totals.payable,
        ...changes,
      }
      return ask<Checkout>('POST', '/checkout', body, { 'idempotency-key': key })
    },
    checkoutStatus: () => ask<Checkout>('GET', '/checkout'),
    cancel: () => ask<Checkout>('DELETE', '/checkout'),
  }
}

/** Where it is to go, as the page asks before it shows a total. */
function wishOf({ shipping_rate_id = 'standard', shipping_address = ADDRESS }: Record<string, unknown>): string {
  const { country, region, postal_code } = (shipping_address ?? {}) as Partial<Address>
  const asked = {
    ...(shipping_rate_id ? { shipping_rate_id: String(shipping_rate_id) } : {}),
    country,
    region,
    postal_code,
  }
  return `?${new URLSearchParams(Object.entries(asked).flatMap(([name, value]) => (value ? [[name, value]] : [])))}`
}
