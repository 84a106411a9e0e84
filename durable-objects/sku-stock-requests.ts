/** What a SkuStock is asked for, and what no caller may ask. */

export interface ReserveRequest {
  id: string
  quantity: number
  ttlMs: number
  /** The shelf that the pieces must lie on; null: any. */
  locationId: string | null
}
export interface CountRequest {
  movementId: string
  onHand: number
  reason: string
  actor: string
  locationId?: string
  /**
   * Who copies the level to D1: the object itself, soon, or the caller, who has many at hand and calls `projected`. What a
   * caller has not copied within half a minute, the object copies.
   */
  projectedBy?: 'object' | 'caller'
}

/** A quantity that is not whole, or below what makes sense, is the caller's bug: the API has refused it before. */
export function assertPieces(quantity: number, min: number): void {
  if (!Number.isSafeInteger(quantity) || quantity < min) throw new RangeError(`Not a number of pieces: ${quantity}`)
}

/** The colon divides the ids of movements. */
export function assertHoldId(id: string): void {
  if (id === '' || id.includes(':')) throw new RangeError(`Not the id of a hold: ${id}`)
}
