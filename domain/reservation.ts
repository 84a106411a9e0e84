/**
 * Two-phase stock: reserve, then commit or release or expire. Quantities are whole pieces; times are milliseconds.
 *
 * The promise  Σ holds ≤ on hand, always, and on hand is the sum of its movements. A hold counts until it is committed,
 *              released or past its time: `expiresAtMs` is the truth, alarms only tidy up.
 * Idempotence  The hold id is the key: the same request twice holds once, commits once, releases once.
 */
export interface Stock {
  readonly onHand: number
  /** Pieces in holds that are still live. */
  readonly held: number
}
export interface Hold {
  readonly id: string
  readonly quantity: number
  readonly expiresAtMs: number
}
/** What became of a hold; kept after its end so that a late message gets a true answer. */
export type HoldState = 'held' | 'committed' | 'released' | 'expired'
export interface KnownHold extends Hold {
  readonly state: HoldState
}

export type ReserveResult =
  | { outcome: 'held' | 'replayed'; hold: Hold }
  | { outcome: 'refused'; reason: 'insufficient_stock'; available: number }
  | { outcome: 'refused'; reason: 'hold_id_reused' }
  | { outcome: 'refused'; reason: 'hold_ended'; state: HoldState }

/** Decides a reservation. The hold id is the idempotency key: the same request twice holds stock once. */
export function decideReserve(stock: Stock, existing: KnownHold | undefined, wanted: Hold): ReserveResult {
  if (existing) {
    if (existing.state !== 'held') return { outcome: 'refused', reason: 'hold_ended', state: existing.state }
    if (existing.quantity !== wanted.quantity) return { outcome: 'refused', reason: 'hold_id_reused' }
    return { outcome: 'replayed', hold: existing }
  }
  const available = availableOf(stock)
  if (wanted.quantity > available) return { outcome: 'refused', reason: 'insufficient_stock', available }
  return { outcome: 'held', hold: wanted }
}

export type CommitResult =
  | { outcome: 'committed' | 'replayed' }
  | { outcome: 'refused'; reason: 'hold_unknown' | 'hold_released' }
  | { outcome: 'refused'; reason: 'insufficient_stock'; available: number }

/**
 * Decides a commit. An expired hold is taken again when the pieces are still there (late money must not lose a sale),
 * and refused when they are not: the payer is then refunded.
 */
export function decideCommit(stock: Stock, existing: KnownHold | undefined): CommitResult {
  if (!existing) return { outcome: 'refused', reason: 'hold_unknown' }
  switch (existing.state) {
    case 'committed':
      return { outcome: 'replayed' }
    case 'released':
      return { outcome: 'refused', reason: 'hold_released' }
    case 'held':
      // A stock-take may have found fewer pieces than were promised: what is not there cannot be sold.
      if (existing.quantity <= stock.onHand) return { outcome: 'committed' }
      return { outcome: 'refused', reason: 'insufficient_stock', available: stock.onHand }
    case 'expired': {
      const available = availableOf(stock)
      if (existing.quantity > available) return { outcome: 'refused', reason: 'insufficient_stock', available }
      return { outcome: 'committed' }
    }
  }
}

export type ReleaseResult = { outcome: 'released' | 'replayed' | 'restocked' | 'unknown' }

/**
 * Decides a release. An unknown hold is remembered as released, so that its reservation, arriving late, holds nothing.
 * A committed one goes back on the shelf: that is the undo of a sale that found no order.
 */
export function decideRelease(existing: KnownHold | undefined): ReleaseResult {
  if (!existing) return { outcome: 'unknown' }
  if (existing.state === 'held') return { outcome: 'released' }
  if (existing.state === 'committed') return { outcome: 'restocked' }
  return { outcome: 'replayed' }
}

/** What may still be promised. Never negative, even when an adjustment took the shelf below its holds. */
export const availableOf = (stock: Stock): number => Math.max(0, stock.onHand - stock.held)

/**
 * From which locations to take `quantity` pieces: the fullest shelf first, so that most orders leave from one place.
 * Throws when the shelves hold fewer: the caller has checked.
 */
export function takeFromLocations(
  onHandByLocation: ReadonlyMap<string, number>,
  quantity: number,
): { locationId: string; quantity: number }[] {
  const shelves = [...onHandByLocation].filter(([, onHand]) => onHand > 0)
  shelves.sort(([idA, a], [idB, b]) => b - a || (idA < idB ? -1 : 1))
  const taken: { locationId: string; quantity: number }[] = []
  let left = quantity
  for (const [locationId, onHand] of shelves) {
    if (left === 0) break
    const pieces = Math.min(left, onHand)
    taken.push({ locationId, quantity: pieces })
    left -= pieces
  }
  if (left > 0) throw new RangeError(`The shelves lack ${left} of ${quantity} pieces`)
  return taken
}
