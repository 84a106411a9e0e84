/** Lets only the owner of a cart through: the token that came with the cart, in `X-Cart-Token`. */
import type { MiddlewareHandler } from 'hono'
import { every } from 'hono/combine'
import { createMiddleware } from 'hono/factory'
import { CART_TOKEN_HEADER } from '#contract/cart.ts'
import { Id } from '#contract/primitives.ts'
import type { AppEnv } from '../http.ts'
import { ApiProblem } from '../problem.ts'
import { isCartToken } from '../services/cart-token.ts'
import { jsonBody } from './json-body.ts'

export const requireCartToken = createMiddleware<AppEnv>(async (c, next) => {
  const cartId = Id.safeParse(c.req.param('cart_id'))
  if (!cartId.success) throw new ApiProblem('cart_not_found')
  const token = c.req.header(CART_TOKEN_HEADER) ?? ''
  const mine = await isCartToken(token, cartId.data, c.var.store.id, c.var.config.signingSecret)
  if (!mine) throw new ApiProblem('cart_token_invalid')
  await next()
})

/** The same for a route that takes a JSON body. */
export const requireCartTokenJson: MiddlewareHandler<AppEnv> = every(requireCartToken, jsonBody)
