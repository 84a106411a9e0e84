/** The uses of one promotion, kept in memory by the real rules. */
import type { PromotionPort } from '#domain/checkout-effects.ts'
import type { KnownUseHold, UseLimits } from '#domain/promotion-uses.ts'
import type { Network, Process } from './network.ts'
import type { Rules } from './rules.ts'
import type { Timeline } from './timeline.ts'

export class SimulatedPromotion {
  readonly id: string
  /** As the merchant says now: what a checkout that is begun now is told. */
  limits: UseLimits
  /** Turned off: no checkout that is begun now knows of it. */
  isOn = true
  /** What the object was told last. */
  #told: UseLimits
  /** The most that was ever allowed. */
  #highest: UseLimits
  readonly #broken: string[] = []
  readonly uses = new Map<string, KnownUseHold>()
  readonly #timeline: Timeline
  readonly #rules: Rules

  constructor(id: string, limits: UseLimits, timeline: Timeline, rules: Rules) {
    this.id = id
    this.limits = limits
    this.#told = limits
    this.#highest = limits
    this.#timeline = timeline
    this.#rules = rules
  }

  limit(limits: UseLimits): void {
    this.limits = limits
    const higher = (a: number | null, b: number | null) => (a === null || b === null ? null : Math.max(a, b))
    const { total, perCustomer } = this.#highest
    this.#highest = { total: higher(total, limits.total), perCustomer: higher(perCustomer, limits.perCustomer) }
  }

  port(network: Network, caller: Process): PromotionPort {
    const ask = <T>(what: string, handle: () => T) =>
      network.call(`${this.id} ${what}`, caller, () => {
        this.#expire()
        return handle()
      })
    return {
      hold: (use) => ask(`hold ${use.id}`, () => this.#hold(use)),
      count: (id) => ask(`count ${id}`, () => this.#count(id)),
      release: (id) => ask(`release ${id}`, () => this.#release(id)),
    }
  }

  /** What must never be. */
  *faults(): Generator<string> {
    yield* this.#broken
    const live = [...this.uses.values()].filter(({ state }) => state === 'held' || state === 'used')
    const { total, perCustomer } = this.#highest
    if (total !== null && live.length > total) yield `${this.id}: ${live.length} uses of ${total}`
    const byCustomer = Map.groupBy(live, ({ customerKey }) => customerKey)
    for (const [customer, uses] of byCustomer) {
      if (perCustomer !== null && uses.length > perCustomer) yield `${this.id}: ${uses.length} uses by ${customer}`
    }
  }

  #hold({ id, customerKey, ttlMs, limits }: Parameters<PromotionPort['hold']>[0]) {
    const hold = { id, customerKey, expiresAtMs: this.#timeline.nowMs + ttlMs }
    this.#told = limits
    const result = this.#rules.decideHoldUse(limits, this.#counts(customerKey), this.uses.get(id), hold)
    if (result.outcome === 'held') this.uses.set(id, { ...hold, state: 'held' })
    return result
  }

  #count(id: string) {
    const use = this.uses.get(id)
    const result = this.#rules.decideCountUse(this.#told, this.#counts(use?.customerKey ?? ''), use)
    const isBroken = use?.state === 'held' && result.outcome === 'refused'
    if (isBroken) this.#broken.push(`${this.id} lets ${id} down`)
    if (result.outcome === 'used' && use) this.uses.set(id, { ...use, state: 'used' })
    return result
  }

  #release(id: string) {
    const use = this.uses.get(id)
    const result = this.#rules.decideReleaseUse(use)
    const ended = use ?? { id, customerKey: '', expiresAtMs: this.#timeline.nowMs }
    if (result.outcome !== 'replayed') this.uses.set(id, { ...ended, state: 'released' })
    return result
  }

  #counts(customerKey: string) {
    const live = [...this.uses.values()].filter(({ state }) => state === 'held' || state === 'used')
    return { total: live.length, byCustomer: live.filter((use) => use.customerKey === customerKey).length }
  }

  #expire(): void {
    for (const use of this.uses.values()) {
      const isOver = use.state === 'held' && use.expiresAtMs <= this.#timeline.nowMs
      if (isOver) this.uses.set(use.id, { ...use, state: 'expired' })
    }
  }
}
