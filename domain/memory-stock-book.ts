/** A SKU's book in memory, for the simulator and for models: as plain as it can be, so that it can be believed. */
import type { KnownHold, Stock } from './reservation.ts'
import { type Movement, type Owed, type StockBook, saleId } from './stock-book.ts'

export interface StockRules {
  readonly safetyStock: number
  readonly backorderLimit: number
  readonly tracked?: boolean
}

export class MemoryStockBook implements StockBook {
  readonly holds = new Map<string, KnownHold>()
  readonly movements: Movement[] = []
  rules: StockRules
  #owed: Owed[] = []

  constructor(rules: StockRules = { safetyStock: 0, backorderLimit: 0 }) {
    this.rules = rules
  }

  stock(): Stock {
    const live = [...this.holds.values()].filter((hold) => hold.state === 'held')
    const bound = new Map<string, number>()
    for (const { locationId, quantity } of live) {
      if (locationId !== null) bound.set(locationId, (bound.get(locationId) ?? 0) + quantity)
    }
    const shelves = new Map<string, number>()
    for (const { locationId, quantity } of this.movements) {
      shelves.set(locationId, (shelves.get(locationId) ?? 0) + quantity)
    }
    return {
      shelves,
      bound,
      ...this.rules,
      held: live.reduce((sum, { quantity }) => sum + quantity, 0),
      claimed: live.reduce((sum, { quantity, backordered }) => sum + quantity - backordered, 0),
      owed: this.#owed.reduce((sum, { quantity }) => sum + quantity, 0),
    }
  }

  findHold(id: string): KnownHold | undefined {
    return this.holds.get(id)
  }

  putHold(hold: KnownHold): void {
    this.holds.set(hold.id, hold)
  }

  expireHolds(nowMs: number): number {
    const over = [...this.holds.values()].filter((hold) => hold.state === 'held' && hold.expiresAtMs <= nowMs)
    for (const hold of over) this.holds.set(hold.id, { ...hold, state: 'expired' })
    return over.length
  }

  hasMovement(movementId: string): boolean {
    return this.movements.some((movement) => movement.movementId === movementId)
  }

  salesOf(holdId: string): Movement[] {
    const isSale = ({ movementId }: Movement) =>
      movementId === saleId(holdId) || movementId.startsWith(`${saleId(holdId)}:`)
    return this.movements.filter(isSale)
  }

  insertMovement(movement: Movement): void {
    const { movementId, locationId } = movement
    if (this.movements.some((other) => other.movementId === movementId && other.locationId === locationId)) {
      throw new Error(`${movementId} has moved ${locationId} before`)
    }
    this.movements.push(movement)
  }

  owed(): readonly Owed[] {
    return this.#owed
  }

  nextOwed(): Owed | undefined {
    return this.#owed[0]
  }

  setOwed({ holdId, quantity }: Owed): void {
    const known = this.#owed.some((each) => each.holdId === holdId)
    this.#owed = known
      ? this.#owed.map((each) => (each.holdId === holdId ? { holdId, quantity } : each)).filter((o) => o.quantity > 0)
      : [...this.#owed, { holdId, quantity }].filter((each) => each.quantity > 0)
  }
}
