/**
 * Two-phase stock of one SKU: reserve, then commit or release or expire. Quantities are whole pieces; times are
 * milliseconds. `stock-book.ts` writes down what is decided here.
 *
 * The promise  What is kept for live holds and owed never exceeds what lies on the shelves above the safety stock plus
 *              what may be sold on backorder. On hand is the sum of its movements, and no shelf is ever below nothing.
 * Time         A hold counts until it is committed, released or past `expiresAtMs`; alarms only tidy up.
 * Idempotence  The hold id is the key: the same request twice holds once, commits once, releases once.
 * Location     A hold may be bound to a shelf (pickup). What is bound there is taken by nobody else, and is never
 *              sold on backorder.
 * Backorder    A hold takes from the shelf what is free and the rest on backorder. What was sold and is not here is
 *              owed, and filled in the order of the sales by whatever becomes free, before anything is sold anew.
 * Untracked    Nobody counts the pieces: any number may be held and sold, no shelf moves, and nothing is owed.
 */
export const BACKORDER_POLICIES = ['deny', 'allow'] as const

/** "Any number" of pieces, as a number that lists can add up. */
export const UNLIMITED = 1_000_000_000

/**
 * What moves stock. `sale` and `sale_undone` belong to checkouts (a backordered piece is a sale on the day it comes in),
 * `lend` and `borrow` to the shards of a spread SKU: they cancel out over all of them.
 */
export const MOVEMENT_TYPES = [
  'count',
  'adjustment',
  'receipt',
  'return',
  'transfer_out',
  'transfer_in',
  'sale',
  'sale_undone',
  'lend',
  'borrow',
] as const
export type MovementType = (typeof MOVEMENT_TYPES)[number]

export interface Stock {
  /** On hand by location: never below nothing. */
  readonly shelves: ReadonlyMap<string, number>
  /** Pieces in holds that are still live. */
  readonly held: number
  /** Those of them that were on the shelf when they were held. */
  readonly claimed: number
  /** Those of the claimed that must come from one location. */
  readonly bound: ReadonlyMap<string, number>
  /** Sold on backorder and not here yet. */
  readonly owed: number
  /** Kept back: never sold. */
  readonly safetyStock: number
  /** How many may be owed at once: 0 where nothing is sold on backorder, Infinity without a limit. */
  readonly backorderLimit: number
  /** False: sold without being counted. */
  readonly tracked?: boolean
}
export interface Hold {
  readonly id: string
  readonly quantity: number
  /** The shelf that it must come from; null: any. */
  readonly locationId: string | null
  readonly expiresAtMs: number
}
/** What became of a hold; kept after its end so that a late message gets a true answer. */
export type HoldState = 'held' | 'committed' | 'released' | 'expired'
export interface KnownHold extends Hold {
  readonly state: HoldState
  /** While held: pieces that were not on the shelf. Once committed: pieces that were owed on that day. */
  readonly backordered: number
}
/** Pieces of one shelf. */
export interface Pieces {
  readonly locationId: string
  readonly quantity: number
}

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, each) => total + each, 0)

export const onHandOf = (stock: Stock): number => sum(stock.shelves.values())

/** On the shelf and above the safety stock. */
const forSale = (stock: Stock): number => Math.max(0, onHandOf(stock) - stock.safetyStock)

/** What may still be promised from the shelf. Never negative, even when a stock-take found less than was promised. */
export const availableOf = (stock: Stock): number =>
  stock.tracked === false ? UNLIMITED : Math.max(0, forSale(stock) - stock.held)

/** What may still be promised in all, backorder included. */
export const sellableOf = (stock: Stock): number =>
  stock.tracked === false ? UNLIMITED : Math.max(0, forSale(stock) + stock.backorderLimit - stock.owed - stock.held)

/** What may still be promised from one shelf. */
export function availableAt(stock: Stock, locationId: string): number {
  if (stock.tracked === false) return UNLIMITED
  const shelf = (stock.shelves.get(locationId) ?? 0) - (stock.bound.get(locationId) ?? 0)
  return Math.max(0, Math.min(shelf, availableOf(stock)))
}

/** What a reservation may get: `locationId` null for any shelf. */
export const availableToPromise = (stock: Stock, locationId: string | null): number =>
  locationId === null ? sellableOf(stock) : availableAt(stock, locationId)

export type ReserveResult =
  | { outcome: 'held' | 'replayed'; hold: Hold }
  | { outcome: 'refused'; reason: 'insufficient_stock'; available: number }
  | { outcome: 'refused'; reason: 'hold_id_reused' }
  | { outcome: 'refused'; reason: 'hold_ended'; state: HoldState }

/** Decides a reservation. The hold id is the idempotency key: the same request twice holds stock once. */
export function decideReserve(stock: Stock, existing: KnownHold | undefined, wanted: Hold): ReserveResult {
  if (existing) {
    if (existing.state !== 'held') return { outcome: 'refused', reason: 'hold_ended', state: existing.state }
    const isSame = existing.quantity === wanted.quantity && existing.locationId === wanted.locationId
    return isSame ? { outcome: 'replayed', hold: existing } : { outcome: 'refused', reason: 'hold_id_reused' }
  }
  const available = availableToPromise(stock, wanted.locationId)
  if (wanted.quantity > available) return { outcome: 'refused', reason: 'insufficient_stock', available }
  return { outcome: 'held', hold: wanted }
}

/** How much of a new hold is not on the shelf: nothing of one that is bound to a location, all of one that nobody counts. */
export function backorderedOf(stock: Stock, { quantity, locationId }: Pick<Hold, 'quantity' | 'locationId'>): number {
  if (stock.tracked === false) return quantity
  return locationId === null ? Math.max(0, quantity - availableOf(stock)) : 0
}

export type CommitRefusal =
  | { outcome: 'refused'; reason: 'hold_unknown' | 'hold_released' }
  | { outcome: 'refused'; reason: 'insufficient_stock'; available: number }
/** `backordered`: pieces of it that were sold and are not here yet. */
export type CommitResult = { outcome: 'committed' | 'replayed'; backordered: number } | CommitRefusal
export type CommitDecision =
  | { outcome: 'committed'; taken: readonly Pieces[]; backordered: number }
  | { outcome: 'replayed'; backordered: number }
  | CommitRefusal

/**
 * Decides a commit. An expired hold is taken again when the pieces are still there (late money must not lose a sale),
 * and refused when they are not: the payer is then refunded.
 */
export function decideCommit(stock: Stock, existing: KnownHold | undefined): CommitDecision {
  if (!existing) return { outcome: 'refused', reason: 'hold_unknown' }
  switch (existing.state) {
    case 'committed':
      return { outcome: 'replayed', backordered: existing.backordered }
    case 'released':
      return { outcome: 'refused', reason: 'hold_released' }
    case 'held':
      return commitLive(stock, existing)
    case 'expired': {
      const available = availableToPromise(stock, existing.locationId)
      if (existing.quantity > available) return { outcome: 'refused', reason: 'insufficient_stock', available }
      return commitLive(...reacquire(stock, existing))
    }
  }
}

function reacquire(stock: Stock, hold: KnownHold): [Stock, KnownHold] {
  const backordered = backorderedOf(stock, hold)
  const claimed = hold.quantity - backordered
  const bound = new Map(stock.bound)
  if (hold.locationId !== null) bound.set(hold.locationId, (bound.get(hold.locationId) ?? 0) + claimed)
  const held = stock.held + hold.quantity
  return [
    { ...stock, held, claimed: stock.claimed + claimed, bound },
    { ...hold, backordered },
  ]
}

/**
 * A stock-take may have found fewer pieces than were promised: what is not there cannot be sold. The safety stock is for
 * that day: a hold that was on the shelf may come out of it, a backorder may not.
 */
function commitLive(stock: Stock, hold: KnownHold): CommitDecision {
  const { quantity, locationId } = hold
  if (stock.tracked === false) return { outcome: 'committed', taken: [], backordered: 0 }
  if (locationId !== null) {
    const available = stock.shelves.get(locationId) ?? 0
    if (quantity > available) return { outcome: 'refused', reason: 'insufficient_stock', available }
    return { outcome: 'committed', taken: [{ locationId, quantity }], backordered: 0 }
  }
  const shelves = freeOfBound(stock)
  const reach = sum(shelves.values())
  const fromClaim = Math.min(quantity - hold.backordered, reach)
  const unclaimed = Math.max(0, Math.min(forSale(stock) - stock.claimed, reach - fromClaim))
  const pieces = fromClaim + Math.min(quantity - fromClaim, unclaimed)
  const backordered = quantity - pieces
  if (backordered > Math.max(0, stock.backorderLimit - stock.owed)) {
    return { outcome: 'refused', reason: 'insufficient_stock', available: pieces }
  }
  return { outcome: 'committed', taken: takeFromLocations(shelves, pieces), backordered }
}

export type ReleaseResult = { outcome: 'released' | 'replayed' | 'restocked' | 'unknown' }

/**
 * Decides a release. An unknown hold is remembered as released, so that its reservation, arriving late, holds nothing;
 * so is an expired one, so that its commit, arriving late, takes nothing again. A committed one goes back on the shelf:
 * that is the undo of a sale that found no order.
 */
export function decideRelease(existing: KnownHold | undefined): ReleaseResult {
  switch (existing?.state) {
    case undefined:
      return { outcome: 'unknown' }
    case 'released':
      return { outcome: 'replayed' }
    case 'committed':
      return { outcome: 'restocked' }
    default:
      return { outcome: 'released' }
  }
}

/** Pieces that have become free for those who wait: what is left of the shelf above every claim. */
export const freeForOwed = (stock: Stock): number => Math.min(stock.owed, Math.max(0, forSale(stock) - stock.claimed))

/** The shelves without what is bound to each. */
export function freeOfBound(stock: Stock): Map<string, number> {
  return new Map([...stock.shelves].map(([id, onHand]) => [id, Math.max(0, onHand - (stock.bound.get(id) ?? 0))]))
}

/**
 * From which locations to take `quantity` pieces: the fullest shelf first, so that most orders leave from one place.
 * Throws when the shelves hold fewer: the caller has checked.
 */
export function takeFromLocations(onHandByLocation: ReadonlyMap<string, number>, quantity: number): Pieces[] {
  const shelves = [...onHandByLocation].filter(([, onHand]) => onHand > 0)
  shelves.sort(([idA, a], [idB, b]) => b - a || (idA < idB ? -1 : 1))
  const taken: Pieces[] = []
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

/** A change made by people: the same movement id again changes nothing. */
export type StockChange = { readonly movementId: string; readonly reason: string; readonly actor: string } & (
  | { readonly type: 'receive' | 'return' | 'adjust' | 'count'; readonly locationId: string; readonly quantity: number }
  | {
      readonly type: 'transfer'
      readonly locationId: string
      readonly toLocationId: string
      readonly quantity: number
    }
)
type Entry = Pieces & { readonly type: MovementType }
export type ChangeDecision =
  | { outcome: 'moved'; entries: readonly Entry[] }
  | { outcome: 'refused'; reason: 'insufficient_stock'; available: number }

/**
 * Decides what a change does to the shelves. A count or an adjustment says how things are, so it may take what is held;
 * a transfer is a wish, so it leaves there what is bound there. Nothing takes a shelf below nothing.
 */
export function decideChange(stock: Stock, change: StockChange): ChangeDecision {
  const { type, locationId, quantity } = change
  const present = stock.shelves.get(locationId) ?? 0
  switch (type) {
    case 'receive':
      return { outcome: 'moved', entries: [{ type: 'receipt', locationId, quantity }] }
    case 'return':
      return { outcome: 'moved', entries: [{ type: 'return', locationId, quantity }] }
    case 'count':
      return { outcome: 'moved', entries: [{ type: 'count', locationId, quantity: quantity - present }] }
    case 'adjust':
      if (present + quantity < 0) return { outcome: 'refused', reason: 'insufficient_stock', available: present }
      return { outcome: 'moved', entries: [{ type: 'adjustment', locationId, quantity }] }
    case 'transfer': {
      const available = Math.max(0, present - (stock.bound.get(locationId) ?? 0))
      if (quantity > available) return { outcome: 'refused', reason: 'insufficient_stock', available }
      const out = { type: 'transfer_out', locationId, quantity: -quantity } as const
      return { outcome: 'moved', entries: [out, { type: 'transfer_in', locationId: change.toLocationId, quantity }] }
    }
  }
}
