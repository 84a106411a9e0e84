/** Every column that is read, in both generations of Shopify's names: imported, and read back field by field. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Product } from '#contract/catalogue.ts'
import { makeStore } from '#tests/workers/fixtures.ts'
import { catalogueOf, csv, runImport, stockOf } from '#tests/workers/imports.ts'
import { SAMPLES } from '#tests/workers/sample-images.ts'
import { request } from '#tests/workers/shopper.ts'

beforeEach(() => void vi.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response(SAMPLES.png)))
afterEach(() => void vi.restoreAllMocks())

/** The name until 2024, the one since, the value in the first row and in the second. */
const COLUMNS: [old: string, now: string, first: string, second: string][] = [
  ['Handle', 'URL handle', 'oil', 'oil'],
  ['Title', 'Title', 'Olive oil', ''],
  ['Body (HTML)', 'Description', '<p>Cold <b>pressed</b></p>', ''],
  ['Vendor', 'Vendor', 'Grove', ''],
  ['Type', 'Type', 'Oils', ''],
  ['Tags', 'Tags', 'green, olive', ''],
  ['Published', 'Published on online store', 'TRUE', ''],
  ['Status', 'Status', 'active', ''],
  ['Option1 Name', 'Option1 name', 'Size', ''],
  ['Option1 Value', 'Option1 value', 'Small', 'Large'],
  ['Option2 Name', 'Option2 name', 'Kind', ''],
  ['Option2 Value', 'Option2 value', 'Mild', 'Mild'],
  ['Option3 Name', 'Option3 name', 'Box', ''],
  ['Option3 Value', 'Option3 value', 'Plain', 'Gift'],
  ['Variant SKU', 'SKU', 'OIL-S', 'OIL-L'],
  ['Variant Barcode', 'Barcode', '4006381333931', ''],
  ['Variant Price', 'Price', '6.00', '10.00'],
  ['Variant Compare At Price', 'Compare-at price', '8.00', ''],
  ['Cost per item', 'Cost per item', '2.50', ''],
  ['Variant Inventory Tracker', 'Inventory tracker', 'shopify', 'shopify'],
  ['Variant Inventory Qty', 'Inventory quantity', '7', '0'],
  ['Variant Inventory Policy', 'Continue selling when out of stock', 'deny', 'continue'],
  ['Variant Requires Shipping', 'Requires shipping', 'TRUE', 'FALSE'],
  ['Variant Taxable', 'Charge tax', 'TRUE', 'FALSE'],
  ['Variant Tax Code', 'Tax code', 'PF050030', ''],
  ['Variant Grams', 'Weight value (grams)', '480', '960'],
  ['Unit Price Total Measure', 'Unit price total measure', '250', '0.5'],
  ['Unit Price Total Measure Unit', 'Unit price total measure unit', 'ml', 'l'],
  ['Unit Price Base Measure', 'Unit price base measure', '100', '1'],
  ['Unit Price Base Measure Unit', 'Unit price base measure unit', 'ml', 'l'],
  ['Image Src', 'Product image URL', 'https://cdn.example/oil.png', ''],
  ['Image Position', 'Image position', '1', ''],
  ['Image Alt Text', 'Image alt text', 'A bottle', ''],
  ['Variant Image', 'Variant image URL', '', 'https://cdn.example/large.png'],
  ['Gift Card', 'Gift card', 'false', ''],
  ['SEO Title', 'SEO title', 'Oil', ''],
  ['SEO Description', 'SEO description', 'Of olives', ''],
  ['Origin (product.metafields.custom.origin)', 'Origin (product.metafields.custom.origin)', 'Crete', ''],
]
const fileOf = (nameAt: 0 | 1) =>
  csv([2, 3].map((valueAt) => Object.fromEntries(COLUMNS.map((column) => [column[nameAt], column[valueAt] ?? '']))))

test.each([
  ['until 2024', 0],
  ['since 2024', 1],
] as const)('of the template %s', async (_, generation) => {
  const store = await makeStore()
  const dry = await runImport(store.db, fileOf(generation), { dryRun: true })
  const { rows, job } = await runImport(store.db, fileOf(generation))
  expect(rows).toEqual(['2 created'])
  expect(dry.rows).toEqual(rows)
  expect(job).toMatchObject({ created: 1, skipped: 0, imagesPending: 0, buyable: 2, notBuyable: {} })
  const { data } = await request<Product>(`/stores/${store.id}/products/oil`)
  const usd = (amount_minor: number) => ({ amount_minor, currency: 'USD' })
  expect(data).toMatchObject({
    slug: 'oil',
    title: 'Olive oil',
    description_html: '<p>Cold <b>pressed</b></p>',
    vendor: 'Grove',
    product_type: 'Oils',
    tags: ['green', 'olive'],
    attributes: [{ name: 'Origin', value: 'Crete' }],
    is_gift_card: false,
    seo_title: 'Oil',
    seo_description: 'Of olives',
    breadcrumbs: [{ slug: 'oils', name: 'Oils' }],
    options: [
      { name: 'Size', values: ['Small', 'Large'] },
      { name: 'Kind', values: ['Mild'] },
      { name: 'Box', values: ['Plain', 'Gift'] },
    ],
    images: [
      { alt: 'A bottle', option_values: null },
      { alt: 'Olive oil', option_values: ['Large', 'Mild', 'Gift'] },
    ],
  })
  expect(data.variants).toMatchObject([
    {
      sku: 'OIL-S',
      options: ['Small', 'Mild', 'Plain'],
      price: usd(600),
      compare_at: usd(800),
      unit_price: { price: usd(240), measure: { total: 250, total_unit: 'ml', base: 100, base_unit: 'ml' } },
      requires_shipping: true,
      tax_code: 'PF050030',
      available: 7,
    },
    {
      sku: 'OIL-L',
      options: ['Large', 'Mild', 'Gift'],
      price: usd(1000),
      compare_at: null,
      unit_price: { price: usd(2000), measure: { total: 0.5, total_unit: 'l', base: 1, base_unit: 'l' } },
      requires_shipping: false,
      tax_code: null,
      availability: 'backorder',
    },
  ])
  const { variants } = await catalogueOf(store.db)
  expect(variants).toMatchObject([
    { barcode: '4006381333931', costMinor: 250, weightG: 480, taxCategory: null },
    { barcode: null, costMinor: null, weightG: 960, taxCategory: 'exempt' },
  ])
  expect(await stockOf(store.db, variants[0]?.id ?? '')).toBe(7)
})

test('the two generations say the same', async () => {
  const store = await makeStore()
  await runImport(store.db, fileOf(0))
  expect((await runImport(store.db, fileOf(1))).rows).toEqual(['2 unchanged'])
})
