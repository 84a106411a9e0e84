/** The proof that stock is true: the object's ledger, shelves and holds against one another. */
import { asc, eq, gt } from 'drizzle-orm'
import type { StockAudit, StockRebuild } from '#contract/inventory.ts'
import * as t from '../db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { ApiProblem } from '../problem.ts'
import { skuObject } from './carts.ts'

/** A request may call 1,000 objects at most; this leaves room. */
const REBUILD_PAGE = 200

export async function auditStock(deps: Deps, variantId: string): Promise<StockAudit> {
  const { db } = deps
  const known = await db.drizzle
    .select({ id: t.variants.id })
    .from(t.variants)
    .where(db.owned(t.variants, eq(t.variants.id, variantId)))
    .get()
  if (!known) throw new ApiProblem('variant_not_found')
  const { onHand, held, available, sold, ledgerTotal, consistent, ...audit } = await skuObject(deps, variantId).audit()
  return {
    ...{ held, available, sold, consistent },
    on_hand: onHand,
    ledger_total: ledgerTotal,
    projected: audit.projectedSequence === audit.sequence,
  }
}

/** Copies the levels of a store's SKUs from their objects to D1 once more, a page at a time. */
export async function rebuildStockLevels(deps: Deps, after: string | null): Promise<StockRebuild> {
  const { db } = deps
  const page = await db.drizzle
    .select({ id: t.variants.id })
    .from(t.variants)
    .where(db.owned(t.variants, after ? gt(t.variants.id, after) : undefined))
    .orderBy(asc(t.variants.id))
    .limit(REBUILD_PAGE)
  for (const { id } of page) await skuObject(deps, id).republish()
  return { rebuilt: page.length, next: page.length < REBUILD_PAGE ? null : (page.at(-1)?.id ?? null) }
}
