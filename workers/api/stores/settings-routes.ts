/** What a merchant sets about a store. */
import { createRoute } from '@hono/zod-openapi'
import { MerchantStore, StoreSettings } from '#contract/store.ts'
import { allow } from '../access/allow.ts'
import { requestContextOf } from '../access/request-context.ts'
import { jsonBody } from '../http/json-body.ts'
import { body, json, newRouter, problems, storeParam, success } from '../http/router.ts'
import { saveSettings } from './store-settings.ts'
import { readMerchantStore } from './stores.ts'

const common = { tags: ['Stores'], path: '/settings' }

const getSettings = createRoute({
  ...common,
  ...allow('store:read'),
  method: 'get',
  operationId: 'getStoreSettings',
  summary: 'A store as its merchant sees it',
  request: { params: storeParam },
  responses: { 200: json(MerchantStore, 'The store.'), ...problems },
})
const putSettings = createRoute({
  ...common,
  ...allow('store:write', jsonBody),
  method: 'put',
  operationId: 'saveStoreSettings',
  summary: 'Bring the settings of a store to these values',
  request: { params: storeParam, body: body(StoreSettings) },
  responses: { 200: json(MerchantStore, 'The store as it is now.'), ...problems },
})

export const storeSettings = newRouter()
  .openapi(getSettings, async (c) => c.json(success(await readMerchantStore(requestContextOf(c), c.var.store.id)), 200))
  .openapi(putSettings, async (c) => {
    await saveSettings(requestContextOf(c), c.var.store, c.req.valid('json'))
    return c.json(success(await readMerchantStore(requestContextOf(c), c.var.store.id)), 200)
  })
