import { runInDurableObject } from 'cloudflare:test'
import { describe, expect, test } from 'vitest'
import { env } from '#tests/workers/fixtures.ts'
import type { PaymentRequest } from './payment-provider.ts'
import { booksName, testPaymentProvider } from './test-payment-provider.ts'

const provider = testPaymentProvider(env, 'store')
const requestOf = (methodId: string): PaymentRequest => ({
  idempotencyKey: crypto.randomUUID(),
  methodId,
  amountMinor: 500,
  currency: 'USD',
})

describe('the test provider', () => {
  test('offers a card for each thing that can happen, and tells nobody how it knows', () => {
    expect(provider.methods().map(({ id }) => id)).toEqual([
      'test_pays',
      'test_declines',
      'test_times_out',
      'test_pays_late',
    ])
    expect(Object.keys(provider.methods()[0] ?? {}).sort()).toEqual(['description', 'id', 'label', 'provider'])
  })

  test('never moves money twice for one key', async () => {
    const request = requestOf('test_pays')
    expect(await provider.lookUp(request.idempotencyKey)).toEqual({ outcome: 'absent' })
    const [first, ...others] = await Promise.all([request, request, request].map((again) => provider.pay(again)))
    expect(first).toMatchObject({ outcome: 'paid' })
    expect(others).toEqual([first, first])
    expect(await provider.lookUp(request.idempotencyKey)).toEqual(first)
  })

  test('declines, and stays with it', async () => {
    const request = requestOf('test_declines')
    expect(await provider.pay(request)).toEqual({ outcome: 'declined' })
    expect(await provider.pay({ ...request, methodId: 'test_pays' })).toEqual({ outcome: 'declined' })
  })

  test('moves the money and loses the answer', async () => {
    const request = requestOf('test_times_out')
    expect(await provider.pay(request)).toEqual({ outcome: 'unknown' })
    expect(await provider.lookUp(request.idempotencyKey)).toMatchObject({ outcome: 'paid' })
  })

  test('does not know for eight seconds what becomes of late money', async () => {
    const request = requestOf('test_pays_late')
    expect(await provider.pay(request)).toEqual({ outcome: 'unknown' })
    expect(await provider.lookUp(request.idempotencyKey)).toEqual({ outcome: 'unknown' })
    const books = env.TEST_BANK.getByName(booksName('store', request.idempotencyKey))
    await runInDurableObject(books, (_, { storage }) => {
      const payment = storage.kv.get<{ settlesAtMs: number }>(request.idempotencyKey)
      expect(payment?.settlesAtMs).toBeGreaterThan(Date.now() + 6_000)
      storage.kv.put(request.idempotencyKey, { ...payment, settlesAtMs: Date.now() })
    })
    expect(await provider.lookUp(request.idempotencyKey)).toMatchObject({ outcome: 'paid' })
  })

  test.each(['test_pays', 'test_pays_late'])(
    'pays back what was paid (%s), and takes none after that',
    async (method) => {
      const request = requestOf(method)
      await provider.pay(request)
      await provider.cancel(request)
      await provider.cancel(request)
      expect(await provider.lookUp(request.idempotencyKey)).toEqual({ outcome: 'declined' })
    },
  )

  test('cancelled first, never pays: a payment on its way comes too late', async () => {
    const request = requestOf('test_pays')
    await provider.cancel(request)
    expect(await provider.pay(request)).toEqual({ outcome: 'declined' })
  })
})
