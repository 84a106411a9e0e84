/** The proof that stock is true: the object's ledger, shelves and holds against one another. */
import { eq } from 'drizzle-orm'
import type { StockAudit } from '#contract/inventory.ts'
import * as t from '../db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { ApiProblem } from '../problem.ts'
import { skuObject } from './carts.ts'

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
