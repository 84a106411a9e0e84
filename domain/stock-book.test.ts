import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MemoryStockBook, type StockRules } from './memory-stock-book.ts'
import { availableOf, onHandOf, type StockChange, UNLIMITED } from './reservation.ts'
import { changeStock, commit, expire, release, reserve, writeOff } from './stock-book.ts'

const LONG_MS = 1_000_000
const change = (part: Partial<StockChange>) =>
  ({ movementId: 'm', reason: 'r', actor: 'x', locationId: 'a', ...part }) as StockChange
const hold = (id: string, quantity: number, locationId: string | null = null, expiresAtMs = LONG_MS) => ({
  id,
  quantity,
  locationId,
  expiresAtMs,
})

function shelf(onHand: number, rules: StockRules = { safetyStock: 0, backorderLimit: 0 }) {
  const book = new MemoryStockBook(rules)
  changeStock(book, change({ type: 'count', quantity: onHand, movementId: 'opening' }), 0)
  return book
}

test('what a count has not found is taken away, held or not, as far as it is there', () => {
  const book = shelf(3)
  reserve(book, hold('a', 2), 0)
  const gone = (quantity: number, movementId: string) =>
    writeOff(book, change({ type: 'adjust', quantity: -quantity, movementId }), 0)
  expect([gone(2, 'x'), gone(5, 'y'), gone(1, 'z')]).toEqual([2, 1, 0])
  expect(onHandOf(book.stock())).toBe(0)
  expect(book.movements.map(({ movementId }) => movementId)).toEqual(['opening', 'x', 'y'])
})

describe('a SKU that nobody counts', () => {
  const untracked = () => shelf(1, { safetyStock: 5, backorderLimit: 0, tracked: false })

  test('is sold without limit, from any place: no shelf moves, and nothing is owed', () => {
    const book = untracked()
    expect(reserve(book, hold('many', 999), 0).outcome).toBe('held')
    expect(reserve(book, hold('pickup', 9, 'b'), 0).outcome).toBe('held')
    expect(book.stock()).toMatchObject({ held: 1008, claimed: 0 })
    for (const id of ['many', 'pickup']) expect(commit(book, id, 1)).toEqual({ outcome: 'committed', backordered: 0 })
    expect([book.owed(), onHandOf(book.stock()), availableOf(book.stock())]).toEqual([[], 1, UNLIMITED])
    expect(release(book, 'many', 2)).toEqual({ outcome: 'restocked' })
    expect(onHandOf(book.stock())).toBe(1)
  })

  test('has a hold that has expired taken again', () => {
    const book = untracked()
    reserve(book, hold('late', 7, null, 10), 0)
    expect(commit(book, 'late', 11)).toEqual({ outcome: 'committed', backordered: 0 })
  })

  test('counts again once it is told to: what is held then needs a piece or a backorder like any other', () => {
    const book = untracked()
    reserve(book, hold('one', 1), 0)
    reserve(book, hold('two', 1), 0)
    book.rules = { safetyStock: 0, backorderLimit: 0 }
    expect(commit(book, 'one', 1)).toEqual({ outcome: 'committed', backordered: 0 })
    expect(commit(book, 'two', 1)).toMatchObject({ outcome: 'refused', reason: 'insufficient_stock' })
  })
})

describe('a SKU that is sold on backorder', () => {
  const oversold = () => {
    const book = shelf(1, { safetyStock: 0, backorderLimit: 5 })
    reserve(book, hold('first', 3), 0)
    reserve(book, hold('second', 2), 0)
    expect(commit(book, 'first', 0)).toEqual({ outcome: 'committed', backordered: 2 })
    expect(commit(book, 'second', 0)).toEqual({ outcome: 'committed', backordered: 2 })
    return book
  }

  test('gives what comes in to those who wait, in the order in which they bought', () => {
    const book = oversold()
    changeStock(book, change({ type: 'receive', quantity: 3, movementId: 'm1' }), 1)
    expect(book.owed()).toEqual([{ holdId: 'second', quantity: 1 }])
    changeStock(book, change({ type: 'receive', quantity: 3, movementId: 'm2' }), 2)
    expect([book.owed(), onHandOf(book.stock())]).toEqual([[], 2])
    expect(commit(book, 'first', 3)).toEqual({ outcome: 'replayed', backordered: 2 })
  })

  test('takes back a sale with what was owed to it and what has come in for it', () => {
    const book = oversold()
    changeStock(book, change({ type: 'receive', quantity: 1, movementId: 'm1' }), 1)
    expect(release(book, 'first', 2)).toEqual({ outcome: 'restocked' })
    // Of its two pieces on the shelf again, those who still wait get theirs.
    expect([book.owed(), onHandOf(book.stock())]).toEqual([[], 0])
    expect(release(book, 'first', 3)).toEqual({ outcome: 'replayed' })
    expect([book.owed(), onHandOf(book.stock())]).toEqual([[], 0])
  })

  test('fills from what a hold gives back, by release and by time', () => {
    for (const giveBack of [(b: MemoryStockBook) => release(b, 'early', 1), (b: MemoryStockBook) => expire(b, 50)]) {
      const book = shelf(2, { safetyStock: 0, backorderLimit: 5 })
      reserve(book, hold('early', 2, null, 50), 0)
      reserve(book, hold('late', 1), 0)
      expect(commit(book, 'late', 0)).toEqual({ outcome: 'committed', backordered: 1 })
      giveBack(book)
      expect([book.owed(), onHandOf(book.stock())]).toEqual([[], 1])
    }
  })

  test('holds from the shelf alone where told so', () => {
    const book = shelf(1, { safetyStock: 0, backorderLimit: 5 })
    expect(reserve(book, hold('a', 2), 0, { fromShelf: true })).toMatchObject({ outcome: 'refused', available: 1 })
    expect(reserve(book, hold('a', 2), 0)).toMatchObject({ outcome: 'held' })
  })
})

test('a commit that arrives after its release takes nothing, however long its hold was over', () => {
  const book = shelf(1)
  reserve(book, hold('a', 1, null, 10), 0)
  expire(book, 20)
  release(book, 'a', 21)
  expect(commit(book, 'a', 22)).toEqual({ outcome: 'refused', reason: 'hold_released' })
  expect(availableOf(book.stock())).toBe(1)
})

test('a hold bound to a shelf finds its pieces there, whatever else is sold', () => {
  const book = shelf(2)
  changeStock(book, change({ type: 'receive', quantity: 1, locationId: 'b', movementId: 'm' }), 0)
  reserve(book, hold('pickup', 2, 'a'), 0)
  expect(reserve(book, hold('post', 2), 0)).toMatchObject({ outcome: 'refused', available: 1 })
  reserve(book, hold('post', 1), 0)
  expect(commit(book, 'post', 1)).toMatchObject({ outcome: 'committed' })
  expect(book.stock().shelves).toEqual(
    new Map([
      ['a', 2],
      ['b', 0],
    ]),
  )
  expect(commit(book, 'pickup', 1)).toMatchObject({ outcome: 'committed' })
})

describe('whatever happens, in whatever order', () => {
  const id = fc.constantFrom('p', 'q', 'r', 's', 't', 'u', 'v', 'w')
  const location = fc.constantFrom('a', 'b')
  const pieces = fc.integer({ min: 1, max: 6 })
  const happening = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        type: fc.constant('reserve' as const),
        id,
        quantity: pieces,
        locationId: fc.option(location, { nil: null }),
        ttlMs: fc.integer({ min: 1, max: 12 }),
      }),
    },
    { weight: 5, arbitrary: fc.record({ type: fc.constantFrom('commit' as const, 'release' as const), id }) },
    {
      weight: 3,
      arbitrary: fc.record({
        type: fc.constantFrom('receive' as const, 'return' as const),
        locationId: location,
        quantity: pieces,
        movementId: fc.integer({ min: 1, max: 20 }).map(String),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        type: fc.constant('transfer' as const),
        locationId: location,
        toLocationId: location,
        quantity: pieces,
        movementId: fc.integer({ min: 1, max: 20 }).map((n) => `t${n}`),
      }),
    },
    {
      arbitrary: fc.record({
        type: fc.constantFrom('adjust' as const, 'count' as const),
        locationId: location,
        quantity: fc.integer({ min: -4, max: 6 }),
        movementId: fc.integer({ min: 1, max: 20 }).map((n) => `c${n}`),
      }),
      weight: 1,
    },
    {
      weight: 2,
      arbitrary: fc.record({ type: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 6 }) }),
    },
  )
  const rules = fc.record({
    safetyStock: fc.integer({ min: 0, max: 3 }),
    backorderLimit: fc.constantFrom(0, 3, Number.POSITIVE_INFINITY),
  })

  /** What there is to know of a SKU by counting alone: no locations, no order, no rules but one. */
  class Reference {
    holds = new Map<string, { quantity: number; state: string; untilMs: number }>()
    cameIn = 0
    returned = 0

    held = (nowMs: number) =>
      [...this.holds.values()].reduce((n, h) => (h.state === 'held' && h.untilMs > nowMs ? n + h.quantity : n), 0)
    sold = () => [...this.holds.values()].reduce((n, h) => (h.state === 'committed' ? n + h.quantity : n), 0)
  }

  test.each([
    ['nothing is found missing', false],
    ['counts find what they find', true],
  ])('no piece is promised twice, lost or doubled, when %s', (_, hasCounts) => {
    fc.assert(
      fc.property(rules, fc.array(happening, { maxLength: 60 }), (rule, happenings) => {
        const book = new MemoryStockBook(rule)
        const reference = new Reference()
        let nowMs = 0
        for (const next of happenings) {
          if ((next.type === 'adjust' || next.type === 'count') && !hasCounts) continue
          const before = book.stock()
          switch (next.type) {
            case 'wait':
              nowMs += next.ms
              break
            case 'reserve': {
              const room =
                Math.max(0, reference.cameIn + reference.returned - soldFromShelf(book) - rule.safetyStock) +
                rule.backorderLimit -
                before.owed -
                reference.held(nowMs)
              const known = reference.holds.get(next.id)
              const result = reserve(book, hold(next.id, next.quantity, next.locationId, nowMs + next.ttlMs), nowMs)
              if (result.outcome === 'held') {
                expect(known).toBeUndefined()
                expect(next.quantity).toBeLessThanOrEqual(room)
                reference.holds.set(next.id, { quantity: next.quantity, state: 'held', untilMs: nowMs + next.ttlMs })
              } else if (!known && next.locationId === null) {
                expect(result).toMatchObject({ reason: 'insufficient_stock' })
                // Refused only where what is there does not reach; what was filled just now has left shelf and debt alike.
                expect(next.quantity).toBeGreaterThan(Math.max(0, room))
              }
              break
            }
            case 'commit': {
              const known = reference.holds.get(next.id)
              const isLive = known?.state === 'held' && known.untilMs > nowMs
              const result = commit(book, next.id, nowMs)
              if (known && result.outcome === 'committed') {
                expect(known.state).toBe('held')
                known.state = 'committed'
              } else if (isLive && !hasCounts) {
                expect.fail('what was promised was not given')
              }
              break
            }
            case 'release': {
              const known = reference.holds.get(next.id)
              release(book, next.id, nowMs)
              reference.holds.set(next.id, { ...(known ?? { quantity: 0, untilMs: 0 }), state: 'released' })
              break
            }
            default: {
              if (next.type === 'transfer' && next.locationId === next.toLocationId) break
              if (next.type === 'count' && next.quantity < 0) break
              const onHand = onHandOf(before)
              const result = changeStock(book, { ...next, reason: 'r', actor: 'x' } as StockChange, nowMs)
              if (result.outcome !== 'moved') break
              if (next.type === 'receive') reference.cameIn += next.quantity
              if (next.type === 'return') reference.returned += next.quantity
              if (next.type === 'adjust') reference.cameIn += next.quantity
              if (next.type === 'count') reference.cameIn += next.quantity - (before.shelves.get(next.locationId) ?? 0)
              expect(result.onHand).toBeGreaterThanOrEqual(0)
              if (next.type === 'transfer') expect(result.onHand).toBeLessThanOrEqual(onHand)
            }
          }
          expectPromises(book, reference, nowMs, hasCounts)
        }
      }),
      { numRuns: 400 },
    )
  })

  const soldFromShelf = (book: MemoryStockBook) =>
    0 - book.movements.reduce((n, m) => (m.type.startsWith('sale') ? n + m.quantity : n), 0)

  function expectPromises(book: MemoryStockBook, reference: Reference, nowMs: number, hasCounts: boolean): void {
    expire(book, nowMs)
    const stock = book.stock()
    const onHand = onHandOf(stock)
    for (const onShelf of stock.shelves.values()) expect(onShelf).toBeGreaterThanOrEqual(0)
    // Conservation: on hand + sold − returned = received; what is sold has left or is owed.
    expect(onHand + soldFromShelf(book) - reference.returned).toBe(reference.cameIn)
    expect(soldFromShelf(book) + stock.owed).toBe(reference.sold())
    expect(stock.held).toBe(reference.held(nowMs))
    expect(stock.owed).toBeLessThanOrEqual(stock.backorderLimit)
    // Who waits goes before who comes.
    if (stock.owed > 0) expect(availableOf(stock)).toBe(0)
    if (hasCounts) return
    // Σ committed + live holds ≤ what came in + backorder allowance; every bound hold finds its shelf full enough.
    const allowed = Math.max(0, onHand - stock.safetyStock) + stock.backorderLimit
    expect(stock.held + stock.owed).toBeLessThanOrEqual(allowed)
    for (const [locationId, bound] of stock.bound) {
      expect(bound).toBeLessThanOrEqual(stock.shelves.get(locationId) ?? 0)
    }
  }
})
