import { createRoute, z } from '@hono/zod-openapi'
import { Order, OrderTokenQuery } from '#contract/order.ts'
import { allow } from '../access/allow.ts'
import { depsOf } from '../deps/deps.ts'
import { ApiProblem } from '../http/problem.ts'
import { json, newRouter, problems, storeParam, success } from '../http/router.ts'
import { findOrder } from './orders.ts'

const getOrder = createRoute({
  method: 'get',
  path: '/orders/{number}',
  operationId: 'getOrder',
  summary: 'An order, for whoever has its secret token',
  tags: ['Orders'],
  ...allow('public'),
  request: {
    params: storeParam.extend({ number: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) }),
    query: OrderTokenQuery,
  },
  responses: { 200: json(Order, 'The order.'), ...problems },
})

export const orders = newRouter().openapi(getOrder, async (c) => {
  const deps = depsOf(c.env, c.var.store)
  const order = await findOrder(deps, c.req.valid('param').number, c.req.valid('query').token)
  if (!order) throw new ApiProblem('order_not_found') // also the answer for a wrong token and for another store's order
  return c.json(success(order), 200)
})
