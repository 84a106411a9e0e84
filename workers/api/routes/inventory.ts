import { createRoute } from '@hono/zod-openapi'
import { RebuildStock, StockAudit, StockRebuild } from '#contract/inventory.ts'
import { Id } from '#contract/primitives.ts'
import { depsOf } from '../deps.ts'
import { body, json, newRouter, problems, storeParam, success } from '../http.ts'
import { allow } from '../middleware/access.ts'
import { jsonBody } from '../middleware/json-body.ts'
import { auditRow } from '../services/audit/record.ts'
import { auditStock, rebuildStockLevels } from '../services/audit-stock.ts'

const getAudit = createRoute({
  method: 'get',
  path: '/inventory/{variant_id}/audit',
  operationId: 'auditStock',
  summary: 'Replay the ledger of a SKU and compare it with its shelves',
  tags: ['Inventory'],
  ...allow('inventory:read'),
  request: { params: storeParam.extend({ variant_id: Id }) },
  responses: { 200: json(StockAudit, 'What the ledger, the shelves and the holds say.'), ...problems },
})

const postRebuild = createRoute({
  method: 'post',
  path: '/inventory/rebuild',
  operationId: 'rebuildStockLevels',
  summary: 'Copy the stock levels from their objects to the database again, a page at a time',
  tags: ['Inventory'],
  ...allow('inventory:write', jsonBody),
  request: { params: storeParam, body: body(RebuildStock) },
  responses: { 200: json(StockRebuild, 'How many were copied, and where to go on.'), ...problems },
})

export const inventory = newRouter()
  .openapi(postRebuild, async (c) => {
    const deps = depsOf(c.env, c.var.store)
    const rebuilt = await rebuildStockLevels(deps, c.req.valid('json').after)
    await auditRow(deps.db.drizzle, c.var.trail, { action: 'stock.rebuilt', storeId: c.var.store.id, after: rebuilt })
    return c.json(success(rebuilt), 200)
  })
  .openapi(getAudit, async (c) => {
    const deps = depsOf(c.env, c.var.store)
    return c.json(success(await auditStock(deps, c.req.valid('param').variant_id)), 200)
  })
