import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { env, makeStore } from '#tests/workers/fixtures.ts'
import { failingAt } from '#tests/workers/frail.ts'
import { catalogueOf, csv, finish, reportOf, runImport, start, stockOf } from '#tests/workers/imports.ts'
import { continueImport } from './continue-import.ts'

/** The first is Shopify's header until 2024, the second since, with the same products below. */
const OLD = csv([
  {
    Handle: 'mug',
    Title: 'Mug',
    'Body (HTML)': '<p>For <b>tea</b><script>x</script></p>',
    Vendor: 'Ostra',
    Type: 'Cups',
    Tags: 'clay, Tea, tea',
    Published: 'true',
    'Option1 Name': 'Colour',
    'Option1 Value': 'Sand',
    'Variant SKU': 'MUG-S',
    'Variant Grams': 360,
    'Variant Inventory Qty': 5,
    'Variant Price': '24.00',
    'Variant Compare At Price': '30',
    'Variant Barcode': '123',
    'Image Src': 'https://cdn.example/group.jpg',
    'Image Position': 2,
    'Image Alt Text': 'Mugs',
    'SEO Title': 'Tea mug',
    'SEO Description': 'A mug',
    'Variant Image': 'https://cdn.example/sand.jpg',
    'Cost per item': '9.5',
    Status: 'active',
  },
  {
    Handle: 'mug',
    'Option1 Value': 'Moss',
    'Variant SKU': 'MUG-M',
    'Variant Inventory Qty': 0,
    'Variant Price': '26',
    'Image Src': 'https://cdn.example/sand.jpg',
    'Image Position': 1,
  },
  { Handle: 'mug', 'Image Src': 'https://cdn.example/back.jpg', 'Image Position': 3 },
  {
    Handle: 'towel',
    Title: 'Towel',
    'Option1 Name': 'Title',
    'Option1 Value': 'Default Title',
    'Variant Price': '12',
    'Variant Compare At Price': '0',
    Status: 'draft',
  },
])
const NEW = csv([
  {
    Title: 'Mug',
    'URL handle': 'mug',
    Description: '<p>For <b>tea</b></p>',
    Vendor: 'Ostra',
    Type: 'Cups',
    Tags: 'clay, Tea',
    'Published on online store': 'TRUE',
    Status: 'Active',
    SKU: 'MUG-S',
    Barcode: '123',
    'Option1 name': 'Colour',
    'Option1 value': 'Sand',
    Price: '24.00',
    'Compare-at price': '30',
    'Cost per item': '9.5',
    'Inventory quantity': 5,
    'Weight value (grams)': 360,
    'Product image URL': 'https://cdn.example/group.jpg',
    'Image position': 2,
    'Image alt text': 'Mugs',
    'Variant image URL': 'https://cdn.example/sand.jpg',
    'SEO title': 'Tea mug',
    'SEO description': 'A mug',
    'Product category': 'Home',
  },
  {
    'URL handle': 'mug',
    SKU: 'MUG-M',
    'Option1 value': 'Moss',
    Price: '26',
    'Inventory quantity': 0,
    'Product image URL': 'https://cdn.example/sand.jpg',
    'Image position': 1,
  },
  { 'URL handle': 'mug', 'Product image URL': 'https://cdn.example/back.jpg', 'Image position': 3 },
  {
    Title: 'Towel',
    'URL handle': 'towel',
    'Option1 name': 'Title',
    'Option1 value': 'Default Title',
    Price: '12',
    'Compare-at price': '0',
    Status: 'Draft',
  },
])

/** A picture of one pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const answerWith = (answer: () => Response) => vi.spyOn(globalThis, 'fetch').mockImplementation(async () => answer())

beforeEach(() => void answerWith(() => new Response(PNG)))
afterEach(() => void vi.restoreAllMocks())

describe.each([
  ['until 2024', OLD],
  ['since 2024', NEW],
])('a Shopify file with the columns %s', (_, file) => {
  test('becomes products with options, variants, pictures, categories and stock', async () => {
    const store = await makeStore()
    const { job, rows } = await runImport(store.db, file)
    expect(rows).toEqual(['2 created', '5 created'])
    expect(job).toMatchObject({ status: 'completed', format: 'shopify', created: 2, skipped: 0, imagesPending: 0 })

    const { products, options, variants, images, categories, links } = await catalogueOf(store.db)
    const [mug, towel] = products
    expect(mug).toMatchObject({
      ...{ slug: 'mug', title: 'Mug', vendor: 'Ostra', productType: 'Cups', tags: ['clay', 'Tea'], status: 'active' },
      ...{
        descriptionHtml: '<p>For <b>tea</b></p>',
        descriptionText: 'For tea',
        seoTitle: 'Tea mug',
        seoDescription: 'A mug',
      },
      ...{ minPriceMinor: 2400, maxPriceMinor: 2600, compareAtMinor: 3000 },
    })
    expect(options).toMatchObject([{ productId: mug?.id, name: 'Colour', position: 0, values: ['Sand', 'Moss'] }])
    expect(variants).toMatchObject([
      {
        sku: 'MUG-S',
        options: ['Sand'],
        priceMinor: 2400,
        compareAtMinor: 3000,
        costMinor: 950,
        barcode: '123',
        weightG: 360,
        importedQuantity: 5,
      },
      { sku: 'MUG-M', options: ['Moss'], priceMinor: 2600, compareAtMinor: null, importedQuantity: 0 },
      { sku: 'TOWEL', options: [], priceMinor: 1200, compareAtMinor: null, importedQuantity: null },
    ])
    expect(images.toSorted((a, b) => a.position - b.position)).toMatchObject([
      {
        status: 'ready',
        sourceUrl: 'https://cdn.example/sand.jpg',
        alt: 'Mug',
        optionValues: ['Sand'],
        contentType: 'image/png',
      },
      { status: 'ready', sourceUrl: 'https://cdn.example/group.jpg', alt: 'Mugs', optionValues: null },
      { status: 'ready', sourceUrl: 'https://cdn.example/back.jpg', alt: 'Mug', optionValues: null },
    ])
    expect(categories).toMatchObject([{ slug: 'cups', name: 'Cups', parentId: null, active: true }])
    expect(links).toMatchObject([{ categoryId: categories[0]?.id, productId: mug?.id }])
    expect(towel).toMatchObject({ slug: 'towel', status: 'draft' })
    expect(await stockOf(store.db, variants[0]?.id ?? '')).toBe(5)
  })

  test('changes nothing when it comes again, in either direction of time', async () => {
    const store = await makeStore()
    await runImport(store.db, file)
    const before = await catalogueOf(store.db)
    const { job, rows } = await runImport(store.db, file)
    expect(rows).toEqual(['2 unchanged', '5 unchanged'])
    expect(job).toMatchObject({ created: 0, updated: 0, unchanged: 2, skipped: 0 })
    expect(await catalogueOf(store.db)).toEqual(before)
    expect(await env.MEDIA.head(job.r2Key)).toBeNull()
  })

  test('tells a dry run what it would do, and writes nothing', async () => {
    const store = await makeStore()
    const before = await catalogueOf(store.db)
    const { job, rows } = await runImport(store.db, file, { dryRun: true })
    expect(rows).toEqual(['2 created', '5 created'])
    expect(job).toMatchObject({ status: 'completed', dryRun: true, created: 2 })
    expect(await catalogueOf(store.db)).toEqual(before)
    expect(fetch).not.toHaveBeenCalled()
  })
})

test('the two generations of one catalogue mean the same', async () => {
  const store = await makeStore()
  await runImport(store.db, OLD)
  const { rows } = await runImport(store.db, NEW)
  expect(rows).toEqual(['2 unchanged', '5 unchanged'])
})

describe('stock', () => {
  const shelf = (quantity: number | '') =>
    csv([{ Handle: 'mug', Title: 'Mug', 'Variant Price': 5, 'Variant Inventory Qty': quantity }])
  const variantOf = async (db: Parameters<typeof catalogueOf>[0]) => (await catalogueOf(db)).variants[0]?.id ?? ''

  test('sold between two imports of a file is not put back', async () => {
    const { db } = await makeStore()
    await runImport(db, shelf(10))
    const variant = await variantOf(db)
    await env.SKU_STOCK.getByName(`${db.storeId}:${variant}`).change({
      ...{ type: 'adjust', movementId: 'sale', locationId: 'default' },
      ...{ quantity: -3, reason: 'sold', actor: 'test' },
    })
    const { rows } = await runImport(db, shelf(10))
    expect(rows).toEqual(['2 unchanged'])
    expect(await stockOf(db, variant)).toBe(7)
  })

  test('is set when the file asks for another number than last time', async () => {
    const { db } = await makeStore()
    await runImport(db, shelf(10))
    const { rows } = await runImport(db, shelf(4))
    expect(rows).toEqual(['2 updated'])
    expect(await stockOf(db, await variantOf(db))).toBe(4)
  })

  test('stays when the file says nothing of it', async () => {
    const { db } = await makeStore()
    await runImport(db, shelf(10))
    expect((await runImport(db, shelf(''))).rows).toEqual(['2 unchanged'])
    expect(await stockOf(db, await variantOf(db))).toBe(10)
  })
})

describe('pictures', () => {
  const file = csv([
    { Handle: 'mug', Title: 'Mug', 'Variant Price': 5, 'Image Src': 'https://cdn.example/1.jpg' },
    { Handle: 'mug', 'Image Src': 'https://cdn.example/2.jpg' },
  ])

  test('that cannot be fetched are pending with the reason, and are fetched by a later run', async () => {
    const { db } = await makeStore()
    answerWith(() => new Response('gone', { status: 404 }))
    const first = await runImport(db, file)
    expect(first.rows).toEqual(['2 created', '2 image_pending image_pending', '3 image_pending image_pending'])
    expect(first.job).toMatchObject({ created: 1, imagesPending: 2 })
    const before = await catalogueOf(db)
    expect(before.images).toMatchObject([
      { status: 'pending', r2Key: null, pendingReason: 'The server answered 404.' },
      { status: 'pending', r2Key: null, pendingReason: 'The server answered 404.' },
    ])

    const second = await runImport(db, file)
    expect(second.rows).toEqual(['2 image_pending image_pending', '2 unchanged', '3 image_pending image_pending'])
    expect(await catalogueOf(db)).toEqual(before)

    answerWith(() => new Response(PNG))
    const third = await runImport(db, file)
    expect(third.rows).toEqual(['2 unchanged'])
    expect(third.job.imagesPending).toBe(0)
    expect((await catalogueOf(db)).images.map(({ status }) => status)).toEqual(['ready', 'ready'])
  })

  test('that are none stay pending as well', async () => {
    const { db } = await makeStore()
    answerWith(() => new Response('<svg onload=alert(1)>'))
    const { job } = await runImport(db, file)
    expect(job).toMatchObject({ status: 'completed', created: 1, imagesPending: 2 })
  })

  test('of a host that does not answer are not all waited for; those that it answers with an error are', async () => {
    const rows = (host: string) =>
      csv(
        Array.from({ length: 12 }, (_, index) => ({
          ...{ Handle: 'mug', Title: 'Mug', 'Variant Price': index ? '' : 5 },
          'Image Src': `https://${host}/${index}.jpg`,
        })),
      )
    const { db } = await makeStore()
    const silent = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('No route'))
    expect((await runImport(db, rows('silent.example'))).job.imagesPending).toBe(12)
    expect(silent).toHaveBeenCalledTimes(4)
    expect((await catalogueOf(db)).images.map(({ pendingReason }) => pendingReason)).toEqual(
      Array(12).fill('The server could not be reached.'),
    )
    const answering = answerWith(() => new Response('', { status: 404 }))
    answering.mockClear()
    expect((await runImport(db, rows('answering.example'))).job.imagesPending).toBe(12)
    expect(answering).toHaveBeenCalledTimes(12)
  })

  test('are tried a few at a time: a product with many goes over several slices', async () => {
    const { db } = await makeStore()
    const rows = Array.from({ length: 10 }, (_, index) => ({
      Handle: 'mug',
      Title: 'Mug',
      'Variant Price': index ? '' : 5,
      'Image Src': `https://cdn.example/${index}.jpg`,
    }))
    const file = csv([...rows, { Handle: 'cup', Title: 'Cup', 'Variant Price': 5 }])
    const queue = await start(db, file)
    const limits = { pictures: 4 }
    await finish(queue, limits)
    const { job, rows: report } = await reportOf(db, queue.job.id)
    expect(report).toEqual(['2 created', '12 created'])
    expect(job).toMatchObject({ status: 'completed', created: 2, unchanged: 0, imagesPending: 0 })
    expect(job.cursor.slice).toBeGreaterThan(2)
    expect(fetch).toHaveBeenCalledTimes(10)
  })
})

describe('a job that is interrupted', () => {
  const file = csv(
    Array.from({ length: 7 }, (_, index) => ({
      Handle: `p-${index}`,
      Title: `P ${index}`,
      'Variant Price': index === 3 ? 'x' : 5,
      'Variant Inventory Qty': 2,
    })),
  )
  const more = file.replaceAll('"2"\n', '"5"\n')
  const all = ['2 created', '3 created', '4 created', '5 skipped price_invalid', '6 created', '7 created', '8 created']

  test('goes on where its last slice ended', async () => {
    const { db } = await makeStore()
    const queue = await start(db, file)
    const limits = { products: 2 }
    for (let slices = 0; queue.messages.length > 0 && slices < 2; slices++) await finishOne(queue, limits)
    const half = await reportOf(db, queue.job.id)
    expect(half.job).toMatchObject({ status: 'running', created: 3, skipped: 1 })
    await finish(queue, limits)
    const whole = await reportOf(db, queue.job.id)
    expect(whole.rows).toEqual(all)
    expect(whole.job).toMatchObject({ status: 'completed', created: 6, unchanged: 0, skipped: 1 })
  })

  test('reports the truth when it died between the products and the end of the slice', async () => {
    const { db } = await makeStore()
    const queue = await start(db, file)
    const [message] = queue.messages
    if (!message) throw new Error('No message')
    const isEndOfSlice = (sql: string) => sql.includes('"import_keys"')
    const failing = { ...failingAt(isEndOfSlice, 'before'), IMPORTS: queue.env.IMPORTS }
    await expect(continueImport(failing, message)).rejects.toThrow('Network connection lost')
    expect((await reportOf(db, queue.job.id)).rows).toEqual(all.filter((row) => row.endsWith('created')))
    await finish(queue)
    const { job, rows } = await reportOf(db, queue.job.id)
    expect(rows).toEqual(all)
    expect(job).toMatchObject({ status: 'completed', created: 6, updated: 0, unchanged: 0 })
    const { variants } = await catalogueOf(db)
    for (const { id } of variants) expect(await stockOf(db, id)).toBe(2)
  })

  test('sets stock once more when it died between a shelf and the note of it', async () => {
    const { db } = await makeStore()
    await runImport(db, file)
    const { variants } = await catalogueOf(db)
    for (const { id } of variants) expect(await stockOf(db, id)).toBe(2)
    const queue = await start(db, more)
    const [message] = queue.messages
    if (!message) throw new Error('No message')
    const failing = {
      ...failingAt((sql) => sql.includes('imported_quantity = wanted'), 'before'),
      IMPORTS: queue.env.IMPORTS,
    }
    await expect(continueImport(failing, message)).rejects.toThrow('Network connection lost')
    await finish(queue)
    const { job, rows } = await reportOf(db, queue.job.id)
    expect(rows).toEqual(all.map((row) => row.replace('created', 'updated')))
    expect(job).toMatchObject({ status: 'completed', created: 0, updated: 6, unchanged: 0 })
    for (const { id } of variants) {
      expect(await stockOf(db, id)).toBe(5)
      const movements = await env.SKU_STOCK.getByName(`${db.storeId}:${id}`).movements(Number.MAX_SAFE_INTEGER, 10)
      expect(movements.map(({ quantity }) => quantity)).toEqual([3, 2])
    }
  })

  test('counts every product once when each message comes twice, at the same time and later', async () => {
    const { db } = await makeStore()
    const queue = await start(db, file)
    const limits = { products: 2, variants: 99, pictures: 9, rows: 99, ms: 9_999 }
    for (let message = queue.messages.shift(); message; message = queue.messages.shift()) {
      await Promise.all([continueImport(queue.env, message, limits), continueImport(queue.env, message, limits)])
      if (queue.messages.length > 1) throw new Error('The job has multiplied')
    }
    await continueImport(queue.env, { store_id: db.storeId, import_id: queue.job.id })
    const { job, rows } = await reportOf(db, queue.job.id)
    expect(rows).toEqual(all)
    expect(job).toMatchObject({ status: 'completed', created: 6, updated: 0, unchanged: 0, skipped: 1 })
    expect((await catalogueOf(db)).products).toHaveLength(6)
  })

  test('ends as failed, at its line, when it cannot get on', async () => {
    const { db } = await makeStore()
    const queue = await start(db, file)
    const failing = { ...failingAt((sql) => sql.includes('INTO "products"'), 'before'), IMPORTS: queue.env.IMPORTS }
    const [message] = queue.messages
    if (!message) throw new Error('No message')
    for (let attempt = 1; attempt <= 5; attempt++)
      await expect(continueImport(failing, message)).rejects.toThrow('Network connection lost')
    await continueImport(failing, message)
    const { job } = await reportOf(db, queue.job.id)
    expect(job).toMatchObject({ status: 'failed', failure: expect.stringContaining('line 2') })
    expect(await env.MEDIA.head(job.r2Key)).toBeNull()
  })

  test('ends at the line of the product that the database refuses, whatever came with it', async () => {
    const { db } = await makeStore()
    const queue = await start(db, file)
    await db.d1.exec(
      `CREATE TRIGGER refuse_p_4 BEFORE INSERT ON products WHEN new.slug = 'p-4' AND new.store_id = '${db.storeId}' BEGIN SELECT RAISE(ABORT, 'no'); END`,
    )
    for (let message = queue.messages.shift(); message; message = queue.messages.shift()) {
      const again = message
      await continueImport(queue.env, message).catch(() => queue.messages.push(again))
    }
    const { job, rows } = await reportOf(db, queue.job.id)
    expect(job).toMatchObject({ status: 'failed', failure: expect.stringContaining('line 6'), created: 3, skipped: 1 })
    expect(rows).toEqual(all.slice(0, 4))
    expect((await catalogueOf(db)).products.map(({ slug }) => slug)).toEqual(['p-0', 'p-1', 'p-2'])
  })
})

const finishOne = async (queue: Awaited<ReturnType<typeof start>>, limits: { products: number }) => {
  const message = queue.messages.shift()
  if (message) await continueImport(queue.env, message, { variants: 99, pictures: 9, rows: 99, ms: 9_999, ...limits })
}
