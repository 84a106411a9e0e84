/**
 * The books of the built-in test provider: what a payment company's own database would say. Nothing in our database
 * depends on it. A payment is known by its idempotency key.
 */
import { DurableObject } from 'cloudflare:workers'
import type { LookupOutcome, PaymentOutcome } from '#domain/checkout-effects.ts'

/** How long the money of `late` is on its way. */
const LATE_MS = 8_000

/** What the bank is told to do with the payment. */
export type BankBehaviour = 'pays' | 'declines' | 'times_out' | 'late'
interface Payment {
  reference: string
  status: 'paid' | 'declined' | 'refunded'
  amountMinor: number
  currency: string
  /** Until then nobody can say what has become of it. */
  settlesAtMs: number
}
export type BankRequest = Pick<Payment, 'amountMinor' | 'currency'> & { behaviour: BankBehaviour }

export class TestBankObject<Env = unknown> extends DurableObject<Env> {
  async pay(key: string, request: BankRequest): Promise<PaymentOutcome> {
    const payment = this.#record(key, request, request.behaviour === 'declines' ? 'declined' : 'paid')
    // The money has moved, and nobody hears of it: what a dropped connection looks like from here.
    return request.behaviour === 'times_out' ? { outcome: 'unknown' } : outcomeOf(payment)
  }

  async lookUp(key: string): Promise<LookupOutcome> {
    const payment = this.#payment(key)
    return payment ? outcomeOf(payment) : { outcome: 'absent' }
  }

  async cancel(key: string, request: BankRequest): Promise<void> {
    // Taking the key first means that a payment on its way can no longer succeed.
    const payment = this.#record(key, request, 'refunded')
    if (payment.status === 'paid') this.ctx.storage.kv.put(key, { ...payment, status: 'refunded' })
  }

  /** The same key never moves money twice: the first request decides. */
  #record(key: string, { amountMinor, currency, behaviour }: BankRequest, status: Payment['status']): Payment {
    const known = this.#payment(key)
    if (known) return known
    const settlesAtMs = Date.now() + (behaviour === 'late' ? LATE_MS : 0)
    const payment = { reference: crypto.randomUUID(), status, amountMinor, currency, settlesAtMs }
    this.ctx.storage.kv.put(key, payment)
    return payment
  }

  #payment(key: string): Payment | undefined {
    return this.ctx.storage.kv.get<Payment>(key)
  }
}

function outcomeOf({ status, reference, settlesAtMs }: Payment): PaymentOutcome {
  if (status !== 'paid') return { outcome: 'declined' }
  return Date.now() < settlesAtMs ? { outcome: 'unknown' } : { outcome: 'paid', reference }
}
