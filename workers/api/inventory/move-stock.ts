/** Changes of stock made by people. The request's Idempotency-Key is the movement's id: the object moves it once. */
import { inArray } from 'drizzle-orm'
import { v5 as uuidv5 } from 'uuid'
import type { StockDetail, StockMove } from '#contract/inventory.ts'
import { DEFAULT_LOCATION } from '#contract/location.ts'
import type { StockChange } from '#domain/reservation.ts'
import { auditRow, isWritten } from '../audit/record.ts'
import type { StoreDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import type { Deps } from '../deps/deps.ts'
import type { AuditContext } from '../http/audit-context.ts'
import { ApiProblem } from '../http/problem.ts'
import type { StoreRecord } from '../stores/resolve-store.ts'
import { findStock } from './list-stock.ts'
import { homeOf } from './stock.ts'
import { readStock } from './stock-detail.ts'

export async function moveStock(
  deps: Deps,
  { store, trail }: { store: StoreRecord; trail: AuditContext },
  variantId: string,
  move: StockMove,
  key: string,
): Promise<StockDetail> {
  if (!(await findStock(deps.db, variantId))) throw new ApiProblem('variant_not_found')
  await assertLocations(deps.db, move)
  const actor = `${trail.actor.type}:${trail.actor.id ?? ''}`
  const home = homeOf(deps, variantId)
  const movementId = `${actor}:${key}`
  const result = await home.change(changeOf(move, movementId, actor))
  if (result.outcome === 'refused') {
    const { available } = result
    const message = available === 0 ? 'There is nothing to take.' : `Only ${available} can be taken.`
    throw new ApiProblem('insufficient_stock', [{ path: 'quantity', message, available }])
  }
  const id = uuidv5(movementId, variantId)
  // Whoever moved it before may have died before the entry.
  if (result.outcome === 'moved' || !(await isWritten(deps.db.drizzle, id))) {
    const target = { type: 'variant', id: variantId }
    const entry = { id, action: 'stock.moved', target, storeId: store.id, tenantId: store.tenantId, after: move }
    await auditRow(deps.db.drizzle, trail, entry)
  }
  await home.publish() // so that the list which the person goes back to says the same
  return readStock(deps, variantId)
}

function changeOf(move: StockMove, movementId: string, actor: string): StockChange {
  const reason =
    move.type === 'return' && move.order_number ? `${move.reason} (order ${move.order_number})` : move.reason
  const common = { movementId, actor, reason, quantity: move.quantity, locationId: move.location_id }
  if (move.type === 'transfer') return { ...common, type: move.type, toLocationId: move.to_location_id }
  return { ...common, type: move.type }
}

async function assertLocations(db: StoreDb, move: StockMove): Promise<void> {
  const wanted = [move.location_id, ...(move.type === 'transfer' ? [move.to_location_id] : [])]
  if (new Set(wanted).size < wanted.length) {
    throw new ApiProblem('validation_failed', [{ path: 'to_location_id', message: 'Choose another place.' }])
  }
  const named = wanted.filter((id) => id !== DEFAULT_LOCATION) // every store has that one
  if (named.length === 0) return
  const { id } = t.locations
  const known = await db.drizzle
    .select({ id })
    .from(t.locations)
    .where(db.owned(t.locations, inArray(id, named)))
  if (known.length < named.length) throw new ApiProblem('location_not_found')
}
