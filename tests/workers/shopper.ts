/** A shopper who talks to the API as a program would: no shortcut into services or tables. */
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import type { z } from 'zod'
import { app } from '#api/app.ts'
import type { Cart } from '#contract/cart.ts'
import type { Checkout, StartCheckout } from '#contract/checkout.ts'
import type { ApiError } from '#contract/errors.ts'
import { env } from './fixtures.ts'

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
): Promise<Answer<T>> {
  const { method = 'GET', body, headers } = init
  const ctx = createExecutionContext()
  const response = await app.fetch(
    new Request(`http://localhost/api/v1${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      body: body === undefined || body instanceof Uint8Array ? (body as BodyInit | undefined) : JSON.stringify(body),
    }),
    env,
    ctx,
  )
  const answer = (await response.json()) as { data: T; error: ApiError }
  await waitOnExecutionContext(ctx)
  return { status: response.status, headers: response.headers, ...answer }
}

export const ADDRESS: StartCheckout['shipping_address'] = {
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

/** A guest with a cart in a store. */
export async function newShopper(storeId: string) {
  const { data } = await request<{ cart: CartData; token: string }>(`/stores/${storeId}/carts`, { method: 'POST' })
  const path = `/stores/${storeId}/carts/${data.cart.id}`
  const headers = { 'x-cart-token': data.token }
  const cart = () => request<CartData>(path, { headers })
  return {
    ...{ cartId: data.cart.id, token: data.token, cart },
    add: (variant_id: string, quantity = 1, more: Record<string, string> = {}) =>
      request<CartData>(`${path}/lines`, {
        method: 'POST',
        headers: { ...headers, ...more },
        body: { variant_id, quantity },
      }),
    change: (lineId: string, quantity: unknown) =>
      request<CartData>(`${path}/lines/${lineId}`, { method: 'PATCH', headers, body: { quantity } }),
    remove: (lineId: string) => request<CartData>(`${path}/lines/${lineId}`, { method: 'DELETE', headers }),
    checkout: async (changes: Partial<StartCheckout> = {}, key: string = crypto.randomUUID()) => {
      const body = {
        email: 'ada@example.com',
        shipping_address: ADDRESS,
        shipping_rate_id: 'standard',
        payment_method_id: 'test_pays',
        expected_total: changes.expected_total ?? (await cart()).data?.totals.total,
        ...changes,
      }
      const sent = { method: 'POST', body, headers: { ...headers, 'idempotency-key': key } }
      return request<Checkout>(`${path}/checkout`, sent)
    },
    checkoutStatus: () => request<Checkout>(`${path}/checkout`, { headers }),
  }
}
