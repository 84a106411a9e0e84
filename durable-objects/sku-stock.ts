/**
 * One instance per `${storeId}:${variantId}`: the only writer of that SKU's stock. D1 has a copy for lists, never the
 * truth. Rules are in `#domain/reservation`; here they are read, decided and stored in one turn.
 */
import { DurableObject } from 'cloudflare:workers'
import {
  availableOf,
  type CommitResult,
  decideCommit,
  decideRelease,
  decideReserve,
  type ReleaseResult,
  type ReserveResult,
  takeFromLocations,
} from '#domain/reservation.ts'
import { type Movement, SkuStockStore } from './sku-stock.store.ts'

export const DEFAULT_LOCATION = 'default'
const PROJECTION_RETRY_MS = 1_000
const KEEP_ENDED_HOLDS_MS = 30 * 24 * 3_600_000

export interface StockLevel {
  storeId: string
  variantId: string
  onHand: number
  held: number
  sequence: number
}
export interface StockSnapshot extends StockLevel {
  available: number
}
export interface StockAudit extends StockSnapshot {
  /** True when every shelf equals the sum of its movements and no more is held than there is. */
  consistent: boolean
  /** Pieces that left by sales, net of sales undone. */
  sold: number
  ledgerTotal: number
  projectedSequence: number
}
export interface StockChange {
  movementId: string
  reason: string
  actor: string
  locationId?: string
}
export type AdjustResult = { outcome: 'adjusted' | 'replayed'; onHand: number } | { outcome: 'refused'; onHand: number }

export abstract class SkuStockObject<Env = unknown> extends DurableObject<Env> {
  readonly #store = new SkuStockStore(this.ctx.storage)
  #projecting: Promise<void> | null = null

  /** Writes the level into the database that lists read. A level with a lower sequence must not win there. */
  protected abstract project(level: StockLevel): Promise<void>

  async reserve(holdId: string, quantity: number, ttlMs: number): Promise<ReserveResult> {
    assertPieces(quantity, 1)
    const nowMs = Date.now()
    return this.#change(() => {
      this.#store.expireHolds(nowMs) // so that a late alarm costs no sale
      const wanted = { id: holdId, quantity, expiresAtMs: nowMs + ttlMs }
      const result = decideReserve(this.#store.stock(), this.#store.findHold(holdId), wanted)
      if (result.outcome === 'held') this.#store.insertHold(wanted)
      return result
    })
  }

  async commit(holdId: string): Promise<CommitResult> {
    const nowMs = Date.now()
    return this.#change(() => {
      this.#store.expireHolds(nowMs)
      const hold = this.#store.findHold(holdId)
      const result = decideCommit(this.#store.stock(), hold)
      if (result.outcome === 'committed' && hold) {
        this.#store.endHold(holdId, 'committed')
        for (const taken of takeFromLocations(this.#store.onHandByLocation(), hold.quantity)) {
          this.#store.insertMovement({
            movementId: `sale:${holdId}`,
            type: 'sale',
            locationId: taken.locationId,
            quantity: -taken.quantity,
            reason: 'sold',
            actor: `checkout:${holdId}`,
            atMs: nowMs,
          })
        }
      }
      return result
    })
  }

  async release(holdId: string): Promise<ReleaseResult> {
    const nowMs = Date.now()
    return this.#change(() => {
      const result = decideRelease(this.#store.findHold(holdId))
      if (result.outcome === 'unknown') {
        this.#store.insertHold({ id: holdId, quantity: 0, expiresAtMs: nowMs }, 'released')
      } else if (result.outcome === 'released') {
        this.#store.endHold(holdId, 'released')
      } else if (result.outcome === 'restocked') {
        this.#store.endHold(holdId, 'released')
        for (const sale of this.#store.movementsOf(`sale:${holdId}`)) this.#store.insertMovement(undoOf(sale, nowMs))
      }
      return result
    })
  }

  /** Makes a location's shelf count what was counted there. The same movement id again changes nothing. */
  async setOnHand(change: StockChange & { onHand: number }): Promise<{ onHand: number }> {
    assertPieces(change.onHand, 0)
    return this.#change(() => {
      const locationId = change.locationId ?? DEFAULT_LOCATION
      const present = this.#store.onHandByLocation().get(locationId) ?? 0
      if (!this.#store.hasMovement(change.movementId)) {
        this.#store.insertMovement({
          movementId: change.movementId,
          type: 'count',
          locationId,
          quantity: change.onHand - present,
          reason: change.reason,
          actor: change.actor,
          atMs: Date.now(),
        })
      }
      return { onHand: this.#store.stock().onHand }
    })
  }

  /** Adds or takes pieces; refuses to take more than lie there. The same movement id again changes nothing. */
  async adjust(change: StockChange & { quantity: number }): Promise<AdjustResult> {
    assertPieces(change.quantity, Number.MIN_SAFE_INTEGER)
    return this.#change((): AdjustResult => {
      const locationId = change.locationId ?? DEFAULT_LOCATION
      const before = this.#store.stock().onHand
      if (this.#store.hasMovement(change.movementId)) return { outcome: 'replayed', onHand: before }
      const present = this.#store.onHandByLocation().get(locationId) ?? 0
      if (present + change.quantity < 0) return { outcome: 'refused', onHand: before }
      const { movementId, quantity, reason, actor } = change
      this.#store.insertMovement({
        movementId,
        type: 'adjustment',
        locationId,
        quantity,
        reason,
        actor,
        atMs: Date.now(),
      })
      return { outcome: 'adjusted', onHand: before + quantity }
    })
  }

  /** Writes the level into D1 once more, whatever is there: how the copy is rebuilt from the objects. */
  async republish(): Promise<void> {
    await this.#change(() => this.#store.bumpSequence())
    await this.#projectChanges()
  }

  async snapshot(): Promise<StockSnapshot> {
    return this.#change(() => {
      this.#store.expireHolds(Date.now())
      const stock = this.#store.stock()
      return { ...this.#identity(), ...stock, sequence: this.#store.sequence, available: availableOf(stock) }
    })
  }

  /** Replays the ledger and compares: the proof that nothing was sold twice or lost. */
  async audit(): Promise<StockAudit> {
    const snapshot = await this.snapshot()
    const shelves = this.#store.onHandByLocation()
    const ledger = this.#store.ledgerByLocation()
    const byType = this.#store.ledgerByType()
    const shelvesAgree = [...shelves].every(([id, onHand]) => onHand === ledger.get(id)) && shelves.size === ledger.size
    return {
      ...snapshot,
      consistent: shelvesAgree && snapshot.held <= snapshot.onHand,
      sold: 0 - (byType.get('sale') ?? 0) - (byType.get('sale_undone') ?? 0),
      ledgerTotal: [...ledger.values()].reduce((sum, quantity) => sum + quantity, 0),
      projectedSequence: this.#store.projectedSequence,
    }
  }

  override async alarm(): Promise<void> {
    const nowMs = Date.now()
    this.ctx.storage.transactionSync(() => {
      this.#store.expireHolds(nowMs)
      this.#store.pruneHolds(nowMs - KEEP_ENDED_HOLDS_MS)
    })
    await this.#projectChanges()
    await this.#wakeAtNextExpiry()
  }

  /** Decides and stores in one transaction, then lets the copy in D1 follow without making the caller wait. */
  async #change<T>(decide: () => T): Promise<T> {
    if (this.ctx.id.name && this.#store.name === null) this.#store.name = this.ctx.id.name
    const before = this.#store.sequence
    const result = this.ctx.storage.transactionSync(decide)
    if (this.#store.sequence !== before) {
      // Should the isolate die before the projection is written, this alarm writes it.
      await this.#wakeBy(Date.now() + PROJECTION_RETRY_MS)
      this.ctx.waitUntil(this.#projectChanges())
    }
    return result
  }

  /** Writes the newest level until there is nothing newer; changes that come meanwhile share the next write. */
  #projectChanges(): Promise<void> {
    this.#projecting ??= this.#projectUntilCurrent().finally(() => {
      this.#projecting = null
    })
    return this.#projecting
  }

  async #projectUntilCurrent(): Promise<void> {
    while (this.#store.projectedSequence < this.#store.sequence) {
      const sequence = this.#store.sequence
      try {
        await this.project({ ...this.#identity(), ...this.#store.stock(), sequence })
      } catch (error) {
        console.error(JSON.stringify({ event: 'stock_projection_failed', ...this.#identity(), error: String(error) }))
        await this.#wakeBy(Date.now() + PROJECTION_RETRY_MS)
        return
      }
      this.#store.projectedSequence = sequence
    }
  }

  async #wakeAtNextExpiry(): Promise<void> {
    const at = this.#store.nextExpiryMs()
    if (at !== null) await this.#wakeBy(at)
  }

  async #wakeBy(atMs: number): Promise<void> {
    const present = await this.ctx.storage.getAlarm()
    if (present === null || present > atMs) await this.ctx.storage.setAlarm(atMs)
  }

  #identity(): { storeId: string; variantId: string } {
    const [storeId, variantId] = (this.#store.name ?? '').split(':')
    if (!storeId || !variantId) throw new Error('A SkuStock is reached by the name storeId:variantId')
    return { storeId, variantId }
  }
}

const undoOf = (sale: Movement, atMs: number): Movement => ({
  ...sale,
  movementId: sale.movementId.replace('sale:', 'sale-undone:'),
  type: 'sale_undone',
  quantity: -sale.quantity,
  reason: 'checkout undone',
  atMs,
})

/** A quantity that is not whole, or below what makes sense, is the caller's bug: the API has refused it before. */
function assertPieces(quantity: number, min: number): void {
  if (!Number.isSafeInteger(quantity) || quantity < min) throw new RangeError(`Not a number of pieces: ${quantity}`)
}
