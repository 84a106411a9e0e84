import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { env, makeStore } from '#tests/workers/fixtures.ts'
import { catalogueOf, runImport, stockOf } from '#tests/workers/imports.ts'

beforeEach(() => void vi.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response(null, { status: 404 })))
afterEach(() => void vi.restoreAllMocks())

const pretty = (value: unknown) => JSON.stringify(value, null, 2)
const lineOf = (text: string, needle: string) => text.slice(0, text.indexOf(needle)).split('\n').length - 1

describe('a file of dummyjson', () => {
  const review = (name: string, rating: unknown = 4) => ({
    rating,
    comment: 'Good <b>one</b>',
    date: '2025-04-30T09:41:02.053Z',
    reviewerName: name,
    reviewerEmail: `${name}@x.example`,
  })
  const mascara = {
    id: 1,
    title: 'Lash Mascara',
    description: 'Thick & <long> lashes',
    category: 'mens-watches',
    price: 9.99,
    discountPercentage: 10,
    rating: 2.56,
    stock: 99,
    tags: ['beauty', 'mascara'],
    brand: 'Essence',
    sku: 'BEA-1',
    weight: 4,
    meta: { barcode: '57847' },
    reviews: [review('Ann'), review('Ben', 5), review('Ben', 5)],
    images: ['https://cdn.example/1.webp', 'https://cdn.example/2.webp'],
    thumbnail: 'https://cdn.example/t.webp',
  }
  const plain = (title: unknown, more = {}) => ({
    title,
    description: 'x',
    category: 'tops',
    price: 5,
    stock: 1,
    sku: `S-${title}`,
    ...more,
  })

  test('becomes products with category, brand, stock, pictures and reviews', async () => {
    const { db } = await makeStore()
    const { job, rows } = await runImport(db, pretty([mascara]))
    expect(rows).toEqual(['2 created', '2 image_pending image_pending'])
    expect(job).toMatchObject({ format: 'dummyjson', status: 'completed', created: 1, imagesPending: 2 })
    const { products, variants, images, categories, reviews } = await catalogueOf(db)
    expect(products[0]).toMatchObject({
      slug: 'lash-mascara',
      title: 'Lash Mascara',
      vendor: 'Essence',
      tags: ['beauty', 'mascara'],
      status: 'active',
      minPriceMinor: 999,
      compareAtMinor: null,
      ratingSum: 14,
      ratingCount: 3,
      descriptionText: 'Thick & <long> lashes',
    })
    expect(variants).toMatchObject([
      { sku: 'BEA-1', options: [], priceMinor: 999, compareAtMinor: null, weightG: 4, barcode: '57847' },
    ])
    expect(images.map(({ sourceUrl }) => sourceUrl).toSorted()).toEqual([
      'https://cdn.example/1.webp',
      'https://cdn.example/2.webp',
    ])
    expect(categories).toMatchObject([{ slug: 'mens-watches', name: 'Mens Watches' }])
    expect(reviews).toHaveLength(3)
    expect(reviews).toContainEqual(
      expect.objectContaining({
        rating: 4,
        authorName: 'Ann',
        status: 'published',
        createdAt: Date.parse('2025-04-30T09:41:02.053Z'),
      }),
    )
    expect(JSON.stringify(reviews)).not.toContain('x.example')
    expect(await stockOf(db, variants[0]?.id ?? '')).toBe(99)
  })

  test('again adds nothing, and a new review adds itself alone', async () => {
    const { db } = await makeStore()
    await runImport(db, pretty([mascara]))
    const before = await catalogueOf(db)
    expect((await runImport(db, pretty({ products: [mascara] }))).rows[1]).toContain('unchanged')
    expect(await catalogueOf(db)).toEqual(before)
    await runImport(db, pretty([{ ...mascara, reviews: [review('Cay', 1), ...mascara.reviews] }]))
    expect((await catalogueOf(db)).products[0]).toMatchObject({ ratingSum: 15, ratingCount: 4 })
  })

  test('has its broken entries reported at their lines', async () => {
    const { db } = await makeStore()
    const entries = [
      plain('Good'),
      plain(''),
      plain('Priceless', { price: 'ask' }),
      plain('Negative', { stock: -1 }),
      'not a product',
      plain('Twin'),
      plain('Twin', { sku: 'T-2' }),
      plain('Copy', { sku: 'T-2' }),
      plain('Rated', { reviews: [review('Ann', 9), review('Ben'), review('', 3)] }),
    ]
    const text = pretty(entries)
    const { job, rows } = await runImport(db, text, { products: 2 })
    const at = (needle: string) => lineOf(text, needle)
    const twin = at('"Twin"')
    expect(rows).toEqual([
      '2 created',
      `${at('""')} skipped title_missing`,
      `${at('"Priceless"')} skipped price_invalid`,
      `${at('"Negative"')} created`,
      `${at('"Negative"')} note quantity_negative`,
      `${at('not a product') + 1} skipped entry_invalid`,
      `${twin} created`,
      `${twin + 8} created`,
      `${at('"Copy"')} created`,
      `${at('"Copy"')} note sku_duplicate`,
      `${at('"Rated"')} created`,
      `${at('"Rated"')} skipped review_invalid`,
    ])
    expect(job).toMatchObject({ created: 6, skipped: 4 })
    expect((await catalogueOf(db)).products.map(({ slug }) => slug).toSorted()).toEqual([
      'copy',
      'good',
      'negative',
      'rated',
      'twin',
      'twin-t-2',
    ])
  })

  test('on one line has its entries told apart by number', async () => {
    const { db } = await makeStore()
    const { rows } = await runImport(db, JSON.stringify([plain('A'), plain(''), plain('C')]))
    expect(rows).toEqual(['1 created', '2 skipped title_missing', '3 created'])
  })

  test('that is not JSON in the end fails as a whole, and says where', async () => {
    const { db } = await makeStore()
    const { job } = await runImport(db, `${pretty([mascara]).slice(0, -5)}`)
    expect(job).toMatchObject({ status: 'failed', failure: expect.stringContaining('not valid JSON') })
    expect(await env.MEDIA.head(job.r2Key)).toBeNull()
  })
})

describe('a catalogue of our own', () => {
  const variant = (option: string, more = {}) => ({
    sku: `T-${option}`,
    options: [option],
    price_minor: 1980,
    compare_at_minor: null,
    quantity: 2,
    weight_g: 50,
    barcode: null,
    ...more,
  })
  const tea = {
    slug: 'sencha',
    title: 'Sencha',
    description_html: '<p>Green</p>',
    vendor: 'Uji',
    product_type: 'Tea',
    tags: ['green'],
    categories: ['green-tea'],
    featured: true,
    status: 'active',
    seo_title: null,
    seo_description: 'Tea',
    options: [{ name: 'Size', values: ['S', 'M'] }],
    variants: [variant('S'), variant('M')],
    images: [{ file: 'images/a.webp', alt: 'Tea', options: null }],
  }
  const categories = [
    { slug: 'tea', name: 'Tea', parent: null, position: 1, description: 'Leaves' },
    { slug: 'green-tea', name: 'Green tea', parent: 'tea', position: 2, description: '' },
  ]
  const file = (products: unknown[], more = {}) =>
    pretty({ format: 'tradewind-catalogue/1', store: { currency: 'JPY' }, categories, products, ...more })

  test('becomes its categories with their parents, and its products in them', async () => {
    const { db } = await makeStore({ currency: 'JPY' })
    const { job, rows } = await runImport(db, file([tea]))
    expect(rows).toEqual([`${lineOf(file([tea]), '"sencha"')} created`])
    expect(job).toMatchObject({ format: 'tradewind', status: 'completed', created: 1, imagesPending: 0 })
    const { products, variants, images, categories: stored, links } = await catalogueOf(db)
    const [top, green] = ['tea', 'green-tea'].map((slug) => stored.find((row) => row.slug === slug))
    expect(top).toMatchObject({ name: 'Tea', parentId: null, position: 1, description: 'Leaves' })
    expect(green).toMatchObject({ name: 'Green tea', parentId: top?.id, position: 2 })
    expect(products[0]).toMatchObject({ slug: 'sencha', featured: true, minPriceMinor: 1980, seoDescription: 'Tea' })
    expect(variants.map(({ sku, priceMinor }) => [sku, priceMinor])).toEqual([
      ['T-S', 1980],
      ['T-M', 1980],
    ])
    expect(links).toMatchObject([{ categoryId: green?.id }])
    expect(images).toEqual([])
  })

  test('changes nothing when it comes again, and only what it says when it has changed', async () => {
    const { db } = await makeStore({ currency: 'JPY' })
    await runImport(db, file([tea]))
    const before = await catalogueOf(db)
    expect((await runImport(db, file([tea]))).rows[0]).toContain('unchanged')
    expect(await catalogueOf(db)).toEqual(before)
    const renamed = [{ ...categories[0], name: 'Teas' }, categories[1]]
    expect((await runImport(db, file([{ ...tea, categories: ['tea'] }], { categories: renamed }))).rows[0]).toContain(
      'updated',
    )
    const after = await catalogueOf(db)
    expect(after.categories.find(({ slug }) => slug === 'tea')).toMatchObject({
      id: before.categories.find(({ slug }) => slug === 'tea')?.id,
      name: 'Teas',
    })
    expect(after.links).toMatchObject([{ categoryId: after.categories.find(({ slug }) => slug === 'tea')?.id }])
  })

  test('says what is a gift card and how things are taxed; a file that does not leaves that as it is', async () => {
    const { db } = await makeStore({ currency: 'JPY' })
    await runImport(db, file([{ ...tea, gift_card: true, tax_category: 'reduced' }]))
    expect((await catalogueOf(db)).products).toMatchObject([{ isGiftCard: true, taxCategory: 'reduced' }])
    expect((await runImport(db, file([tea]))).rows[0]).toContain('unchanged')
    await runImport(db, file([{ ...tea, gift_card: false, tax_category: 'standard' }]))
    expect((await catalogueOf(db)).products).toMatchObject([{ isGiftCard: false, taxCategory: 'standard' }])
    expect((await runImport(db, file([{ ...tea, tax_category: 'No such!' }]))).rows[0]).toContain('entry_invalid')
  })

  test('writes nothing in a dry run, and knows its own categories there', async () => {
    const { db } = await makeStore({ currency: 'JPY' })
    const before = await catalogueOf(db)
    expect((await runImport(db, file([tea]), { dryRun: true })).job).toMatchObject({ created: 1, skipped: 0 })
    expect(await catalogueOf(db)).toEqual(before)
  })

  test('has its broken entries reported, variants apart from products', async () => {
    const { db } = await makeStore({ currency: 'JPY' })
    const products = [
      { ...tea, variants: [variant('S'), variant('L'), variant('M', { price_minor: 19.8 })] },
      { ...tea, slug: 'lost', categories: ['nowhere'], variants: [variant('S', { sku: 'L-1' })] },
      { ...tea, slug: 'untitled', title: '' },
      { ...tea, slug: 'wrong', featured: 'yes' },
      { ...tea, slug: 'many', options: [1, 2, 3, 4].map((number) => ({ name: `O${number}`, values: ['S'] })) },
    ]
    const bad = [...categories, { slug: 'orphan', name: 'Orphan', parent: 'nobody' }, { slug: '', name: '' }]
    const { job, rows } = await runImport(db, file(products, { categories: bad }))
    expect(rows.map((each) => each.replace(/^\d+ /, ''))).toEqual([
      'skipped category_invalid',
      'skipped category_invalid',
      'created',
      'skipped option_unknown',
      'skipped price_invalid',
      'skipped category_unknown',
      'skipped title_missing',
      'skipped entry_invalid',
      'skipped options_too_many',
    ])
    expect(job).toMatchObject({ created: 1, skipped: 7 })
  })

  test('in another currency than the store’s is refused: its numbers would mean something else', async () => {
    const { db } = await makeStore({ currency: 'USD' })
    const { job } = await runImport(db, file([tea]))
    expect(job).toMatchObject({ status: 'failed', failure: "The file's prices are in JPY, the store's in USD." })
    expect((await catalogueOf(db)).products).toEqual([])
  })
})
