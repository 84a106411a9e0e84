/** Groups of customers, and who is in them. */
import { createRoute, z } from '@hono/zod-openapi'
import { listOf, PageQuery } from '#contract/envelope.ts'
import { Done } from '#contract/identity.ts'
import { CandidateQuery, CustomerGroup, GroupCandidate, GroupMember, NewCustomerGroup } from '#contract/price-list.ts'
import { Id } from '#contract/primitives.ts'
import { allow } from '../access/allow.ts'
import { jsonBody } from '../http/json-body.ts'
import { body, done, json, newRouter, problems, storeParam, success } from '../http/router.ts'
import { idempotencyHeader, once } from '../idempotency/idempotency.ts'
import { storeContextOf } from '../stores/store-context.ts'
import {
  addMember,
  createGroup,
  deleteGroup,
  findCandidates,
  listGroups,
  listMembers,
  removeMember,
  renameGroup,
} from './customer-groups.ts'

const common = { tags: ['Customer groups'] }
const one = { ...common, path: '/customer-groups/{customer_group_id}' } as const
const member = { ...common, path: '/customer-groups/{customer_group_id}/members/{customer_id}' } as const
const oneParam = storeParam.extend({ customer_group_id: Id })
const memberParam = oneParam.extend({ customer_id: Id })

const getGroups = createRoute({
  ...common,
  ...allow('prices:read'),
  method: 'get',
  path: '/customer-groups',
  operationId: 'listCustomerGroups',
  summary: 'Groups of customers',
  request: { params: storeParam },
  responses: { 200: json(z.object({ items: z.array(CustomerGroup) }), 'By name.'), ...problems },
})
const postGroup = createRoute({
  ...common,
  ...allow('prices:write', jsonBody, once),
  method: 'post',
  path: '/customer-groups',
  operationId: 'createCustomerGroup',
  summary: 'Make a group',
  request: { params: storeParam, body: body(NewCustomerGroup), headers: idempotencyHeader },
  responses: { 201: json(CustomerGroup, 'The group, with nobody in it.'), ...problems },
})
const putGroup = createRoute({
  ...one,
  ...allow('prices:write', jsonBody),
  method: 'put',
  operationId: 'renameCustomerGroup',
  summary: 'Rename a group',
  request: { params: oneParam, body: body(NewCustomerGroup) },
  responses: { 200: json(CustomerGroup, 'As it is now.'), ...problems },
})
const removeGroup = createRoute({
  ...one,
  ...allow('prices:write'),
  method: 'delete',
  operationId: 'deleteCustomerGroup',
  summary: 'Delete a group that nothing is for',
  request: { params: oneParam },
  responses: { 200: json(Done, 'Gone.'), ...problems },
})
const getMembers = createRoute({
  ...common,
  ...allow('prices:read'),
  path: '/customer-groups/{customer_group_id}/members',
  method: 'get',
  operationId: 'listGroupMembers',
  summary: 'Who is in a group',
  request: { params: oneParam, query: PageQuery },
  responses: { 200: json(listOf(GroupMember), 'A page, in the order in which they became customers.'), ...problems },
})
const getCandidates = createRoute({
  ...common,
  ...allow('prices:write'),
  path: '/customer-groups/{customer_group_id}/candidates',
  method: 'get',
  operationId: 'findGroupCandidates',
  summary: 'Look for customers to put into a group',
  request: { params: oneParam, query: CandidateQuery },
  responses: { 200: json(z.object({ items: z.array(GroupCandidate) }), 'The first twenty.'), ...problems },
})
const putMember = createRoute({
  ...member,
  ...allow('prices:write'),
  method: 'put',
  operationId: 'addGroupMember',
  summary: 'Put a customer into a group',
  request: { params: memberParam },
  responses: { 200: json(Done, 'A member now, or already before.'), ...problems },
})
const deleteMember = createRoute({
  ...member,
  ...allow('prices:write'),
  method: 'delete',
  operationId: 'removeGroupMember',
  summary: 'Take a customer out of a group',
  request: { params: memberParam },
  responses: { 200: json(Done, 'Not a member any more.'), ...problems },
})

export const customerGroups = newRouter()
  .openapi(getGroups, async (c) => c.json(success({ items: await listGroups(c.var.db) }), 200))
  .openapi(postGroup, async (c) => c.json(success(await createGroup(storeContextOf(c), c.req.valid('json'))), 201))
  .openapi(putGroup, async (c) => {
    const { customer_group_id } = c.req.valid('param')
    return c.json(success(await renameGroup(storeContextOf(c), customer_group_id, c.req.valid('json'))), 200)
  })
  .openapi(removeGroup, async (c) => {
    await deleteGroup(storeContextOf(c), c.req.valid('param').customer_group_id)
    return c.json(done, 200)
  })
  .openapi(getMembers, async (c) => {
    const { customer_group_id } = c.req.valid('param')
    return c.json(success(await listMembers(c.var.db, customer_group_id, c.req.valid('query'))), 200)
  })
  .openapi(getCandidates, async (c) => {
    const { customer_group_id } = c.req.valid('param')
    return c.json(success({ items: await findCandidates(c.var.db, customer_group_id, c.req.valid('query').q) }), 200)
  })
  .openapi(putMember, async (c) => {
    const { customer_group_id, customer_id } = c.req.valid('param')
    await addMember(storeContextOf(c), customer_group_id, customer_id)
    return c.json(done, 200)
  })
  .openapi(deleteMember, async (c) => {
    const { customer_group_id, customer_id } = c.req.valid('param')
    await removeMember(storeContextOf(c), customer_group_id, customer_id)
    return c.json(done, 200)
  })
