/** The secret that questions to a store's services are signed with. */
import { createRoute } from '@hono/zod-openapi'
import { NewServiceSecret, ServiceSecret } from '#contract/rate-service.ts'
import { allow } from '../access/allow.ts'
import { json, newRouter, problems, storeParam, success } from '../http/router.ts'
import { idempotencyHeader, once } from '../idempotency/idempotency.ts'
import { storeContextOf } from '../stores/store-context.ts'
import { makeServiceSecret, readServiceSecret } from './secret.ts'

const shipping = { tags: ['Shipping'] }

const getSecret = createRoute({
  ...shipping,
  ...allow('store:read'),
  method: 'get',
  path: '/service-secret',
  operationId: 'getServiceSecret',
  summary: 'Whether there is a secret to sign questions with',
  request: { params: storeParam },
  responses: { 200: json(ServiceSecret, 'When it was made; never the secret.'), ...problems },
})
const postSecret = createRoute({
  ...shipping,
  ...allow('store:write', once),
  method: 'post',
  path: '/service-secret',
  operationId: 'makeServiceSecret',
  summary: 'Make a new secret to sign questions with',
  request: { params: storeParam, headers: idempotencyHeader },
  responses: { 201: json(NewServiceSecret, 'It is told here and never again.'), ...problems },
})

export const rateServices = newRouter()
  .openapi(getSecret, async (c) => c.json(success(await readServiceSecret(c.var.db)), 200))
  .openapi(postSecret, async (c) => c.json(success(await makeServiceSecret(storeContextOf(c))), 201))
