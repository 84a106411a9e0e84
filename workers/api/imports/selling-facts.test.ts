/** What files say of a variant beyond its price: unit prices, tax codes, what is not sent. */
import { v7 as uuidv7 } from 'uuid'
import { expect, test } from 'vitest'
import * as t from '#api/db/tables/index.ts'
import type { Product } from '#contract/catalogue.ts'
import { makeStore } from '#tests/workers/fixtures.ts'
import { csv, runImport } from '#tests/workers/imports.ts'
import { request } from '#tests/workers/shopper.ts'

type Fields = Record<string, string | number>
const goods = (handle: string, more: Fields = {}): Fields => ({
  Handle: handle,
  Title: handle,
  'Variant SKU': handle.toUpperCase(),
  'Variant Price': '3.00',
  ...more,
})
const measured = (total: string | number, unit: string, base: string | number, baseUnit = unit): Fields => ({
  'Unit Price Total Measure': total,
  'Unit Price Total Measure Unit': unit,
  'Unit Price Base Measure': base,
  'Unit Price Base Measure Unit': baseUnit,
})

async function variantOf(storeId: string, slug: string, query = '') {
  const { data } = await request<Product>(`/stores/${storeId}/products/${slug}${query}`)
  const [variant] = data.variants
  if (!variant) throw new Error(`${slug} has no variant`)
  return variant
}

test('the columns of the unit price are kept, and the price of a unit is told to the cent', async () => {
  const store = await makeStore()
  const file = csv([
    goods('serum', measured(75, 'ml', 100)),
    goods('wine', measured('0.75', 'L', 1)),
    goods('tea', measured('0,25', 'kg', 100, 'g')),
    goods('mug', measured('', '', '')),
    goods('zero', measured(0, '', 0)),
  ])
  const { job, rows } = await runImport(store.db, file)
  expect(rows).toEqual([2, 3, 4, 5, 6].map((line) => `${line} created`))
  const unitPrices = await Promise.all(
    ['serum', 'wine', 'tea', 'mug', 'zero'].map(async (slug) => (await variantOf(store.id, slug)).unit_price),
  )
  expect(unitPrices).toEqual([
    {
      price: { amount_minor: 400, currency: 'USD' },
      measure: { total: 75, total_unit: 'ml', base: 100, base_unit: 'ml' },
    },
    {
      price: { amount_minor: 400, currency: 'USD' },
      measure: { total: 0.75, total_unit: 'l', base: 1, base_unit: 'l' },
    },
    {
      price: { amount_minor: 120, currency: 'USD' },
      measure: { total: 0.25, total_unit: 'kg', base: 100, base_unit: 'g' },
    },
    null,
    null,
  ])
  expect(job).toMatchObject({ skipped: 0 })
  expect((await runImport(store.db, file)).job).toMatchObject({ unchanged: 5 })
})

test('a unit price that cannot be told is left out, with a note; a file without the columns leaves it', async () => {
  const store = await makeStore()
  const odd = csv([
    goods('a', measured(75, 'ml', 1, 'kg')),
    goods('b', measured(75, 'parsec', 1)),
    goods('c', measured(-75, 'ml', 100)),
    goods('d', measured('0.0005', 'l', 1)),
    goods('e', measured(75, 'ml', '')),
    goods('f', measured(75, 'ml', 100, '')),
  ])
  const { rows, job } = await runImport(store.db, odd)
  const noted = [2, 3, 4, 5, 6].flatMap((line) => [`${line} created`, `${line} note unit_price_invalid`])
  expect(rows).toEqual([...noted, '7 created'])
  expect(job).toMatchObject({ skipped: 0, created: 6 })
  expect((await variantOf(store.id, 'a')).unit_price).toBeNull()
  await runImport(store.db, csv([goods('f', { 'Variant Price': '6.00' })]))
  expect((await variantOf(store.id, 'f')).unit_price?.price.amount_minor).toBe(800)
  await runImport(store.db, csv([goods('f', measured('', '', ''))]))
  expect((await variantOf(store.id, 'f')).unit_price).toBeNull()
})

test('a tax code is kept and told, and what is not sent is told too', async () => {
  const store = await makeStore()
  const file = csv([
    goods('book', { 'Variant Tax Code': 'P0000000', 'Variant Requires Shipping': 'TRUE' }),
    goods('pdf', { 'Variant Tax Code': '', 'Variant Requires Shipping': 'FALSE' }),
  ])
  const { rows } = await runImport(store.db, file)
  expect(rows).toEqual(['2 created', '3 created'])
  expect(await variantOf(store.id, 'book')).toMatchObject({ tax_code: 'P0000000', requires_shipping: true })
  expect(await variantOf(store.id, 'pdf')).toMatchObject({ tax_code: null, requires_shipping: false })
  await runImport(store.db, csv([goods('book', { 'Variant Price': '4.00' })]))
  expect(await variantOf(store.id, 'book')).toMatchObject({ tax_code: 'P0000000' })
  const long = await runImport(store.db, csv([goods('book', { 'Variant Tax Code': 'x'.repeat(101) })]))
  expect(long.rows).toEqual(['2 skipped text_too_long'])
})

test('our own format says it all the same', async () => {
  const store = await makeStore()
  const variant = {
    sku: 'OIL',
    options: [],
    price_minor: 1299,
    tax_code: 'PF050030',
    requires_shipping: false,
    unit_measure: { total: 500, total_unit: 'ml', base: 1, base_unit: 'l' },
  }
  const fileOf = (variants: object[]) =>
    JSON.stringify({ format: 'tradewind-catalogue/1', products: [{ slug: 'oil', title: 'Oil', variants }] })
  expect((await runImport(store.db, fileOf([variant]))).rows).toEqual(['1 created'])
  expect(await variantOf(store.id, 'oil')).toMatchObject({
    unit_price: { price: { amount_minor: 2598 }, measure: variant.unit_measure },
    tax_code: 'PF050030',
    requires_shipping: false,
  })
  const odd = { ...variant, unit_measure: { ...variant.unit_measure, base_unit: 'kg' } }
  expect((await runImport(store.db, fileOf([odd]))).rows).toContain('1 skipped entry_invalid')
})

test('the price of a unit follows the price list that counts', async () => {
  const store = await makeStore({ currencies: ['EUR'] })
  await runImport(store.db, csv([goods('serum', measured(75, 'ml', 100))]))
  const { drizzle } = store.db
  const [{ id = '' } = {}] = await drizzle
    .select({ id: t.variants.id })
    .from(t.variants)
    .where(store.db.owned(t.variants))
  for (const [currency, priceMinor] of [
    ['USD', 150],
    ['EUR', 225],
  ] as const) {
    const list = { id: uuidv7(), storeId: store.id, name: currency, currency, active: true, priority: 0 }
    await drizzle.batch([
      drizzle.insert(t.priceLists).values({ ...list, createdAt: 0, updatedAt: 0 }),
      drizzle
        .insert(t.prices)
        .values({ storeId: store.id, variantId: id, priceListId: list.id, minQuantity: 1, priceMinor }),
    ])
  }
  expect((await variantOf(store.id, 'serum')).unit_price?.price).toEqual({ amount_minor: 200, currency: 'USD' })
  expect((await variantOf(store.id, 'serum', '?currency=EUR')).unit_price?.price).toEqual({
    amount_minor: 300,
    currency: 'EUR',
  })
})
