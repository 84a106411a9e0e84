import { createRoute, z } from '@hono/zod-openapi'
import { CART_TOKEN_HEADER } from '#contract/cart.ts'
import { Checkout, StartCheckout } from '#contract/checkout.ts'
import { Id } from '#contract/primitives.ts'
import { allow } from '../access/allow.ts'
import { cartCallOf } from '../carts/cart-call.ts'
import { jsonBody } from '../http/json-body.ts'
import { ApiProblem } from '../http/problem.ts'
import { body, json, newRouter, problems, storeParam, success } from '../http/router.ts'
import { readIdempotencyKey } from '../idempotency/idempotency.ts'
import { beginCheckout, cancelCheckout, readCheckout } from './checkout.ts'

const params = storeParam.extend({ cart_id: Id })
const headers = z.object({ [CART_TOKEN_HEADER]: z.string().optional() })
const common = { tags: ['Checkout'], path: '/carts/{cart_id}/checkout' as const }

const postCheckout = createRoute({
  ...common,
  method: 'post',
  operationId: 'startCheckout',
  summary: 'Buy what is in the cart',
  description:
    'Needs an Idempotency-Key: the same key again gives the outcome of the first request and buys nothing twice. ' +
    '202 means that the payment is not answered yet; ask GET until it is completed or failed.',
  ...allow('cart', jsonBody),
  request: { params, body: body(StartCheckout), headers: headers.extend({ 'idempotency-key': z.string().optional() }) },
  responses: { 201: json(Checkout, 'The order is placed.'), 202: json(Checkout, 'Not decided yet.'), ...problems },
})
const getCheckout = createRoute({
  ...common,
  method: 'get',
  operationId: 'getCheckout',
  summary: 'How the latest checkout of the cart stands',
  ...allow('cart'),
  request: { params, headers },
  responses: { 200: json(Checkout, 'The checkout.'), ...problems },
})

const deleteCheckout = createRoute({
  ...common,
  method: 'delete',
  operationId: 'cancelCheckout',
  summary: 'Stop a checkout, if no money may have moved yet',
  description: 'The answer says how it stands: one that is past that point takes its course.',
  ...allow('cart'),
  request: { params, headers },
  responses: { 200: json(Checkout, 'The checkout.'), ...problems },
})

export const checkout = newRouter()
  .openapi(postCheckout, async (c) => {
    const key = readIdempotencyKey(c.req.header('idempotency-key'))
    if (key === null) throw new ApiProblem('idempotency_key_required')
    const call = cartCallOf(c, c.req.valid('param').cart_id)
    const { checkout: outcome, replayed } = await beginCheckout(call, c.req.valid('json'), key)
    if (replayed) c.header('idempotent-replayed', 'true')
    if (outcome.status === 'failed') throw new ApiProblem(outcome.code, outcome.details)
    return outcome.status === 'completed' ? c.json(success(outcome), 201) : c.json(success(outcome), 202)
  })
  .openapi(getCheckout, async (c) =>
    c.json(success(await readCheckout(cartCallOf(c, c.req.valid('param').cart_id))), 200),
  )
  .openapi(deleteCheckout, async (c) =>
    c.json(success(await cancelCheckout(cartCallOf(c, c.req.valid('param').cart_id))), 200),
  )
