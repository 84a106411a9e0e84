/** What shoppers hear of stock: live on an open page, or by mail when it is there again. */
import { createRoute } from '@hono/zod-openapi'
import { Done } from '#contract/identity.ts'
import { StockSubscription } from '#contract/inventory.ts'
import { Id } from '#contract/primitives.ts'
import { allow } from '../access/allow.ts'
import { creationLimit } from '../access/public-limit.ts'
import { depsOf } from '../deps/deps.ts'
import { jsonBody } from '../http/json-body.ts'
import { body, done, json, newRouter, problems, storeParam } from '../http/router.ts'
import { idempotencyHeader, idempotent } from '../idempotency/idempotency.ts'
import { openLiveStock, subscribeToStock } from './subscribe.ts'

const common = { tags: ['Inventory'] }

const getLive = createRoute({
  ...common,
  ...allow('public'),
  method: 'get',
  path: '/inventory/{variant_id}/live',
  operationId: 'watchStock',
  summary: 'Hear of the stock of a variant as long as a page is open',
  description: 'A WebSocket: each message is a LiveStock, the first one at once. `ping` is answered with `pong`.',
  request: { params: storeParam.extend({ variant_id: Id }) },
  responses: { 101: { description: 'The socket.' }, ...problems },
})
const postSubscription = createRoute({
  ...common,
  ...allow('public', jsonBody, creationLimit, idempotent({ status: 202 })),
  method: 'post',
  path: '/stock-subscriptions',
  operationId: 'subscribeToStock',
  summary: 'Be told by mail, once, when a variant is there again',
  request: { params: storeParam, body: body(StockSubscription), headers: idempotencyHeader },
  responses: { 202: json(Done, 'Noted, or noted before.'), ...problems },
})

export const stockFeed = newRouter()
  .openapi(getLive, async (c) => {
    const deps = depsOf(c.env, c.var.store)
    const listener = { upgrade: c.req.header('upgrade'), address: c.var.client.counted }
    const socket = await openLiveStock(deps, c.req.valid('param').variant_id, listener)
    return socket as never // not JSON, which is all that the route's type knows
  })
  .openapi(postSubscription, async (c) => {
    const from = { trail: c.var.trail, address: c.var.client.counted }
    await subscribeToStock(depsOf(c.env, c.var.store), from, c.req.valid('json'), done.data)
    return c.json(done, 202)
  })
