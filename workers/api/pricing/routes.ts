/** Prices for a currency or a group of customers. */
import { createRoute, z } from '@hono/zod-openapi'
import { listOf } from '#contract/envelope.ts'
import { Done } from '#contract/identity.ts'
import { ListPrices, NewPriceList, PriceList, PriceOfList, PriceQuery, UnlistedVariant } from '#contract/price-list.ts'
import { Id } from '#contract/primitives.ts'
import { allow } from '../access/allow.ts'
import { jsonBody } from '../http/json-body.ts'
import { body, done, json, newRouter, problems, storeParam, success } from '../http/router.ts'
import { idempotencyHeader, once } from '../idempotency/idempotency.ts'
import { storeContextOf } from '../stores/store-context.ts'
import { createPriceList, deletePriceList, findPriceList, listPriceLists, replacePriceList } from './price-lists.ts'
import { listPrices, listUnlisted, savePrices } from './prices.ts'

const common = { tags: ['Price lists'] }
const one = { ...common, path: '/price-lists/{price_list_id}' } as const
const prices = { ...common, path: '/price-lists/{price_list_id}/prices' } as const
const oneParam = storeParam.extend({ price_list_id: Id })

const getLists = createRoute({
  ...common,
  ...allow('prices:read'),
  method: 'get',
  path: '/price-lists',
  operationId: 'listPriceLists',
  summary: 'Price lists',
  request: { params: storeParam },
  responses: { 200: json(z.object({ items: z.array(PriceList) }), 'Those that win first.'), ...problems },
})
const postList = createRoute({
  ...common,
  ...allow('prices:write', jsonBody, once),
  method: 'post',
  path: '/price-lists',
  operationId: 'createPriceList',
  summary: 'Make a price list',
  request: { params: storeParam, body: body(NewPriceList), headers: idempotencyHeader },
  responses: { 201: json(PriceList, 'The list, without prices.'), ...problems },
})
const getList = createRoute({
  ...one,
  ...allow('prices:read'),
  method: 'get',
  operationId: 'getPriceList',
  summary: 'One price list',
  request: { params: oneParam },
  responses: { 200: json(PriceList, 'The list.'), ...problems },
})
const putList = createRoute({
  ...one,
  ...allow('prices:write', jsonBody),
  method: 'put',
  operationId: 'replacePriceList',
  summary: 'Bring a price list to these values',
  request: { params: oneParam, body: body(NewPriceList) },
  responses: { 200: json(PriceList, 'As it is now, with the prices that it had.'), ...problems },
})
const removeList = createRoute({
  ...one,
  ...allow('prices:write'),
  method: 'delete',
  operationId: 'deletePriceList',
  summary: 'Delete a price list and its prices',
  request: { params: oneParam },
  responses: { 200: json(Done, 'Gone.'), ...problems },
})
const getPrices = createRoute({
  ...prices,
  ...allow('prices:read'),
  method: 'get',
  operationId: 'listPricesOfList',
  summary: 'The prices of a list',
  request: { params: oneParam, query: PriceQuery },
  responses: { 200: json(listOf(PriceOfList), 'A page, in the order in which the variants were added.'), ...problems },
})
const getUnlisted = createRoute({
  ...common,
  ...allow('prices:read'),
  path: '/price-lists/{price_list_id}/unlisted',
  method: 'get',
  operationId: 'listUnlistedVariants',
  summary: 'What is not on a list yet',
  request: { params: oneParam, query: PriceQuery },
  responses: { 200: json(listOf(UnlistedVariant), 'A page, in the order of the SKUs.'), ...problems },
})
const putPrices = createRoute({
  ...prices,
  ...allow('prices:write', jsonBody),
  method: 'put',
  operationId: 'savePricesOfList',
  summary: 'Set some prices of a list, or take them off',
  request: { params: oneParam, body: body(ListPrices) },
  responses: { 200: json(PriceList, 'The list as it is now.'), ...problems },
})

export const priceLists = newRouter()
  .openapi(getLists, async (c) => c.json(success({ items: await listPriceLists(c.var.db) }), 200))
  .openapi(postList, async (c) => c.json(success(await createPriceList(storeContextOf(c), c.req.valid('json'))), 201))
  .openapi(getList, async (c) =>
    c.json(success(await findPriceList(c.var.db, c.req.valid('param').price_list_id)), 200),
  )
  .openapi(putList, async (c) => {
    const { price_list_id } = c.req.valid('param')
    return c.json(success(await replacePriceList(storeContextOf(c), price_list_id, c.req.valid('json'))), 200)
  })
  .openapi(removeList, async (c) => {
    await deletePriceList(storeContextOf(c), c.req.valid('param').price_list_id)
    return c.json(done, 200)
  })
  .openapi(getPrices, async (c) => {
    const { price_list_id } = c.req.valid('param')
    return c.json(success(await listPrices(c.var.db, price_list_id, c.req.valid('query'))), 200)
  })
  .openapi(getUnlisted, async (c) => {
    const { price_list_id } = c.req.valid('param')
    return c.json(success(await listUnlisted(c.var.db, price_list_id, c.req.valid('query'))), 200)
  })
  .openapi(putPrices, async (c) => {
    const { price_list_id } = c.req.valid('param')
    return c.json(success(await savePrices(storeContextOf(c), price_list_id, c.req.valid('json'))), 200)
  })
