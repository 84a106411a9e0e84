import { createRoute, z } from '@hono/zod-openapi'
import { Store, StoreSettings, StoreSlug } from '#contract/store.ts'
import { platformDb } from '../db/store-db.ts'
import { body, json, newRouter, OPERATOR, problems, success } from '../http.ts'
import { requireOperatorJson } from '../middleware/operator.ts'
import { ApiProblem } from '../problem.ts'
import { presentStore } from '../services/present.ts'
import { findStoreByHost } from '../services/resolve-store.ts'
import { saveStore } from '../services/save-store.ts'

const resolveStore = createRoute({
  method: 'get',
  path: '/stores/resolve',
  operationId: 'resolveStore',
  summary: 'The store behind a host name',
  tags: ['Stores'],
  request: { query: z.object({ host: z.string().min(1).max(255) }) },
  responses: { 200: json(Store, 'The store.'), ...problems },
})

const putStore = createRoute({
  method: 'put',
  path: '/stores/{slug}',
  operationId: 'putStore',
  summary: 'Create a store, or bring its settings to these values',
  tags: ['Stores'],
  security: OPERATOR,
  middleware: requireOperatorJson,
  request: { params: z.object({ slug: StoreSlug }), body: body(StoreSettings) },
  responses: { 200: json(Store, 'The store as it is now.'), ...problems },
})

export const stores = newRouter()
  .openapi(resolveStore, async (c) => {
    const { host } = c.req.valid('query')
    const store = await findStoreByHost(platformDb(c.env), host, c.var.config.platformHost)
    if (!store) throw new ApiProblem('store_not_found')
    if (store.status !== 'active') throw new ApiProblem('store_suspended')
    return c.json(success(presentStore(store)), 200)
  })
  .openapi(putStore, async (c) => {
    const store = await saveStore(c.env, c.req.valid('param').slug, c.req.valid('json'), c.var.requestId)
    return c.json(success(presentStore(store)), 200)
  })
