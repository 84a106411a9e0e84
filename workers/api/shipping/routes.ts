/** Where a store delivers to, and what it costs. */
import { createRoute } from '@hono/zod-openapi'
import { SaveShippingZones, ShippingZones } from '#contract/shipping.ts'
import { allow } from '../access/allow.ts'
import { jsonBody } from '../http/json-body.ts'
import { body, json, newRouter, problems, storeParam, success } from '../http/router.ts'
import { storeContextOf } from '../stores/store-context.ts'
import { readZones, saveZones } from './zones.ts'

const common = { tags: ['Shipping'], path: '/shipping-zones' }

const getZones = createRoute({
  ...common,
  ...allow('store:read'),
  method: 'get',
  operationId: 'getShippingZones',
  summary: 'Zones with their rates',
  request: { params: storeParam },
  responses: { 200: json(ShippingZones, 'All of them, in their order.'), ...problems },
})
const putZones = createRoute({
  ...common,
  ...allow('store:write', jsonBody),
  method: 'put',
  operationId: 'saveShippingZones',
  summary: 'Bring the zones and their rates to these',
  request: { params: storeParam, body: body(SaveShippingZones) },
  responses: { 200: json(ShippingZones, 'The zones as they are now.'), ...problems },
})

export const shippingZones = newRouter()
  .openapi(getZones, async (c) => c.json(success(await readZones(c.var.db)), 200))
  .openapi(putZones, async (c) => c.json(success(await saveZones(storeContextOf(c), c.req.valid('json'))), 200))
