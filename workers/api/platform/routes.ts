/** What the platform's own staff see and do. */
import { createRoute, z } from '@hono/zod-openapi'
import { AuditEntries, AuditQuery, AuditVerification } from '#contract/audit.ts'
import { Done } from '#contract/identity.ts'
import {
  AddPlatformMember,
  FirstAdmin,
  PlatformMembers,
  PlatformStore,
  PlatformTenant,
  PlatformTenants,
  Suspend,
  TenantQuery,
} from '#contract/platform.ts'
import { Id } from '#contract/primitives.ts'
import { allow } from '../access/allow.ts'
import { requestContextOf } from '../access/request-context.ts'
import { keyRing } from '../access/signing-keys.ts'
import { verifyAuditLog } from '../audit/chain.ts'
import { listAudit } from '../audit/list.ts'
import { platformDb } from '../db/store-db.ts'
import { jsonBody } from '../http/json-body.ts'
import { body, done, json, newRouter, problems, storeParam, success, tenantParam } from '../http/router.ts'
import { idempotencyHeader, once } from '../idempotency/idempotency.ts'
import { userRealm } from '../identity/realm.ts'
import { makeFirstAdmin } from './first-admin.ts'
import { addStaff, listStaff, removeStaff } from './members.ts'
import { suspendStore, suspendTenant } from './suspend.ts'
import { listTenants, readTenant } from './tenants.ts'

const common = { tags: ['Platform'] }
const get = { ...common, method: 'get' as const }
const post = { ...common, method: 'post' as const }

const postFirstAdmin = createRoute({
  ...post,
  ...allow('public', jsonBody),
  path: '/platform/first-admin',
  operationId: 'makeFirstAdmin',
  summary: 'Make the first administrator, with the secret of the deployment',
  request: { body: body(FirstAdmin) },
  responses: { 201: json(Done, 'Made. This works once.'), ...problems },
})
const getTenants = createRoute({
  ...get,
  ...allow('platform:read'),
  path: '/platform/tenants',
  operationId: 'listTenants',
  summary: 'Businesses of the platform',
  request: { query: TenantQuery },
  responses: { 200: json(PlatformTenants, 'The newest first.'), ...problems },
})
const getTenant = createRoute({
  ...get,
  ...allow('platform:read'),
  path: '/platform/tenants/{tenant_id}',
  operationId: 'readTenant',
  summary: 'A business of the platform',
  request: { params: tenantParam },
  responses: { 200: json(PlatformTenant, 'The business.'), ...problems },
})
const postSuspendTenant = createRoute({
  ...post,
  ...allow('platform:suspend', jsonBody),
  path: '/platform/tenants/{tenant_id}/suspend',
  operationId: 'suspendTenant',
  summary: 'Suspend a business with all its stores',
  request: { params: tenantParam, body: body(Suspend) },
  responses: { 200: json(PlatformTenant, 'Suspended, at once.'), ...problems },
})
const postResumeTenant = createRoute({
  ...post,
  ...allow('platform:suspend'),
  path: '/platform/tenants/{tenant_id}/resume',
  operationId: 'resumeTenant',
  summary: 'Let a business go on',
  request: { params: tenantParam },
  responses: { 200: json(PlatformTenant, 'Going on; stores suspended by themselves stay so.'), ...problems },
})
const postSuspendStore = createRoute({
  ...post,
  ...allow('platform:suspend', jsonBody),
  path: '/platform/stores/{store_id}/suspend',
  operationId: 'suspendStore',
  summary: 'Suspend a store',
  request: { params: storeParam, body: body(Suspend) },
  responses: { 200: json(PlatformStore, 'Suspended, at once.'), ...problems },
})
const postResumeStore = createRoute({
  ...post,
  ...allow('platform:suspend'),
  path: '/platform/stores/{store_id}/resume',
  operationId: 'resumeStore',
  summary: 'Let a store go on',
  request: { params: storeParam },
  responses: { 200: json(PlatformStore, 'Going on.'), ...problems },
})
const getStaff = createRoute({
  ...get,
  ...allow('platform:staff'),
  path: '/platform/members',
  operationId: 'listPlatformMembers',
  summary: 'Who works for the platform',
  responses: { 200: json(PlatformMembers, 'Everybody.'), ...problems },
})
const postStaff = createRoute({
  ...post,
  ...allow('platform:staff', jsonBody, once),
  path: '/platform/members',
  operationId: 'addPlatformMember',
  summary: 'Give somebody with an account a role on the platform, or another one',
  request: { body: body(AddPlatformMember), headers: idempotencyHeader },
  responses: { 201: json(PlatformMembers, 'Everybody, as it is now.'), ...problems },
})
const deleteStaff = createRoute({
  ...common,
  ...allow('platform:staff'),
  method: 'delete',
  path: '/platform/members/{user_id}',
  operationId: 'removePlatformMember',
  summary: "Take somebody's role on the platform",
  request: { params: z.object({ user_id: Id }) },
  responses: { 200: json(Done, 'Taken, at once.'), ...problems },
})
const getAudit = createRoute({
  ...get,
  ...allow('platform:audit'),
  path: '/platform/audit',
  operationId: 'readAudit',
  summary: 'The audit log of everything',
  request: { query: AuditQuery },
  responses: { 200: json(AuditEntries, 'The latest first.'), ...problems },
})
const getVerification = createRoute({
  ...get,
  ...allow('platform:audit'),
  path: '/platform/audit/verify',
  operationId: 'verifyAudit',
  summary: 'Check the chain of the audit log, a page at a time',
  request: { query: z.object({ after: z.coerce.number().int().min(0).default(0) }) },
  responses: { 200: json(AuditVerification, 'Whether it fits, and where to go on.'), ...problems },
})

export const platform = newRouter()
  .openapi(postFirstAdmin, async (c) => {
    await makeFirstAdmin(requestContextOf(c), userRealm(c.env, c.var.config), c.req.valid('json'))
    return c.json(done, 201)
  })
  .openapi(getTenants, async (c) => c.json(success(await listTenants(keyRing(c.env), c.req.valid('query'))), 200))
  .openapi(getTenant, async (c) =>
    c.json(success(await readTenant(keyRing(c.env), c.req.valid('param').tenant_id)), 200),
  )
  .openapi(postSuspendTenant, async (c) => {
    const { reason } = c.req.valid('json')
    const realm = userRealm(c.env, c.var.config)
    return c.json(success(await suspendTenant(requestContextOf(c), realm, c.req.valid('param').tenant_id, reason)), 200)
  })
  .openapi(postResumeTenant, async (c) => {
    const realm = userRealm(c.env, c.var.config)
    return c.json(success(await suspendTenant(requestContextOf(c), realm, c.req.valid('param').tenant_id, null)), 200)
  })
  .openapi(postSuspendStore, async (c) => {
    const { reason } = c.req.valid('json')
    const realm = userRealm(c.env, c.var.config)
    return c.json(success(await suspendStore(requestContextOf(c), realm, c.req.valid('param').store_id, reason)), 200)
  })
  .openapi(postResumeStore, async (c) => {
    const realm = userRealm(c.env, c.var.config)
    return c.json(success(await suspendStore(requestContextOf(c), realm, c.req.valid('param').store_id, null)), 200)
  })
  .openapi(getStaff, async (c) => c.json(success({ items: await listStaff(platformDb(c.env)) }), 200))
  .openapi(postStaff, async (c) => {
    await addStaff(requestContextOf(c), c.req.valid('json'))
    return c.json(success({ items: await listStaff(platformDb(c.env)) }), 201)
  })
  .openapi(deleteStaff, async (c) => {
    await removeStaff(requestContextOf(c), c.req.valid('param').user_id)
    return c.json(done, 200)
  })
  .openapi(getAudit, async (c) =>
    c.json(success(await listAudit(platformDb(c.env), 'everything', c.req.valid('query'))), 200),
  )
  .openapi(getVerification, async (c) => c.json(success(await verifyAuditLog(c.env, c.req.valid('query').after)), 200))
