/** One gift card, kept in memory by the real rules. */
import type { GiftCardPort } from '#domain/checkout-effects.ts'
import type { GiftCardState, KnownGiftCardHold } from '#domain/gift-card.ts'
import type { Network, Process } from './network.ts'
import type { Rules } from './rules.ts'
import type { Timeline } from './timeline.ts'

export class SimulatedGiftCard {
  readonly id: string
  readonly holds = new Map<string, KnownGiftCardHold>()
  /** What was put on it and taken off it, by entry. */
  readonly ledger = new Map<string, number>()
  isDisabled = false
  readonly #broken: string[] = []
  #facts: { currency: string; expiresAtMs: number | null } | null = null
  readonly #timeline: Timeline
  readonly #rules: Rules

  constructor(id: string, timeline: Timeline, rules: Rules) {
    this.id = id
    this.#timeline = timeline
    this.#rules = rules
  }

  issue(entry: { id: string; amountMinor: number; currency: string }, expiresAtMs: number | null) {
    if (this.#facts) return { outcome: this.ledger.has(entry.id) ? 'replayed' : 'refused' }
    this.#facts = { currency: entry.currency, expiresAtMs }
    this.ledger.set(entry.id, entry.amountMinor)
    return { outcome: 'issued' }
  }

  get balanceMinor(): number {
    return [...this.ledger.values()].reduce((sum, amountMinor) => sum + amountMinor, 0)
  }

  port(network: Network, caller: Process): GiftCardPort {
    const ask = <T>(what: string, handle: () => T) =>
      network.call(`${this.id} ${what}`, caller, () => {
        this.#expire()
        return handle()
      })
    return {
      issue: (entry) => ask('issue', () => this.issue(entry, null)),
      hold: (hold) => ask(`hold ${hold.id}`, () => this.#hold(hold)),
      capture: (id) => ask(`capture ${id}`, () => this.#capture(id)),
      release: (id) => ask(`release ${id}`, () => this.#release(id)),
    }
  }

  /** What must never be. */
  *faults(): Generator<string> {
    yield* this.#broken
    const state = this.#state()
    if (!state) return
    const { balanceMinor, heldMinor } = state
    if (heldMinor > balanceMinor) yield `${this.id}: ${heldMinor} set aside of ${balanceMinor}`
    if (balanceMinor < 0) yield `${this.id}: a balance of ${balanceMinor}`
  }

  #hold({ id, amountMinor, currency, ttlMs }: Parameters<GiftCardPort['hold']>[0]) {
    const { nowMs } = this.#timeline
    const hold = { id, amountMinor, expiresAtMs: nowMs + ttlMs }
    const result = this.#rules.decideHoldAmount(this.#state(), this.holds.get(id), hold, currency, nowMs)
    if (result.outcome === 'held') {
      this.holds.set(id, { ...hold, state: 'held' })
      if (this.isDisabled) this.#broken.push(`${this.id} is disabled and set aside for ${id}`)
    }
    return result
  }

  #capture(id: string) {
    const hold = this.holds.get(id)
    const result = this.#rules.decideCapture(this.#state(), hold)
    if (hold?.state === 'held' && result.outcome === 'refused') this.#broken.push(`${this.id} lets ${id} down`)
    if (result.outcome === 'captured' && hold) {
      this.holds.set(id, { ...hold, state: 'captured' })
      this.ledger.set(`captured:${id}`, -hold.amountMinor)
    }
    return result
  }

  #release(id: string) {
    const hold = this.holds.get(id)
    const result = this.#rules.decideReleaseAmount(hold)
    const ended = hold ?? { id, amountMinor: 0, expiresAtMs: this.#timeline.nowMs }
    if (result.outcome !== 'replayed') this.holds.set(id, { ...ended, state: 'released' })
    if (result.outcome === 'refunded') this.ledger.set(`refunded:${id}`, ended.amountMinor)
    return result
  }

  #state(): GiftCardState | undefined {
    if (!this.#facts) return undefined
    const live = [...this.holds.values()].filter(({ state }) => state === 'held')
    const heldMinor = live.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
    return { ...this.#facts, balanceMinor: this.balanceMinor, heldMinor, isDisabled: this.isDisabled }
  }

  #expire(): void {
    for (const hold of this.holds.values()) {
      const isOver = hold.state === 'held' && hold.expiresAtMs <= this.#timeline.nowMs
      if (isOver) this.holds.set(hold.id, { ...hold, state: 'expired' })
    }
  }
}
