/** Places where a store keeps stock. */
import { createRoute } from '@hono/zod-openapi'
import { Done } from '#contract/identity.ts'
import { ChangeLocation, Location, LocationId, Locations, NewLocation } from '#contract/location.ts'
import { allow } from '../access/allow.ts'
import { jsonBody } from '../http/json-body.ts'
import { body, done, json, newRouter, problems, storeParam, success } from '../http/router.ts'
import { idempotencyHeader, once } from '../idempotency/idempotency.ts'
import { storeContextOf } from '../stores/store-context.ts'
import { changeLocation, createLocation, deleteLocation, listLocations } from './locations.ts'

const common = { tags: ['Locations'] }
const one = { ...common, path: '/locations/{location_id}' } as const
const oneParam = storeParam.extend({ location_id: LocationId })

const getLocations = createRoute({
  ...common,
  ...allow('inventory:read'),
  method: 'get',
  path: '/locations',
  operationId: 'listLocations',
  summary: 'Places with stock',
  request: { params: storeParam },
  responses: { 200: json(Locations, 'The main one first.'), ...problems },
})
const postLocation = createRoute({
  ...common,
  ...allow('store:write', jsonBody, once),
  method: 'post',
  path: '/locations',
  operationId: 'createLocation',
  summary: 'Add a place',
  request: { params: storeParam, body: body(NewLocation), headers: idempotencyHeader },
  responses: { 201: json(Location, 'The place.'), ...problems },
})
const patchLocation = createRoute({
  ...one,
  ...allow('store:write', jsonBody),
  method: 'patch',
  operationId: 'changeLocation',
  summary: 'Change a place',
  request: { params: oneParam, body: body(ChangeLocation) },
  responses: { 200: json(Location, 'As it is now.'), ...problems },
})
const removeLocation = createRoute({
  ...one,
  ...allow('store:write'),
  method: 'delete',
  operationId: 'deleteLocation',
  summary: 'Give up a place that has no stock',
  request: { params: oneParam },
  responses: { 200: json(Done, 'Gone.'), ...problems },
})

export const locations = newRouter()
  .openapi(getLocations, async (c) => c.json(success({ items: await listLocations(c.var.db) }), 200))
  .openapi(postLocation, async (c) =>
    c.json(success(await createLocation(storeContextOf(c), c.req.valid('json'))), 201),
  )
  .openapi(patchLocation, async (c) => {
    const { location_id } = c.req.valid('param')
    return c.json(success(await changeLocation(storeContextOf(c), location_id, c.req.valid('json'))), 200)
  })
  .openapi(removeLocation, async (c) => {
    await deleteLocation(storeContextOf(c), c.req.valid('param').location_id)
    return c.json(done, 200)
  })
