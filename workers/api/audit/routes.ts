/** The audit log as a business and a store read theirs. */
import { createRoute } from '@hono/zod-openapi'
import { AuditEntries, AuditQuery } from '#contract/audit.ts'
import { allow } from '../access/allow.ts'
import { platformDb } from '../db/store-db.ts'
import { json, newRouter, problems, storeParam, success, tenantParam } from '../http/router.ts'
import { listAudit } from './list.ts'

const common = { tags: ['Audit log'], method: 'get' as const }

const getTenantAudit = createRoute({
  ...common,
  ...allow('tenant_audit:read'),
  path: '/tenants/{tenant_id}/audit',
  operationId: 'readTenantAudit',
  summary: 'What happened in a business and its stores',
  request: { params: tenantParam, query: AuditQuery },
  responses: { 200: json(AuditEntries, 'The latest first.'), ...problems },
})
const getStoreAudit = createRoute({
  ...common,
  ...allow('store_audit:read'),
  path: '/audit',
  operationId: 'readStoreAudit',
  summary: 'What happened in a store',
  request: { params: storeParam, query: AuditQuery },
  responses: { 200: json(AuditEntries, 'The latest first.'), ...problems },
})

export const tenantAudit = newRouter().openapi(getTenantAudit, async (c) => {
  const scope = { tenantId: c.var.tenant.id }
  return c.json(success(await listAudit(platformDb(c.env), scope, c.req.valid('query'))), 200)
})

export const storeAudit = newRouter().openapi(getStoreAudit, async (c) => {
  const scope = { storeId: c.var.store.id, tenantId: c.var.store.tenantId }
  return c.json(success(await listAudit(platformDb(c.env), scope, c.req.valid('query'))), 200)
})
