/** A cart with one checkout: the real driver, in a process that dies at any point and starts again from what is stored. */
import { type CheckoutDraft, type CheckoutState, type CrashPoint, isOver, startCheckout } from '#domain/checkout.ts'
import { CheckoutDriver } from '#durable-objects/checkout-driver.ts'
import type { Process } from './network.ts'
import type { World } from './world.ts'

/** Longest time until a dead process is there again: mostly seconds, sometimes longer than a hold lasts. */
const SOON_MS = 30_000
const LATE_MS = 30 * 60_000

export class SimulatedCart {
  draft: CheckoutDraft
  /** As it is stored: a crash goes back to it. */
  state: CheckoutState
  readonly #world: World
  #process: Process = { isAlive: true }
  #driver: CheckoutDriver
  /** Stored too. */
  #alarmAtMs: number | null = null
  /** An alarm whose handler has not come to its end rings again. */
  #isRinging = false

  constructor(draft: CheckoutDraft, world: World) {
    this.draft = draft
    this.#world = world
    this.state = startCheckout(world.timeline.nowMs)
    this.#driver = this.#start(this.#process)
  }

  /** The request that starts the checkout has come. */
  begin(draft: CheckoutDraft): void {
    this.draft = draft
    this.state = startCheckout(this.#world.timeline.nowMs)
    this.#driver.drive()
  }

  /** Somebody looks how it stands. */
  visit(): void {
    if (this.#process.isAlive) this.#driver.drive()
  }

  cancel(): void {
    if (!this.#process.isAlive) return
    const before = this.state.failure
    this.#driver.cancel()
    if (this.state.failure !== before) this.#world.coverage.add('cancelled')
  }

  crash(): void {
    if (!this.#process.isAlive) return
    const { timeline, chance, trace } = this.#world
    this.#process.isAlive = false
    trace(`${this.draft.checkoutId} dies while ${this.state.phase}`)
    timeline.in(chance.whole(1, chance.happens(0.75) ? SOON_MS : LATE_MS), () => {
      this.#process = { isAlive: true }
      this.#driver = this.#start(this.#process)
      const isDue = this.#alarmAtMs !== null && this.#alarmAtMs <= timeline.nowMs
      if (isDue || this.#isRinging) this.#ring()
    })
  }

  #start(process: Process): CheckoutDriver {
    const { timeline, rules } = this.#world
    const world = this.#world.seenBy(process, (point) => this.#reach(point, process))
    return new CheckoutDriver({
      nowMs: () => timeline.nowMs,
      open: () => (isOver(this.state) ? null : { key: 'key', draft: this.draft, state: this.state }),
      save: (_, state) => this.#save(state),
      wakeAt: async (atMs) => this.#wakeAt(atMs),
      reach: (point) => this.#reach(point, process),
      onFault: () => {},
      perform: async (effect, draft, state) => {
        const event = await rules.performEffect(world, effect, draft, state)
        if (event.type === 'placed') this.#world.sendEvents(draft)
        return event
      },
    })
  }

  #save(state: CheckoutState): void {
    const { trace, coverage } = this.#world
    trace(
      `${this.draft.checkoutId} ${this.state.phase} → ${state.phase}${state.failure ? ` (${state.failure.code})` : ''}`,
    )
    if (this.state.phase === 'confirming' && state.phase === 'committing') coverage.add('late_payment')
    if (state.phase === 'failed' && state.failure) coverage.add(`failure:${state.failure.code}`)
    this.state = state
  }

  /** The power may go here. Whoever waits in a dead process waits for ever. */
  async #reach(point: CrashPoint, process: Process): Promise<void> {
    const { chance, crashing, coverage } = this.#world
    if (process.isAlive && chance.happens(crashing)) {
      coverage.add(`crash:${point}`)
      this.crash()
    }
    if (!process.isAlive) await new Promise<never>(() => {})
  }

  #wakeAt(atMs: number): void {
    const { timeline } = this.#world
    this.#alarmAtMs = atMs
    timeline.in(atMs - timeline.nowMs, () => {
      if (this.#alarmAtMs === atMs && this.#process.isAlive) this.#ring()
    })
  }

  async #ring(): Promise<void> {
    this.#alarmAtMs = null
    this.#isRinging = true
    await this.#driver.drive()
    this.#isRinging = false
  }
}
