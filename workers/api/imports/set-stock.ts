/**
 * Sets the shelves of variants that are there already to what a file asks for, and how they are sold when those are empty. One
 * that no object has taken over is set in D1, all of them in one batch; the others' objects are asked, some at a time. The
 * copies of counts in D1 are written together.
 */
import { policySettings } from '#domain/escrow.ts'
import type { StockLevel } from '#durable-objects/sku-stock-level.ts'
import type { ShownStock } from '#durable-objects/sku-stock-live.ts'
import type { StockRequest } from '../catalogue/plan-variants.ts'
import { followLevels, projectStockLevels } from '../inventory/project-stock-levels.ts'
import { homeOf } from '../inventory/stock.ts'
import { noteImported, recountUnclaimed } from '../inventory/stock-rows.ts'
import type { Slice } from './import-batch.ts'

/** Objects asked side by side: more would only stand in line for the same two processors, and other stores' behind them. */
const AT_ONCE = 16

export async function setStock(slice: Slice, counts: readonly StockRequest[]): Promise<void> {
  if (counts.length === 0) return
  const { db, env } = slice
  const recounted = await recountUnclaimed(db, counts)
  if (recounted.size > 0) await followLevels(env, db, { variantIds: [...recounted] })
  const others = counts.filter(({ variantId }) => !recounted.has(variantId))
  if (others.length === 0) return
  slice.variants += others.length
  await inPortions(others, (wanted) => setPolicy(slice, wanted))
  const levels = (await inPortions(others, (count) => setOnHand(slice, count))).filter((level) => level !== null)
  const shown = await projectStockLevels(env, db, levels)
  await inPortions(levels, (level) => tellProjected(slice, level, shown.get(level.variantId)))
  await db.drizzle.batch([noteImported(db, others)])
}

/** The level, unless nothing is counted or the object copies it itself. */
async function setOnHand(slice: Slice, { variantId, quantity }: StockRequest): Promise<StockLevel | null> {
  if (quantity === undefined) return null
  return homeOf(slice, variantId).setOnHand({
    movementId: `import:${slice.job.id}:${variantId}`,
    onHand: quantity,
    reason: 'import',
    actor: `import:${slice.job.id}`,
    projectedBy: 'caller',
  })
}

/** Safety stock, limits and shards stay as the merchant has set them. */
async function setPolicy(slice: Slice, { variantId, policy }: StockRequest): Promise<void> {
  if (policy === undefined) return
  slice.variants++ // it is asked twice as often
  const home = homeOf(slice, variantId)
  await home.configure(policySettings(policy))
  await home.publish()
}

async function tellProjected(slice: Slice, { variantId, sequence }: StockLevel, shown: ShownStock | undefined) {
  if (shown) await homeOf(slice, variantId).projected(sequence, shown)
}

async function inPortions<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (let start = 0; start < items.length; start += AT_ONCE) {
    results.push(...(await Promise.all(items.slice(start, start + AT_ONCE).map(work))))
  }
  return results
}
