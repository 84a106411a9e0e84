/** What one request does to a book besides its answer: what had ended before it, and what it writes down. */
import { describe, expect, test } from 'vitest'
import { MemoryStockBook } from './memory-stock-book.ts'
import type { Hold, KnownHold, StockChange } from './reservation.ts'
import { changeStock, commit, type Movement, type Owed, release, reserve } from './stock-book.ts'

const LONG_MS = 1_000_000
const receive = (quantity: number, movementId: string, locationId = 'a'): StockChange => ({
  type: 'receive',
  movementId,
  locationId,
  quantity,
  reason: 'delivery',
  actor: 'user:1',
})
const hold = (id: string, quantity: number, other: Partial<Hold> = {}): Hold => ({
  id,
  quantity,
  locationId: null,
  expiresAtMs: LONG_MS,
  ...other,
})

/** Remembers what is written into it and how often it is asked who waits. */
class WatchedStockBook extends MemoryStockBook {
  written: string[] = []
  askedWhoWaits = 0

  override putHold(known: KnownHold) {
    this.written.push(`hold ${known.id} ${known.state}`)
    super.putHold(known)
  }

  override insertMovement(movement: Movement) {
    this.written.push(`movement ${movement.movementId} ${movement.quantity}`)
    super.insertMovement(movement)
  }

  override setOwed(owed: Owed) {
    this.written.push(`owed ${owed.holdId} ${owed.quantity}`)
    super.setOwed(owed)
  }

  override nextOwed() {
    this.askedWhoWaits += 1
    return super.nextOwed()
  }
}

function shelf(onHand: number, rules = { safetyStock: 0, backorderLimit: 0 }) {
  const book = new WatchedStockBook(rules)
  if (onHand > 0) changeStock(book, receive(onHand, 'opening'), 0)
  book.written = []
  return book
}

describe('an alarm that comes too late costs nothing: what a hold kept is free from its last moment on', () => {
  const early = hold('early', 2, { expiresAtMs: 50 })

  test('for the next reservation', () => {
    const book = shelf(2)
    reserve(book, early, 0)
    expect(reserve(book, hold('next', 1), 49)).toMatchObject({ outcome: 'refused', available: 0 })
    expect(reserve(book, hold('next', 2), 50)).toMatchObject({ outcome: 'held' })
  })

  test('for a commit, which then owes nothing', () => {
    const book = shelf(2, { safetyStock: 0, backorderLimit: 5 })
    reserve(book, early, 0)
    reserve(book, hold('late', 2), 0)
    expect(commit(book, 'late', 50)).toEqual({ outcome: 'committed', backordered: 0 })
  })

  test('for those who wait, before the hold itself is taken again', () => {
    const book = shelf(2, { safetyStock: 0, backorderLimit: 1 })
    reserve(book, early, 0)
    reserve(book, hold('waiting', 1), 0)
    expect(commit(book, 'waiting', 0)).toEqual({ outcome: 'committed', backordered: 1 })
    expect(commit(book, 'early', 50)).toEqual({ outcome: 'committed', backordered: 1 })
  })

  test('for a transfer from the shelf that it was bound to', () => {
    const book = shelf(2)
    reserve(book, { ...early, locationId: 'a' }, 0)
    const transfer = { ...receive(2, 'm'), type: 'transfer', toLocationId: 'b' } as const
    expect(changeStock(book, transfer, 49)).toEqual({ outcome: 'refused', reason: 'insufficient_stock', available: 0 })
    expect(changeStock(book, transfer, 50)).toEqual({ outcome: 'moved', onHand: 2 })
  })
})

describe('the ledger', () => {
  test('says of every piece what moved it, for whom and when, a sale that was undone included', () => {
    const book = shelf(1, { safetyStock: 0, backorderLimit: 5 })
    reserve(book, hold('h', 3), 1)
    commit(book, 'h', 2)
    changeStock(book, receive(1, 'more'), 3)
    release(book, 'h', 4)

    const people = { type: 'receipt', locationId: 'a', quantity: 1, reason: 'delivery', actor: 'user:1' }
    const sale = { type: 'sale', locationId: 'a', quantity: -1, actor: 'checkout:h' }
    const undone = { ...sale, type: 'sale_undone', quantity: 1, reason: 'checkout undone', atMs: 4 }
    expect(book.movements).toEqual([
      { ...people, movementId: 'opening', atMs: 0 },
      { ...sale, movementId: 'sale:h', reason: 'sold', atMs: 2 },
      { ...people, movementId: 'more', atMs: 3 },
      { ...sale, movementId: 'sale:h:2', reason: 'backorder filled', atMs: 3 },
      { ...undone, movementId: 'sale-undone:h' },
      { ...undone, movementId: 'sale-undone:h:2' },
    ])
  })

  test('takes a change once, and answers it again with what lies there now', () => {
    const book = shelf(1)
    expect(changeStock(book, receive(3, 'm'), 1)).toEqual({ outcome: 'moved', onHand: 4 })
    changeStock(book, receive(5, 'n'), 2)
    expect(changeStock(book, receive(3, 'm'), 3)).toEqual({ outcome: 'replayed', onHand: 9 })
  })
})

describe('a request writes down no more than has changed', () => {
  test('a commit of what lies there owes nobody anything', () => {
    const book = shelf(3)
    reserve(book, hold('h', 2), 0)
    commit(book, 'h', 1)
    expect(book.written).toEqual(['hold h held', 'hold h committed', 'movement sale:h -2'])
    expect(book.askedWhoWaits).toBe(0)
  })

  test('a release of what was never sold ends the hold alone', () => {
    const book = shelf(3)
    reserve(book, hold('h', 2), 0)
    release(book, 'h', 1)
    expect(book.written).toEqual(['hold h held', 'hold h released'])
    expect(book.askedWhoWaits).toBe(0)
  })

  test('a release of a hold that it never saw is remembered: its reservation, arriving late, holds nothing', () => {
    const book = shelf(3)
    release(book, 'h', 7)
    const nothing = { quantity: 0, locationId: null, backordered: 0 }
    expect(book.findHold('h')).toEqual({ ...nothing, id: 'h', state: 'released', expiresAtMs: 7 })
    expect(reserve(book, hold('h', 1), 8)).toEqual({ outcome: 'refused', reason: 'hold_ended', state: 'released' })
    expect(book.written).toEqual(['hold h released'])
  })

  test.each<[string, (book: WatchedStockBook) => unknown]>([
    ['a reservation', (book) => reserve(book, hold('h', 2), 1)],
    ['a commit', (book) => commit(book, 'sold', 1)],
    ['a release', (book) => release(book, 'gone', 1)],
    ['a change', (book) => changeStock(book, receive(9, 'opening'), 1)],
  ])('%s said again writes nothing', (_, again) => {
    const book = shelf(9)
    for (const id of ['h', 'sold', 'gone']) reserve(book, hold(id, 2), 0)
    commit(book, 'sold', 0)
    release(book, 'gone', 0)
    book.written = []
    expect(again(book)).toMatchObject({ outcome: 'replayed' })
    expect(book.written).toEqual([])
  })

  test('what comes in for the safety stock alone changes nothing for those who wait', () => {
    const book = shelf(0, { safetyStock: 1, backorderLimit: 5 })
    for (const id of ['first', 'second']) {
      reserve(book, hold(id, 1), 0)
      commit(book, id, 0)
    }
    book.written = []
    changeStock(book, receive(1, 'm'), 1)
    expect(book.written).toEqual(['movement m 1'])
    changeStock(book, receive(1, 'n'), 2)
    expect(book.written).toEqual(['movement m 1', 'movement n 1', 'movement sale:first:1 -1', 'owed first 0'])
  })
})
