/** Services that are asked for delivery prices and taxes: the one for taxes, trying them, and what questions are signed with. */
import { createRoute } from '@hono/zod-openapi'
import {
  NewServiceSecret,
  ServiceSecret,
  TaxService,
  TriedShipping,
  TriedTax,
  TryService,
} from '#contract/rate-services.ts'
import { sellerOf } from '../deps.ts'
import { body, json, newRouter, problems, storeParam, success } from '../http/http.ts'
import { allow } from '../access/allow.ts'
import { idempotencyHeader, once } from '../idempotency/idempotency.ts'
import { jsonBody } from '../http/json-body.ts'
import { makeServiceSecret, readServiceSecret } from './secret.ts'
import { readTaxService, saveTaxService } from './tax-setting.ts'
import { tryShipping, tryTaxes } from './try.ts'

const shipping = { tags: ['Shipping'] }
const taxes = { tags: ['Taxes'] }

const getTaxService = createRoute({
  ...{ ...taxes, ...allow('store:read'), method: 'get', path: '/tax-service' },
  ...{ operationId: 'getTaxService', summary: 'The service that says which taxes apply' },
  request: { params: storeParam },
  responses: { 200: json(TaxService, 'It, or null where the table of rates does.'), ...problems },
})
const putTaxService = createRoute({
  ...{ ...taxes, ...allow('store:write', jsonBody), method: 'put', path: '/tax-service' },
  ...{ operationId: 'saveTaxService', summary: 'Choose the service that says which taxes apply, or none' },
  request: { params: storeParam, body: body(TaxService) },
  responses: { 200: json(TaxService, 'As it is now.'), ...problems },
})
const postTaxTry = createRoute({
  ...{ ...taxes, ...allow('store:write', jsonBody), method: 'post', path: '/tax-service/try' },
  ...{ operationId: 'tryTaxService', summary: 'Ask a tax service once; nothing is saved' },
  request: { params: storeParam, body: body(TryService) },
  responses: { 200: json(TriedTax, 'What it answered, or why that is no answer.'), ...problems },
})
const postShippingTry = createRoute({
  ...{ ...shipping, ...allow('store:write', jsonBody), method: 'post', path: '/shipping-zones/try-service' },
  ...{ operationId: 'tryRatesService', summary: 'Ask a carrier service once; nothing is saved' },
  request: { params: storeParam, body: body(TryService) },
  responses: { 200: json(TriedShipping, 'What it answered, or why that is no answer.'), ...problems },
})
const getSecret = createRoute({
  ...{ ...shipping, ...allow('store:read'), method: 'get', path: '/service-secret' },
  ...{ operationId: 'getServiceSecret', summary: 'Whether there is a secret to sign questions with' },
  request: { params: storeParam },
  responses: { 200: json(ServiceSecret, 'When it was made; never the secret.'), ...problems },
})
const postSecret = createRoute({
  ...{ ...shipping, ...allow('store:write', once), method: 'post', path: '/service-secret' },
  ...{ operationId: 'makeServiceSecret', summary: 'Make a new secret to sign questions with' },
  request: { params: storeParam, headers: idempotencyHeader },
  responses: { 201: json(NewServiceSecret, 'It is told here and never again.'), ...problems },
})

export const rateServices = newRouter()
  .openapi(getTaxService, async (c) => c.json(success(await readTaxService(c.var.db)), 200))
  .openapi(putTaxService, async (c) => c.json(success(await saveTaxService(sellerOf(c), c.req.valid('json'))), 200))
  .openapi(postTaxTry, async (c) => c.json(success(await tryTaxes(sellerOf(c), c.req.valid('json'))), 200))
  .openapi(postShippingTry, async (c) => c.json(success(await tryShipping(sellerOf(c), c.req.valid('json'))), 200))
  .openapi(getSecret, async (c) => c.json(success(await readServiceSecret(c.var.db)), 200))
  .openapi(postSecret, async (c) => c.json(success(await makeServiceSecret(sellerOf(c))), 201))
