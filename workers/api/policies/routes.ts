/** What a store has in writing for its shoppers. */
import { createRoute } from '@hono/zod-openapi'
import { Policy, PolicyKind, SavePolicy, WrittenPolicies, WrittenPolicy } from '#contract/policy.ts'
import { allow } from '../access/allow.ts'
import { conditionalRequests, etagHeader } from '../cache/conditional-requests.ts'
import { jsonBody } from '../http/json-body.ts'
import { body, json, newRouter, problems, storeParam, success } from '../http/router.ts'
import { storeContextOf } from '../stores/store-context.ts'
import { findPolicy, listPolicies, savePolicy } from './policies.ts'

const tags = ['Policies']
const params = storeParam.extend({ kind: PolicyKind })

const getPolicies = createRoute({
  method: 'get',
  path: '/policies',
  operationId: 'listPolicies',
  summary: 'All kinds of policies, as they were written',
  tags,
  ...allow('store:read'),
  request: { params: storeParam },
  responses: { 200: json(WrittenPolicies, 'All kinds; the text of those that are not written is empty.'), ...problems },
})

const getPolicy = createRoute({
  method: 'get',
  path: '/policies/{kind}',
  operationId: 'getPolicy',
  summary: 'One policy as shoppers read it',
  tags,
  ...allow('public', conditionalRequests),
  request: { params },
  responses: { 200: json(Policy, 'The policy.'), ...problems },
})

const putPolicy = createRoute({
  method: 'put',
  path: '/policies/{kind}',
  operationId: 'savePolicy',
  summary: 'Bring a policy to this text, or take it down',
  tags,
  ...allow('store:write', jsonBody),
  request: { params, body: body(SavePolicy) },
  responses: { 200: json(WrittenPolicy, 'The policy as it is now.'), ...problems },
})

export const policies = newRouter()
  .openapi(getPolicies, async (c) => c.json(success({ items: await listPolicies(c.var.db) }), 200))
  .openapi(getPolicy, async (c) => {
    const policy = await findPolicy(c.var.db, c.req.valid('param').kind)
    return c.json(success(policy), 200, etagHeader(policy))
  })
  .openapi(putPolicy, async (c) => {
    const { kind } = c.req.valid('param')
    return c.json(success(await savePolicy(storeContextOf(c), kind, c.req.valid('json').text)), 200)
  })
