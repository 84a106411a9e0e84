/** What follows from a change of many SKUs of a store at once; the same as `projectStock` does for one. */
import type { StockLevel } from '#durable-objects/sku-stock-level.ts'
import type { ShownStock } from '#durable-objects/sku-stock-live.ts'
import type { Env } from '../config/env.ts'
import type { StoreDb } from '../db/store-db.ts'
import { shownOf } from './project-stock.ts'
import { tellOfStock } from './stock-events.ts'
import { selectFactsOf, type WhichFacts } from './stock-facts.ts'
import { productIdsOf, upsertLevels } from './stock-rows.ts'
import { sumStock } from './sum-stock.ts'

/**
 * Writes levels into D1 for a caller that has changed them and has told their objects so (`projectedBy`). Harmless to repeat,
 * and a late report changes nothing. Returns what is shown of each variant.
 */
export async function projectStockLevels(
  env: Env,
  db: StoreDb,
  levels: readonly StockLevel[],
): Promise<Map<string, ShownStock>> {
  if (levels.length === 0) return new Map()
  const variantIds = levels.map(({ variantId }) => variantId)
  const [, , , all] = await db.drizzle.batch([
    db.bumpCatalogue(),
    upsertLevels(db, levels),
    sumStock(db, productIdsOf(db, variantIds)),
    selectFactsOf(db, { variantIds }),
  ])
  await tellOfStock(env, db, all)
  return new Map(all.map((facts) => [facts.variantId, shownOf(facts)]))
}

/** For levels that are in: states, events and whoever waited. Harmless to repeat. */
export async function followLevels(env: Env, db: StoreDb, which: WhichFacts): Promise<void> {
  await tellOfStock(env, db, await selectFactsOf(db, which))
}
