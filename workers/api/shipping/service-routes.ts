/** Services that price deliveries, beside the tables of zones. */
import { createRoute } from '@hono/zod-openapi'
import { TriedShipping, TryService } from '#contract/rate-service.ts'
import { allow } from '../access/allow.ts'
import { jsonBody } from '../http/json-body.ts'
import { body, json, newRouter, problems, storeParam, success } from '../http/router.ts'
import { storeContextOf } from '../stores/store-context.ts'
import { tryShipping } from './try-service.ts'

const postShippingTry = createRoute({
  tags: ['Shipping'],
  ...allow('store:write', jsonBody),
  method: 'post',
  path: '/shipping-zones/try-service',
  operationId: 'tryRatesService',
  summary: 'Ask a carrier service once; nothing is saved',
  request: { params: storeParam, body: body(TryService) },
  responses: { 200: json(TriedShipping, 'What it answered, or why that is no answer.'), ...problems },
})

export const carrierServices = newRouter().openapi(postShippingTry, async (c) =>
  c.json(success(await tryShipping(storeContextOf(c), c.req.valid('json'))), 200),
)
