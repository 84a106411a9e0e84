import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type CheckoutEvent,
  type CheckoutState,
  CRASH_POINTS,
  effectOf,
  type Failure,
  HOLD_TTL_MS,
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
const committed: CheckoutEvent = { type: 'committed', backordered: [] }
const placed: CheckoutEvent = { type: 'placed', orderNumber: 1001 }
const undone: CheckoutEvent = { type: 'undone' }
const faulted: CheckoutEvent = { type: 'faulted' }
const cancelled: CheckoutEvent = { type: 'cancel_requested' }
const short: Failure = { code: 'insufficient_stock', shortages: [{ variantId: 'v', available: 1 }] }

describe('a checkout', () => {
  test('reserves, pays, commits, places, and is done', () => {
    const steps: CheckoutEvent[] = [reserved, paid, committed, placed]
    const effects = steps.map((_, index) => effectOf(stateAfter(...steps.slice(0, index))))
    expect(effects).toEqual(['reserve', 'pay', 'commit', 'place'])
    expect(stateAfter(...steps)).toEqual({
      phase: 'completed',
      startedAtMs: T0,
      attempts: 0,
      dueAtMs: T0,
      failure: null,
      orderNumber: 1001,
      paymentReference: 'pay_1',
      paymentMayExist: true,
      backordered: [],
    })
  })

  test('that finds no stock undoes what it took and fails, and never asks for money', () => {
    const refused = stateAfter({ type: 'reserve_refused', failure: short })
    expect(refused).toMatchObject({ phase: 'undoing', paymentMayExist: false, backordered: [] })
    expect(step(refused, undone, T0)).toMatchObject({ phase: 'failed', failure: short })
  })

  test('that is declined gives the stock back', () => {
    const declined = stateAfter(reserved, { type: 'declined' })
    expect(effectOf(declined)).toBe('undo')
    expect(step(declined, undone, T0)).toMatchObject({ phase: 'failed', failure: { code: 'payment_declined' } })
  })

  test('whose stock is gone when the money comes pays it back', () => {
    const failure: Failure = { code: 'hold_expired', shortages: [{ variantId: 'v', available: 0 }] }
    const late = stateAfter(reserved, paid, { type: 'commit_refused', failure })
    expect(late).toMatchObject({ phase: 'undoing', paymentMayExist: true, failure })
  })

  test('remembers what was sold on backorder until the order is written', () => {
    const backordered = [{ variantId: 'v', quantity: 2 }]
    expect(stateAfter(reserved, paid, { type: 'committed', backordered })).toMatchObject({
      phase: 'placing',
      backordered,
    })
  })

  test.each<[string, CheckoutEvent[], string]>([
    ['before anything is paid for', [], 'undoing'],
    ['while reserving is tried again', [faulted], 'undoing'],
    ['once money may have moved', [reserved], 'paying'],
    ['while nobody knows', [reserved, faulted], 'confirming'],
    ['once it is paid', [reserved, paid], 'committing'],
    ['while the order is written', [reserved, paid, committed], 'placing'],
    ['when it is over', [reserved, paid, committed, placed], 'completed'],
  ])('cancelled %s (%o) goes on as %s', (_, events, phase) => {
    expect(stateAfter(...events, cancelled)).toMatchObject({ phase })
  })

  test('has a name for every point where the power may go', () => {
    expect(CRASH_POINTS).toHaveLength(15)
    expect(CRASH_POINTS).toEqual(expect.arrayContaining(['before_pay', 'after_undo', 'between_commits']))
  })
})

describe('an event that the phase does not expect', () => {
  const events: CheckoutEvent[] = [
    reserved,
    { type: 'reserve_refused', failure: short } as const,
    cancelled,
    paid,
    { type: 'declined' } as const,
    { type: 'payment_unknown' } as const,
    { type: 'payment_absent' } as const,
    committed,
    { type: 'commit_refused', failure: short } as const,
    placed,
    undone,
  ]
  const ofPayment = ['paid', 'declined', 'payment_unknown', 'payment_absent']

  test.each<[string, CheckoutEvent[], string[]]>([
    ['reserving', [], ['reserved', 'reserve_refused', 'cancel_requested']],
    ['paying', [reserved], ofPayment],
    ['confirming', [reserved, faulted], ofPayment],
    ['committing', [reserved, paid], ['committed', 'commit_refused']],
    ['placing', [reserved, paid, committed], ['placed']],
    ['undoing', [cancelled], ['undone']],
  ])('changes nothing while %s', (phase, history, expected) => {
    const state = stateAfter(...history)
    expect(state.phase).toBe(phase)
    expect(isOver(state)).toBe(false)
    for (const event of events) {
      const next = step(state, event, T0 + 1)
      if (expected.includes(event.type)) expect(next).not.toEqual(state)
      else expect(next).toBe(state)
    }
  })

  test.each<[string, CheckoutEvent[]]>([
    ['completed', [reserved, paid, committed, placed]],
    ['failed', [cancelled, undone]],
  ])('changes nothing once it has %s: not even a fault is tried again', (phase, history) => {
    const state = stateAfter(...history)
    expect(state.phase).toBe(phase)
    expect(isOver(state)).toBe(true)
    expect(effectOf(state)).toBeNull()
    for (const event of [...events, faulted, { type: 'time_passed' } as const]) {
      expect(step(state, event, T0 + 10 * HOLD_TTL_MS)).toBe(state)
    }
  })
})

describe('when a crash has cost too much time', () => {
  const passed = (state: CheckoutState, lateMs: number) => step(state, { type: 'time_passed' }, T0 + lateMs)

  test.each<[string, CheckoutEvent[]]>([
    ['reserving', []],
    ['paying', [reserved]],
  ])('nobody is asked for money any more while %s', (phase, events) => {
    const state = stateAfter(...events)
    expect(state.phase).toBe(phase)
    expect(passed(state, PAYMENT_DEADLINE_MS - 1)).toBe(state)
    expect(passed(state, PAYMENT_DEADLINE_MS)).toMatchObject({ phase: 'undoing', failure: { code: 'checkout_undone' } })
  })

  test.each<[string, CheckoutEvent[]]>([
    ['confirming', [reserved, faulted]],
    ['committing', [reserved, paid]],
    ['placing', [reserved, paid, committed]],
    ['undoing', [cancelled]],
  ])('what is %s is brought to its end', (phase, events) => {
    const state = stateAfter(...events)
    expect(state.phase).toBe(phase)
    expect(passed(state, 10 * HOLD_TTL_MS)).toBe(state)
  })

  test('a payment that turns out to have gone through is honoured, however late', () => {
    const state = stateAfter(reserved, faulted)
    expect(step(state, paid, T0 + 10 * HOLD_TTL_MS)).toMatchObject({ phase: 'committing', failure: null })
  })

  test('a hold outlives the time in which a payment may stay unknown', () => {
    expect(HOLD_TTL_MS).toBeGreaterThan(PAYMENT_DEADLINE_MS)
  })
})

describe('reserving without an answer', () => {
  test('is tried four times, then undone', () => {
    expect(stateAfter(faulted, faulted, faulted)).toMatchObject({
      phase: 'reserving',
      attempts: 3,
      dueAtMs: T0 + 4_000,
    })
    expect(stateAfter(faulted, faulted, faulted, faulted)).toMatchObject({
      phase: 'undoing',
      attempts: 0,
      dueAtMs: T0,
      paymentMayExist: false,
      failure: { code: 'checkout_undone' },
    })
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
    expect(stateAfter(reserved, faulted, { type: 'payment_absent' })).toMatchObject({
      phase: 'paying',
      attempts: 2,
      dueAtMs: T0 + 2_000,
    })
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
    reserved,
    paid,
    committed,
    placed,
    undone,
    faulted,
    cancelled,
    { type: 'reserve_refused', failure: short } as const,
    { type: 'commit_refused', failure: short } as const,
    { type: 'time_passed' } as const,
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
