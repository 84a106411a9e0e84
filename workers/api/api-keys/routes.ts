/** Keys with which programs use a store. */
import { createRoute } from '@hono/zod-openapi'
import { ApiKeys, CreatedApiKey, NewApiKey } from '#contract/access.ts'
import { Done } from '#contract/identity.ts'
import { Id } from '#contract/primitives.ts'
import { allow, userOf } from '../access/allow.ts'
import { requestContextOf } from '../access/request-context.ts'
import { platformDb } from '../db/store-db.ts'
import { jsonBody } from '../http/json-body.ts'
import { body, done, json, newRouter, problems, storeParam, success } from '../http/router.ts'
import { idempotencyHeader, onceInDirectory } from '../idempotency/idempotency.ts'
import { createKey, listKeys, revokeKey } from './api-keys.ts'

const common = { tags: ['API keys'] }

const getKeys = createRoute({
  ...common,
  ...allow('api_keys:read'),
  method: 'get',
  path: '/api-keys',
  operationId: 'listApiKeys',
  summary: 'Keys that are good',
  request: { params: storeParam },
  responses: { 200: json(ApiKeys, 'The latest first. The keys themselves are not in it.'), ...problems },
})
const postKey = createRoute({
  ...common,
  ...allow('api_keys:write', jsonBody, onceInDirectory),
  method: 'post',
  path: '/api-keys',
  operationId: 'createApiKey',
  summary: 'Make a key',
  request: { params: storeParam, body: body(NewApiKey), headers: idempotencyHeader },
  responses: { 201: json(CreatedApiKey, 'The key is in this answer and never again.'), ...problems },
})
const deleteKey = createRoute({
  ...common,
  ...allow('api_keys:write'),
  method: 'delete',
  path: '/api-keys/{api_key_id}',
  operationId: 'revokeApiKey',
  summary: 'Revoke a key',
  request: { params: storeParam.extend({ api_key_id: Id }) },
  responses: { 200: json(Done, 'Revoked, at once.'), ...problems },
})

export const apiKeys = newRouter()
  .openapi(getKeys, async (c) => c.json(success({ items: await listKeys(platformDb(c.env), c.var.store.id) }), 200))
  .openapi(postKey, async (c) =>
    c.json(success(await createKey(requestContextOf(c), userOf(c), c.var.store, c.req.valid('json'))), 201),
  )
  .openapi(deleteKey, async (c) => {
    await revokeKey(requestContextOf(c), c.var.store, c.req.valid('param').api_key_id)
    return c.json(done, 200)
  })
