/**
 * What a payment provider must be able to do. Every call carries the checkout's id as its idempotency key, so that a
 * call whose answer was lost can be made again, or asked about.
 */
import type { PaymentMethod } from '#contract/cart.ts'
import type { LookupOutcome, PaymentOutcome } from '#domain/checkout-effects.ts'

export interface PaymentRequest {
  /** The provider's memory: the same key never moves money twice. */
  idempotencyKey: string
  methodId: string
  amountMinor: number
  currency: string
}

export interface PaymentProvider {
  readonly id: string
  methods(): PaymentMethod[]
  pay(request: PaymentRequest): Promise<PaymentOutcome>
  /** What became of the request with this key; `absent` when the provider never heard of it. */
  lookUp(idempotencyKey: string): Promise<LookupOutcome>
  /** Pays back, or makes sure that the key can never be paid. Safe to repeat. */
  cancel(request: PaymentRequest): Promise<void>
}
