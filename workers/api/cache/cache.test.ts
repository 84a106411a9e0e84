import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { recordWrite } from '../db/catalogue-changes.ts'
import { cachedFor, MAX_AGE_MS } from './isolate-cache.ts'
import { BoundedMap } from './lru-cache.ts'
import { readOf } from './reads.ts'
import { singleFlight } from './single-flight.ts'

describe('a bounded map', () => {
  test('never takes more bytes than it may, and keeps what was used last', () => {
    const map = new BoundedMap<number>(1_000)
    for (const [index, key] of ['a', 'b', 'c', 'd'].entries()) map.set(key, index, 40) // 242 each with its key
    map.get('a')
    map.set('e', 4, 40)
    expect([map.get('a'), map.get('b'), map.get('e')]).toEqual([0, undefined, 4])
  })

  test('counts exactly, whatever is put in, replaced and taken away', () => {
    const step = fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd', 'e'), bytes: fc.nat(900), gone: fc.boolean() })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const map = new BoundedMap<number>(2_000)
        for (const { key, bytes, gone } of steps) {
          if (gone) map.delete(key)
          else map.set(key, bytes, bytes)
        }
        const present = ['a', 'b', 'c', 'd', 'e'].flatMap((key) => map.get(key) ?? [])
        expect(map.bytes).toBe(present.reduce((sum, bytes) => sum + bytes + 202, 0))
        expect(map.bytes).toBeLessThanOrEqual(2_000)
      }),
    )
  })

  test('keeps nothing that is larger than itself', () => {
    const map = new BoundedMap<number>(1_000)
    map.set('small', 1, 10)
    map.set('large', 2, 1_000)
    expect([map.get('small'), map.get('large')]).toEqual([1, undefined])
  })
})

describe('a fact in the first level', () => {
  afterEach(() => vi.useRealTimers())
  const all = { cache: 'all' as const }
  const counter = () => {
    let loads = 0
    return async () => ++loads
  }
  const newStore = () => ({ storeId: crypto.randomUUID(), key: 'fact' })

  test('is read once within its age, and again after it', async () => {
    vi.useFakeTimers()
    const [fact, load] = [newStore(), counter()]
    expect([await cachedFor(all, fact, load), await cachedFor(all, fact, load)]).toEqual([1, 1])
    vi.advanceTimersByTime(MAX_AGE_MS - 1)
    expect(await cachedFor(all, fact, load)).toBe(1)
    vi.advanceTimersByTime(1)
    expect(await cachedFor(all, fact, load)).toBe(2)
  })

  test('ends with a change of its store in this isolate, and with no other', async () => {
    vi.useFakeTimers()
    const [fact, other, load, otherLoad] = [newStore(), newStore(), counter(), counter()]
    await cachedFor(all, fact, load)
    await cachedFor(all, other, otherLoad)
    recordWrite(fact.storeId)
    expect(await cachedFor(all, fact, load)).toBe(2)
    expect(await cachedFor(all, fact, load)).toBe(3) // the write may be under way still
    expect(await cachedFor(all, other, otherLoad)).toBe(1)
    vi.advanceTimersByTime(1_001)
    expect([await cachedFor(all, fact, load), await cachedFor(all, fact, load)]).toEqual([4, 4])
  })

  test('is one load for all who want it at once; a failure is for those alone', async () => {
    const fact = newStore()
    let loads = 0
    const load = async () => {
      loads++
      await scheduler.wait(5)
      if (loads === 1) throw new Error('D1 is away')
      return loads
    }
    const first = await Promise.allSettled([1, 2, 3].map(() => cachedFor(all, fact, load)))
    expect(first.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    expect(await Promise.all([1, 2, 3].map(() => cachedFor(all, fact, load)))).toEqual([2, 2, 2])
  })

  test('is not kept where caches are off', async () => {
    const [fact, load] = [newStore(), counter()]
    const off = { cache: 'off' as const }
    expect([await cachedFor(off, fact, load), await cachedFor(off, fact, load)]).toEqual([1, 2])
  })
})

test('work whose first asker was cut off is done by those who wait', async () => {
  void singleFlight('cut-off', () => new Promise<string>(() => {}))
  expect(await singleFlight('cut-off', async () => 'done')).toBe('done')
})

describe('a read that caches may answer', () => {
  const store = '/api/v1/stores/0193b3a0-0000-7000-8000-000000000001'
  const keyOf = (path: string, init?: RequestInit) => readOf(new Request(`https://demo.shop.example${path}`, init))?.key

  test.each([
    [`${store}/products`, `${store}/products`],
    [`${store}/products?page=1&per_page=20`, `${store}/products`],
    [`${store}/products?sort=title&page=2&utm_source=mail`, `${store}/products?page=2&sort=title`],
    [`${store}/products?q=blue%20cup&currency=EUR`, `${store}/products?currency=EUR&q=blue%20cup`],
    [`${store}/products?q=blue+cup&currency=EUR`, `${store}/products?currency=EUR&q=blue%20cup`],
    [`${store}/products/caf%C3%A9-bowl?page=2`, `${store}/products/caf%C3%A9-bowl`],
    [`${store}/categories?x=1`, `${store}/categories`],
    ['/api/v1/stores/resolve?host=demo.shop.example', '/api/v1/stores/resolve?host=demo.shop.example'],
  ])('%s', (path, key) => expect(keyOf(path)).toBe(key))

  test.each([
    `${store}/products?page=1&page=2`,
    `${store}/products?q=${'x'.repeat(1_000)}`,
    `${store}/products/a/images`,
    `${store}/orders`,
    `${store}/carts/0193b3a0-0000-7000-8000-000000000002`,
    '/api/v1/stores/not-an-id/products',
    '/health',
  ])('%s is none', (path) => expect(keyOf(path)).toBeUndefined())

  test.each(['authorization', 'cookie', 'x-cart-token', 'origin', 'range'])('with %s is none', (name) =>
    expect(keyOf(`${store}/products`, { headers: { [name]: 'x' } })).toBeUndefined(),
  )

  test('is never a write', () => expect(keyOf(`${store}/products`, { method: 'POST' })).toBeUndefined())
})
