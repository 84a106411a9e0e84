/** Stock as its keeper sees and changes it. */
import { createRoute } from '@hono/zod-openapi'
import {
  MovementQuery,
  RebuildStock,
  StockAudit,
  StockAudits,
  StockCursorQuery,
  StockDetail,
  StockLevels,
  StockMove,
  StockMovements,
  StockQuery,
  StockRebuild,
  StockSettings,
} from '#contract/inventory.ts'
import { Id } from '#contract/primitives.ts'
import { allow } from '../access/allow.ts'
import { auditRow } from '../audit/record.ts'
import { depsOf } from '../deps/deps.ts'
import { jsonBody } from '../http/json-body.ts'
import { ApiProblem } from '../http/problem.ts'
import { body, json, newRouter, problems, storeParam, success } from '../http/router.ts'
import { idempotencyHeader, once, readIdempotencyKey } from '../idempotency/idempotency.ts'
import { auditAllStock, auditStock, rebuildStockLevels } from './audit-stock.ts'
import { listStock } from './list-stock.ts'
import { moveStock } from './move-stock.ts'
import { listMovements, readStock, saveStockSettings } from './stock-detail.ts'

const common = { tags: ['Inventory'] }
const variantParam = storeParam.extend({ variant_id: Id })

const getLevels = createRoute({
  ...common,
  ...allow('inventory:read'),
  method: 'get',
  path: '/inventory',
  operationId: 'listStock',
  summary: 'Stock levels, by SKU',
  request: { params: storeParam, query: StockQuery },
  responses: { 200: json(StockLevels, 'As they were a second ago at most.'), ...problems },
})
const getAudits = createRoute({
  ...common,
  ...allow('inventory:read'),
  method: 'get',
  path: '/inventory/audit',
  operationId: 'auditAllStock',
  summary: 'Replay the ledgers of all SKUs, a page at a time',
  request: { params: storeParam, query: StockCursorQuery },
  responses: { 200: json(StockAudits, 'What each says, and where to go on.'), ...problems },
})
const postRebuild = createRoute({
  ...common,
  ...allow('inventory:write', jsonBody),
  method: 'post',
  path: '/inventory/rebuild',
  operationId: 'rebuildStockLevels',
  summary: 'Copy the stock levels from their objects to the database again, a page at a time',
  request: { params: storeParam, body: body(RebuildStock) },
  responses: { 200: json(StockRebuild, 'How many were copied, and where to go on.'), ...problems },
})
const getLevel = createRoute({
  ...common,
  ...allow('inventory:read'),
  method: 'get',
  path: '/inventory/{variant_id}',
  operationId: 'readStock',
  summary: 'The stock of a SKU, now',
  request: { params: variantParam },
  responses: { 200: json(StockDetail, 'From its object, with its settings.'), ...problems },
})
const putSettings = createRoute({
  ...common,
  ...allow('inventory:write', jsonBody),
  method: 'put',
  path: '/inventory/{variant_id}/settings',
  operationId: 'saveStockSettings',
  summary: 'Say how a SKU is sold when it runs low',
  request: { params: variantParam, body: body(StockSettings) },
  responses: { 200: json(StockDetail, 'As it is now.'), ...problems },
})
const postMovement = createRoute({
  ...common,
  ...allow('inventory:write', jsonBody, once),
  method: 'post',
  path: '/inventory/{variant_id}/movements',
  operationId: 'moveStock',
  summary: 'Receive, adjust, count, return or transfer pieces',
  description: 'Needs an `Idempotency-Key`: it becomes the id of the movement.',
  request: { params: variantParam, body: body(StockMove), headers: idempotencyHeader },
  responses: { 201: json(StockDetail, 'As it is now.'), ...problems },
})
const getMovements = createRoute({
  ...common,
  ...allow('inventory:read'),
  method: 'get',
  path: '/inventory/{variant_id}/movements',
  operationId: 'listStockMovements',
  summary: 'The ledger of a SKU',
  request: { params: variantParam, query: MovementQuery },
  responses: { 200: json(StockMovements, 'The latest first.'), ...problems },
})
const getAudit = createRoute({
  ...common,
  ...allow('inventory:read'),
  method: 'get',
  path: '/inventory/{variant_id}/audit',
  operationId: 'auditStock',
  summary: 'Replay the ledger of a SKU and compare it with its shelves',
  request: { params: variantParam },
  responses: { 200: json(StockAudit, 'What the ledger, the shelves and the holds say.'), ...problems },
})

export const inventory = newRouter()
  .openapi(getLevels, async (c) => c.json(success(await listStock(c.var.db, c.req.valid('query'))), 200))
  .openapi(getAudits, async (c) => {
    const deps = depsOf(c.env, c.var.store)
    return c.json(success(await auditAllStock(deps, c.req.valid('query').after)), 200)
  })
  .openapi(postRebuild, async (c) => {
    const deps = depsOf(c.env, c.var.store)
    const rebuilt = await rebuildStockLevels(deps, c.req.valid('json').after)
    await auditRow(deps.db.drizzle, c.var.trail, { action: 'stock.rebuilt', storeId: c.var.store.id, after: rebuilt })
    return c.json(success(rebuilt), 200)
  })
  .openapi(getLevel, async (c) => {
    const deps = depsOf(c.env, c.var.store)
    return c.json(success(await readStock(deps, c.req.valid('param').variant_id)), 200)
  })
  .openapi(putSettings, async (c) => {
    const deps = depsOf(c.env, c.var.store)
    const { variant_id } = c.req.valid('param')
    return c.json(success(await saveStockSettings(deps, c.var, variant_id, c.req.valid('json'))), 200)
  })
  .openapi(postMovement, async (c) => {
    const key = readIdempotencyKey(c.req.header('idempotency-key'))
    if (key === null) throw new ApiProblem('idempotency_key_required')
    const deps = depsOf(c.env, c.var.store)
    const { variant_id } = c.req.valid('param')
    return c.json(success(await moveStock(deps, c.var, variant_id, c.req.valid('json'), key)), 201)
  })
  .openapi(getMovements, async (c) => {
    const deps = depsOf(c.env, c.var.store)
    return c.json(success(await listMovements(deps, c.req.valid('param').variant_id, c.req.valid('query'))), 200)
  })
  .openapi(getAudit, async (c) => {
    const deps = depsOf(c.env, c.var.store)
    return c.json(success(await auditStock(deps, c.req.valid('param').variant_id)), 200)
  })
