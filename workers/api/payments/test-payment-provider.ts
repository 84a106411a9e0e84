/**
 * The built-in test provider: no account, no network, but books of its own in a Durable Object, so that time-outs, lost
 * answers, late money and refunds behave as a real company's do. Never offered in production unless TEST_PAYMENTS says so.
 */
import type { PaymentMethod } from '#contract/cart.ts'
import type { BankBehaviour } from '#durable-objects/test-bank.ts'
import type { Env } from '../config/env.ts'
import type { PaymentProvider, PaymentRequest } from './payment-provider.ts'

const METHODS: (PaymentMethod & { behaviour: BankBehaviour })[] = [
  {
    id: 'test_pays',
    behaviour: 'pays',
    provider: 'test',
    label: 'Test card',
    description: 'The payment goes through.',
  },
  {
    id: 'test_declines',
    behaviour: 'declines',
    provider: 'test',
    label: 'Test card, declined',
    description: 'The bank says no.',
  },
  {
    id: 'test_times_out',
    behaviour: 'times_out',
    provider: 'test',
    label: 'Test card, slow bank',
    description: 'The payment goes through, but its answer gets lost and has to be asked for.',
  },
  {
    id: 'test_pays_late',
    behaviour: 'late',
    provider: 'test',
    label: 'Test card, late money',
    description: 'The bank takes eight seconds to say that the payment went through.',
  },
]

/** Which books a payment is in. Keys are random at their end, so that a store has sixteen, and not one for each payment. */
export const booksName = (storeId: string, idempotencyKey: string) => `${storeId}:${idempotencyKey.slice(-1)}`

export function testPaymentProvider({ TEST_BANK }: Pick<Env, 'TEST_BANK'>, storeId: string): PaymentProvider {
  const booksOf = (idempotencyKey: string) => TEST_BANK.getByName(booksName(storeId, idempotencyKey))

  const behaviourOf = (methodId: string) => METHODS.find(({ id }) => id === methodId)?.behaviour ?? 'declines'
  const asked = ({ methodId, amountMinor, currency }: PaymentRequest) => ({
    behaviour: behaviourOf(methodId),
    amountMinor,
    currency,
  })

  return {
    id: 'test',
    methods: () => METHODS.map(({ behaviour: _, ...method }) => method),
    pay: (request) => booksOf(request.idempotencyKey).pay(request.idempotencyKey, asked(request)),
    lookUp: (idempotencyKey) => booksOf(idempotencyKey).lookUp(idempotencyKey),
    cancel: (request) => booksOf(request.idempotencyKey).cancel(request.idempotencyKey, asked(request)),
  }
}
