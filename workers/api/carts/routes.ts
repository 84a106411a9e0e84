import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import {
  AddLine,
  CART_TOKEN_HEADER,
  Cart,
  CartContents,
  CartLinkQuery,
  CartQuery,
  ChangeLine,
  ContactCart,
  EnterCode,
  NewCart,
  StartCart,
} from '#contract/cart.ts'
import { Id } from '#contract/primitives.ts'
import { allow } from '../access/allow.ts'
import { signCartToken } from '../access/cart-token.ts'
import { creationLimit } from '../access/public-limit.ts'
import { depsOf } from '../deps/deps.ts'
import { jsonBody, optionalJsonBody } from '../http/json-body.ts'
import { type AppEnv, body, json, newRouter, problems, storeParam, success } from '../http/router.ts'
import { readIdempotencyKey } from '../idempotency/idempotency.ts'
import { cachedFacts } from './cached-facts.ts'
import { type CartCall, type Changed, cartCallOf } from './cart-call.ts'
import { addLine, applyCartChange, type ChangedLines, changeLine } from './change-lines.ts'
import { enterCode } from './enter-code.ts'
import { openCart, readLinkedCart, viewCart } from './open-cart.ts'
import { presentCart } from './present-cart.ts'
import { priceSnapshot } from './price-cart.ts'

const cartParam = storeParam.extend({ cart_id: Id })
const lineParam = cartParam.extend({ line_id: Id })
const codeParam = cartParam.extend({ code_id: Id })
const headers = z.object({ [CART_TOKEN_HEADER]: z.string().optional() })
/** The cart remembers the key with the change: the same again is answered with the cart as it was after it. */
const keyed = headers.extend({ 'idempotency-key': z.string().optional() })
const common = { tags: ['Carts'] }
const answers = { 200: json(Cart, 'The cart as it is now.'), ...problems }

const postCart = createRoute({
  ...common,
  method: 'post',
  path: '/carts',
  operationId: 'createCart',
  summary: 'Start a cart',
  description: 'With an Idempotency-Key (at least 16 characters) the same request again gives the same cart.',
  ...allow('public', creationLimit, optionalJsonBody),
  request: {
    params: storeParam,
    body: { required: false, content: { 'application/json': { schema: StartCart } } },
    headers: z.object({ 'idempotency-key': z.string().optional() }),
  },
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
const getContents = createRoute({
  ...common,
  method: 'get',
  path: '/carts/{cart_id}/contents',
  operationId: 'getCartContents',
  summary: 'What is in a guest’s cart, for whoever has the link of its reminder',
  ...allow('public'),
  request: { params: cartParam, query: CartLinkQuery },
  responses: { 200: json(CartContents, 'What is in it.'), ...problems },
})
const patchCart = createRoute({
  ...common,
  method: 'patch',
  path: '/carts/{cart_id}',
  operationId: 'contactCart',
  summary: 'Say where you can be reached about this cart',
  ...allow('cart', jsonBody),
  request: { params: cartParam, body: body(ContactCart), headers: keyed },
  responses: answers,
})
const postLine = createRoute({
  ...common,
  method: 'post',
  path: '/carts/{cart_id}/lines',
  operationId: 'addCartLine',
  summary: 'Add pieces of a variant',
  ...allow('cart', jsonBody),
  request: { params: cartParam, body: body(AddLine), headers: keyed },
  responses: answers,
})
const patchLine = createRoute({
  ...common,
  method: 'patch',
  path: '/carts/{cart_id}/lines/{line_id}',
  operationId: 'changeCartLine',
  summary: 'Set how many pieces a line has',
  ...allow('cart', jsonBody),
  request: { params: lineParam, body: body(ChangeLine), headers: keyed },
  responses: answers,
})
const deleteLine = createRoute({
  ...common,
  method: 'delete',
  path: '/carts/{cart_id}/lines/{line_id}',
  operationId: 'removeCartLine',
  summary: 'Remove a line',
  ...allow('cart'),
  request: { params: lineParam, headers: keyed },
  responses: answers,
})
const postCode = createRoute({
  ...common,
  method: 'post',
  path: '/carts/{cart_id}/codes',
  operationId: 'enterCartCode',
  summary: 'Enter the code of a promotion or of a gift card',
  ...allow('cart', jsonBody),
  request: { params: cartParam, body: body(EnterCode), headers: keyed },
  responses: answers,
})
const deleteCode = createRoute({
  ...common,
  method: 'delete',
  path: '/carts/{cart_id}/codes/{code_id}',
  operationId: 'removeCartCode',
  summary: 'Take a code off',
  ...allow('cart'),
  request: { params: codeParam, headers: keyed },
  responses: answers,
})

type C = Context<AppEnv>

/** What is shown may be a moment old. */
const readersOf = (c: C) => cachedFacts(c.get('config'))

const keyOf = (c: C) => readIdempotencyKey(c.req.header('idempotency-key'))

async function answer(c: C, call: CartCall, { snapshot, replayed, ...read }: Changed & Pick<ChangedLines, 'facts'>) {
  if (replayed) c.header('idempotent-replayed', 'true')
  const priced = await priceSnapshot(call, snapshot, {}, readersOf(c), read.facts)
  return success(presentCart(call.deps, call.store, priced))
}

export const carts = newRouter()
  .openapi(postCart, async (c) => {
    const { store, config, client } = c.var
    const deps = depsOf(c.env, store)
    const { currency } = c.req.valid('json') ?? {}
    const opened = await openCart(deps, store, { currency, key: keyOf(c), address: client.counted })
    if (opened.replayed) c.header('idempotent-replayed', 'true')
    const { cartId, snapshot, bearer } = opened
    const cart = presentCart(deps, store, await priceSnapshot({ deps, store, cartId }, snapshot, {}, readersOf(c)))
    return c.json(success({ cart, token: await signCartToken(cartId, store.id, bearer, config.signingSecret) }), 201)
  })
  .openapi(getCart, async (c) => {
    const call = cartCallOf(c, c.req.valid('param').cart_id)
    const { shipping_rate_id: rateId, country, region, postal_code: postalCode, estimate } = c.req.valid('query')
    const wish = { rateId, country, region, postalCode, estimate }
    const priced = await priceSnapshot(call, await viewCart(call), wish, readersOf(c))
    return c.json(success(presentCart(call.deps, call.store, priced)), 200)
  })
  .openapi(getContents, async (c) => {
    const { cart_id: cartId } = c.req.valid('param')
    const store = c.get('store')
    const contents = await readLinkedCart(depsOf(c.env, store), store, cartId, c.req.valid('query').token)
    return c.json(success(contents), 200)
  })
  .openapi(patchCart, async (c) => {
    const call = cartCallOf(c, c.req.valid('param').cart_id)
    const { email } = c.req.valid('json')
    return c.json(await answer(c, call, await applyCartChange(call, { type: 'contact', email }, keyOf(c))), 200)
  })
  .openapi(postLine, async (c) => {
    const call = cartCallOf(c, c.req.valid('param').cart_id)
    const { variant_id: variantId, quantity } = c.req.valid('json')
    return c.json(await answer(c, call, await addLine(call, { variantId, quantity }, keyOf(c), readersOf(c))), 200)
  })
  .openapi(patchLine, async (c) => {
    const { cart_id, line_id: lineId } = c.req.valid('param')
    const call = cartCallOf(c, cart_id)
    const { quantity } = c.req.valid('json')
    return c.json(await answer(c, call, await changeLine(call, { lineId, quantity }, keyOf(c), readersOf(c))), 200)
  })
  .openapi(deleteLine, async (c) => {
    const { cart_id, line_id: lineId } = c.req.valid('param')
    const call = cartCallOf(c, cart_id)
    return c.json(await answer(c, call, await applyCartChange(call, { type: 'remove', lineId }, keyOf(c))), 200)
  })
  .openapi(postCode, async (c) => {
    const call = cartCallOf(c, c.req.valid('param').cart_id)
    const entered = { text: c.req.valid('json').code, address: c.var.client.counted }
    return c.json(await answer(c, call, await enterCode(call, entered, keyOf(c))), 200)
  })
  .openapi(deleteCode, async (c) => {
    const { cart_id, code_id: codeId } = c.req.valid('param')
    const call = cartCallOf(c, cart_id)
    return c.json(await answer(c, call, await applyCartChange(call, { type: 'remove_code', codeId }, keyOf(c))), 200)
  })
