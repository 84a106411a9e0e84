/**
 * The built-in test provider: no account, no network, but books of its own in `test_payments`, so that time-outs, lost
 * answers and refunds behave as a real company's do. Never offered in production unless TEST_PAYMENTS says so.
 */
import { and, eq } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { PaymentMethod } from '#contract/cart.ts'
import type { LookupOutcome, PaymentOutcome } from '#domain/checkout-effects.ts'
import { testPayments } from '../db/schema/index.ts'
import type { StoreDb } from '../db/store-db.ts'
import type { PaymentProvider, PaymentRequest } from './payment.ts'

const METHODS: PaymentMethod[] = [
  { id: 'test_pays', provider: 'test', label: 'Test card', description: 'The payment goes through.' },
  { id: 'test_declines', provider: 'test', label: 'Test card, declined', description: 'The bank says no.' },
  {
    id: 'test_times_out',
    provider: 'test',
    label: 'Test card, slow bank',
    description: 'The payment goes through, but its answer gets lost and has to be asked for.',
  },
]

export function testPaymentProvider(db: StoreDb): PaymentProvider {
  const withKey = (key: string) => db.owned(testPayments, eq(testPayments.idempotencyKey, key))

  const record = async (request: PaymentRequest, status: 'paid' | 'declined' | 'refunded') => {
    const { idempotencyKey, methodId, currency, amountMinor } = request
    const payment = { idempotencyKey, method: methodId, status, currency, amountMinor }
    const row = { id: uuidv7(), storeId: db.storeId, ...payment, createdAt: Date.now() }
    await db.drizzle.insert(testPayments).values(row).onConflictDoNothing()
  }

  const lookUp = async (idempotencyKey: string): Promise<LookupOutcome> => {
    const payment = await db.drizzle.select().from(testPayments).where(withKey(idempotencyKey)).get()
    if (!payment) return { outcome: 'absent' }
    return payment.status === 'paid' ? { outcome: 'paid', reference: payment.id } : { outcome: 'declined' }
  }

  return {
    id: 'test',
    methods: () => METHODS,
    lookUp,

    async pay(request): Promise<PaymentOutcome> {
      await record(request, request.methodId === 'test_declines' ? 'declined' : 'paid')
      // The money has moved, and nobody hears of it: what a dropped connection looks like from here.
      if (request.methodId === 'test_times_out') return { outcome: 'unknown' }
      const known = await lookUp(request.idempotencyKey)
      if (known.outcome === 'absent') throw new Error('The test provider lost a payment')
      return known
    },

    async cancel(request): Promise<void> {
      // Taking the key first means that a payment on its way can no longer succeed.
      await record(request, 'refunded')
      const paid = and(withKey(request.idempotencyKey), eq(testPayments.status, 'paid'))
      await db.drizzle.update(testPayments).set({ status: 'refunded' }).where(paid)
    },
  }
}
