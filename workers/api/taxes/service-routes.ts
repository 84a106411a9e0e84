/** The service that says which taxes apply, in place of the store's table. */
import { createRoute } from '@hono/zod-openapi'
import { TaxService, TriedTax, TryService } from '#contract/rate-service.ts'
import { allow } from '../access/allow.ts'
import { jsonBody } from '../http/json-body.ts'
import { body, json, newRouter, problems, storeParam, success } from '../http/router.ts'
import { storeContextOf } from '../stores/store-context.ts'
import { readTaxService, saveTaxService } from './service-setting.ts'
import { tryTaxes } from './try-service.ts'

const taxes = { tags: ['Taxes'] }

const getTaxService = createRoute({
  ...taxes,
  ...allow('store:read'),
  method: 'get',
  path: '/tax-service',
  operationId: 'getTaxService',
  summary: 'The service that says which taxes apply',
  request: { params: storeParam },
  responses: { 200: json(TaxService, 'It, or null where the table of rates does.'), ...problems },
})

const putTaxService = createRoute({
  ...taxes,
  ...allow('store:write', jsonBody),
  method: 'put',
  path: '/tax-service',
  operationId: 'saveTaxService',
  summary: 'Choose the service that says which taxes apply, or none',
  request: { params: storeParam, body: body(TaxService) },
  responses: { 200: json(TaxService, 'As it is now.'), ...problems },
})

const postTaxTry = createRoute({
  ...taxes,
  ...allow('store:write', jsonBody),
  method: 'post',
  path: '/tax-service/try',
  operationId: 'tryTaxService',
  summary: 'Ask a tax service once; nothing is saved',
  request: { params: storeParam, body: body(TryService) },
  responses: { 200: json(TriedTax, 'What it answered, or why that is no answer.'), ...problems },
})

export const taxService = newRouter()
  .openapi(getTaxService, async (c) => c.json(success(await readTaxService(c.var.db)), 200))
  .openapi(putTaxService, async (c) =>
    c.json(success(await saveTaxService(storeContextOf(c), c.req.valid('json'))), 200),
  )
  .openapi(postTaxTry, async (c) => c.json(success(await tryTaxes(storeContextOf(c), c.req.valid('json'))), 200))
