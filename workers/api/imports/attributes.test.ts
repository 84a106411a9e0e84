/** Metafields of other shops: kept as attributes of the product, bounded, and told by the API. */
import { describe, expect, test } from 'vitest'
import type { Product } from '#contract/catalogue.ts'
import { makeStore } from '#tests/workers/fixtures.ts'
import { csv, runImport } from '#tests/workers/imports.ts'
import { request } from '#tests/workers/shopper.ts'
import { attributeText } from './formats/read-attributes.ts'

const attributesOf = async (storeId: string, slug: string) =>
  (await request<Product>(`/stores/${storeId}/products/${slug}`)).data.attributes

const MATERIAL = 'Material (product.metafields.custom.material)'
const COLOUR = 'Colour (product.metafields.shopify.color-pattern)'
const mug = (more: Record<string, string> = {}) => ({ Handle: 'mug', Title: 'Mug', 'Variant Price': '9', ...more })

test('metafields are attributes: what a file names is set or taken away, the others stay', async () => {
  const store = await makeStore()
  const file = csv([
    mug({ [MATERIAL]: 'Stoneware', [COLOUR]: 'sand; moss', 'Metafield: care.wash_at [number_integer]': '60' }),
  ])
  expect((await runImport(store.db, file)).rows).toEqual(['2 created'])
  const all = [
    { name: 'Material', value: 'Stoneware' },
    { name: 'Colour', value: 'sand; moss' },
    { name: 'wash at', value: '60' },
  ]
  expect(await attributesOf(store.id, 'mug')).toEqual(all)
  expect((await runImport(store.db, file)).rows).toEqual(['2 unchanged'])
  await runImport(store.db, csv([mug()]))
  expect(await attributesOf(store.id, 'mug')).toEqual(all)
  await runImport(store.db, csv([mug({ [MATERIAL]: '', [COLOUR]: 'clay' })]))
  expect(await attributesOf(store.id, 'mug')).toEqual([{ name: 'Colour', value: 'clay' }, all[2]])
})

test('what is too long or of the other shop alone is left out, with a note; columns beyond fifty are named', async () => {
  const store = await makeStore()
  const many = Object.fromEntries(
    Array.from({ length: 49 }, (_, index) => [`A${index} (product.metafields.custom.a${index})`, 'x'.repeat(1000)]),
  )
  const file = csv([mug({ [MATERIAL]: 'x'.repeat(1001), [COLOUR]: '["gid://shopify/Metaobject/1"]', ...many })])
  const { rows } = await runImport(store.db, file)
  expect(rows).toEqual(['1 note columns_ignored', '2 created', '2 note attribute_left_out'])
  const kept = await attributesOf(store.id, 'mug')
  expect(kept.map(({ name }) => name)).toEqual(Array.from({ length: 48 }, (_, index) => `A${index}`))
})

test('our own format says them as they are', async () => {
  const store = await makeStore()
  const product = { slug: 'mug', title: 'Mug', variants: [{ options: [], price_minor: 900 }] }
  const fileOf = (attributes: object[]) =>
    JSON.stringify({ format: 'tradewind-catalogue/1', products: [{ ...product, attributes }] })
  await runImport(store.db, fileOf([{ name: 'Height', value: '9 cm' }]))
  expect(await attributesOf(store.id, 'mug')).toEqual([{ name: 'Height', value: '9 cm' }])
  await runImport(store.db, fileOf([{ name: 'Height', value: null }]))
  expect(await attributesOf(store.id, 'mug')).toEqual([])
})

describe('a value', () => {
  test.each([
    ['Stoneware', 'Stoneware'],
    ['two\nlines', 'two lines'],
    ['["cotton", "linen"]', 'cotton, linen'],
    ['{"value":2.5,"unit":"KILOGRAMS"}', '2.5 kilograms'],
    ['[{"value":1,"unit":"cm"},{"value":2,"unit":"cm"}]', '1 cm, 2 cm'],
    ['{"amount":"10.00","currency_code":"CAD"}', '10.00 CAD'],
    ['{"scale_min":"1.0","scale_max":"5.0","value":"4.5"}', '4.5 / 5.0'],
    [
      '{"type":"root","children":[{"type":"paragraph","children":[{"type":"text","value":"By "},{"type":"text","value":"hand","bold":true}]},{"type":"paragraph","children":[{"type":"text","value":"Fired twice"}]}]}',
      'By hand Fired twice',
    ],
    ['{"some":"json"}', '{"some":"json"}'],
    ['[not json', '[not json'],
    ['gid://shopify/Product/1', null],
    ['["gid://shopify/Product/1","gid://shopify/Product/2"]', null],
  ])('%s', (text, said) => {
    expect(attributeText(text)).toBe(said)
  })

  test('nested without end is shown as it is', () => {
    const deep = '['.repeat(8000) + ']'.repeat(8000)
    expect(attributeText(deep)).toBe(deep)
  })
})
