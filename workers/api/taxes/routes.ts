/** The taxes that a store collects. */
import { createRoute } from '@hono/zod-openapi'
import { SaveTaxRates, TaxRates } from '#contract/tax.ts'
import { allow } from '../access/allow.ts'
import { jsonBody } from '../http/json-body.ts'
import { body, json, newRouter, problems, storeParam, success } from '../http/router.ts'
import { storeContextOf } from '../stores/store-context.ts'
import { readTaxRates, saveTaxRates } from './tax-rates.ts'

const common = { tags: ['Taxes'], path: '/tax-rates' }

const getRates = createRoute({
  ...common,
  ...allow('store:read'),
  method: 'get',
  operationId: 'getTaxRates',
  summary: 'Rates by country, region and category',
  request: { params: storeParam },
  responses: { 200: json(TaxRates, 'All of them, in their order.'), ...problems },
})
const putRates = createRoute({
  ...common,
  ...allow('store:write', jsonBody),
  method: 'put',
  operationId: 'saveTaxRates',
  summary: 'Bring the rates to these',
  request: { params: storeParam, body: body(SaveTaxRates) },
  responses: { 200: json(TaxRates, 'The rates as they are now.'), ...problems },
})

export const taxRates = newRouter()
  .openapi(getRates, async (c) => c.json(success(await readTaxRates(c.var.db)), 200))
  .openapi(putRates, async (c) => c.json(success(await saveTaxRates(storeContextOf(c), c.req.valid('json'))), 200))
