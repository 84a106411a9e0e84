import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { describe, expect, test, vi } from 'vitest'
import { upsertProduct } from '#api/catalogue/upsert-product.ts'
import { isTransientFault } from '#api/http/transient-fault.ts'
import { claimOpeningBalance, recountUnclaimed } from '#api/inventory/stock-rows.ts'
import { HOLD_TTL_MS } from '#domain/checkout.ts'
import { DEFAULT_SETTINGS } from '#domain/escrow.ts'
import { eventually } from '#tests/eventually.ts'
import { env, makeStore } from '#tests/workers/fixtures.ts'

/** A variant that came with so many pieces, and whose object nobody has asked yet. */
async function counted(quantity: number | undefined) {
  const { db } = await makeStore()
  const variants = [{ sku: 'A', options: [], priceMinor: 500, quantity }]
  await upsertProduct({ db }, { slug: 'tee', title: 'Tee', options: [], variants, images: [] })
  const row = await db.first<{ id: string }>('SELECT id FROM variants WHERE store_id = ?1')
  const variantId = row?.id ?? ''
  const copy = () =>
    db.first<{ on_hand: number; available: number; sequence: number }>(
      'SELECT on_hand, available, sequence FROM stock_levels WHERE store_id = ?1 AND variant_id = ?2',
      variantId,
    )
  const sku = () => env.SKU_STOCK.getByName(`${db.storeId}:${variantId}`)
  return { db, variantId, copy, sku }
}
const reserve = (sku: ReturnType<typeof env.SKU_STOCK.getByName>, id: string) =>
  sku.reserve({ id, quantity: 1, ttlMs: HOLD_TTL_MS, locationId: null })

describe('a SKU that has never been asked for', () => {
  test('begins with what was counted, as the first entry of its ledger, and its copy is right already', async () => {
    const { sku, copy } = await counted(3)
    expect(await copy()).toEqual({ on_hand: 3, available: 3, sequence: 0 })
    expect(await sku().snapshot()).toMatchObject({ onHand: 3, available: 3, locations: { default: 3 }, sequence: 1 })
    const audit = await sku().audit()
    expect(audit).toMatchObject({ received: 3, ledgerTotal: 3, consistent: true, sequence: 1, projectedSequence: 1 })
    const [first, ...others] = await sku().movements(Number.MAX_SAFE_INTEGER, 10)
    expect(first).toMatchObject({ movementId: 'opening', type: 'count', quantity: 3, actor: 'import' })
    expect(others).toEqual([])
    expect(await copy()).toEqual({ on_hand: 3, available: 3, sequence: 1 })
  })

  test('is not sold twice when everybody comes at once', async () => {
    const { sku } = await counted(3)
    const results = await Promise.all(Array.from({ length: 20 }, (_, buyer) => reserve(sku(), `b${buyer}`)))
    expect(results.filter(({ outcome }) => outcome === 'held')).toHaveLength(3)
    expect(await sku().audit()).toMatchObject({ onHand: 3, held: 3, consistent: true })
  })

  test('begins with nothing when nothing was counted, and remembers that', async () => {
    const { sku, copy } = await counted(undefined)
    expect(await copy()).toBeNull()
    expect(await reserve(sku(), 'a')).toMatchObject({ outcome: 'refused', available: 0 })
    expect(await sku().audit()).toMatchObject({ onHand: 0, ledgerTotal: 0, consistent: true })
  })

  test('begins with zero when zero was counted, and what comes later is newer', async () => {
    const { sku, copy } = await counted(0)
    await sku().setOnHand({ movementId: 'm', onHand: 2, reason: 'test', actor: 'test' })
    await sku().publish()
    expect(await copy()).toEqual({ on_hand: 2, available: 2, sequence: 2 })
  })

  test('takes over the same once more when it died before it had stored it', async () => {
    const { db, variantId, sku } = await counted(3)
    const [first, second] = [await claimOpeningBalance(db, variantId), await claimOpeningBalance(db, variantId)]
    expect(first).toMatchObject({ locationId: 'default', onHand: 3 })
    expect(second).toEqual(first)
    expect(await recountUnclaimed(db, [{ variantId, quantity: 9 }])).toEqual(new Set())
    expect(await sku().snapshot()).toMatchObject({ onHand: 3 })
  })

  test('takes it over once: what was sold since stays sold when it wakes again', async () => {
    const { sku } = await counted(3)
    await reserve(sku(), 'a')
    await sku().commit('a')
    await evictDurableObject(sku())
    expect(await sku().snapshot()).toMatchObject({ onHand: 2 })
  })

  test('has either count when it is counted anew while it wakes, and all say the same', async () => {
    for (let round = 0; round < 20; round++) {
      const { db, variantId, sku, copy } = await counted(3)
      const [recounted, level] = await Promise.all([
        recountUnclaimed(db, [{ variantId, quantity: 9 }]),
        sku().snapshot(),
      ])
      const expected = recounted.has(variantId) ? 9 : 3
      expect(level.onHand).toBe(expected)
      expect(await copy()).toMatchObject({ on_hand: expected })
    }
  })

  test('does not open while the database is away, and sells nothing and loses nothing', async () => {
    const { sku } = await counted(3)
    await env.DB.prepare('ALTER TABLE stock_levels RENAME TO stock_levels_away').run()
    const errors = vi.spyOn(console, 'error').mockImplementation(() => {})
    await runInDurableObject(sku(), async (object) => {
      const wanted = { id: 'a', quantity: 1, ttlMs: HOLD_TTL_MS, locationId: null }
      await expect(object.reserve(wanted)).rejects.toThrow('could not be opened')
    })
    expect(errors).toHaveBeenCalledWith(expect.stringContaining('stock_opening_failed'))
    expect(isTransientFault(await reserve(sku(), 'b').catch((error) => error))).toBe(true)
    errors.mockRestore()
    await env.DB.prepare('ALTER TABLE stock_levels_away RENAME TO stock_levels').run()
    await eventually(async () => expect(await reserve(sku(), 'a').catch(String)).toMatchObject({ outcome: 'held' }))
    expect(await sku().snapshot()).toMatchObject({ onHand: 3, held: 1 })
  })
})

describe('a count whose caller copies the level to D1', () => {
  const count = { movementId: 'm', onHand: 7, reason: 'test', actor: 'test', projectedBy: 'caller' as const }

  test('is copied by the caller, and the object has nothing left to do', async () => {
    const { sku } = await counted(3)
    const level = await sku().setOnHand(count)
    expect(level).toMatchObject({ onHand: 7, sequence: 2 })
    expect(await sku().audit()).toMatchObject({ sequence: 2, projectedSequence: 1 })
    await sku().projected(2, { available: 7, availability: 'in_stock', version: 2 })
    expect(await sku().audit()).toMatchObject({ sequence: 2, projectedSequence: 2 })
    expect(await runDurableObjectAlarm(sku())).toBe(false)
  })

  test('is copied by the object when the caller has died', async () => {
    const { sku, copy } = await counted(3)
    await sku().setOnHand(count)
    expect(await copy()).toMatchObject({ on_hand: 3 })
    expect(await runDurableObjectAlarm(sku())).toBe(true)
    expect(await copy()).toMatchObject({ on_hand: 7 })
  })

  test('has the same level when it comes again, and moves nothing', async () => {
    const { sku } = await counted(3)
    const level = await sku().setOnHand(count)
    expect(await sku().setOnHand(count)).toEqual(level)
  })

  test('leaves the alarm to what else needs it', async () => {
    const { sku } = await counted(3)
    await reserve(sku(), 'a')
    await sku().publish()
    const level = await sku().setOnHand(count)
    await sku().projected(level?.sequence ?? 0, { available: 6, availability: 'in_stock', version: 9 })
    await runInDurableObject(sku(), async (_, { storage }) => expect(await storage.getAlarm()).not.toBeNull())
  })

  test('is copied by the objects themselves when the SKU is spread', async () => {
    const { sku, copy } = await counted(3)
    await sku().configure({ ...DEFAULT_SETTINGS, shards: 2 })
    expect(await sku().setOnHand(count)).toBeNull()
    await eventually(async () => expect(await copy()).toMatchObject({ on_hand: 7 }))
  })
})
