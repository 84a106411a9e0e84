/**
 * What each request does to the book of a SKU: shelves, holds, what is owed, and the ledger. The book is a port, so that
 * the object's SQL and the simulator's memory are kept by the same rules. Nothing here waits: one call is one turn, and
 * its caller makes it one transaction.
 *
 * The ledger  is append-only, and a shelf moves only together with an entry in it.
 */
import {
  backorderedOf,
  type CommitResult,
  decideChange,
  decideCommit,
  decideRelease,
  decideReserve,
  freeForOwed,
  freeOfBound,
  type Hold,
  type KnownHold,
  type MovementType,
  onHandOf,
  type Pieces,
  type ReleaseResult,
  type ReserveResult,
  type Stock,
  type StockChange,
  takeFromLocations,
} from './reservation.ts'

export interface Movement extends Pieces {
  /** The idempotency key of whatever caused it. One key may move several locations. */
  readonly movementId: string
  readonly type: MovementType
  readonly reason: string
  readonly actor: string
  readonly atMs: number
}
export interface Owed {
  readonly holdId: string
  readonly quantity: number
}
export interface StockBook {
  stock(): Stock
  findHold(id: string): KnownHold | undefined
  /** Writes a hold, over what was there by that id. */
  putHold(hold: KnownHold): void
  /** Ends live holds whose time is over; returns how many. */
  expireHolds(nowMs: number): number
  hasMovement(movementId: string): boolean
  /** The sales of a hold, those of what was owed to it included. */
  salesOf(holdId: string): Movement[]
  /** Writes the ledger and moves the shelf. Throws when the id has moved that shelf before. */
  insertMovement(movement: Movement): void
  /** Who has waited longest for what is owed. */
  nextOwed(): Owed | undefined
  /** 0 when nothing is owed to it any more. */
  setOwed(owed: Owed): void
}

/** `fromShelf`: nothing on backorder, however it is sold. */
export function reserve(
  book: StockBook,
  wanted: Hold,
  nowMs: number,
  { fromShelf = false }: { fromShelf?: boolean } = {},
): ReserveResult {
  expire(book, nowMs) // so that a late alarm costs no sale
  const stock = book.stock()
  const limited = fromShelf ? { ...stock, backorderLimit: 0 } : stock
  const result = decideReserve(limited, book.findHold(wanted.id), wanted)
  if (result.outcome === 'held') {
    book.putHold({ ...wanted, state: 'held', backordered: backorderedOf(stock, wanted) })
  }
  return result
}

export function commit(book: StockBook, holdId: string, nowMs: number): CommitResult {
  expire(book, nowMs)
  const hold = book.findHold(holdId)
  const decision = decideCommit(book.stock(), hold)
  if (decision.outcome !== 'committed' || !hold) return decision as CommitResult
  const { taken, backordered } = decision
  book.putHold({ ...hold, state: 'committed', backordered })
  for (const pieces of taken) book.insertMovement(saleOf(holdId, saleId(holdId), pieces, 'sold', nowMs))
  if (backordered > 0) book.setOwed({ holdId, quantity: backordered })
  return { outcome: 'committed', backordered }
}

export function release(book: StockBook, holdId: string, nowMs: number): ReleaseResult {
  const hold = book.findHold(holdId)
  const result = decideRelease(hold)
  if (result.outcome === 'unknown') {
    const nothing = { id: holdId, quantity: 0, locationId: null, expiresAtMs: nowMs, backordered: 0 }
    book.putHold({ ...nothing, state: 'released' })
  } else if (result.outcome !== 'replayed' && hold) {
    book.putHold({ ...hold, state: 'released' })
    if (result.outcome === 'restocked') undoSale(book, holdId, nowMs)
    fulfilBackorders(book, nowMs)
  }
  return result
}

/** Ends what is over, so that what it kept serves those who wait. */
export function expire(book: StockBook, nowMs: number): void {
  if (book.expireHolds(nowMs) > 0) fulfilBackorders(book, nowMs)
}

export type ChangeResult =
  | { outcome: 'moved' | 'replayed'; onHand: number }
  | { outcome: 'refused'; reason: 'insufficient_stock'; available: number }

export function changeStock(book: StockBook, change: StockChange, nowMs: number): ChangeResult {
  expire(book, nowMs)
  const { movementId, reason, actor } = change
  if (book.hasMovement(movementId)) return { outcome: 'replayed', onHand: onHandOf(book.stock()) }
  const decision = decideChange(book.stock(), change)
  if (decision.outcome === 'refused') return decision
  for (const entry of decision.entries) book.insertMovement({ ...entry, movementId, reason, actor, atMs: nowMs })
  fulfilBackorders(book, nowMs)
  return { outcome: 'moved', onHand: onHandOf(book.stock()) }
}

/** Takes pieces away that a count has not found, as far as they are there, held or not; returns how many. */
export function writeOff(book: StockBook, change: StockChange, nowMs: number): number {
  expire(book, nowMs)
  const pieces = Math.min(-change.quantity, book.stock().shelves.get(change.locationId) ?? 0)
  if (pieces > 0) changeStock(book, { ...change, quantity: -pieces }, nowMs)
  return Math.max(0, pieces)
}

/** Gives what is free to those who wait, in the order in which they bought. */
export function fulfilBackorders(book: StockBook, nowMs: number): void {
  for (;;) {
    const stock = book.stock()
    const free = freeForOwed(stock)
    const next = free > 0 ? book.nextOwed() : undefined
    if (!next) return
    const { holdId, quantity } = next
    const pieces = Math.min(quantity, free)
    // What is still owed is in the id: it only goes down, so no two fillings of a hold share one.
    const movementId = `${saleId(holdId)}:${quantity}`
    for (const taken of takeFromLocations(freeOfBound(stock), pieces)) {
      book.insertMovement(saleOf(holdId, movementId, taken, 'backorder filled', nowMs))
    }
    book.setOwed({ holdId, quantity: quantity - pieces })
  }
}

function undoSale(book: StockBook, holdId: string, nowMs: number): void {
  book.setOwed({ holdId, quantity: 0 })
  for (const sale of book.salesOf(holdId)) {
    const movementId = sale.movementId.replace('sale:', 'sale-undone:')
    const undone = { movementId, type: 'sale_undone', quantity: -sale.quantity, reason: 'checkout undone' } as const
    book.insertMovement({ ...sale, ...undone, atMs: nowMs })
  }
}

/** The ids of a hold's sales are this, or begin with it and a colon: a hold's id has none. */
export const saleId = (holdId: string): string => `sale:${holdId}`

const saleOf = (holdId: string, movementId: string, pieces: Pieces, reason: string, atMs: number): Movement => ({
  movementId,
  type: 'sale',
  locationId: pieces.locationId,
  quantity: -pieces.quantity,
  reason,
  atMs,
  actor: `checkout:${holdId}`,
})
