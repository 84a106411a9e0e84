import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { StoreDb } from '#api/db/store-db.ts'
import { HOLD_TTL_MS } from '#domain/checkout.ts'
import { env, makeStore } from '#tests/workers/fixtures.ts'
import { counted, dyingAt, waitingAt } from '#tests/workers/frail.ts'
import { catalogueOf, csv, finish, reportOf, runImport, start, stockOf } from '#tests/workers/imports.ts'
import { continueImport } from './continue-import.ts'

beforeEach(() => void vi.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response(null, { status: 404 })))
afterEach(() => void vi.restoreAllMocks())

/** So many products from one number on, every second one with two variants. */
const catalogue = (count: number, { from = 0, quantity = 3 } = {}) =>
  csv(
    Array.from({ length: count }, (_, index) => from + index).flatMap((n) => {
      const head = { Handle: `p-${n}`, Title: `P ${n}`, Type: `Kind ${n % 3}`, Tags: 'a, b', 'Variant Price': '5' }
      const variant = (size: string) => ({ 'Option1 Value': size, 'Variant Inventory Qty': quantity })
      if (n % 2 === 0) return [{ ...head, ...variant('Default Title'), 'Option1 Name': 'Title' }]
      const small = { ...head, ...variant('S'), 'Option1 Name': 'Size' }
      return [small, { Handle: `p-${n}`, 'Variant Price': '6', ...variant('L') }]
    }),
  )

/** What an import of the file asks of the database. */
async function costOf(db: StoreDb, file: string) {
  const { bindings, count } = counted()
  const queue = await start(db, file)
  await finish({ ...queue, env: { ...bindings, IMPORTS: queue.env.IMPORTS } })
  const { job } = await reportOf(db, queue.job.id)
  return { ...count, job }
}

describe('many products', () => {
  test('share their reads and writes, and make no object before somebody buys', async () => {
    const { db } = await makeStore()
    const objects = vi.spyOn(env.SKU_STOCK, 'getByName')
    const first = await costOf(db, catalogue(120))
    expect(first.job).toMatchObject({ status: 'completed', created: 120 })
    expect(first.calls).toBeLessThan(20)
    const again = await costOf(db, catalogue(120))
    expect(again.job).toMatchObject({ unchanged: 120, updated: 0 })
    expect(again.calls).toBeLessThan(15)
    const recounted = await costOf(db, catalogue(120, { quantity: 4 }))
    expect(recounted.job).toMatchObject({ updated: 120 })
    expect(recounted.calls).toBeLessThan(40)
    expect(objects).not.toHaveBeenCalled()
  })

  test('read as much in a large store as in a small one', async () => {
    const { db } = await makeStore()
    await costOf(db, catalogue(50))
    const small = await costOf(db, catalogue(50, { from: 1000 }))
    await costOf(db, catalogue(400, { from: 2000 }))
    const large = await costOf(db, catalogue(50, { from: 3000 }))
    expect(large.rowsRead).toBeLessThan(small.rowsRead * 1.1)
    const recounted = await costOf(db, catalogue(50, { from: 1000, quantity: 8 }))
    expect(recounted.rowsRead).toBeLessThan(small.rowsRead * 3)
  })

  test('are the same as one by one', async () => {
    const [together, alone] = [await makeStore(), await makeStore()]
    await runImport(together.db, catalogue(30))
    await runImport(alone.db, catalogue(30), { products: 1 })
    const plain = async ({ db }: typeof together) => {
      const { products, variants, options, categories, links } = await catalogueOf(db)
      const slugs = new Map(products.map(({ id, slug }) => [id, slug]))
      const names = new Map(categories.map(({ id, slug }) => [id, slug]))
      return {
        products: products.map(({ id: _, storeId: __, createdAt: ___, updatedAt: ____, ...rest }) => rest),
        variants: variants.map(({ sku, options: values, priceMinor, importedQuantity, position, productId }) =>
          [sku, values, priceMinor, importedQuantity, position, slugs.get(productId)].join(),
        ),
        options: options.map(({ name, values, productId }) => [name, values, slugs.get(productId)].join()).sort(),
        categories: categories.map(({ slug, name, position }) => [slug, name, position].join()).sort(),
        links: links.map(({ productId, categoryId }) => [slugs.get(productId), names.get(categoryId)].join()).sort(),
      }
    }
    expect(await plain(together)).toEqual(await plain(alone))
  })
})

describe.each(['before', 'after'] as const)('a Worker that dies %s any call of its database', (when) => {
  const small = (quantity: number) => catalogue(3, { quantity })

  test('leaves nothing that the next delivery does not put right', async () => {
    let died = 0
    for (let call = 0; ; call++) {
      const { db } = await makeStore()
      const queue = await start(db, small(3))
      const [message] = queue.messages
      if (!message) throw new Error('No message')
      const { bindings, orDeath } = dyingAt(call, when)
      const end = await orDeath(continueImport({ ...bindings, IMPORTS: queue.env.IMPORTS }, message))
      if (end === 'died') died++
      await finish(queue)
      const { job, rows } = await reportOf(db, queue.job.id)
      expect(rows).toEqual(['2 created', '3 created', '5 created'])
      expect(job).toMatchObject({ status: 'completed', created: 3, unchanged: 0 })
      const { variants } = await catalogueOf(db)
      expect(await Promise.all(variants.map(({ id }) => stockOf(db, id)))).toEqual([3, 3, 3, 3])
      if (end !== 'died') break
    }
    expect(died).toBeGreaterThan(4)
  })

  test('sets stock that was there as the file says, once', async () => {
    let died = 0
    for (let call = 0; ; call++) {
      const { db } = await makeStore()
      await runImport(db, small(3))
      const { variants } = await catalogueOf(db)
      const [opened] = variants
      if (!opened) throw new Error('No variant')
      await stockOf(db, opened.id) // its object takes over; the others' do not yet
      const queue = await start(db, small(9))
      const [message] = queue.messages
      if (!message) throw new Error('No message')
      const { bindings, orDeath } = dyingAt(call, when)
      const end = await orDeath(continueImport({ ...bindings, IMPORTS: queue.env.IMPORTS }, message))
      if (end === 'died') died++
      await finish(queue)
      const { rows } = await reportOf(db, queue.job.id)
      expect(rows).toEqual(['2 updated', '3 updated', '5 updated'])
      expect(await Promise.all(variants.map(({ id }) => stockOf(db, id)))).toEqual([9, 9, 9, 9])
      const { items } = await levelsOf(db)
      expect(items).toEqual([9, 9, 9, 9])
      if (end !== 'died') break
    }
    expect(died).toBeGreaterThan(7)
  })
})

describe('stock that was there and is sold from while it is set', () => {
  const small = (quantity: number) => catalogue(3, { quantity })

  /** Four variants with three pieces each, of which the first has an object already, and a file that says nine. */
  async function recounting() {
    const { db } = await makeStore()
    await runImport(db, small(3))
    const ids = (await catalogueOf(db)).variants.map(({ id }) => id)
    await stockOf(db, ids[0] ?? '')
    const queue = await start(db, small(9))
    const [message] = queue.messages
    if (!message) throw new Error('No message')
    return { db, ids, queue, message }
  }
  const counts = (db: StoreDb, ids: string[]) => Promise.all(ids.map((id) => stockOf(db, id)))
  const sellOneOfEach = (db: StoreDb, ids: string[]) =>
    Promise.all(
      ids.map(async (id) => {
        const sku = env.SKU_STOCK.getByName(`${db.storeId}:${id}`)
        const hold = { id: crypto.randomUUID(), quantity: 1, ttlMs: HOLD_TTL_MS, locationId: null }
        expect(await sku.reserve(hold)).toMatchObject({ outcome: 'held' })
        expect(await sku.commit(hold.id)).toMatchObject({ outcome: 'committed' })
      }),
    )

  test.each(['before', 'after'] as const)('stays sold when the Worker has died %s any call', async (when) => {
    const seen = new Set<number>()
    for (let call = 0; ; call++) {
      const { db, ids, queue, message } = await recounting()
      const { bindings, orDeath } = dyingAt(call, when)
      const end = await orDeath(continueImport({ ...bindings, IMPORTS: queue.env.IMPORTS }, message))
      const before = await counts(db, ids)
      for (const count of before) seen.add(count)
      await sellOneOfEach(db, ids)
      await finish(queue)
      expect(await counts(db, ids)).toEqual(before.map((count) => (count === 9 ? 8 : 9)))
      if (end !== 'died') break
    }
    expect(seen).toEqual(new Set([3, 9]))
  })

  test('stays sold when a delivery of the same message is late', async () => {
    const { db, ids, queue, message } = await recounting()
    const late = waitingAt((sql) => sql.includes('INSERT INTO stock_levels'))
    const delivery = continueImport({ ...late.bindings, IMPORTS: queue.env.IMPORTS }, message)
    await late.reached
    await finish(queue)
    await sellOneOfEach(db, ids)
    late.goOn()
    await delivery
    expect(await counts(db, ids)).toEqual([8, 8, 8, 8])
  })

  test('is told of once though the Worker has died before it told', async () => {
    const told = async (db: StoreDb) =>
      (await db.d1.prepare(`SELECT id FROM outbox WHERE store_id = ?1 AND type = 'LOW_STOCK'`).bind(db.storeId).all())
        .results.length
    const { db } = await makeStore()
    await runImport(db, small(3))
    const queue = await start(db, small(0))
    const [message] = queue.messages
    if (!message) throw new Error('No message')
    const { bindings, orDeath } = dyingAt((sql) => sql.includes('INSERT INTO stock_levels'), 'after')
    expect(await orDeath(continueImport({ ...bindings, IMPORTS: queue.env.IMPORTS }, message))).toBe('died')
    expect(await told(db)).toBe(0)
    await finish(queue)
    expect(await told(db)).toBe(4)
  })
})

async function levelsOf(db: StoreDb) {
  const { results } = await db.d1
    .prepare('SELECT available FROM stock_levels WHERE store_id = ?1')
    .bind(db.storeId)
    .all<{ available: number }>()
  return { items: results.map(({ available }) => available) }
}
