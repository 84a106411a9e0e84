import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type CheckoutEvent,
  type CheckoutState,
  effectOf,
  isOver,
  PAYMENT_DEADLINE_MS,
  startCheckout,
  step,
} from './checkout.ts'

const T0 = 1_000_000
const stateAfter = (...events: CheckoutEvent[]): CheckoutState =>
  events.reduce((state, event) => step(state, event, T0), startCheckout(T0))

const reserved: CheckoutEvent = { type: 'reserved' }
const paid: CheckoutEvent = { type: 'paid', reference: 'pay_1' }
const committed: CheckoutEvent = { type: 'committed' }
const placed: CheckoutEvent = { type: 'placed', orderNumber: 1001 }
const undone: CheckoutEvent = { type: 'undone' }
const faulted: CheckoutEvent = { type: 'faulted' }
const shortages = [{ variantId: 'v', available: 1 }]

describe('a checkout', () => {
  test('reserves, pays, commits, places, and is done', () => {
    const steps: CheckoutEvent[] = [reserved, paid, committed, placed]
    const effects = steps.map((_, index) => effectOf(stateAfter(...steps.slice(0, index))))
    expect(effects).toEqual(['reserve', 'pay', 'commit', 'place'])
    expect(stateAfter(...steps)).toMatchObject({ phase: 'completed', orderNumber: 1001, failure: null })
  })

  test('that finds no stock undoes what it took and fails, and never asks for money', () => {
    const refused = stateAfter({ type: 'reserve_refused', shortages })
    expect(refused).toMatchObject({ phase: 'undoing', paymentMayExist: false })
    expect(step(refused, undone, T0)).toMatchObject({
      phase: 'failed',
      failure: { code: 'insufficient_stock', shortages },
    })
  })

  test('that is declined gives the stock back', () => {
    const declined = stateAfter(reserved, { type: 'declined' })
    expect(effectOf(declined)).toBe('undo')
    expect(step(declined, undone, T0)).toMatchObject({ phase: 'failed', failure: { code: 'payment_declined' } })
  })

  test('whose stock is gone when the money comes pays it back', () => {
    const late = stateAfter(reserved, paid, { type: 'commit_refused', shortages })
    expect(late).toMatchObject({ phase: 'undoing', paymentMayExist: true })
  })
})

describe('a payment without an answer', () => {
  test.each([faulted, { type: 'payment_unknown' } as CheckoutEvent])('is asked about, not failed (%o)', (event) => {
    const state = stateAfter(reserved, event)
    expect(state).toMatchObject({ phase: 'confirming', failure: null, attempts: 1, dueAtMs: T0 + 1_000 })
    expect(effectOf(state)).toBe('look_up_payment')
    expect(step(state, paid, T0).phase).toBe('committing')
  })

  test('that the provider never heard of is made again', () => {
    expect(stateAfter(reserved, faulted, { type: 'payment_absent' }).phase).toBe('paying')
  })

  test('is waited for longer and longer, and undone when its time is over', () => {
    let state = stateAfter(reserved)
    const waits: number[] = []
    for (let nowMs = T0; state.phase !== 'undoing'; nowMs = state.dueAtMs) {
      state = step(state, faulted, nowMs)
      waits.push(state.dueAtMs - nowMs)
    }
    expect(waits.slice(0, 8)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000])
    expect(state.dueAtMs - T0).toBeGreaterThanOrEqual(PAYMENT_DEADLINE_MS)
    expect(state.failure).toEqual({ code: 'checkout_undone' })
  })
})

describe('in any sequence of events', () => {
  const event: fc.Arbitrary<CheckoutEvent> = fc.constantFrom(
    ...[reserved, paid, committed, placed, undone, faulted],
    { type: 'reserve_refused', shortages } as const,
    { type: 'commit_refused', shortages } as const,
    { type: 'declined' } as const,
    { type: 'payment_unknown' } as const,
    { type: 'payment_absent' } as const,
  )
  const history = fc.array(fc.tuple(event, fc.integer({ min: 0, max: 120_000 })), { maxLength: 60 })

  const states = (happenings: [CheckoutEvent, number][]) => {
    let nowMs = T0
    const visited = [startCheckout(T0)]
    for (const [happening, delayMs] of happenings) {
      nowMs += delayMs
      visited.push(step(visited.at(-1) as CheckoutState, happening, nowMs))
    }
    return visited
  }

  test('an order is placed only after money and stock, and failure only after an undo', () => {
    fc.assert(
      fc.property(history, (happenings) => {
        const visited = states(happenings)
        const phases = visited.map((state) => state.phase)
        if (phases.includes('completed')) {
          expect(phases).toContain('committing')
          expect(phases).toContain('placing')
          expect(visited.at(-1)?.paymentReference).toBe('pay_1')
        }
        if (phases.includes('failed')) expect(phases).toContain('undoing')
        expect(phases.includes('completed') && phases.includes('failed')).toBe(false)
      }),
      { numRuns: 500 },
    )
  })

  test('what is over stays over, and the money that may have moved is never forgotten', () => {
    fc.assert(
      fc.property(history, (happenings) => {
        const visited = states(happenings)
        const end = visited.findIndex(isOver)
        if (end >= 0) expect(new Set(visited.slice(end)).size).toBe(1)
        const asked = visited.findIndex((state) => state.paymentMayExist)
        if (asked >= 0) expect(visited.slice(asked).every((state) => state.paymentMayExist)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  test('a placed or undoing checkout never gives up: a fault only makes it wait', () => {
    fc.assert(
      fc.property(fc.nat(200), (faults) => {
        const happenings = Array.from({ length: faults }, (): [CheckoutEvent, number] => [faulted, 60_000])
        const placing: CheckoutState = { ...stateAfter(reserved, paid, committed) }
        const last = happenings.reduce((state, [happening], index) => step(state, happening, T0 + index), placing)
        expect(last.phase).toBe('placing')
      }),
    )
  })
})
