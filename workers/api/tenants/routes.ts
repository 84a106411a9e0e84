/** A merchant's business: its name and rules, its team, its stores. */
import { createRoute, z } from '@hono/zod-openapi'
import { Done } from '#contract/identity.ts'
import { Id } from '#contract/primitives.ts'
import { MerchantStore, NewStore } from '#contract/store.ts'
import { ChangeRole, Member, Members, Tenant, TransferOwnership, UpdateTenant } from '#contract/tenant.ts'
import { allow, alsoAllow, userOf } from '../access/allow.ts'
import { requestContextOf } from '../access/request-context.ts'
import { platformDb } from '../db/store-db.ts'
import { jsonBody } from '../http/json-body.ts'
import { body, done, json, newRouter, problems, success, tenantParam } from '../http/router.ts'
import { idempotencyHeader, once } from '../idempotency/idempotency.ts'
import { userRealm } from '../identity/realm.ts'
import { createStore, listStores } from '../stores/stores.ts'
import { changeRole, listMembers, removeMember } from './members.ts'
import { presentTenant, updateTenant } from './settings.ts'
import { transferOwnership } from './transfer.ts'

const common = { tags: ['Tenants'] }
const memberParam = tenantParam.extend({ user_id: Id })

const getTenant = createRoute({
  ...common,
  ...allow('tenant:read'),
  method: 'get',
  path: '/tenants/{tenant_id}',
  operationId: 'getTenant',
  summary: 'A business',
  request: { params: tenantParam },
  responses: { 200: json(Tenant, 'The business.'), ...problems },
})
const patchTenant = createRoute({
  ...common,
  ...allow('tenant:write', jsonBody),
  method: 'patch',
  path: '/tenants/{tenant_id}',
  operationId: 'updateTenant',
  summary: 'Rename the business or set its security rules',
  request: { params: tenantParam, body: body(UpdateTenant) },
  responses: { 200: json(Tenant, 'The business as it is now.'), ...problems },
})
const getMembers = createRoute({
  ...common,
  ...allow('members:read'),
  method: 'get',
  path: '/tenants/{tenant_id}/members',
  operationId: 'listMembers',
  summary: 'Who is in the team',
  request: { params: tenantParam },
  responses: { 200: json(Members, 'Members, the first to join first.'), ...problems },
})
const patchMember = createRoute({
  ...common,
  ...allow('members:write', jsonBody),
  method: 'patch',
  path: '/tenants/{tenant_id}/members/{user_id}',
  operationId: 'changeRole',
  summary: "Change a member's role",
  request: { params: memberParam, body: body(ChangeRole) },
  responses: { 200: json(Member, 'The member as they are now.'), ...problems },
})
const deleteMember = createRoute({
  // Every member may leave; to remove somebody else takes `members:write`, which the route asks for.
  ...common,
  ...allow('members:read'),
  method: 'delete',
  path: '/tenants/{tenant_id}/members/{user_id}',
  operationId: 'removeMember',
  summary: 'Remove a member, or leave by naming oneself',
  request: { params: memberParam },
  responses: { 200: json(Done, 'Removed, at once.'), ...problems },
})
const postTransfer = createRoute({
  ...common,
  ...allow('tenant:transfer', jsonBody),
  method: 'post',
  path: '/tenants/{tenant_id}/transfer',
  operationId: 'transferOwnership',
  summary: 'Hand the business to another member; the owner becomes a manager',
  request: { params: tenantParam, body: body(TransferOwnership) },
  responses: { 200: json(Members, 'The team as it is now.'), ...problems },
})
const getStores = createRoute({
  ...common,
  ...allow('tenant:read'),
  method: 'get',
  path: '/tenants/{tenant_id}/stores',
  operationId: 'listStores',
  summary: 'Stores of the business',
  request: { params: tenantParam },
  responses: { 200: json(z.object({ items: z.array(MerchantStore) }), 'Stores, the oldest first.'), ...problems },
})
const postStore = createRoute({
  ...common,
  ...allow('stores:create', jsonBody, once),
  method: 'post',
  path: '/tenants/{tenant_id}/stores',
  operationId: 'createStore',
  summary: 'Open a further store',
  request: { params: tenantParam, body: body(NewStore), headers: idempotencyHeader },
  responses: { 201: json(MerchantStore, 'The store, open at its address.'), ...problems },
})

export const tenants = newRouter()
  .openapi(getTenant, (c) => c.json(success(presentTenant(c.var.tenant)), 200))
  .openapi(patchTenant, async (c) => {
    const tenant = await updateTenant(requestContextOf(c), userOf(c), c.var.tenant, c.req.valid('json'))
    return c.json(success(tenant), 200)
  })
  .openapi(getMembers, async (c) => {
    const items = await listMembers(platformDb(c.env), c.var.tenant.id, userOf(c))
    return c.json(success({ items }), 200)
  })
  .openapi(patchMember, async (c) => {
    const change = { tenantId: c.var.tenant.id, userId: c.req.valid('param').user_id, role: c.req.valid('json').role }
    return c.json(success(await changeRole(requestContextOf(c), userOf(c), change)), 200)
  })
  .openapi(deleteMember, async (c) => {
    const { user_id } = c.req.valid('param')
    if (user_id !== userOf(c).id) await alsoAllow(c, 'members:write')
    await removeMember(requestContextOf(c), userOf(c), c.var.tenant.id, user_id)
    return c.json(done, 200)
  })
  .openapi(postTransfer, async (c) => {
    const { tenant } = c.var
    const { user_id, password } = c.req.valid('json')
    const realm = userRealm(c.env, c.var.config)
    await transferOwnership(requestContextOf(c), realm, userOf(c), { tenant, userId: user_id, password })
    return c.json(success({ items: await listMembers(platformDb(c.env), tenant.id, userOf(c)) }), 200)
  })
  .openapi(getStores, async (c) =>
    c.json(success({ items: await listStores(requestContextOf(c), c.var.tenant.id) }), 200),
  )
  .openapi(postStore, async (c) =>
    c.json(success(await createStore(requestContextOf(c), c.var.tenant.id, c.req.valid('json'))), 201),
  )
