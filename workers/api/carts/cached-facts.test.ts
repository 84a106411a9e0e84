import { afterEach, expect, test, vi } from 'vitest'
import { configOf } from '#api/config/config.ts'
import { env, makeStore } from '#tests/workers/fixtures.ts'
import { metered } from '#tests/workers/query-meter.ts'
import { makeStocked } from '#tests/workers/shelf.ts'
import { cachedFacts } from './cached-facts.ts'

afterEach(() => vi.useRealTimers())

/** What was read for carts at the start, while a change happens behind this isolate's back. */
async function shown() {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2_000 }) // nothing of the store was written here just now
  const store = await makeStore()
  const { variantId } = await makeStocked(store.db, 20)
  vi.setSystemTime(Date.now() + 2_000)
  const readers = cachedFacts({ ...configOf(env), cache: 'all' })
  const read = async (version = store.catalogueVersion) =>
    (await readers.variants(store.db, [variantId], { ...store, catalogueVersion: version })).get(variantId)
  const change = (sql: string) => env.DB.prepare(sql).bind(store.id).run()
  return { store, read, change }
}

test('a price is read anew with the next catalogue version, and not before', async () => {
  const { store, read, change } = await shown()
  const before = (await read())?.priceMinor
  await change('UPDATE variants SET price_minor = 777 WHERE store_id = ?')
  expect((await read())?.priceMinor).toBe(before)
  expect((await read(store.catalogueVersion + 1))?.priceMinor).toBe(777)
})

test('a count of pieces is at most five seconds old', async () => {
  const { read, change } = await shown()
  expect((await read())?.available).toBe(20)
  await change('UPDATE stock_levels SET available = 7 WHERE store_id = ?')
  vi.setSystemTime(Date.now() + 4_900)
  expect((await read())?.available).toBe(20)
  vi.setSystemTime(Date.now() + 100)
  expect((await read())?.available).toBe(7)
})

test('as long as it is kept, the database is not asked', async () => {
  const { read } = await shown()
  await read()
  expect(await metered(async () => void (await read()))).toEqual([])
})
