import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { env, makeStore } from '#tests/workers/fixtures.ts'
import { catalogueOf, csv, finish, reportOf, runImport, start, stockOf } from '#tests/workers/imports.ts'

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
      slug: 'mug',
      title: 'Mug',
      vendor: 'Ostra',
      productType: 'Cups',
      tags: ['clay', 'Tea'],
      status: 'active',
      descriptionHtml: '<p>For <b>tea</b></p>',
      descriptionText: 'For tea',
      seoTitle: 'Tea mug',
      seoDescription: 'A mug',
      minPriceMinor: 2400,
      maxPriceMinor: 2600,
      compareAtMinor: 3000,
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
    expect((await env.MEDIA.list({ prefix: `${store.id}/` })).objects).toEqual([])
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
      type: 'adjust',
      movementId: 'sale',
      locationId: 'default',
      quantity: -3,
      reason: 'sold',
      actor: 'test',
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
          Handle: 'mug',
          Title: 'Mug',
          'Variant Price': index ? '' : 5,
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
