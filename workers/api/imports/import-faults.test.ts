import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { env, makeProduct, makeStore } from '#tests/workers/fixtures.ts'
import { catalogueOf, csv, reportOf, runImport, start, stockOf } from '#tests/workers/imports.ts'

beforeEach(() => void vi.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response(null, { status: 404 })))
afterEach(() => void vi.restoreAllMocks())

const row = (handle: string, more: Record<string, string> = {}) => ({
  Handle: handle,
  Title: handle,
  'Variant Price': '5',
  ...more,
})

describe('what only the store or the rest of the file can tell', () => {
  test('a SKU that another product of the file has: the first keeps it', async () => {
    const { db } = await makeStore()
    const sku = { 'Variant SKU': 'ONE' }
    const file = csv([
      row('a', sku),
      row('b', sku),
      { ...row('c', sku), 'Option1 Name': 'Size', 'Option1 Value': 'S' },
      { Handle: 'c', 'Option1 Value': 'M', 'Variant Price': '5' },
    ])
    const { job, rows } = await runImport(db, file)
    expect(rows).toEqual(['2 created', '3 created', '3 note sku_duplicate', '4 created', '4 note sku_duplicate'])
    expect(job).toMatchObject({ created: 3, skipped: 0 })
    const skus = async () => (await catalogueOf(db)).variants.map(({ sku }) => sku).sort()
    expect(await skus()).toEqual(['B', 'C-M', 'C-S', 'ONE'])
    expect((await runImport(db, file)).job).toMatchObject({ unchanged: 3, skipped: 0 })
    expect(await skus()).toEqual(['B', 'C-M', 'C-S', 'ONE'])
  })

  test('a SKU that another product of the store has', async () => {
    const { db } = await makeStore()
    const { variants } = await makeProduct(db, { slug: 'mine', skus: ['X'] })
    const sku = { 'Variant SKU': variants[0]?.sku ?? '' }
    const { rows } = await runImport(
      db,
      csv([row('other', sku), { Handle: 'other', 'Image Src': 'https://a.example/1.png' }, row('fine')]),
    )
    expect(rows).toEqual(['2 created', '2 note sku_duplicate', '3 image_pending image_pending', '4 created'])
  })

  test('the same SKU in another store, which is nobody else’s business', async () => {
    const [one, two] = [await makeStore(), await makeStore()]
    const file = csv([row('a', { 'Variant SKU': 'ONE' })])
    await runImport(one.db, file)
    expect((await runImport(two.db, file)).rows).toEqual(['2 created'])
  })

  test('a handle that the file has used before, in this slice or an earlier one', async () => {
    const file = csv([
      row('a'),
      row('b'),
      row('c'),
      row('A '),
      { Handle: 'a', 'Image Src': 'https://a.example/1.png' },
      row('d'),
    ])
    const expected = [
      '2 created',
      '3 created',
      '4 created',
      '5 skipped slug_duplicate',
      '6 skipped product_skipped',
      '7 created',
    ]
    for (const products of [50, 1]) {
      const { db } = await makeStore()
      expect((await runImport(db, file, { products })).rows).toEqual(expected)
      expect((await runImport(db, file, { products, dryRun: true })).rows).toEqual(
        expected.map((line) => line.replace('created', 'unchanged')),
      )
    }
  })

  test('options that do not fit the variants that stay', async () => {
    const { db } = await makeStore()
    const sized = (size: string, sku: string) =>
      row('tee', { 'Option1 Name': 'Size', 'Option1 Value': size, 'Variant SKU': sku })
    await runImport(db, csv([sized('S', 'A'), sized('M', 'B')]))
    const before = await catalogueOf(db)
    const { rows } = await runImport(db, csv([row('tee')]))
    expect(rows).toEqual(['2 skipped options_conflict'])
    expect(await catalogueOf(db)).toEqual(before)
  })
})

test('descriptions of two megabytes are refused, and the rest goes in', async () => {
  const { db } = await makeStore()
  const file = csv([
    row('a'),
    row('b', { 'Body (HTML)': '<p>x</p>\n'.repeat(230_000) }),
    { Handle: 'b', 'Image Src': 'https://a.example/1.png' },
    row('c'),
  ])
  const { rows } = await runImport(db, file)
  expect(rows).toEqual([
    '2 created',
    '3 skipped description_too_large',
    '230004 skipped product_skipped',
    '230005 created',
  ])
})

test('a script in a description is gone when it is stored', async () => {
  const { db } = await makeStore()
  await runImport(
    db,
    csv([
      row('a', { 'Body (HTML)': '<p onclick=alert(1)>Hi<script>alert(1)</script><img src=x onerror=alert(1)></p>' }),
    ]),
  )
  expect((await catalogueOf(db)).products[0]).toMatchObject({ descriptionHtml: '<p>Hi</p>', descriptionText: 'Hi' })
})

test('a file saved in Latin-1 has its rows with accents reported, and the others go in', async () => {
  const { db } = await makeStore()
  const text = csv([row('a'), row('b', { Title: 'Café' }), row('c')])
  const { rows } = await runImport(
    db,
    Uint8Array.from(text, (char) => char.charCodeAt(0)),
  )
  expect(rows).toEqual(['2 created', '3 skipped encoding_invalid', '4 created'])
})

test('a dry run reports what the real run will, rows with faults and all', async () => {
  const { db } = await makeStore()
  const file = [
    csv([
      row('a', { 'Variant SKU': 'ONE' }),
      row('b', { 'Variant SKU': 'ONE' }),
      row('c', { 'Variant Price': 'x' }),
      row('', { Title: '' }),
      row('a'),
    ]),
    '"open,1,2\n',
    '"d","D","5","FOUR"\n',
  ].join('')
  const dry = await runImport(db, file, { dryRun: true, products: 1 })
  const real = await runImport(db, file)
  expect(real.rows).toEqual(dry.rows)
  expect(real.rows).toEqual([
    '2 created',
    '3 created',
    '3 note sku_duplicate',
    '4 skipped price_invalid',
    '5 skipped handle_missing',
    '6 skipped slug_duplicate',
    '7 skipped csv_malformed',
    '8 created',
  ])
  expect(real.job).toMatchObject({ created: 3, skipped: 4, status: 'completed' })
  const { buyable, notBuyable } = dry.job
  expect(real.job).toMatchObject({ buyable, notBuyable })
})

test('a change in the file changes just that, and keeps ids', async () => {
  const { db } = await makeStore()
  const file = (price: string, title: string) =>
    csv([
      row('tee', {
        Title: title,
        'Option1 Name': 'Size',
        'Option1 Value': 'S',
        'Variant Inventory Qty': '3',
        Tags: 'a',
      }),
      { Handle: 'tee', 'Option1 Value': 'M', 'Variant Price': price, 'Variant Inventory Qty': '4' },
    ])
  await runImport(db, file('5', 'Tee'))
  const before = await catalogueOf(db)
  const { rows } = await runImport(db, file('7.50', 'T-shirt'))
  const after = await catalogueOf(db)
  expect(rows).toEqual(['2 updated'])
  expect(after.products[0]).toMatchObject({
    id: before.products[0]?.id,
    title: 'T-shirt',
    minPriceMinor: 500,
    maxPriceMinor: 750,
  })
  expect(after.variants.map(({ id, sku }) => [id, sku])).toEqual(before.variants.map(({ id, sku }) => [id, sku]))
  expect(after.variants.map(({ sku, priceMinor }) => [sku, priceMinor])).toEqual([
    ['TEE-S', 500],
    ['TEE-M', 750],
  ])
  expect(after.version).toBe((before.version ?? 0) + 1)
  expect(await stockOf(db, after.variants[1]?.id ?? '')).toBe(4)
})

test('a variant or picture that the file no longer names stays', async () => {
  const { db } = await makeStore()
  const s = row('tee', { 'Option1 Name': 'Size', 'Option1 Value': 'S', 'Image Src': 'https://a.example/1.png' })
  await runImport(db, csv([s, { Handle: 'tee', 'Option1 Value': 'M', 'Variant Price': '6' }]))
  const { rows } = await runImport(db, csv([{ ...s, 'Image Src': '' }]))
  const { options, variants, images } = await catalogueOf(db)
  expect(rows).toEqual(['2 unchanged'])
  expect(variants).toHaveLength(2)
  expect(images).toHaveLength(1)
  expect(options[0]?.values).toEqual(['S', 'M'])
})

test('a file with a header and nothing else is an import of nothing', async () => {
  const { db } = await makeStore()
  const { job, rows } = await runImport(db, 'Handle,Title,Variant Price\n')
  expect(rows).toEqual([])
  expect(job).toMatchObject({ status: 'completed', created: 0, skipped: 0 })
})

test('a file that has gone from the bucket ends the job with that reason', async () => {
  const { db } = await makeStore()
  const queue = await start(db, csv([row('a')]))
  await env.MEDIA.delete(queue.job.r2Key)
  const { continueImport } = await import('./continue-import.ts')
  await continueImport(queue.env, { store_id: db.storeId, import_id: queue.job.id })
  expect((await reportOf(db, queue.job.id)).job).toMatchObject({ status: 'failed', failure: 'The file is gone.' })
})
