/** Hosts of a merchant's own that lead to a store. */
import { createRoute } from '@hono/zod-openapi'
import { AddDomain, Domain, Domains } from '#contract/access.ts'
import { Done } from '#contract/identity.ts'
import { Id } from '#contract/primitives.ts'
import { allow } from '../access/allow.ts'
import { requestContextOf } from '../access/request-context.ts'
import { platformDb } from '../db/store-db.ts'
import { jsonBody } from '../http/json-body.ts'
import { body, done, json, newRouter, problems, storeParam, success } from '../http/router.ts'
import { idempotencyHeader, onceInDirectory } from '../idempotency/idempotency.ts'
import { dohResolver } from './dns.ts'
import { addDomain, listDomains, removeDomain } from './domains.ts'
import { verifyDomain } from './verify-domain.ts'

const common = { tags: ['Domains'] }
const domainParam = storeParam.extend({ domain_id: Id })

const getDomains = createRoute({
  ...common,
  ...allow('domains:read'),
  method: 'get',
  path: '/domains',
  operationId: 'listDomains',
  summary: "A store's own domains",
  request: { params: storeParam },
  responses: { 200: json(Domains, 'The oldest first.'), ...problems },
})
const postDomain = createRoute({
  ...common,
  ...allow('domains:write', jsonBody, onceInDirectory),
  method: 'post',
  path: '/domains',
  operationId: 'addDomain',
  summary: 'Claim a domain',
  request: { params: storeParam, body: body(AddDomain), headers: idempotencyHeader },
  responses: {
    201: json(Domain, 'The DNS record to make; the same when the store has claimed it before.'),
    ...problems,
  },
})
const postVerify = createRoute({
  ...common,
  ...allow('domains:write'),
  method: 'post',
  path: '/domains/{domain_id}/verify',
  operationId: 'verifyDomain',
  summary: 'Look for the DNS record; found, the domain leads to the store, whoever had it before',
  request: { params: domainParam },
  responses: { 200: json(Domain, 'Verified.'), ...problems },
})
const deleteDomain = createRoute({
  ...common,
  ...allow('domains:write'),
  method: 'delete',
  path: '/domains/{domain_id}',
  operationId: 'removeDomain',
  summary: 'Give a domain up',
  request: { params: domainParam },
  responses: { 200: json(Done, 'Given up; it leads nowhere now.'), ...problems },
})

export const domains = newRouter()
  .openapi(getDomains, async (c) =>
    c.json(success({ items: await listDomains(platformDb(c.env), c.var.store.id) }), 200),
  )
  .openapi(postDomain, async (c) =>
    c.json(success(await addDomain(requestContextOf(c), c.var.store, c.req.valid('json').host)), 201),
  )
  .openapi(postVerify, async (c) => {
    const dns = dohResolver(c.var.config.dohUrl)
    return c.json(
      success(await verifyDomain(requestContextOf(c), dns, c.var.store, c.req.valid('param').domain_id)),
      200,
    )
  })
  .openapi(deleteDomain, async (c) => {
    await removeDomain(requestContextOf(c), c.var.store, c.req.valid('param').domain_id)
    return c.json(done, 200)
  })
