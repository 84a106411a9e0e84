/**
 * Which other sites' scripts may use a store's API (CORS): the origins that its merchant has named. No cookies: scripts of
 * other sites bring a publishable key and a cart's token.
 */
import type { Context } from 'hono'
import { cors } from 'hono/cors'
import { CART_TOKEN_HEADER } from '#contract/cart.ts'
import type { AppEnv } from '../http/router.ts'

export const storeCors = cors({
  origin: (origin, c: Context<AppEnv>) => (c.get('store').allowedOrigins.includes(origin) ? origin : null),
  allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
  allowHeaders: ['authorization', 'content-type', 'idempotency-key', CART_TOKEN_HEADER],
  exposeHeaders: ['etag', 'idempotent-replayed', 'ratelimit', 'ratelimit-policy', 'retry-after', 'x-request-id'],
  maxAge: 600,
})
