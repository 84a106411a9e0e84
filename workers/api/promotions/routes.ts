/** What a store takes off, for which goods, for whom and when. */
import { createRoute } from '@hono/zod-openapi'
import { listOf } from '#contract/envelope.ts'
import { Done } from '#contract/identity.ts'
import { Id } from '#contract/primitives.ts'
import { NewPromotion, Promotion, PromotionDetail, PromotionQuery } from '#contract/promotion.ts'
import { allow } from '../access/allow.ts'
import { jsonBody } from '../http/json-body.ts'
import { body, done, json, newRouter, problems, storeParam, success } from '../http/router.ts'
import { idempotencyHeader, once } from '../idempotency/idempotency.ts'
import { storeContextOf } from '../stores/store-context.ts'
import { createPromotion, deletePromotion, findPromotion, listPromotions, replacePromotion } from './promotions.ts'

const common = { tags: ['Promotions'] }
const one = { ...common, path: '/promotions/{promotion_id}' } as const
const oneParam = storeParam.extend({ promotion_id: Id })

const getPromotions = createRoute({
  ...common,
  ...allow('promotions:read'),
  method: 'get',
  path: '/promotions',
  operationId: 'listPromotions',
  summary: 'Promotions',
  request: { params: storeParam, query: PromotionQuery },
  responses: { 200: json(listOf(Promotion), 'The latest first.'), ...problems },
})
const postPromotion = createRoute({
  ...common,
  ...allow('promotions:write', jsonBody, once),
  method: 'post',
  path: '/promotions',
  operationId: 'createPromotion',
  summary: 'Make a promotion',
  request: { params: storeParam, body: body(NewPromotion), headers: idempotencyHeader },
  responses: { 201: json(Promotion, 'The promotion.'), ...problems },
})
const getPromotion = createRoute({
  ...one,
  ...allow('promotions:read'),
  method: 'get',
  operationId: 'getPromotion',
  summary: 'One promotion',
  request: { params: oneParam },
  responses: { 200: json(PromotionDetail, 'The promotion.'), ...problems },
})
const putPromotion = createRoute({
  ...one,
  ...allow('promotions:write', jsonBody),
  method: 'put',
  operationId: 'replacePromotion',
  summary: 'Bring a promotion to these values',
  request: { params: oneParam, body: body(NewPromotion) },
  responses: { 200: json(Promotion, 'As it is now; its uses stay counted.'), ...problems },
})
const removePromotion = createRoute({
  ...one,
  ...allow('promotions:write'),
  method: 'delete',
  operationId: 'deletePromotion',
  summary: 'Delete a promotion',
  request: { params: oneParam },
  responses: { 200: json(Done, 'Gone. Orders that had it keep what it took off.'), ...problems },
})

export const promotions = newRouter()
  .openapi(getPromotions, async (c) => c.json(success(await listPromotions(c.var.db, c.req.valid('query'))), 200))
  .openapi(postPromotion, async (c) =>
    c.json(success(await createPromotion(storeContextOf(c), c.req.valid('json'))), 201),
  )
  .openapi(getPromotion, async (c) =>
    c.json(success(await findPromotion(c.var.db, c.req.valid('param').promotion_id)), 200),
  )
  .openapi(putPromotion, async (c) => {
    const { promotion_id } = c.req.valid('param')
    return c.json(success(await replacePromotion(storeContextOf(c), promotion_id, c.req.valid('json'))), 200)
  })
  .openapi(removePromotion, async (c) => {
    await deletePromotion(storeContextOf(c), c.req.valid('param').promotion_id)
    return c.json(done, 200)
  })
