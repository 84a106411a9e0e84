/**
 * Drives a checkout: stores a state, performs its effect, stores the next. It knows nothing of its host, so that the
 * simulator drives with the very same code as the cart's object.
 *
 * Resumed   Before an effect an alarm is set: whatever dies in between, the host wakes up and drives on.
 * One       drive at a time: whoever comes meanwhile waits for the same one.
 */
import {
  type CheckoutDraft,
  type CheckoutEvent,
  type CheckoutState,
  type CrashPoint,
  type Effect,
  effectOf,
  step,
} from '#domain/checkout.ts'

/** An effect that a crash cut off is performed again after this long. */
const RESUME_AFTER_MS = 15_000
/** What an effect may take by its own time limits: the alarm is never nearer than this when one begins. */
const LONGEST_EFFECT_MS = 12_000

export interface OpenCheckout {
  /** The Idempotency-Key that it was started with. */
  readonly key: string
  readonly draft: CheckoutDraft
  readonly state: CheckoutState
}

export interface DriverHost {
  nowMs(): number
  /** The stored checkout that is not over yet. */
  open(): OpenCheckout | null
  save(key: string, state: CheckoutState): void
  wakeAt(atMs: number): Promise<void>
  /** Performs one effect on the world outside. Must be idempotent by the draft's ids; throws when it has no answer. */
  perform(effect: Effect, draft: CheckoutDraft, state: CheckoutState): Promise<CheckoutEvent>
  reach(point: CrashPoint): Promise<void>
  onFault(effect: Effect, draft: CheckoutDraft, error: unknown): void
}

export class CheckoutDriver {
  readonly #host: DriverHost
  #driving: Promise<void> | null = null

  constructor(host: DriverHost) {
    this.#host = host
  }

  /** Takes the open checkout as far as it goes now. */
  drive(): Promise<void> {
    this.#driving ??= this.#driveUntilWaiting().finally(() => {
      this.#driving = null
    })
    return this.#driving
  }

  /** Ends the open checkout if no money may have moved yet; otherwise it takes its course. */
  async cancel(): Promise<void> {
    this.#tell({ type: 'cancel_requested' })
    await this.drive()
  }

  async #driveUntilWaiting(): Promise<void> {
    const host = this.#host
    let alarmAtMs = 0
    for (;;) {
      this.#tell({ type: 'time_passed' })
      const open = host.open()
      const effect = open && effectOf(open.state)
      if (!open || !effect) return
      const { draft, state } = open
      if (state.dueAtMs > host.nowMs()) return host.wakeAt(state.dueAtMs)
      if (alarmAtMs - host.nowMs() < LONGEST_EFFECT_MS) {
        alarmAtMs = host.nowMs() + RESUME_AFTER_MS
        await host.wakeAt(alarmAtMs)
      }
      await host.reach(`before_${effect}`)
      const event = await this.#performSafely(effect, draft, state)
      await host.reach(`after_${effect}`)
      this.#tell(event, effect)
    }
  }

  async #performSafely(effect: Effect, draft: CheckoutDraft, state: CheckoutState): Promise<CheckoutEvent> {
    try {
      return await this.#host.perform(effect, draft, state)
    } catch (error) {
      this.#host.onFault(effect, draft, error)
      return { type: 'faulted' }
    }
  }

  /** Stores what comes of an event. What an effect came to is of no interest once the checkout has been cancelled. */
  #tell(event: CheckoutEvent, performed?: Effect): void {
    const open = this.#host.open()
    if (!open || (performed && effectOf(open.state) !== performed)) return
    const next = step(open.state, event, this.#host.nowMs())
    if (next !== open.state) this.#host.save(open.key, next)
  }
}
