import { createRoute, z } from '@hono/zod-openapi'
import { v7 as uuidv7 } from 'uuid'
import { AddLine, CART_TOKEN_HEADER, Cart, CartQuery, ChangeLine, NewCart } from '#contract/cart.ts'
import { Id } from '#contract/primitives.ts'
import { depsOf } from '../deps.ts'
import { body, json, newRouter, problems, storeParam, success } from '../http.ts'
import { allow } from '../middleware/access.ts'
import { readIdempotencyKey } from '../middleware/idempotency.ts'
import { jsonBody } from '../middleware/json-body.ts'
import { creationLimit } from '../middleware/public-limit.ts'
import { signCartToken } from '../services/cart-token.ts'
import { addLine, changeLine, createCart, presentCart, readCart, removeLine } from '../services/carts.ts'

const cartParam = storeParam.extend({ cart_id: Id })
const lineParam = cartParam.extend({ line_id: Id })
const headers = z.object({ [CART_TOKEN_HEADER]: z.string().optional() })
const keyed = headers.extend({ 'idempotency-key': z.string().optional() })
const common = { tags: ['Carts'] }

const postCart = createRoute({
  method: 'post',
  path: '/carts',
  operationId: 'createCart',
  summary: 'Start a cart',
  tags: ['Carts'],
  ...allow('public', creationLimit),
  request: { params: storeParam },
  responses: { 201: json(NewCart, 'The cart and the token that proves it is yours.'), ...problems },
})
const getCart = createRoute({
  ...common,
  method: 'get',
  path: '/carts/{cart_id}',
  operationId: 'getCart',
  summary: 'The cart with the prices and stock of this moment',
  ...allow('cart'),
  request: { params: cartParam, query: CartQuery, headers },
  responses: { 200: json(Cart, 'The cart.'), ...problems },
})
const postLine = createRoute({
  ...common,
  method: 'post',
  path: '/carts/{cart_id}/lines',
  operationId: 'addCartLine',
  summary: 'Add pieces of a variant',
  ...allow('cart', jsonBody),
  request: { params: cartParam, body: body(AddLine), headers: keyed },
  responses: { 200: json(Cart, 'The cart as it is now.'), ...problems },
})
const patchLine = createRoute({
  ...common,
  method: 'patch',
  path: '/carts/{cart_id}/lines/{line_id}',
  operationId: 'changeCartLine',
  summary: 'Set how many pieces a line has',
  ...allow('cart', jsonBody),
  request: { params: lineParam, body: body(ChangeLine), headers },
  responses: { 200: json(Cart, 'The cart as it is now.'), ...problems },
})
const deleteLine = createRoute({
  ...common,
  method: 'delete',
  path: '/carts/{cart_id}/lines/{line_id}',
  operationId: 'removeCartLine',
  summary: 'Remove a line',
  ...allow('cart'),
  request: { params: lineParam, headers },
  responses: { 200: json(Cart, 'The cart as it is now.'), ...problems },
})

export const carts = newRouter()
  .openapi(postCart, async (c) => {
    const deps = depsOf(c.env, c.var.store)
    const { store, config } = c.var
    const cartId = uuidv7()
    const cart = presentCart(deps, store, await createCart(deps, store, cartId))
    return c.json(success({ cart, token: await signCartToken(cartId, store.id, config.signingSecret) }), 201)
  })
  .openapi(getCart, async (c) => {
    const deps = depsOf(c.env, c.var.store)
    const { cart_id } = c.req.valid('param')
    const cart = await readCart(deps, c.var.store, cart_id, c.req.valid('query').shipping_rate_id)
    return c.json(success(presentCart(deps, c.var.store, cart)), 200)
  })
  .openapi(postLine, async (c) => {
    const deps = depsOf(c.env, c.var.store)
    const { variant_id: variantId, quantity } = c.req.valid('json')
    const key = readIdempotencyKey(c.req.header('idempotency-key'))
    const { cart_id } = c.req.valid('param')
    const { cart, replayed } = await addLine(deps, c.var.store, cart_id, { variantId, quantity }, key)
    if (replayed) c.header('idempotent-replayed', 'true')
    return c.json(success(presentCart(deps, c.var.store, cart)), 200)
  })
  .openapi(patchLine, async (c) => {
    const deps = depsOf(c.env, c.var.store)
    const { cart_id, line_id: lineId } = c.req.valid('param')
    const cart = await changeLine(deps, c.var.store, cart_id, { lineId, quantity: c.req.valid('json').quantity })
    return c.json(success(presentCart(deps, c.var.store, cart)), 200)
  })
  .openapi(deleteLine, async (c) => {
    const deps = depsOf(c.env, c.var.store)
    const { cart_id, line_id } = c.req.valid('param')
    return c.json(success(presentCart(deps, c.var.store, await removeLine(deps, c.var.store, cart_id, line_id))), 200)
  })
