import { createRoute } from '@hono/zod-openapi'
import { StockAudit } from '#contract/inventory.ts'
import { Id } from '#contract/primitives.ts'
import { depsOf } from '../deps.ts'
import { json, newRouter, OPERATOR, problems, storeParam, success } from '../http.ts'
import { requireOperator } from '../middleware/operator.ts'
import { auditStock } from '../services/audit-stock.ts'

const getAudit = createRoute({
  method: 'get',
  path: '/inventory/{variant_id}/audit',
  operationId: 'auditStock',
  summary: 'Replay the ledger of a SKU and compare it with its shelves',
  tags: ['Inventory'],
  security: OPERATOR,
  middleware: requireOperator,
  request: { params: storeParam.extend({ variant_id: Id }) },
  responses: { 200: json(StockAudit, 'What the ledger, the shelves and the holds say.'), ...problems },
})

export const inventory = newRouter().openapi(getAudit, async (c) => {
  const deps = depsOf(c.env, c.var.store.id, c.var.store.shard)
  return c.json(success(await auditStock(deps, c.req.valid('param').variant_id)), 200)
})
