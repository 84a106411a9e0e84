/**
 * Levels of many SKUs at once. Until a SKU's object is first asked, its level lies in D1 alone, with the sequence UNCLAIMED:
 * the object takes it over by raising that, and from then on is the only one that writes the row.
 */
import { type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import { DEFAULT_LOCATION } from '#contract/location.ts'
import { HOME, openingLevel, type StockPolicy } from '#domain/escrow.ts'
import { UNLIMITED } from '#domain/reservation.ts'
import type { StockLevel } from '#durable-objects/sku-stock-level.ts'
import { CLAIMED, type OpeningBalance, UNCLAIMED } from '#durable-objects/sku-stock-opening.ts'
import { ofStore } from '../db/bulk-rows.ts'
import { jsonEach } from '../db/json-list.ts'
import type { StoreDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { sumStock } from './sum-stock.ts'

export interface OpenedVariant {
  variantId: string
  quantity: number
  policy: StockPolicy
}
/** What an import asks for; what is absent stays as it is. */
export interface CountedVariant {
  variantId: string
  quantity?: number
  policy?: StockPolicy
}

/** What variants begin with that are written in the same batch: nothing else can know them. */
export const openingLevels = (
  storeId: string,
  opened: readonly OpenedVariant[],
  nowMs: number,
): (typeof t.stockLevels.$inferSelect)[] =>
  opened.map(({ variantId, quantity, policy }) => ({
    storeId,
    variantId,
    shard: HOME,
    onHand: quantity,
    held: 0,
    owed: 0,
    safetyStock: 0,
    ...openingLevel({ quantity, policy }),
    lowStockAt: null,
    locations: { [DEFAULT_LOCATION]: quantity },
    sequence: UNCLAIMED,
    updatedAt: nowMs,
  }))

export const openingStates = (
  storeId: string,
  opened: readonly OpenedVariant[],
  nowMs: number,
): (typeof t.stockStates.$inferSelect)[] =>
  opened.map(({ variantId, ...opening }) => {
    const { available } = openingLevel(opening)
    return {
      storeId,
      variantId,
      state: available > 0 ? ('ok' as const) : ('out' as const),
      available,
      changedAt: nowMs,
    }
  })

/**
 * Counts variants anew that no object has taken over, or sets how they are sold when they are gone, and notes it; returns all
 * of these of which that is done and noted by now.
 *
 * Together  Count, note and the sums of lists are one batch. Were the note a later one, what was sold in between would be put
 *           back by whoever sets the same count again: another delivery of the message, or the next after a crash.
 * Insert    It always finds its row. An update from a list may be carried out the other way round: every level of the store,
 *           and the list for each.
 */
export async function recountUnclaimed(db: StoreDb, counts: readonly CountedVariant[]): Promise<Set<string>> {
  const { variants } = t
  const ids = counts.map(({ variantId }) => variantId)
  const unclaimed = (variantId: SQL) => sql`stock_levels AS level WHERE level.store_id = ${db.storeId}
    AND level.variant_id = ${variantId} AND level.shard = ${HOME} AND level.sequence = ${UNCLAIMED}`
  const [, , , , noted] = await db.drizzle.batch([
    db.bumpCatalogue(),
    db.statement(sql`
      INSERT INTO stock_levels (store_id, variant_id, shard, on_hand, held, available, backorderable, locations, sequence,
        updated_at)
      SELECT store_id, variant_id, shard, quantity, 0, iif(policy = 'untracked', ${UNLIMITED}, quantity),
        iif(policy = 'allow', ${UNLIMITED}, 0), json_object(${DEFAULT_LOCATION}, quantity), sequence, ${Date.now()}
      FROM (
        SELECT level.*, coalesce(wanted.value ->> 'quantity', level.on_hand) AS quantity,
          coalesce(wanted.value ->> 'policy', ${sql.raw(OPENING_POLICY)}) AS policy
        FROM ${jsonEach(counts)} AS wanted CROSS JOIN ${unclaimed(sql`wanted.value ->> 'variantId'`)})
      WHERE true ON CONFLICT (store_id, variant_id, shard) DO UPDATE SET on_hand = excluded.on_hand,
        available = excluded.available, backorderable = excluded.backorderable, locations = excluded.locations,
        updated_at = excluded.updated_at`),
    db.statement(sql`
      UPDATE variants SET ${notedOf} FROM ${jsonEach(counts)} AS wanted
      WHERE variants.id = wanted.value ->> 'variantId' AND ${ofStore(db)}
        AND EXISTS (SELECT 1 FROM ${unclaimed(sql`variants.id`)})`),
    sumStock(db, productIdsOf(db, ids)),
    db.drizzle
      .select({ id: variants.id, quantity: variants.importedQuantity, policy: variants.importedPolicy })
      .from(variants)
      .where(db.ownedIds(variants, ids)),
  ])
  const byId = new Map(noted.map((row) => [row.id, row]))
  const isNoted = ({ variantId, quantity, policy }: CountedVariant) => {
    const row = byId.get(variantId)
    const isSame = (wanted: unknown, is: unknown) => wanted === undefined || wanted === is
    return row !== undefined && isSame(quantity, row.quantity) && isSame(policy, row.policy)
  }
  return new Set(counts.filter(isNoted).map(({ variantId }) => variantId))
}

/** How a level that no object has taken over is sold when it is gone: `openingLevel`, read back. */
const OPENING_POLICY = `CASE WHEN available > on_hand THEN 'untracked' WHEN backorderable > 0 THEN 'allow' ELSE 'deny' END`
/** Of variant `variants`: what an import has set. */
const notedOf = sql.raw(`imported_quantity = coalesce(wanted.value ->> 'quantity', imported_quantity),
  imported_policy = coalesce(wanted.value ->> 'policy', imported_policy)`)

/**
 * What a SKU begins with, for its object, which is the only one from now on that changes it. The object that died before it
 * had stored the count asks again and is told the same.
 */
export async function claimOpeningBalance(db: StoreDb, variantId: string): Promise<OpeningBalance | null> {
  const claimed = await db.first<Omit<OpeningBalance, 'locationId'>>(
    `UPDATE stock_levels SET sequence = ${CLAIMED}
    WHERE store_id = ?1 AND variant_id = ?2 AND shard = ${HOME} AND sequence IN (${UNCLAIMED}, ${CLAIMED})
    RETURNING on_hand AS onHand, updated_at AS atMs, ${OPENING_POLICY} AS policy`,
    variantId,
  )
  return claimed && { ...claimed, locationId: DEFAULT_LOCATION }
}

/** Levels as objects report them; one with a lower sequence than the one that is there changes nothing. */
export function upsertLevels(db: StoreDb, levels: readonly StockLevel[]): BatchItem<'sqlite'> {
  return db.statement(sql`
    INSERT INTO stock_levels (store_id, variant_id, shard, on_hand, held, owed, safety_stock, available, backorderable,
      low_stock_at, locations, sequence, updated_at)
    SELECT ${db.storeId}, value ->> 'variantId', value ->> 'shard', value ->> 'onHand', value ->> 'held', value ->> 'owed',
      value ->> 'safetyStock', value ->> 'available', value ->> 'backorderable', value ->> 'lowStockAt',
      value -> 'locations', value ->> 'sequence', ${Date.now()}
    FROM ${jsonEach(levels)} WHERE true
    ON CONFLICT (store_id, variant_id, shard) DO UPDATE SET on_hand = excluded.on_hand, held = excluded.held,
      owed = excluded.owed, safety_stock = excluded.safety_stock, available = excluded.available,
      backorderable = excluded.backorderable, low_stock_at = excluded.low_stock_at, locations = excluded.locations,
      sequence = excluded.sequence, updated_at = excluded.updated_at
    WHERE stock_levels.sequence < excluded.sequence`)
}

/** Notes what an import has set, so that the same file again does not put sold pieces back. */
export const noteImported = (db: StoreDb, counts: readonly CountedVariant[]): BatchItem<'sqlite'> =>
  db.statement(sql`
    UPDATE variants SET ${notedOf} FROM ${jsonEach(counts)} AS wanted
    WHERE variants.id = wanted.value ->> 'variantId' AND ${ofStore(db)}`)

/** The products of these variants, as a list for `IN`. */
export const productIdsOf = (db: StoreDb, variantIds: readonly string[]): SQL =>
  sql`SELECT product_id FROM variants WHERE ${db.ownedIds(t.variants, variantIds)}`
