import { createRoute } from '@hono/zod-openapi'
import { ClaimCart, NewCart } from '#contract/cart.ts'
import { allow, customerOf } from '../access/allow.ts'
import { signCartToken } from '../access/cart-token.ts'
import { cachedFacts } from '../carts/cached-facts.ts'
import { claimCart } from '../carts/claim-cart.ts'
import { presentCart } from '../carts/present-cart.ts'
import { priceSnapshot } from '../carts/price-cart.ts'
import { depsOf } from '../deps/deps.ts'
import { jsonBody } from '../http/json-body.ts'
import { body, json, newRouter, problems, storeParam, success } from '../http/router.ts'

const postCart = createRoute({
  method: 'post',
  path: '/account/cart',
  operationId: 'claimCart',
  tags: ['Customer account'],
  summary: 'My cart, with what I had begun as a guest',
  description:
    'A cart that was begun before logging in becomes the customer’s, or goes into the one that they have open. Safe to ' +
    'repeat: the same cart is merged once.',
  ...allow('customer', jsonBody),
  request: { params: storeParam, body: body(ClaimCart) },
  responses: { 200: json(NewCart, 'The cart and a token that opens it for this customer.'), ...problems },
})

export const accountCart = newRouter().openapi(postCart, async (c) => {
  const { store, config } = c.var
  const deps = depsOf(c.env, store)
  const { cartId, snapshot } = await claimCart(deps, store, customerOf(c).id, c.req.valid('json'))
  const cart = presentCart(deps, store, await priceSnapshot({ deps, store, cartId }, snapshot, {}, cachedFacts(config)))
  return c.json(success({ cart, token: await signCartToken(cartId, store.id, snapshot, config.signingSecret) }), 200)
})
