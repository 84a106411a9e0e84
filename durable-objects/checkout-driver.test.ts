import { describe, expect, test } from 'vitest'
import { type CheckoutDraft, type CheckoutEvent, type CheckoutState, isOver, startCheckout } from '#domain/checkout.ts'
import { CheckoutDriver } from './checkout-driver.ts'

const draft = { checkoutId: 'c', storeId: 's' } as CheckoutDraft
const GOOD: Record<string, CheckoutEvent> = {
  reserve: { type: 'reserved' },
  pay: { type: 'paid', reference: 'r' },
  commit: { type: 'committed', backordered: [] },
  place: { type: 'placed', orderNumber: 1001 },
  undo: { type: 'undone' },
}

/** A host that writes down what the driver does, and takes `tookMs` for every effect. */
function hostOf({ tookMs = 5, events = GOOD }: { tookMs?: number; events?: Record<string, CheckoutEvent> } = {}) {
  const host = {
    nowMs: 1_000,
    state: startCheckout(1_000) as CheckoutState,
    log: [] as string[],
    during: (_effect: string): void => {},
  }
  const driver = new CheckoutDriver({
    nowMs: () => host.nowMs,
    open: () => (isOver(host.state) ? null : { key: 'key', draft, state: host.state }),
    save(_, state) {
      host.log.push(`stored ${state.phase}`)
      host.state = state
    },
    wakeAt: async (atMs) => void host.log.push(`alarm ${atMs}`),
    reach: async (point) => void host.log.push(point),
    onFault: (effect, _, error) => void host.log.push(`${effect}: ${error}`),
    async perform(effect) {
      host.nowMs += tookMs
      host.during(effect)
      const event = events[effect]
      if (!event) throw new Error('no answer')
      return event
    },
  })
  return { host, driver }
}

describe('the driver', () => {
  test('stores every state before its effect, and sets one alarm for a quick checkout', async () => {
    const { host, driver } = hostOf()
    await driver.drive()
    expect(host.log).toEqual([
      'alarm 16000',
      'before_reserve',
      'after_reserve',
      'stored paying',
      'before_pay',
      'after_pay',
      'stored committing',
      'before_commit',
      'after_commit',
      'stored placing',
      'before_place',
      'after_place',
      'stored completed',
    ])
  })

  test('sets the alarm anew before the time of a slow one runs out', async () => {
    const { host, driver } = hostOf({ tookMs: 9_000 })
    await driver.drive()
    expect(host.log.filter((entry) => entry.startsWith('alarm'))).toEqual([
      'alarm 16000',
      'alarm 25000',
      'alarm 34000',
      'alarm 43000',
    ])
  })

  test('drives once, however many ask', async () => {
    const { host, driver } = hostOf()
    await Promise.all([driver.drive(), driver.drive(), driver.drive()])
    expect(host.log.filter((entry) => entry === 'before_pay')).toHaveLength(1)
  })

  test('waits with an alarm when an effect has no answer', async () => {
    const { pay: _, ...events } = GOOD
    const { host, driver } = hostOf({ events })
    await driver.drive()
    expect(host.log.slice(-4)).toEqual(['pay: Error: no answer', 'after_pay', 'stored confirming', 'alarm 2010'])
  })

  test('that is told to cancel while it reserves gives back what it took and asks for no money', async () => {
    const { host, driver } = hostOf()
    host.during = (effect) => effect === 'reserve' && void driver.cancel()
    await driver.drive()
    expect(host.log).toContain('stored undoing')
    expect(host.log).not.toContain('before_pay')
    expect(host.state).toMatchObject({ phase: 'failed', failure: { code: 'checkout_undone' } })
  })

  test('that is told to cancel while it asks for money goes on', async () => {
    const { host, driver } = hostOf()
    host.during = (effect) => effect === 'pay' && void driver.cancel()
    await driver.drive()
    expect(host.state.phase).toBe('completed')
  })

  test('asks nobody for money when a crash has cost too much time', async () => {
    const { host, driver } = hostOf()
    host.nowMs += 3_600_000
    await driver.drive()
    expect(host.log).toEqual(['stored undoing', 'alarm 3616000', 'before_undo', 'after_undo', 'stored failed'])
  })
})
