import { describe, expect, test } from 'vitest'
import { makePromotion, makeStore } from '#tests/workers/fixtures.ts'
import { makeStocked } from '#tests/workers/shelf.ts'
import { newShopper, request } from '#tests/workers/shopper.ts'

const from = { 'cf-connecting-ip': '198.51.100.7' }

async function shop() {
  const store = await makeStore()
  const { variantId } = await makeStocked(store.db, 20)
  await makePromotion(store.db, { code: 'TEN' })
  const shopper = await newShopper(store.id)
  const line = (await shopper.add(variantId, 2)).data.lines[0]?.id ?? ''
  return { store, variantId, shopper, line }
}
type Shop = Awaited<ReturnType<typeof shop>>
type Send = (shop: Shop, key: Record<string, string>) => ReturnType<Shop['shopper']['cart']>

const changes: [string, Send, Send][] = [
  ['add', (s, k) => s.shopper.add(s.variantId, 1, k), (s, k) => s.shopper.add(s.variantId, 2, k)],
  ['change', (s, k) => s.shopper.change(s.line, 5, k), (s, k) => s.shopper.change(s.line, 6, k)],
  ['remove', (s, k) => s.shopper.remove(s.line, k), (s, k) => s.shopper.remove(s.variantId, k)],
  [
    'enter a code',
    (s, k) => s.shopper.enter('TEN', { ...k, ...from }),
    (s, k) => s.shopper.enter('ELEVEN', { ...k, ...from }),
  ],
  ['contact', (s, k) => s.shopper.contact('a@example.com', k), (s, k) => s.shopper.contact('b@example.com', k)],
]

describe.each(changes)('%s, under one key', (_, send, other) => {
  test('again, however often at once, changes once and is answered alike', async () => {
    const its = await shop()
    const key = { 'idempotency-key': 'the-key' }
    const answers = await Promise.all(Array.from({ length: 8 }, () => send(its, key)))
    const [first] = answers
    for (const { status, data } of answers) {
      expect(status).toBe(200)
      expect({ ...data, expires_at: '' }).toEqual({ ...first?.data, expires_at: '' })
    }
    expect(answers.filter(({ headers }) => headers.get('idempotent-replayed') === 'true')).toHaveLength(7)
  })

  test('late, after other changes, tells what it did then and undoes nothing', async () => {
    const its = await shop()
    const key = { 'idempotency-key': 'the-key' }
    const first = await send(its, key)
    await its.shopper.contact('later@example.com')
    await its.shopper.add(its.variantId, 7)
    const now = (await its.shopper.cart()).data
    const again = await send(its, key)
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect({ ...again.data, expires_at: '' }).toEqual({ ...first.data, expires_at: '' })
    expect((await its.shopper.cart()).data).toEqual(now)
  })

  test('with another request is a conflict', async () => {
    const its = await shop()
    const key = { 'idempotency-key': 'the-key' }
    await send(its, key)
    const before = (await its.shopper.cart()).data
    expect((await other(its, key)).error.code).toBe('idempotency_conflict')
    expect((await its.shopper.cart()).data).toEqual(before)
  })
})

describe('starting a cart under a key', () => {
  const start = (storeId: string, key: string, body?: object, address = '198.51.100.8') =>
    request<{ cart: { id: string; currency: string }; token: string }>(`/stores/${storeId}/carts`, {
      method: 'POST',
      headers: { 'idempotency-key': key, 'cf-connecting-ip': address },
      ...(body ? { body } : {}),
    })

  test('gives one cart to one person, and never to another', async () => {
    const [store, other] = [await makeStore(), await makeStore()]
    const key = crypto.randomUUID()
    const answers = await Promise.all(Array.from({ length: 6 }, () => start(store.id, key)))
    expect(new Set(answers.map(({ data }) => data.cart.id)).size).toBe(1)
    expect(answers.filter(({ headers }) => headers.get('idempotent-replayed') === 'true')).toHaveLength(5)
    const id = answers[0]?.data.cart.id
    expect((await start(store.id, key, undefined, '198.51.100.9')).data.cart.id).not.toBe(id)
    expect((await start(other.id, key)).data.cart.id).not.toBe(id)
    expect((await start(store.id, crypto.randomUUID())).data.cart.id).not.toBe(id)
  })

  test('in a currency of the store, which does not change', async () => {
    const store = await makeStore({ currencies: ['EUR'] })
    const key = crypto.randomUUID()
    expect((await start(store.id, key, { currency: 'EUR' })).data.cart.currency).toBe('EUR')
    expect((await start(store.id, key, {})).error.code).toBe('idempotency_conflict')
    const { error } = await start(store.id, crypto.randomUUID(), { currency: 'JPY' })
    expect(error).toMatchObject({ code: 'currency_not_offered', details: [{ path: 'currency' }] })
    expect((await start(store.id, crypto.randomUUID(), { currency: 'euro' })).error.code).toBe('validation_failed')
    expect((await start(store.id, 'short')).error).toMatchObject({ details: [{ path: 'idempotency-key' }] })
  })
})
