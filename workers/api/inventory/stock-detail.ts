/** One SKU straight from its objects, and how it is sold. */
import { eq } from 'drizzle-orm'
import type { StockDetail, StockMovements, StockSettings } from '#contract/inventory.ts'
import type { StockSettings as ObjectSettings } from '#domain/escrow.ts'
import { auditRow } from '../audit/record.ts'
import * as t from '../db/tables/index.ts'
import type { Deps } from '../deps/deps.ts'
import type { AuditContext } from '../http/audit-context.ts'
import { ApiProblem } from '../http/problem.ts'
import { presentTime } from '../lib/present-time.ts'
import type { StoreRecord } from '../stores/resolve-store.ts'
import { findStock, presentShelves } from './list-stock.ts'
import { homeOf, shardOf } from './stock.ts'
import { stateOf } from './stock-facts.ts'

export async function readStock(deps: Deps, variantId: string): Promise<StockDetail> {
  const copy = await findStock(deps.db, variantId)
  if (!copy) throw new ApiProblem('variant_not_found') // before its object is asked: a made-up id makes no object
  const home = homeOf(deps, variantId)
  const [settings, levels] = await Promise.all([home.settings(), home.snapshots()])
  const total = (field: 'onHand' | 'held' | 'owed' | 'safetyStock' | 'available') =>
    levels.reduce((sum, level) => sum + level[field], 0)
  const available = total('available')
  return {
    ...copy,
    on_hand: total('onHand'),
    held: total('held'),
    owed: total('owed'),
    safety_stock: total('safetyStock'),
    available,
    tracked: settings.tracked,
    state: stateOf({ available, lowStockAt: settings.lowStockAt }),
    locations: presentShelves(levels.map(({ locations }) => locations)),
    updated_at: presentTime(Date.now()),
    settings: presentSettings(settings),
  }
}

/** The object first: from the moment that the catalogue says so, other shards are asked. */
export async function saveStockSettings(
  deps: Deps,
  { store, trail }: { store: StoreRecord; trail: AuditContext },
  variantId: string,
  wanted: StockSettings,
): Promise<StockDetail> {
  const { db } = deps
  const { settings: before } = await readStock(deps, variantId)
  const home = homeOf(deps, variantId)
  await home.configure({
    tracked: wanted.tracked,
    backorder: wanted.backorder,
    backorderLimit: wanted.backorder_limit,
    safetyStock: wanted.safety_stock,
    lowStockAt: wanted.low_stock_at,
    shards: wanted.shards,
  })
  const entry = {
    action: 'stock.configured',
    target: { type: 'variant', id: variantId },
    storeId: store.id,
    tenantId: store.tenantId,
    before,
    after: wanted,
  }
  await db.drizzle.batch([
    db.drizzle
      .update(t.variants)
      .set({ stockShards: wanted.shards, updatedAt: Date.now() })
      .where(db.owned(t.variants, eq(t.variants.id, variantId))),
    auditRow(db.drizzle, trail, entry),
    db.bumpCatalogue(),
  ])
  await home.publish()
  return readStock(deps, variantId)
}

/** The ledger over all shards, newest first. */
export async function listMovements(
  deps: Deps,
  variantId: string,
  { before = Number.MAX_SAFE_INTEGER, per_page }: { before?: number; per_page: number },
): Promise<StockMovements> {
  if (!(await findStock(deps.db, variantId))) throw new ApiProblem('variant_not_found')
  const shards = await homeOf(deps, variantId).shards()
  const pages = await Promise.all(
    shards.map((shard) => shardOf(deps, variantId, shard).movements(before, per_page + 1)),
  )
  const all = pages.flat().sort((a, b) => b.atMs - a.atMs)
  const last = all[per_page - 1]
  const items = last ? all.filter(({ atMs }) => atMs >= last.atMs) : all
  return {
    items: items.map(({ movementId: id, type, locationId: location_id, quantity, reason, actor, atMs }) => ({
      id,
      type,
      location_id,
      quantity,
      reason,
      actor,
      at: presentTime(atMs),
    })),
    next: last && items.length < all.length ? last.atMs : null,
  }
}

const presentSettings = (settings: ObjectSettings): StockSettings => ({
  tracked: settings.tracked,
  backorder: settings.backorder,
  backorder_limit: settings.backorderLimit,
  safety_stock: settings.safetyStock,
  low_stock_at: settings.lowStockAt,
  shards: settings.shards,
})
