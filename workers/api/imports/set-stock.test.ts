import { describe, expect, test } from 'vitest'
import type { StoreDb } from '#api/db/store-db.ts'
import * as t from '#api/db/tables/index.ts'
import { env, makeStore } from '#tests/workers/fixtures.ts'
import { catalogueOf, csv, runImport, stockOf } from '#tests/workers/imports.ts'

const NAMES = ['a', 'b', 'c']
const shelf = (quantity: number) =>
  csv(NAMES.map((Handle) => ({ Handle, Title: Handle, 'Variant Price': 5, 'Variant Inventory Qty': quantity })))
const variantIds = async (db: StoreDb) => (await catalogueOf(db)).variants.map(({ id }) => id)
const rowsOf = async <T>(db: StoreDb, query: string) => (await db.d1.prepare(query).bind(db.storeId).all<T>()).results
const told = (db: StoreDb, type: string) =>
  rowsOf<{ variant: string }>(
    db,
    `SELECT payload ->> 'variant_id' AS variant FROM outbox WHERE store_id = ?1 AND type = '${type}' ORDER BY 1`,
  )

/** Nobody has asked for any of them, or the objects of all are awake. */
describe.each([
  ['that nobody has bought', false],
  ['with an object each', true],
])('products %s', (_, isAwake) => {
  async function stocked(quantity: number) {
    const { db } = await makeStore()
    await runImport(db, shelf(quantity))
    const ids = await variantIds(db)
    if (isAwake) await Promise.all(ids.map((id) => stockOf(db, id)))
    return { db, ids }
  }

  test('are on lists with their new stock as soon as the import is through', async () => {
    const { db, ids } = await stocked(2)
    const { rows } = await runImport(db, shelf(6))
    expect(rows).toEqual(['2 updated', '3 updated', '4 updated'])
    const products = await rowsOf(db, 'SELECT available FROM products WHERE store_id = ?1')
    expect(products).toEqual(NAMES.map(() => ({ available: 6 })))
    const listed = await rowsOf(db, `SELECT in_stock FROM product_listings WHERE store_id = ?1 AND category_id = ''`)
    expect(listed).toEqual(NAMES.map(() => ({ in_stock: 1 })))
    expect(await Promise.all(ids.map((id) => stockOf(db, id)))).toEqual([6, 6, 6])
    for (const id of ids) {
      const audit = await env.SKU_STOCK.getByName(`${db.storeId}:${id}`).audit()
      expect(audit).toMatchObject({ consistent: true, received: 6, projectedSequence: audit.sequence })
    }
  })

  test('that run out are told of once', async () => {
    const { db, ids } = await stocked(2)
    await runImport(db, shelf(0))
    expect(await told(db, 'LOW_STOCK')).toEqual(ids.toSorted().map((variant) => ({ variant })))
    await runImport(db, shelf(0))
    expect(await told(db, 'LOW_STOCK')).toHaveLength(3)
    expect((await runImport(db, shelf(2))).rows).toEqual(['2 updated', '3 updated', '4 updated'])
    expect(await told(db, 'LOW_STOCK')).toHaveLength(3)
  })

  test('that come back are told to whoever asked, once', async () => {
    const { db, ids } = await stocked(0)
    const [variantId = ''] = ids
    await db.drizzle
      .insert(t.stockSubscriptions)
      .values({ id: crypto.randomUUID(), storeId: db.storeId, variantId, email: 'ada@example.com', createdAt: 1 })
    await runImport(db, shelf(4))
    await runImport(db, shelf(5))
    expect(await told(db, 'BACK_IN_STOCK')).toEqual([{ variant: variantId }])
    expect(await rowsOf(db, 'SELECT id FROM stock_subscriptions WHERE store_id = ?1')).toEqual([])
  })
})

test('a new variant of a product that is there comes with its stock', async () => {
  const { db } = await makeStore()
  const size = (value: string, quantity: number) => ({
    Handle: 'tee',
    Title: 'Tee',
    'Option1 Name': 'Size',
    'Option1 Value': value,
    'Variant Price': 5,
    'Variant Inventory Qty': quantity,
  })
  await runImport(db, csv([size('S', 1)]))
  await runImport(db, csv([size('S', 1), { ...size('M', 2), Title: '' }]))
  expect(await rowsOf(db, 'SELECT available FROM products WHERE store_id = ?1')).toEqual([{ available: 3 }])
  expect(await Promise.all((await variantIds(db)).map((id) => stockOf(db, id)))).toEqual([1, 2])
})
