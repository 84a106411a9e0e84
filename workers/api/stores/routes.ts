import { createRoute, z } from '@hono/zod-openapi'
import { Store } from '#contract/store.ts'
import { allow } from '../access/allow.ts'
import { platformDb } from '../db/store-db.ts'
import { ApiProblem } from '../http/problem.ts'
import { json, newRouter, problems, success } from '../http/router.ts'
import { presentStore } from './present-store.ts'
import { findStoreByHost } from './resolve-store.ts'

const resolveStore = createRoute({
  ...allow('public'),
  method: 'get',
  path: '/stores/resolve',
  operationId: 'resolveStore',
  summary: 'The store behind a host name',
  tags: ['Stores'],
  request: { query: z.object({ host: z.string().min(1).max(255) }) },
  responses: { 200: json(Store, 'The store.'), ...problems },
})

export const stores = newRouter().openapi(resolveStore, async (c) => {
  const { host } = c.req.valid('query')
  const store = await findStoreByHost(platformDb(c.env), host, c.var.config.platformHost)
  if (!store) throw new ApiProblem('store_not_found')
  if (store.status !== 'active') throw new ApiProblem('store_suspended')
  return c.json(success(presentStore(store)), 200)
})
