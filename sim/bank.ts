/** A payment company: takes its time, may pay after nobody expects it any more, and never moves money twice for one key. */
import type { CheckoutDraft } from '#domain/checkout.ts'
import type { LookupOutcome, PaymentOutcome } from '#domain/checkout-effects.ts'
import type { Chance } from './random.ts'
import type { Timeline } from './timeline.ts'

interface Payment {
  status: 'paid' | 'declined' | 'refunded' | 'prevented'
  amountMinor: number
  /** Until then the company itself does not know. */
  settlesAtMs: number
}

const LATEST_MS = 14 * 60_000

export class SimulatedBank {
  readonly payments = new Map<string, Payment>()
  readonly #chance: Chance
  readonly #timeline: Timeline
  readonly #declined: number
  readonly #late: number

  constructor(chance: Chance, timeline: Timeline, rates: { declined: number; late: number }) {
    this.#chance = chance
    this.#timeline = timeline
    this.#declined = rates.declined
    this.#late = rates.late
  }

  pay({ checkoutId, payableMinor }: CheckoutDraft): PaymentOutcome {
    const known = this.payments.get(checkoutId)
    if (known) return this.#outcomeOf(checkoutId, known)
    const lateMs = this.#chance.happens(this.#late) ? this.#chance.whole(1_000, LATEST_MS) : 0
    const status = this.#chance.happens(this.#declined) ? 'declined' : 'paid'
    const payment: Payment = { status, amountMinor: payableMinor, settlesAtMs: this.#timeline.nowMs + lateMs }
    this.payments.set(checkoutId, payment)
    return this.#outcomeOf(checkoutId, payment)
  }

  lookUp({ checkoutId }: CheckoutDraft): LookupOutcome {
    const payment = this.payments.get(checkoutId)
    return payment ? this.#outcomeOf(checkoutId, payment) : { outcome: 'absent' }
  }

  cancel({ checkoutId, payableMinor }: CheckoutDraft): void {
    const payment = this.payments.get(checkoutId)
    if (!payment) {
      this.payments.set(checkoutId, { status: 'prevented', amountMinor: payableMinor, settlesAtMs: 0 })
    } else if (payment.status === 'paid') payment.status = 'refunded'
  }

  #outcomeOf(reference: string, { status, settlesAtMs }: Payment): PaymentOutcome {
    if (this.#timeline.nowMs < settlesAtMs) return { outcome: 'unknown' }
    return status === 'paid' ? { outcome: 'paid', reference } : { outcome: 'declined' }
  }
}
