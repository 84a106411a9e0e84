import { describe, expect, test } from 'vitest'
import {
  availableAt,
  availableOf,
  decideChange,
  decideCommit,
  decideRelease,
  decideReserve,
  freeForOwed,
  type KnownHold,
  type Stock,
  type StockChange,
  sellableOf,
  takeFromLocations,
  UNLIMITED,
} from './reservation.ts'

/** A SKU with so much on one shelf and so much held of it, unless told otherwise. */
const stockOf = (onHand: number, held = 0, other: Partial<Stock> = {}): Stock => ({
  shelves: new Map([['a', onHand]]),
  held,
  claimed: held,
  bound: new Map(),
  owed: 0,
  safetyStock: 0,
  backorderLimit: 0,
  ...other,
})
const hold = (id: string, quantity: number, other: Partial<KnownHold> = {}): KnownHold => ({
  id,
  quantity,
  locationId: null,
  expiresAtMs: 1_000,
  state: 'held',
  backordered: 0,
  ...other,
})
const short = (available: number) => ({ outcome: 'refused', reason: 'insufficient_stock', available })

describe('what may be promised', () => {
  test.each([
    ['what is not held', stockOf(5, 2), 3, 3],
    ['nothing of the safety stock', stockOf(5, 1, { safetyStock: 3 }), 1, 1],
    ['nothing, where less lies there than the safety stock', stockOf(2, 0, { safetyStock: 3 }), 0, 0],
    ['nothing, where a count found less than is held', stockOf(1, 2), 0, 0],
    ['the backorders besides', stockOf(5, 2, { backorderLimit: 4 }), 3, 7],
    ['the backorders less what is owed', stockOf(0, 0, { backorderLimit: 4, owed: 3 }), 0, 1],
    ['the backorders less what is held of them', stockOf(2, 5, { claimed: 2, backorderLimit: 4 }), 0, 1],
    ['as much as is wanted, without a limit', stockOf(0, 0, { backorderLimit: Infinity, owed: 9 }), 0, Infinity],
    ['any number of what nobody counts', stockOf(0, 9, { owed: 9, tracked: false }), UNLIMITED, UNLIMITED],
  ])('%s', (_, stock, available, sellable) => {
    expect([availableOf(stock), sellableOf(stock)]).toEqual([available, sellable])
  })

  test('from one shelf: what is bound to no pickup there, and never more than is free in all', () => {
    const shelves = new Map([
      ['a', 5],
      ['b', 2],
    ])
    const stock = stockOf(0, 3, { shelves, bound: new Map([['a', 3]]) })
    expect([availableAt(stock, 'a'), availableAt(stock, 'b'), availableAt(stock, 'c')]).toEqual([2, 2, 0])
    expect(availableAt({ ...stock, held: 6, claimed: 6 }, 'a')).toBe(1)
  })
})

describe('reserving', () => {
  test('holds what is there and refuses what is not, naming how much is left', () => {
    expect(decideReserve(stockOf(5, 3), undefined, hold('a', 2))).toMatchObject({ outcome: 'held' })
    expect(decideReserve(stockOf(5, 3), undefined, hold('a', 3))).toEqual(short(2))
  })

  test('holds on backorder up to the limit', () => {
    const stock = stockOf(1, 0, { backorderLimit: 2 })
    expect(decideReserve(stock, undefined, hold('a', 3))).toMatchObject({ outcome: 'held' })
    expect(decideReserve(stock, undefined, hold('a', 4))).toEqual(short(3))
  })

  test('binds to a shelf what lies on it, and nothing on backorder', () => {
    const stock = stockOf(2, 0, { backorderLimit: 9 })
    expect(decideReserve(stock, undefined, hold('a', 2, { locationId: 'a' }))).toMatchObject({ outcome: 'held' })
    expect(decideReserve(stock, undefined, hold('a', 3, { locationId: 'a' }))).toEqual(short(2))
  })

  test('the same request twice holds once', () => {
    const known = hold('a', 2)
    expect(decideReserve(stockOf(2, 2), known, hold('a', 2))).toEqual({ outcome: 'replayed', hold: known })
  })

  test.each([
    ['quantity', hold('a', 3)],
    ['location', hold('a', 2, { locationId: 'a' })],
  ])('an id that was used for another %s is refused', (_, wanted) => {
    const result = decideReserve(stockOf(9, 2), hold('a', 2), wanted)
    expect(result).toEqual({ outcome: 'refused', reason: 'hold_id_reused' })
  })

  test.each(['committed', 'released', 'expired'] as const)('a hold that was %s does not come back', (state) => {
    const result = decideReserve(stockOf(9), hold('a', 2, { state }), hold('a', 2))
    expect(result).toEqual({ outcome: 'refused', reason: 'hold_ended', state })
  })
})

describe('committing', () => {
  const fromA = (quantity: number) => (quantity === 0 ? [] : [{ locationId: 'a', quantity }])
  const committed = (taken: number, backordered = 0) => ({ outcome: 'committed', taken: fromA(taken), backordered })

  test.each([
    ['held', committed(2)],
    ['committed', { outcome: 'replayed', backordered: 1 }],
    ['released', { outcome: 'refused', reason: 'hold_released' }],
  ] as const)('a hold that is %s', (state, result) => {
    const backordered = state === 'committed' ? 1 : 0
    expect(decideCommit(stockOf(5, 2), hold('a', 2, { state, backordered }))).toEqual(result)
  })

  test('an expired hold is taken again while the pieces are there, and refused when they are gone', () => {
    const expired = hold('a', 2, { state: 'expired' })
    expect(decideCommit(stockOf(2), expired)).toEqual(committed(2))
    expect(decideCommit(stockOf(2, 1), expired)).toEqual(short(1))
    expect(decideCommit(stockOf(1, 0, { backorderLimit: 1 }), expired)).toEqual(committed(1, 1))
  })

  test('an expired hold of a shelf is taken again from that shelf alone', () => {
    const expired = hold('a', 2, { state: 'expired', locationId: 'a' })
    expect(decideCommit(stockOf(2), expired)).toEqual(committed(2))
    const elsewhere = stockOf(0, 0, { shelves: new Map([['b', 5]]), backorderLimit: 9 })
    expect(decideCommit(elsewhere, expired)).toEqual(short(0))
  })

  test('an expired hold of a shelf does not take what another has been promised there since', () => {
    const expired = hold('a', 2, { state: 'expired', locationId: 'a' })
    expect(decideCommit(stockOf(3, 2, { bound: new Map([['a', 2]]) }), expired)).toEqual(short(1))
    expect(decideCommit(stockOf(3, 2, { backorderLimit: 9 }), expired)).toEqual(short(1))
  })

  test('an expired hold is taken again like a new one: what is promised now comes first', () => {
    const expired = hold('late', 4, { state: 'expired' })
    const stock = stockOf(5, 3, { backorderLimit: 5 })
    expect(decideCommit(stock, expired)).toEqual(committed(2, 2))
    expect(decideCommit({ ...stock, backorderLimit: 1 }, expired)).toEqual(short(3))
    // Of the backorders, too: two more may be owed in all, and another hold has been promised one of them.
    expect(
      decideCommit(stockOf(2, 3, { claimed: 2, backorderLimit: 2 }), hold('late', 2, { state: 'expired' })),
    ).toEqual(short(1))
  })

  test('an expired hold finds what has come in since, though a backorder waits for it that is not sold yet', () => {
    const expired = hold('late', 4, { state: 'expired' })
    expect(decideCommit(stockOf(5, 3, { claimed: 1, backorderLimit: 5 }), expired)).toEqual(committed(4))
  })

  test('pieces that a stock-take did not find are not sold', () => {
    expect(decideCommit(stockOf(1, 2), hold('a', 2))).toEqual(short(1))
    expect(decideCommit(stockOf(1, 2), hold('a', 2, { locationId: 'a' }))).toEqual(short(1))
  })

  test('pieces that a stock-take did not find come out of the safety stock', () => {
    expect(decideCommit(stockOf(2, 2, { safetyStock: 5 }), hold('a', 2))).toEqual(committed(2))
  })

  test('what was held on backorder is owed, unless it has come in since', () => {
    const late = hold('b', 3, { backordered: 2 })
    const stock = stockOf(1, 3, { claimed: 1, backorderLimit: 5 })
    expect(decideCommit(stock, late)).toEqual(committed(1, 2))
    expect(decideCommit({ ...stock, shelves: new Map([['a', 2]]) }, late)).toEqual(committed(2, 1))
    expect(decideCommit({ ...stock, shelves: new Map([['a', 9]]) }, late)).toEqual(committed(3))
  })

  test('a backorder takes neither what others claim nor the safety stock', () => {
    const late = hold('b', 2, { backordered: 2 })
    expect(decideCommit(stockOf(3, 5, { claimed: 3, backorderLimit: 5 }), late)).toEqual(committed(0, 2))
    expect(decideCommit(stockOf(3, 2, { claimed: 0, backorderLimit: 5, safetyStock: 2 }), late)).toEqual(
      committed(1, 1),
    )
  })

  test('no more is owed than may be, whatever was promised when more was allowed', () => {
    const late = hold('b', 2, { backordered: 2 })
    expect(decideCommit(stockOf(0, 2, { claimed: 0, backorderLimit: 2 }), late)).toEqual(committed(0, 2))
    expect(decideCommit(stockOf(0, 2, { claimed: 0, backorderLimit: 2, owed: 1 }), late)).toEqual(short(0))
    expect(decideCommit(stockOf(0, 2, { claimed: 0, backorderLimit: 1, owed: 9 }), late)).toEqual(short(0))
  })

  test('what is bound to a shelf is left there for whoever fetches it', () => {
    const shelves = new Map([
      ['a', 3],
      ['b', 2],
    ])
    const stock = stockOf(0, 5, { shelves, bound: new Map([['a', 2]]) })
    const taken = [
      { locationId: 'b', quantity: 2 },
      { locationId: 'a', quantity: 1 },
    ]
    expect(decideCommit(stock, hold('x', 3))).toEqual({ outcome: 'committed', taken, backordered: 0 })
    expect(decideCommit(stock, hold('y', 2, { locationId: 'a' }))).toEqual(committed(2))
  })

  test('an unknown hold is refused', () => {
    expect(decideCommit(stockOf(5), undefined)).toEqual({ outcome: 'refused', reason: 'hold_unknown' })
  })
})

describe('releasing', () => {
  test.each([
    ['held', 'released'],
    ['committed', 'restocked'],
    ['released', 'replayed'],
    ['expired', 'released'],
  ] as const)('a hold that is %s is %s', (state, outcome) => {
    expect(decideRelease(hold('a', 1, { state }))).toEqual({ outcome })
  })

  test('one that is unknown is told so', () => expect(decideRelease(undefined)).toEqual({ outcome: 'unknown' }))
})

test.each([
  ['what is above every claim', stockOf(5, 2, { owed: 9 }), 3],
  ['no more than is owed', stockOf(5, 2, { owed: 1 }), 1],
  ['nothing of the safety stock', stockOf(5, 2, { owed: 9, safetyStock: 2 }), 1],
  ['nothing that is claimed', stockOf(5, 6, { owed: 9 }), 0],
  ['before those who only hold a backorder', stockOf(5, 9, { claimed: 1, owed: 9 }), 4],
])('those who wait get %s', (_, stock, pieces) => expect(freeForOwed(stock)).toBe(pieces))

describe('a change made by people', () => {
  const change = (part: Partial<StockChange>) =>
    ({ movementId: 'm', reason: 'r', actor: 'x', locationId: 'a', quantity: 2, ...part }) as StockChange
  const moved = (...entries: object[]) => ({ outcome: 'moved', entries })
  const stock = stockOf(3, 2, { bound: new Map([['a', 2]]) })

  test.each([
    ['receive', 2, moved({ type: 'receipt', locationId: 'a', quantity: 2 })],
    ['return', 2, moved({ type: 'return', locationId: 'a', quantity: 2 })],
    ['count', 2, moved({ type: 'count', locationId: 'a', quantity: -1 })],
    ['adjust', -3, moved({ type: 'adjustment', locationId: 'a', quantity: -3 })],
    ['adjust', -4, short(3)],
  ] as const)('%s %s', (type, quantity, result) => {
    expect(decideChange(stock, change({ type, quantity }))).toEqual(result)
  })

  test('a count of a shelf that was not there yet', () => {
    const counted = change({ type: 'count', locationId: 'new' } as Partial<StockChange>)
    expect(decideChange(stock, counted)).toEqual(moved({ type: 'count', locationId: 'new', quantity: 2 }))
  })

  test('a transfer leaves what is bound to the shelf', () => {
    const transfer = (quantity: number) => change({ type: 'transfer', toLocationId: 'b', quantity })
    const out = { type: 'transfer_out', locationId: 'a', quantity: -1 }
    expect(decideChange(stock, transfer(1))).toEqual(moved(out, { type: 'transfer_in', locationId: 'b', quantity: 1 }))
    expect(decideChange(stock, transfer(2))).toEqual(short(1))
    const missing = change({ type: 'transfer', locationId: 'c', toLocationId: 'b' } as Partial<StockChange>)
    expect(decideChange(stock, missing)).toEqual(short(0))
  })
})

describe('taking pieces from locations', () => {
  const shelves = new Map([
    ['a', 2],
    ['b', 5],
    ['c', 0],
  ])
  test('empties the fullest shelf first', () => {
    expect(takeFromLocations(shelves, 6)).toEqual([
      { locationId: 'b', quantity: 5 },
      { locationId: 'a', quantity: 1 },
    ])
    expect(takeFromLocations(shelves, 5)).toEqual([{ locationId: 'b', quantity: 5 }])
  })

  test.each([['ab'], ['ba']])('goes by name between equals (%s)', (names) => {
    const equals = new Map([...names].map((name) => [name, 2]))
    expect(takeFromLocations(equals, 1)).toEqual([{ locationId: 'a', quantity: 1 }])
  })

  test('refuses to take more than there is', () => {
    expect(() => takeFromLocations(new Map([['a', 2]]), 3)).toThrow('lack 1 of 3')
  })
})
