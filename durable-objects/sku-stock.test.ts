import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { HOLD_TTL_MS } from '#domain/checkout.ts'
import { eventually } from '#tests/eventually.ts'
import { env, makeProduct, makeStore } from '#tests/workers/fixtures.ts'
import type { SkuStockObject } from './sku-stock.ts'

/** A SKU of a real product with so many pieces on its shelf. */
async function shelf(onHand: number) {
  const store = await makeStore()
  const product = await makeProduct(store.db)
  const variantId = product.variants[0]?.id ?? ''
  const sku = env.SKU_STOCK.getByName(`${store.id}:${variantId}`)
  await sku.setOnHand({ movementId: 'count', onHand, reason: 'opening count', actor: 'test' })
  return { sku, store, variantId, productId: product.id }
}

const reserve = (sku: DurableObjectStub<SkuStockObject>, id: string, quantity = 1) =>
  sku.reserve({ id, quantity, ttlMs: HOLD_TTL_MS, locationId: null })

describe('a SKU with 3 pieces on the shelf', () => {
  test('never promises a piece twice, however many checkouts race for it', async () => {
    const { sku } = await shelf(3)
    const results = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((id) => reserve(sku, id)))
    expect(results.filter((result) => result.outcome === 'held')).toHaveLength(3)
    expect(results.at(-1)).toEqual({ outcome: 'refused', reason: 'insufficient_stock', available: 0 })
  })

  test('holds, commits and releases once, however often it is asked', async () => {
    const { sku } = await shelf(3)
    await Promise.all([reserve(sku, 'a', 2), reserve(sku, 'a', 2), reserve(sku, 'a', 2)])
    expect(await sku.snapshot()).toMatchObject({ onHand: 3, held: 2, available: 1 })
    await Promise.all([sku.commit('a'), sku.commit('a'), sku.commit('a')])
    expect(await sku.audit()).toMatchObject({ onHand: 1, held: 0, sold: 2, consistent: true })
    await reserve(sku, 'b')
    await Promise.all([sku.release('b'), sku.release('b')])
    expect(await sku.audit()).toMatchObject({ onHand: 1, held: 0, available: 1, consistent: true })
  })

  test('puts a sale that was undone back where it came from', async () => {
    const { sku } = await shelf(3)
    await reserve(sku, 'a', 2)
    await sku.commit('a')
    expect(await sku.release('a')).toEqual({ outcome: 'restocked' })
    expect(await sku.release('a')).toEqual({ outcome: 'replayed' })
    expect(await sku.audit()).toMatchObject({ onHand: 3, sold: 0, ledgerTotal: 3, consistent: true })
  })

  test('keeps of its settings what is not said anew, of two that are said at once as well', async () => {
    const { sku } = await shelf(3)
    await Promise.all([sku.configure({ safetyStock: 2 }), sku.configure({ backorder: 'allow' })])
    expect(await sku.settings()).toMatchObject({ safetyStock: 2, backorder: 'allow', tracked: true, version: 2 })
  })

  test('holds nothing for a reservation that arrives after its own release', async () => {
    const { sku } = await shelf(3)
    expect(await sku.release('late')).toEqual({ outcome: 'unknown' })
    expect(await reserve(sku, 'late')).toEqual({ outcome: 'refused', reason: 'hold_ended', state: 'released' })
    expect(await sku.snapshot()).toMatchObject({ held: 0, available: 3 })
  })

  test('takes no more away than lies there, and each adjustment once', async () => {
    const { sku } = await shelf(3)
    const words = { movementId: 'm1', reason: 'broken', actor: 'test' }
    const change = { ...words, type: 'adjust' as const, locationId: 'default', quantity: -2 }
    expect(await sku.change(change)).toEqual({ outcome: 'moved', onHand: 1 })
    expect(await sku.change(change)).toEqual({ outcome: 'replayed', onHand: 1 })
    const refused = { outcome: 'refused', reason: 'insufficient_stock', available: 1 }
    expect(await sku.change({ ...change, movementId: 'm2' })).toEqual(refused)
    await sku.setOnHand({ ...words, movementId: 'count', onHand: 99 }) // the opening count's own id
    expect(await sku.audit()).toMatchObject({ onHand: 1, ledgerTotal: 1, consistent: true })
  })

  test.each([0, -1, 1.5, Number.NaN, 2 ** 60])('refuses to reserve %s pieces', async (quantity) => {
    const { sku } = await shelf(3)
    await runInDurableObject(sku, async (instance) => {
      const wanted = { id: 'a', quantity, ttlMs: HOLD_TTL_MS, locationId: null }
      await expect(instance.reserve(wanted)).rejects.toThrow('Not a number of pieces')
    })
    expect(await sku.snapshot()).toMatchObject({ held: 0 })
  })
})

describe('a hold', () => {
  test('ends at its time even if its alarm never comes, and late money takes the pieces again', async () => {
    const { sku } = await shelf(1)
    await sku.reserve({ id: 'slow', quantity: 1, ttlMs: 1, locationId: null })
    await runInDurableObject(sku, (_, state) => state.storage.deleteAlarm())
    await eventually(async () => expect(await reserve(sku, 'quick')).toMatchObject({ outcome: 'held' }))
    expect(await sku.commit('slow')).toMatchObject({ outcome: 'refused', reason: 'insufficient_stock', available: 0 })
    await sku.release('quick')
    expect(await sku.commit('slow')).toEqual({ outcome: 'committed', backordered: 0 })
    expect(await sku.audit()).toMatchObject({ onHand: 0, sold: 1, consistent: true })
  })

  test('survives the object being thrown out of memory', async () => {
    const { sku } = await shelf(2)
    await reserve(sku, 'a', 2)
    await evictDurableObject(sku)
    expect(await reserve(sku, 'b')).toMatchObject({ outcome: 'refused', available: 0 })
    expect(await sku.commit('a')).toEqual({ outcome: 'committed', backordered: 0 })
  })
})

test('an object from before there were locations and backorders goes on with what it had', async () => {
  const { sku } = await shelf(5)
  await reserve(sku, 'old', 2)
  await runInDurableObject(sku, (_, { storage: { sql } }) => {
    sql.exec("DELETE FROM facts WHERE name = 'schema_version'")
    sql.exec('ALTER TABLE holds DROP COLUMN location_id')
    sql.exec('ALTER TABLE holds DROP COLUMN backordered')
    for (const table of ['owed', 'lent', 'loans', 'borrowed']) sql.exec(`DROP TABLE ${table}`)
    sql.exec('DROP INDEX movements_age')
  })
  await evictDurableObject(sku)
  expect(await sku.snapshot()).toMatchObject({ onHand: 5, held: 2, available: 3, owed: 0 })
  expect(await reserve(sku, 'old', 2)).toMatchObject({ outcome: 'replayed' })
  expect(await sku.commit('old')).toEqual({ outcome: 'committed', backordered: 0 })
  expect(await sku.audit()).toMatchObject({ onHand: 3, sold: 2, consistent: true })
})

test('an alarm is set once for many changes', async () => {
  const { sku } = await shelf(9)
  await runInDurableObject(sku, async (instance, { storage }) => {
    const setAlarm = vi.spyOn(storage, 'setAlarm')
    const wanted = { quantity: 1, ttlMs: HOLD_TTL_MS, locationId: null }
    for (const id of ['a', 'b', 'c', 'd']) await instance.reserve({ ...wanted, id })
    for (const id of ['a', 'b', 'c']) await instance.commit(id)
    expect(setAlarm.mock.calls.length).toBeLessThanOrEqual(1)
    setAlarm.mockRestore()
  })
})

describe('the copy in D1', () => {
  const levelOf = (variantId: string) =>
    env.DB.prepare('SELECT on_hand, held, sequence FROM stock_levels WHERE variant_id = ?')
      .bind(variantId)
      .first<{ on_hand: number; held: number; sequence: number }>()

  test('follows within a second, on the product too', async () => {
    const { sku, variantId, productId } = await shelf(5)
    await reserve(sku, 'a', 2)
    await eventually(async () => expect(await levelOf(variantId)).toMatchObject({ on_hand: 5, held: 2 }))
    const product = await env.DB.prepare('SELECT available FROM products WHERE id = ?').bind(productId).first()
    expect(product).toEqual({ available: 3 })
  })

  test('is not set back by a report that comes late', async () => {
    const { sku, variantId } = await shelf(5)
    await eventually(async () => expect(await levelOf(variantId)).toMatchObject({ on_hand: 5 }))
    await env.DB.prepare('UPDATE stock_levels SET sequence = 1000, on_hand = 77 WHERE variant_id = ?')
      .bind(variantId)
      .run()
    await reserve(sku, 'a', 1)
    await eventually(async () => {
      const audit = await sku.audit()
      expect(audit.projectedSequence).toBe(audit.sequence)
    })
    expect(await levelOf(variantId)).toMatchObject({ on_hand: 77, sequence: 1000 })
  })

  test('is rebuilt from the object when rows were lost', async () => {
    const { sku, variantId } = await shelf(5)
    await eventually(async () => expect(await levelOf(variantId)).toMatchObject({ on_hand: 5 }))
    await env.DB.prepare('DELETE FROM stock_levels WHERE variant_id = ?').bind(variantId).run()
    await sku.republish()
    expect(await levelOf(variantId)).toMatchObject({ on_hand: 5, held: 0 })
  })

  test('is caught up by the alarm after D1 was away', async () => {
    const { sku, variantId } = await shelf(5)
    await eventually(async () => expect(await levelOf(variantId)).toMatchObject({ on_hand: 5 }))
    await env.DB.prepare('ALTER TABLE stock_levels RENAME TO stock_levels_away').run()
    const errors = vi.spyOn(console, 'error').mockImplementation(() => {})
    await reserve(sku, 'a', 2)
    await eventually(() => expect(errors).toHaveBeenCalledWith(expect.stringContaining('stock_projection_failed')))
    errors.mockRestore()
    await env.DB.prepare('ALTER TABLE stock_levels_away RENAME TO stock_levels').run()
    expect(await runDurableObjectAlarm(sku)).toBe(true)
    expect(await levelOf(variantId)).toMatchObject({ on_hand: 5, held: 2 })
  })
})

test('whatever happens in whatever order, the ledger adds up and no more is held than there is', async () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd')
  const happening = fc.oneof(
    fc.record({ type: fc.constant('reserve' as const), id, quantity: fc.integer({ min: 1, max: 4 }) }),
    fc.record({ type: fc.constant('commit' as const), id }),
    fc.record({ type: fc.constant('release' as const), id }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { maxLength: 25 }), async (happenings) => {
      const { sku } = await shelf(6)
      await Promise.all(
        happenings.map((next) => {
          if (next.type === 'reserve') return reserve(sku, next.id, next.quantity)
          if (next.type === 'commit') return sku.commit(next.id)
          return sku.release(next.id)
        }),
      )
      const audit = await sku.audit()
      expect(audit).toMatchObject({ consistent: true, ledgerTotal: audit.onHand })
      expect(audit.onHand + audit.sold).toBe(6)
    }),
    { numRuns: 20 },
  )
})
