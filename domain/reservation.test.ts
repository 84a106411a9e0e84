import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  availableOf,
  decideCommit,
  decideRelease,
  decideReserve,
  type KnownHold,
  takeFromLocations,
} from './reservation.ts'

const hold = (id: string, quantity: number, state: KnownHold['state'] = 'held'): KnownHold => ({
  ...{ id, quantity, state },
  expiresAtMs: 1_000,
})

describe('reserving', () => {
  test('holds what is there and refuses what is not, naming how much is left', () => {
    const stock = { onHand: 5, held: 3 }
    expect(decideReserve(stock, undefined, hold('a', 2))).toMatchObject({ outcome: 'held' })
    expect(decideReserve(stock, undefined, hold('a', 3))).toEqual({
      outcome: 'refused',
      reason: 'insufficient_stock',
      available: 2,
    })
  })

  test('the same request twice holds once', () => {
    const known = hold('a', 2)
    expect(decideReserve({ onHand: 2, held: 2 }, known, hold('a', 2))).toEqual({ outcome: 'replayed', hold: known })
  })

  test('an id that was used for another quantity is refused', () => {
    const result = decideReserve({ onHand: 9, held: 2 }, hold('a', 2), hold('a', 3))
    expect(result).toEqual({ outcome: 'refused', reason: 'hold_id_reused' })
  })

  test.each(['committed', 'released', 'expired'] as const)('a hold that was %s does not come back', (state) => {
    const result = decideReserve({ onHand: 9, held: 0 }, hold('a', 2, state), hold('a', 2))
    expect(result).toEqual({ outcome: 'refused', reason: 'hold_ended', state })
  })
})

describe('committing', () => {
  test.each([
    ['held', { outcome: 'committed' }],
    ['committed', { outcome: 'replayed' }],
    ['released', { outcome: 'refused', reason: 'hold_released' }],
  ] as const)('a hold that is %s', (state, result) => {
    expect(decideCommit({ onHand: 5, held: 2 }, hold('a', 2, state))).toEqual(result)
  })

  test('an expired hold is taken again while the pieces are there, and refused when they are gone', () => {
    expect(decideCommit({ onHand: 2, held: 0 }, hold('a', 2, 'expired'))).toEqual({ outcome: 'committed' })
    expect(decideCommit({ onHand: 2, held: 1 }, hold('a', 2, 'expired'))).toMatchObject({ available: 1 })
  })

  test('pieces that a stock-take did not find are not sold', () => {
    expect(decideCommit({ onHand: 1, held: 2 }, hold('a', 2))).toMatchObject({ outcome: 'refused', available: 1 })
  })

  test('an unknown hold is refused', () => {
    expect(decideCommit({ onHand: 5, held: 0 }, undefined)).toEqual({ outcome: 'refused', reason: 'hold_unknown' })
  })
})

describe('releasing', () => {
  test.each([
    ['held', 'released'],
    ['committed', 'restocked'],
    ['released', 'replayed'],
    ['expired', 'replayed'],
  ] as const)('a hold that is %s is %s', (state, outcome) => {
    expect(decideRelease(hold('a', 1, state))).toEqual({ outcome })
  })
})

describe('a shelf in any sequence of events', () => {
  interface Shelf {
    onHand: number
    holds: Map<string, KnownHold>
    sold: number
    received: number
  }
  const heldOf = (shelf: Shelf) =>
    [...shelf.holds.values()].filter((h) => h.state === 'held').reduce((sum, h) => sum + h.quantity, 0)
  const stockOf = (shelf: Shelf) => ({ onHand: shelf.onHand, held: heldOf(shelf) })

  const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
  type Happening =
    | { type: 'reserve'; id: string; quantity: number }
    | { type: 'commit' | 'release' | 'expire'; id: string }
    | { type: 'receive'; quantity: number }
  const event: fc.Arbitrary<Happening> = fc.oneof(
    fc.record({ type: fc.constant('reserve' as const), id, quantity: fc.integer({ min: 1, max: 5 }) }),
    fc.record({ type: fc.constantFrom('commit' as const, 'release' as const, 'expire' as const), id }),
    fc.record({ type: fc.constant('receive' as const), quantity: fc.integer({ min: 1, max: 5 }) }),
  )

  function apply(shelf: Shelf, happening: Happening): void {
    if (happening.type === 'receive') {
      shelf.onHand += happening.quantity
      shelf.received += happening.quantity
      return
    }
    const known = shelf.holds.get(happening.id)
    if (happening.type === 'reserve') {
      const wanted = { id: happening.id, quantity: happening.quantity, expiresAtMs: 0 }
      const result = decideReserve(stockOf(shelf), known, wanted)
      if (result.outcome === 'held') shelf.holds.set(wanted.id, { ...wanted, state: 'held' })
    } else if (happening.type === 'expire') {
      if (known?.state === 'held') shelf.holds.set(known.id, { ...known, state: 'expired' })
    } else if (happening.type === 'commit') {
      if (decideCommit(stockOf(shelf), known).outcome === 'committed' && known) {
        shelf.holds.set(known.id, { ...known, state: 'committed' })
        shelf.onHand -= known.quantity
        shelf.sold += known.quantity
      }
    } else {
      const { outcome } = decideRelease(known)
      if (outcome === 'restocked' && known) {
        shelf.onHand += known.quantity
        shelf.sold -= known.quantity
      }
      if (known && (outcome === 'released' || outcome === 'restocked')) {
        shelf.holds.set(known.id, { ...known, state: 'released' })
      }
    }
  }

  test('never promises more than it has, and loses nothing', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 120 }), (happenings) => {
        const shelf: Shelf = { onHand: 0, holds: new Map(), sold: 0, received: 0 }
        for (const happening of happenings) {
          apply(shelf, happening)
          expect(heldOf(shelf)).toBeLessThanOrEqual(shelf.onHand)
          expect(shelf.onHand).toBeGreaterThanOrEqual(0)
          expect(shelf.onHand + shelf.sold).toBe(shelf.received)
          expect(availableOf(stockOf(shelf))).toBe(shelf.onHand - heldOf(shelf))
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('taking pieces from locations', () => {
  test('empties the fullest shelf first', () => {
    const shelves = new Map([
      ['a', 2],
      ['b', 5],
      ['c', 0],
    ])
    expect(takeFromLocations(shelves, 6)).toEqual([
      { locationId: 'b', quantity: 5 },
      { locationId: 'a', quantity: 1 },
    ])
  })

  test('refuses to take more than there is', () => {
    expect(() => takeFromLocations(new Map([['a', 2]]), 3)).toThrow('lack 1 of 3')
  })
})
