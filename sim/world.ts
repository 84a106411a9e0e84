/** Everything that checkouts act on in one run, by the real rules, in memory. */
import type { CheckoutDraft, CrashPoint } from '#domain/checkout.ts'
import type { CheckoutPorts } from '#domain/checkout-effects.ts'
import { SimulatedBank } from './bank.ts'
import { Coverage } from './coverage.ts'
import { eventsOf, SimulatedDatabase } from './database.ts'
import { SimulatedGiftCard } from './gift-card.ts'
import { Network, type Process } from './network.ts'
import type { SimulatedPromotion } from './promotion.ts'
import { type Chance, chanceOf } from './random.ts'
import type { Rules } from './rules.ts'
import type { SimulatedSku } from './sku.ts'
import { Timeline } from './timeline.ts'

const SWEEP_MS = 60_000

export class World {
  readonly chance: Chance
  readonly timeline: Timeline
  readonly network: Network
  readonly rules: Rules
  readonly trace: (line: string) => void
  readonly coverage = new Coverage()
  readonly bank: SimulatedBank
  readonly database: SimulatedDatabase
  readonly skus = new Map<string, SimulatedSku>()
  readonly promotions = new Map<string, SimulatedPromotion>()
  readonly giftCards = new Map<string, SimulatedGiftCard>()
  /** How likely the power goes at each point. */
  readonly crashing: number
  /** Whoever is no part of a test of crashes: people at their screens, the platform's cron. */
  readonly outside: Process = { isAlive: true }

  constructor(seed: number, rules: Rules, log: ((line: string) => void) | null) {
    this.chance = chanceOf(seed)
    this.rules = rules
    this.timeline = new Timeline(() => this.chance.next())
    this.trace = log ? (line) => log(`${((this.timeline.nowMs - 1_000_000) / 1_000).toFixed(3)}s ${line}`) : () => {}
    const rough = this.chance.happens(0.3) ? 0 : this.chance.next() * this.chance.next() * 0.25
    const weather = { lost: rough, repeated: rough, slow: rough }
    this.network = new Network(this.timeline, this.chance, weather, this.trace)
    this.crashing = this.chance.next() * 0.12
    this.bank = new SimulatedBank(this.chance, this.timeline, { declined: 0.08, late: this.chance.next() * 0.4 })
    this.database = new SimulatedDatabase(rules.remembersEvents)
  }

  /** The ports of one process. */
  seenBy(process: Process, reach: (point: CrashPoint) => Promise<void>): CheckoutPorts {
    const { network, bank, database } = this
    return {
      stock: ({ variantId, stockShards }) => known(this.skus, variantId).port(process, stockShards),
      promotion: (id) => known(this.promotions, id).port(network, process),
      giftCard: (id) => this.giftCard(id).port(network, process),
      payment: (draft) => ({
        pay: () => network.call(`pay ${draft.checkoutId}`, process, () => bank.pay(draft)),
        lookUp: () => network.call(`look up ${draft.checkoutId}`, process, () => bank.lookUp(draft)),
        cancel: () => network.call(`cancel ${draft.checkoutId}`, process, () => bank.cancel(draft)),
      }),
      place: (draft, settlement) =>
        network.call(`place ${draft.checkoutId}`, process, () => database.place(draft, settlement)),
      reach,
    }
  }

  /** An object is there as soon as it is named. */
  giftCard(id: string): SimulatedGiftCard {
    const card = this.giftCards.get(id) ?? new SimulatedGiftCard(id, this.timeline, this.rules)
    this.giftCards.set(id, card)
    return card
  }

  /** Right after the order; what gets lost here is sent by the sweep. */
  sendEvents(draft: CheckoutDraft): void {
    for (const id of eventsOf(draft)) this.#send(id)
  }

  /** Every minute, as long as there is anything to do. */
  sweep(isOver: () => boolean): void {
    this.timeline.in(SWEEP_MS, () => {
      const waiting = this.database.unprocessed()
      for (const id of waiting) this.#send(id)
      if (!isOver() || waiting.length > 0) this.sweep(isOver)
    })
  }

  #send(eventId: string): void {
    this.network.call(`event ${eventId}`, this.outside, () => this.database.consume(eventId)).catch(() => {})
  }

  /** What must never be, at any moment. */
  *faults(): Generator<string> {
    for (const sku of this.skus.values()) yield* sku.faults()
    for (const promotion of this.promotions.values()) yield* promotion.faults()
    for (const card of this.giftCards.values()) yield* card.faults()
  }
}

function known<T>(things: ReadonlyMap<string, T>, id: string): T {
  const thing = things.get(id)
  if (!thing) throw new Error(`There is no ${id}`)
  return thing
}
