import { describe, expect, test, vi } from 'vitest'
import { eventually } from '#tests/eventually.ts'
import { env, makeProduct, makeStore } from '#tests/workers/fixtures.ts'
import { depsOf } from '../deps/deps.ts'
import { isKnownSoldOut, stockOf } from './stock.ts'

async function stocked(onHand: number) {
  const store = await makeStore()
  const product = await makeProduct(store.db)
  const id = product.variants[0]?.id ?? ''
  const sku = env.SKU_STOCK.getByName(`${store.id}:${id}`)
  await sku.setOnHand({ movementId: 'count', onHand, reason: 'opening', actor: 'test' })
  await sku.publish()
  return { id, sku, deps: depsOf(env, store), variant: { id, stockShards: 1 } }
}
const wanted = (holdId: string, quantity = 1) => ({ holdId, quantity, ttlMs: 60_000, locationId: null })
/** A SKU whose object answers as the test says. */
function fake(answer: () => Promise<unknown>) {
  const SKU_STOCK = { getByName: () => ({ reserve: answer }) }
  const id = crypto.randomUUID()
  const deps = { env: { SKU_STOCK }, db: { storeId: 'store' } } as unknown as Parameters<typeof stockOf>[0]
  return { id, stock: stockOf(deps, { id, stockShards: 1 }) }
}

describe('a sell-out', () => {
  test('is remembered for a moment, and forgotten when something comes in', async () => {
    const { id, sku, deps, variant } = await stocked(1)
    const stock = stockOf(deps, variant)
    expect(await stock.reserve(wanted('a'))).toMatchObject({ outcome: 'held' })
    expect(isKnownSoldOut(id)).toBe(false)
    expect(await stock.reserve(wanted('b'))).toMatchObject({ outcome: 'refused', available: 0 })
    expect(isKnownSoldOut(id)).toBe(true)
    await stock.release('a')
    await sku.publish()
    expect(isKnownSoldOut(id)).toBe(false)
    expect(await stock.reserve(wanted('c'))).toMatchObject({ outcome: 'held' })
  })

  test('costs the object nothing, and lasts a second at most', async () => {
    const answer = vi.fn(async () => ({ outcome: 'refused', reason: 'insufficient_stock', available: 0 }))
    const { id, stock } = fake(answer)
    for (const holdId of ['a', 'b', 'c']) expect(await stock.reserve(wanted(holdId))).toMatchObject({ available: 0 })
    expect(answer).toHaveBeenCalledTimes(1)
    await eventually(() => expect(isKnownSoldOut(id)).toBe(false))
    await stock.reserve(wanted('d'))
    expect(answer).toHaveBeenCalledTimes(2)
  })

  test('is not taken for an answer to a reservation that may have been made', async () => {
    const answers = [
      () => Promise.reject(new Error('connection lost')),
      async () => ({ outcome: 'refused', reason: 'insufficient_stock', available: 0 }),
      async () => ({ outcome: 'replayed', hold: {} }),
    ]
    const { stock } = fake(() => answers.shift()?.() ?? Promise.reject(new Error('asked too often')))
    await expect(stock.reserve(wanted('mine'))).rejects.toThrow('connection lost')
    expect(await stock.reserve(wanted('other'))).toMatchObject({ outcome: 'refused' })
    expect(await stock.reserve(wanted('mine'))).toMatchObject({ outcome: 'replayed' })
  })
})

describe('an object that does not answer', () => {
  test('is asked once more when the connection broke', async () => {
    const answers = [
      () => Promise.reject(Object.assign(new Error('reset'), { retryable: true })),
      async () => ({ outcome: 'held' }),
    ]
    const { stock } = fake(() => answers.shift()?.() ?? Promise.reject(new Error('asked too often')))
    expect(await stock.reserve(wanted('a'))).toMatchObject({ outcome: 'held' })
  })

  test('is left alone when it has too much to do', async () => {
    const answer = vi.fn(() => Promise.reject(Object.assign(new Error('busy'), { overloaded: true, retryable: true })))
    const { stock } = fake(answer)
    await expect(stock.reserve(wanted('a'))).rejects.toMatchObject({
      code: 'overloaded',
      headers: { 'retry-after': '1' },
    })
    expect(answer).toHaveBeenCalledTimes(1)
  })

  test('has a queue with an end', async () => {
    let open = () => {}
    const gate = new Promise<void>((resolve) => {
      open = resolve
    })
    const { stock } = fake(async () => {
      await gate
      return { outcome: 'held' }
    })
    const results = Array.from({ length: 800 }, (_, index) =>
      stock.reserve(wanted(`h${index}`)).catch((error) => error),
    )
    open()
    const outcomes = await Promise.all(results)
    const refused = outcomes.filter((outcome) => outcome.code === 'overloaded')
    expect(refused).toHaveLength(800 - 64 - 640)
    expect(outcomes.filter((outcome) => outcome.outcome === 'held')).toHaveLength(64 + 640)
  })
})
