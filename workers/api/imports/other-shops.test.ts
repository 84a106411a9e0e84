/** What other shops and spreadsheets write, imported and then bought, in both generations of Shopify's column names. */
import { describe, expect, test } from 'vitest'
import type { StoreDb } from '#api/db/store-db.ts'
import * as t from '#api/db/tables/index.ts'
import { env, makeStore } from '#tests/workers/fixtures.ts'
import { csv, runImport } from '#tests/workers/imports.ts'
import { newShopper, request } from '#tests/workers/shopper.ts'

const NEW_NAMES: Record<string, string> = {
  Handle: 'URL handle',
  Published: 'Published on online store',
  'Option1 Name': 'Option1 name',
  'Option1 Value': 'Option1 value',
  'Variant SKU': 'SKU',
  'Variant Grams': 'Weight value (grams)',
  'Variant Inventory Tracker': 'Inventory tracker',
  'Variant Inventory Qty': 'Inventory quantity',
  'Variant Inventory Policy': 'Continue selling when out of stock',
  'Variant Price': 'Price',
  'Variant Requires Shipping': 'Requires shipping',
  'Variant Taxable': 'Charge tax',
}
type Fields = Record<string, string | number>
const renamed = (rows: Fields[]) =>
  rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [NEW_NAMES[name] ?? name, value])))
const GENERATIONS = [
  ['until 2024', (rows: Fields[]) => csv(rows)],
  ['since 2024', (rows: Fields[]) => csv(renamed(rows))],
] as const

/** As Shopify exports it: live, tracked, taxed, sent, five on the shelf. */
const goods = (handle: string, more: Fields = {}): Fields => ({
  Handle: handle,
  Title: handle,
  Published: 'TRUE',
  Status: 'active',
  'Option1 Name': 'Title',
  'Option1 Value': 'Default Title',
  'Variant SKU': handle.toUpperCase(),
  'Variant Grams': 100,
  'Variant Inventory Tracker': 'shopify',
  'Variant Inventory Qty': 5,
  'Variant Inventory Policy': 'deny',
  'Variant Price': '10.00',
  'Variant Requires Shipping': 'TRUE',
  'Variant Taxable': 'TRUE',
  ...more,
})

async function variantOf(db: StoreDb, slug: string) {
  const row = await db.first<{ id: string }>(
    `SELECT v.id FROM variants AS v JOIN products AS p ON p.id = v.product_id WHERE v.store_id = ?1 AND p.slug = ?2`,
    slug,
  )
  if (!row) throw new Error(`${slug} is not there`)
  return row.id
}
const homeOf = (db: StoreDb, variantId: string) => env.SKU_STOCK.getByName(`${db.storeId}:${variantId}`)

async function shown(storeId: string, slug: string) {
  const { data } = await request<{ variants: { availability: string }[] }>(`/stores/${storeId}/products/${slug}`)
  return data.variants[0]?.availability
}

describe.each(GENERATIONS)('a file with the columns %s', (_, fileOf) => {
  const madeToOrder = goods('made-to-order', { 'Variant Inventory Qty': 0, 'Variant Inventory Policy': 'continue' })
  const untracked = goods('untracked', { 'Variant Inventory Tracker': '', 'Variant Inventory Qty': 0 })
  const blank = goods('untracked-blank', { 'Variant Inventory Tracker': '', 'Variant Inventory Qty': '' })

  test('sells on backorder what continues, and without limit what nobody tracks', async () => {
    const store = await makeStore()
    const file = fileOf([madeToOrder, untracked, blank, goods('gone', { 'Variant Inventory Qty': 0 })])
    const { job } = await runImport(store.db, file)
    expect(job).toMatchObject({ created: 4, buyable: 3, notBuyable: { no_stock: 1 } })
    const shopper = await newShopper(store.id)
    for (const slug of ['made-to-order', 'untracked', 'untracked-blank']) {
      expect((await shopper.add(await variantOf(store.db, slug), 7)).error).toBeNull()
    }
    expect((await shopper.add(await variantOf(store.db, 'gone'), 1)).error?.code).toBe('insufficient_stock')
    const { data } = await shopper.cart()
    expect(data.lines.map(({ notices }) => notices.map(({ code }) => code))).toEqual([['backorder'], [], []])
    expect((await shopper.checkout()).data?.status).toBe('completed')
    expect(await homeOf(store.db, await variantOf(store.db, 'made-to-order')).audit()).toMatchObject({ owed: 7 })
    for (const slug of ['untracked', 'untracked-blank']) {
      const audit = await homeOf(store.db, await variantOf(store.db, slug)).audit()
      expect(audit).toMatchObject({ onHand: 0, owed: 0, held: 0, sold: 0, consistent: true })
    }
    expect([await shown(store.id, 'made-to-order'), await shown(store.id, 'untracked')]).toEqual([
      'backorder',
      'in_stock',
    ])
    expect((await runImport(store.db, file)).job).toMatchObject({ unchanged: 4, buyable: 3 })
  })

  test('changes how variants are sold that are there, bought before or not, and leaves what the merchant has set since', async () => {
    const store = await makeStore()
    const counted = [goods('fresh'), goods('bought')]
    await runImport(store.db, fileOf(counted))
    const bought = homeOf(store.db, await variantOf(store.db, 'bought'))
    await bought.snapshot()
    const open = counted.map((row) => ({ ...row, 'Variant Inventory Tracker': '' }))
    expect((await runImport(store.db, fileOf(open))).job).toMatchObject({ updated: 2, buyable: 2 })
    for (const slug of ['fresh', 'bought']) {
      expect(await homeOf(store.db, await variantOf(store.db, slug)).settings()).toMatchObject({ tracked: false })
    }
    await bought.configure({ ...(await bought.settings()), tracked: true })
    expect((await runImport(store.db, fileOf(open))).job).toMatchObject({ unchanged: 2 })
    expect(await bought.snapshot()).toMatchObject({ available: 5 })
  })

  test('has a stock below nothing as 0 on hand, with a line in the report', async () => {
    const store = await makeStore()
    const oversold = goods('oversold', { 'Variant Inventory Qty': -3, 'Variant Inventory Policy': 'continue' })
    const file = fileOf([oversold, goods('miscounted', { 'Variant Inventory Qty': -1 })])
    const { rows, job } = await runImport(store.db, file)
    expect(rows).toEqual(['2 created', '2 note quantity_negative', '3 created', '3 note quantity_negative'])
    expect(job).toMatchObject({ skipped: 0, buyable: 1, notBuyable: { no_stock: 1 } })
    expect([await shown(store.id, 'oversold'), await shown(store.id, 'miscounted')]).toEqual(['backorder', 'sold_out'])
  })

  test('sells without tax what is not taxable, and without delivery to anywhere what is not sent', async () => {
    const store = await makeStore({ taxRatePpm: 100_000 })
    const free = goods('exempt', { 'Variant Taxable': 'FALSE' })
    await runImport(store.db, fileOf([free, goods('pdf', { 'Variant Requires Shipping': 'FALSE' }), goods('mug')]))
    const shopper = await newShopper(store.id)
    const pdf = await shopper.add(await variantOf(store.db, 'pdf'), 1)
    expect(pdf.data).toMatchObject({
      needs_shipping: false,
      shipping_rates: [],
      totals: { tax: { amount_minor: 100 } },
    })
    const bare = { shipping_rate_id: null, shipping_address: null, name: 'Ada' }
    expect((await shopper.checkout(bare)).data?.status).toBe('completed')
    const items = await store.db.drizzle.select().from(t.orderItems).where(store.db.owned(t.orderItems))
    expect(items).toEqual([expect.objectContaining({ requiresShipping: false })])

    const other = await newShopper(store.id)
    const exempt = await other.add(await variantOf(store.db, 'exempt'), 1)
    expect(exempt.data).toMatchObject({ needs_shipping: true, totals: { tax: { amount_minor: 0 } } })
    const mixed = await other.add(await variantOf(store.db, 'mug'), 1)
    expect(mixed.data.totals.tax.amount_minor).toBe(125) // of the mug, and of half the delivery
  })

  test.each(['FALSCH', 'no', '0', 'nein', 'faux', 'いいえ', 'false'])(
    'is not live where Published is %s',
    async (word) => {
      const store = await makeStore()
      const { job } = await runImport(store.db, fileOf([goods('hidden', { Published: word, Status: '' })]))
      expect(job).toMatchObject({ created: 1, buyable: 0, notBuyable: { draft: 1 } })
    },
  )

  test('leaves out a product whose state nobody understands', async () => {
    const store = await makeStore()
    const file = fileOf([
      goods('a', { Published: 'maybe' }),
      goods('b', { Status: 'sleeping' }),
      goods('c', { Status: 'Entwurf' }),
    ])
    expect((await runImport(store.db, file)).rows).toEqual([
      '2 skipped status_invalid',
      '3 skipped status_invalid',
      '4 created',
    ])
  })

  test('gives variants SKUs of their own where one stands for several', async () => {
    const store = await makeStore()
    const sizes = ['S', 'M', 'L'].map((size) =>
      goods('blouse', { 'Option1 Name': 'Size', 'Option1 Value': size, 'Variant SKU': 'M-1' }),
    )
    const { rows, job } = await runImport(store.db, fileOf(sizes))
    expect(rows).toEqual(['2 created', '3 note sku_duplicate', '4 note sku_duplicate'])
    expect(job.buyable).toBe(3)
    const [note] = await store.db.drizzle
      .select()
      .from(t.importRows)
      .where(store.db.owned(t.importRows))
      .limit(1)
      .offset(1)
    expect(note?.message).toBe('The SKU “M-1” is another variant’s: this one has “BLOUSE-M”.')
    expect((await runImport(store.db, fileOf(sizes))).job).toMatchObject({ unchanged: 1 })
  })

  test('has line breaks in names as blanks, and codes without the apostrophe of a spreadsheet', async () => {
    const store = await makeStore()
    const first = goods('a', { Title: 'Line one\nline two', Vendor: 'Acme\r\nLtd', 'Variant SKU': "'0123" })
    const size = { 'Option1 Name': 'Size', 'Option1 Value': 'Large\n(42)', 'Variant SKU': "O'Neill" }
    const { job } = await runImport(store.db, fileOf([first, goods('b', { ...size, Title: "'90s shirt" })]))
    expect(job).toMatchObject({ created: 2, skipped: 0 })
    const products = await store.db.drizzle
      .select()
      .from(t.products)
      .where(store.db.owned(t.products))
      .orderBy(t.products.slug)
    expect(products).toMatchObject([{ title: 'Line one line two', vendor: 'Acme Ltd' }, { title: "'90s shirt" }])
    const variants = await store.db.drizzle
      .select()
      .from(t.variants)
      .where(store.db.owned(t.variants))
      .orderBy(t.variants.sku)
    expect(variants).toMatchObject([{ sku: '0123' }, { sku: "O'Neill", options: ['Large (42)'] }])
  })

  test('that renames and changes an option at once changes nothing', async () => {
    const store = await makeStore()
    const shirt = (name: string, value: string) =>
      goods('shirt', { 'Option1 Name': name, 'Option1 Value': value, 'Variant SKU': '' })
    await runImport(store.db, fileOf([shirt('Size', 'S'), shirt('Size', 'M')]))
    expect((await runImport(store.db, fileOf([shirt('Colour', 'Red')]))).rows).toEqual(['2 skipped options_conflict'])
    const options = () => store.db.drizzle.select().from(t.productOptions).where(store.db.owned(t.productOptions))
    expect(await options()).toMatchObject([{ name: 'Size', values: ['S', 'M'] }])
    const renamed = fileOf([shirt('Größe', 'S'), shirt('Größe', 'M'), shirt('Größe', 'L')])
    expect((await runImport(store.db, renamed)).rows).toEqual(['2 updated'])
    expect(await options()).toMatchObject([{ name: 'Größe', values: ['S', 'M', 'L'] }])
  })

  test.each([
    ['USD', '12,50', 1250],
    ['USD', '1,250', 125_000],
    ['USD', '1,250.50', 125_050],
    ['USD', '1.250,50', 125_050],
    ['USD', '1\u00a0250,50', 125_050],
    ['USD', '1.250', null],
    ['KWD', '1.250', 1250],
    ['USD', '0,125', null],
    ['KWD', '0,250', 250],
    ['KWD', '12,345', 12_345_000],
    ['JPY', '1,250', 1250],
    ['JPY', '12,50', null],
  ])('in %s reads the price %s right', async (currency, price, minor) => {
    const store = await makeStore({ currency })
    const { rows } = await runImport(store.db, fileOf([goods('screw', { 'Variant Price': price })]), { said: currency })
    expect(rows).toEqual([minor === null ? '2 skipped price_invalid' : '2 created'])
    const [variant] = await store.db.drizzle.select().from(t.variants).where(store.db.owned(t.variants))
    expect(variant?.priceMinor ?? null).toBe(minor)
  })

  test('says in a dry run what the real run says of what can be bought', async () => {
    const store = await makeStore()
    const file = fileOf([
      madeToOrder,
      untracked,
      goods('mug'),
      goods('gone', { 'Variant Inventory Qty': -1 }),
      goods('hidden', { Status: 'draft' }),
      goods('old', { Status: 'archived' }),
      goods('free', { 'Variant Price': '' }),
      goods('wrong', { 'Variant Inventory Qty': 'many' }),
    ])
    const dry = await runImport(store.db, file, { dryRun: true, products: 3 })
    const real = await runImport(store.db, file)
    expect(real.rows).toEqual(dry.rows)
    const notBuyable = { no_price: 1, draft: 1, archived: 1, no_stock: 1, left_out: 1 }
    expect([dry.job, real.job]).toMatchObject([
      { buyable: 3, notBuyable },
      { buyable: 3, notBuyable },
    ])
  })
})
