/** The proof that stock is true: each object's ledger, shelves and holds against one another, over all shards of a SKU. */
import { asc, eq, gt } from 'drizzle-orm'
import type { StockAudit, StockAudits, StockRebuild } from '#contract/inventory.ts'
import type { AuditOfShard } from '#durable-objects/sku-stock-audit.ts'
import * as t from '../db/tables/index.ts'
import type { Deps } from '../deps/deps.ts'
import { ApiProblem } from '../http/problem.ts'
import { homeOf, shardOf } from './stock.ts'

/** A request may call 1,000 objects at most; these leave room for spread SKUs. */
const REBUILD_PAGE = 200
const AUDIT_PAGE = 100
const AT_ONCE = 10
/** A piece may be lent after its lender was read and before its borrower was: then all are read again. */
const MAX_READS = 3

export async function auditStock(deps: Deps, variantId: string): Promise<StockAudit> {
  const { db } = deps
  const known = await db.drizzle
    .select({ id: t.variants.id })
    .from(t.variants)
    .where(db.owned(t.variants, eq(t.variants.id, variantId)))
    .get()
  if (!known) throw new ApiProblem('variant_not_found')
  return auditVariant(deps, variantId)
}

/** A page of all SKUs, in their order. */
export async function auditAllStock(deps: Deps, after: string | undefined): Promise<StockAudits> {
  const page = await variantsAfter(deps, after ?? null, AUDIT_PAGE)
  const items: StockAudit[] = []
  for (let start = 0; start < page.length; start += AT_ONCE) {
    items.push(...(await Promise.all(page.slice(start, start + AT_ONCE).map(({ id }) => auditVariant(deps, id)))))
  }
  return { items, inconsistent: items.filter(({ consistent }) => !consistent).length, next: nextOf(page, AUDIT_PAGE) }
}

/** Copies the levels of a store's SKUs from their objects to D1 once more, a page at a time. */
export async function rebuildStockLevels(deps: Deps, after: string | null): Promise<StockRebuild> {
  const page = await variantsAfter(deps, after, REBUILD_PAGE)
  for (const { id } of page) await homeOf(deps, id).republish()
  return { rebuilt: page.length, next: nextOf(page, REBUILD_PAGE) }
}

async function auditVariant(deps: Deps, variantId: string): Promise<StockAudit> {
  const shards = await homeOf(deps, variantId).shards()
  let audit = await sumOfShards(deps, variantId, shards)
  for (let reads = 1; audit.in_transit !== 0 && reads < MAX_READS; reads += 1) {
    await scheduler.wait(100)
    audit = await sumOfShards(deps, variantId, shards)
  }
  return audit
}

async function sumOfShards(deps: Deps, variantId: string, shards: readonly number[]): Promise<StockAudit> {
  const audits = await Promise.all(shards.map((shard) => shardOf(deps, variantId, shard).audit()))
  const total = (field: Exclude<keyof AuditOfShard, 'consistent'>) => audits.reduce((sum, each) => sum + each[field], 0)
  const inTransit = total('lent')
  const [received, sold, returned, onHand] = [total('received'), total('sold'), total('returned'), total('onHand')]
  const isConserved = onHand + inTransit + sold - returned === received
  return {
    variant_id: variantId,
    on_hand: onHand,
    held: total('held'),
    owed: total('owed'),
    available: total('available'),
    received,
    sold,
    returned,
    ledger_total: total('ledgerTotal'),
    in_transit: inTransit,
    consistent: isConserved && inTransit >= 0 && audits.every(({ consistent }) => consistent),
    projected: audits.every(({ sequence, projectedSequence }) => sequence === projectedSequence),
  }
}

interface StockedVariant {
  id: string
  sku: string
}

/** By SKU, which the store has an index of. */
const variantsAfter = ({ db }: Deps, after: string | null, limit: number): Promise<StockedVariant[]> =>
  db.drizzle
    .select({ id: t.variants.id, sku: t.variants.sku })
    .from(t.variants)
    .where(db.owned(t.variants, after === null ? undefined : gt(t.variants.sku, after)))
    .orderBy(asc(t.variants.sku))
    .limit(limit)

const nextOf = (page: readonly StockedVariant[], limit: number) =>
  page.length < limit ? null : (page.at(-1)?.sku ?? null)
