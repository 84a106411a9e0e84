import { describe, expect, test } from 'vitest'
import * as t from '#api/db/tables/index.ts'
import { makeProduct, makeStore } from '#tests/workers/fixtures.ts'
import { catalogueOf } from '#tests/workers/imports.ts'
import type { ProductInput, ProductPlan } from './plan-product.ts'
import { upsertProduct } from './upsert-product.ts'

const input = (more: Partial<ProductInput> = {}): ProductInput => ({
  slug: 'tee',
  title: 'Tee',
  options: [],
  variants: [{ sku: null, options: [], priceMinor: 500 }],
  images: [],
  ...more,
})
const sizes = (...variants: ProductInput['variants']): Partial<ProductInput> => ({
  options: [{ name: 'Size', values: variants.map(({ options }) => options[0] ?? '') }],
  variants,
})
const size = (value: string, sku: string | null = null, priceMinor = 500) => ({ sku, options: [value], priceMinor })
const variantsOf = async (db: Parameters<typeof catalogueOf>[0]) =>
  (await catalogueOf(db)).variants.map(({ id, sku, options, priceMinor }) => ({ id, sku, options, priceMinor }))

describe('writing a product', () => {
  test('creates it, finds it unchanged, and updates what differs, the catalogue version going up with each write', async () => {
    const { db } = await makeStore()
    const version = async () => (await catalogueOf(db)).version
    const before = (await version()) ?? 0
    expect((await upsertProduct({ db }, input())).outcome).toBe('created')
    expect(await version()).toBe(before + 1)
    expect((await upsertProduct({ db }, input())).outcome).toBe('unchanged')
    expect(await version()).toBe(before + 1)
    expect((await upsertProduct({ db }, input({ title: 'T-shirt', vendor: 'Ostra' }))).outcome).toBe('updated')
    expect(await version()).toBe(before + 2)
    expect((await catalogueOf(db)).products).toMatchObject([
      { title: 'T-shirt', vendor: 'Ostra', status: 'active', featured: false },
    ])
  })

  test('leaves alone what the input does not say', async () => {
    const { db } = await makeStore()
    const full = {
      vendor: 'Ostra',
      tags: ['a'],
      status: 'draft' as const,
      featured: true,
      seoTitle: 'SEO',
      descriptionHtml: '<p>x</p>',
    }
    await upsertProduct({ db }, input({ ...full, categories: [{ slug: 'tops', name: 'Tops' }] }))
    expect((await upsertProduct({ db }, input())).outcome).toBe('unchanged')
    const { products, links } = await catalogueOf(db)
    expect(products).toMatchObject([full])
    expect(links).toHaveLength(1)
  })

  test('twenty times at once creates it once', async () => {
    const { db } = await makeStore()
    const all = await Promise.all(
      Array.from({ length: 20 }, () => upsertProduct({ db }, input(sizes(size('S'), size('M'))))),
    )
    expect(all.filter(({ outcome }) => outcome === 'created')).toHaveLength(1)
    const { products, variants, options } = await catalogueOf(db)
    expect([products.length, variants.length, options.length]).toEqual([1, 2, 1])
  })

  test('writes all of it or nothing', async () => {
    const { db } = await makeStore()
    const before = await catalogueOf(db)
    const review = {
      id: 'r',
      storeId: db.storeId,
      title: '',
      comment: '',
      authorName: 'A',
      status: 'published' as const,
      createdAt: 0,
    }
    const record = (plan: ProductPlan) => [
      db.drizzle.insert(t.reviews).values({ ...review, productId: plan.row.id, rating: 6 }), // which the table refuses
    ]
    await expect(upsertProduct({ db, record }, input())).rejects.toThrow()
    expect(await catalogueOf(db)).toEqual(before)
  })

  test('takes a hundred variants and as many pictures', async () => {
    const { db } = await makeStore()
    const many = Array.from({ length: 100 }, (_, index) => size(`v${index}`, `S-${index}`))
    const images = many.map(({ sku }, position) => ({
      sourceUrl: `https://a.example/${sku}`,
      alt: '',
      optionValues: [`v${position}`],
      position,
    }))
    expect((await upsertProduct({ db }, input({ ...sizes(...many), images }))).outcome).toBe('created')
    const stored = await catalogueOf(db)
    expect([stored.variants.length, stored.images.length]).toEqual([100, 100])
    expect((await upsertProduct({ db }, input({ ...sizes(...many), images }))).outcome).toBe('unchanged')
  })
})

describe('a variant keeps its id', () => {
  test('by its SKU when its options change', async () => {
    const { db } = await makeStore()
    await upsertProduct({ db }, input(sizes(size('S', 'A'), size('M', 'B'))))
    const [a, b] = await variantsOf(db)
    await upsertProduct({ db }, input(sizes(size('M', 'A'), size('S', 'B'))))
    expect(await variantsOf(db)).toEqual([
      { ...a, options: ['M'] },
      { ...b, options: ['S'] },
    ])
  })

  test('by its options when its SKU changes or is not given', async () => {
    const { db } = await makeStore()
    await upsertProduct({ db }, input(sizes(size('S', 'A'))))
    const [a] = await variantsOf(db)
    await upsertProduct({ db }, input(sizes(size('S', 'NEW'))))
    expect(await variantsOf(db)).toEqual([{ ...a, sku: 'NEW' }])
    expect((await upsertProduct({ db }, input(sizes(size('S'))))).outcome).toBe('unchanged')
  })

  test('when a product without options gets some: it is the first', async () => {
    const { db } = await makeStore()
    await upsertProduct({ db }, input())
    const [only] = await variantsOf(db)
    await upsertProduct({ db }, input(sizes(size('S'), size('M'))))
    expect((await variantsOf(db)).map(({ id, sku }) => [id === only?.id, sku])).toEqual([
      [true, 'TEE'],
      [false, 'TEE-M'],
    ])
  })

  test('and stays beside those of the input when that does not name it, unless their options clash', async () => {
    const { db } = await makeStore()
    await upsertProduct({ db }, input(sizes(size('S', 'A', 300), size('M', 'B'))))
    const plan = await upsertProduct({ db }, input(sizes(size('L', 'C', 900))))
    expect(plan).toMatchObject({
      outcome: 'updated',
      row: { minPriceMinor: 300, maxPriceMinor: 900 },
      options: [{ values: ['L', 'S', 'M'] }],
    })
    const clash = await upsertProduct({ db }, input(sizes(size('M', 'C', 900))))
    expect(clash.leftOut).toMatchObject([{ index: 0, code: 'variant_duplicate' }])
  })
})

describe('a SKU', () => {
  test('is made of slug and options when there is none, and is another when that one is taken', async () => {
    const { db } = await makeStore()
    await upsertProduct({ db }, input({ slug: 'tee-s', variants: [{ sku: null, options: [], priceMinor: 1 }] }))
    await upsertProduct({ db }, input(sizes(size('S'), size('M'))))
    const skus = (await variantsOf(db)).map(({ sku }) => sku)
    expect(skus).toEqual(['TEE-S', expect.stringMatching(/^TEE-S-[0-9A-F]{8}$/), 'TEE-M'])
    expect((await upsertProduct({ db }, input(sizes(size('S'), size('M'))))).outcome).toBe('unchanged')
  })

  test('of another product is not taken over: the variant gets one of its own', async () => {
    const { db } = await makeStore()
    const { variants } = await makeProduct(db, { slug: 'other' })
    const sku = variants[0]?.sku ?? ''
    const plan = await upsertProduct({ db }, input({ variants: [{ sku, options: [], priceMinor: 1 }] }))
    expect(plan).toMatchObject({ outcome: 'created', leftOut: [], notes: [{ index: 0, code: 'sku_duplicate' }] })
    const owners = (await catalogueOf(db)).variants.filter((variant) => variant.sku === sku)
    expect(owners.map(({ id }) => id)).toEqual([variants[0]?.id])
  })
})

describe('prices', () => {
  test('a price to compare with is above the price or not there', async () => {
    const { db } = await makeStore()
    const compareAt = async (priceMinor: number, compareAtMinor?: number | null) => {
      const plan = await upsertProduct(
        { db },
        input({ variants: [{ sku: null, options: [], priceMinor, compareAtMinor }] }),
      )
      return plan.outcome === 'refused' ? 'refused' : plan.row.compareAtMinor
    }
    expect(await compareAt(500, 900)).toBe(900)
    expect(await compareAt(600)).toBe(900)
    expect(await compareAt(900)).toBeNull()
    expect(await compareAt(500, 0)).toBeNull()
    expect(await compareAt(500, null)).toBeNull()
  })

  test('the compare-at price shown is that of the cheapest variant', async () => {
    const { db } = await makeStore()
    const variants = [
      { ...size('S', 'A', 900), compareAtMinor: 1000 },
      { ...size('M', 'B', 400), compareAtMinor: 450 },
    ]
    const plan = await upsertProduct({ db }, input(sizes(...variants)))
    expect(plan).toMatchObject({ row: { minPriceMinor: 400, maxPriceMinor: 900, compareAtMinor: 450 } })
  })
})

describe('categories', () => {
  test('are created under their name, or found by slug, and are all the product is in', async () => {
    const { db } = await makeStore()
    const [tops, cotton] = [
      { slug: 'tops', name: 'Tops' },
      { slug: 'cotton', name: 'Cotton' },
    ]
    await upsertProduct({ db }, input({ categories: [tops, cotton] }))
    await upsertProduct({ db }, input({ slug: 'other', categories: [{ slug: 'tops', name: 'Something else' }] }))
    await upsertProduct({ db }, input({ categories: [cotton] }))
    const { products, categories, links } = await catalogueOf(db)
    expect(categories.map(({ slug, name, position }) => [slug, name, position])).toEqual([
      ['tops', 'Tops', 1],
      ['cotton', 'Cotton', 2],
    ])
    const tee = products.find(({ slug }) => slug === 'tee')
    expect(links.filter(({ productId }) => productId === tee?.id).map(({ categoryId }) => categoryId)).toEqual([
      categories[1]?.id,
    ])
  })

  test('without a name must be there', async () => {
    const { db } = await makeStore()
    const plan = await upsertProduct({ db }, input({ categories: [{ slug: 'tops', name: null }] }))
    expect(plan).toMatchObject({ outcome: 'refused', code: 'category_unknown' })
  })
})
