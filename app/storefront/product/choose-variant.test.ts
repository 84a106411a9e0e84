import { describe, expect, test } from 'vitest'
import type { Product, Variant } from '#contract/catalogue.ts'
import { chooseVariant, chosenValues, isValueSoldOut, pictureIndexOf, stockText, swatchesOf } from './choose-variant.ts'

const variant = (options: string[], available: number): Variant => ({
  id: `0199f7a2-5b0e-7c31-8d6b-${options.join('').length.toString().padStart(12, '0')}`,
  sku: options.join('-'),
  title: options.join(' / '),
  options,
  price: { amount_minor: 3900, currency: 'USD' },
  compare_at: null,
  unit_price: null,
  requires_shipping: true,
  tax_code: null,
  available,
  availability: available === 0 ? 'sold_out' : available <= 3 ? 'low_stock' : 'in_stock',
})

const towel = {
  options: [
    { name: 'Size', values: ['Hand', 'Bath'] },
    { name: 'Colour', values: ['White', 'Clay'] },
  ],
  variants: [variant(['Hand', 'White'], 9), variant(['Hand', 'Clay'], 0), variant(['Bath', 'Clay'], 0)],
}
const form = (fields: Record<string, string>) => {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  return data
}

describe('choosing a variant', () => {
  test('needs a value of every option, and says which is missing', () => {
    const values = chosenValues(towel, form({ 'option-1': 'White' }))
    expect(chooseVariant(towel, values)).toEqual({ outcome: 'missing', optionIndexes: [0] })
  })

  test('finds the one that has them all', () => {
    const values = chosenValues(towel, form({ 'option-0': 'Hand', 'option-1': 'White' }))
    expect(chooseVariant(towel, values)).toMatchObject({ outcome: 'chosen', variant: { sku: 'Hand-White' } })
  })

  test('tells a combination that is not made from one that is not chosen', () => {
    expect(chooseVariant(towel, ['Bath', 'White'])).toEqual({ outcome: 'not_made' })
  })

  test('takes no value that the product does not have', () => {
    expect(chosenValues(towel, form({ 'option-0': 'Giant', 'option-1': 'Clay' }))).toEqual([null, 'Clay'])
  })

  test('needs no choosing where there is nothing to choose', () => {
    const single = { options: [{ name: 'Size', values: ['One'] }], variants: [variant(['One'], 1)] }
    expect(chooseVariant(single, chosenValues(single, form({})))).toMatchObject({ outcome: 'chosen' })
    expect(chooseVariant({ options: [], variants: [variant([], 1)] }, [])).toMatchObject({ outcome: 'chosen' })
  })
})

test('a value is sold out when nothing with it can be bought', () => {
  expect(isValueSoldOut(towel, 0, 'Hand')).toBe(false)
  expect(isValueSoldOut(towel, 0, 'Bath')).toBe(true)
  expect(isValueSoldOut(towel, 1, 'Clay')).toBe(true)
})

test('the stock line says how many are left only when they are few', () => {
  expect([9, 3, 0].map((available) => stockText(variant(['x'], available)))).toEqual([
    'In stock',
    'Only 3 left',
    'Sold out',
  ])
})

test('a variant is shown by the picture of its own values', () => {
  const image = (option_values: string[] | null) => ({ option_values }) as Product['images'][number]
  const images = [image(null), image(['White']), image(['Clay'])]
  expect(pictureIndexOf(images, variant(['Bath', 'Clay'], 1))).toBe(2)
  expect(pictureIndexOf(images, variant(['Bath', 'Sage'], 1))).toBeNull()
})

describe('the values of an option have swatches', () => {
  const image = (id: string, option_values: string[] | null, url: string | null = `/media/${id}`) => ({
    id,
    url,
    option_values,
    alt: '',
    width: 8,
    height: 10,
    color: null,
  })
  const options = [
    { name: 'Colour', values: ['Sand', 'Moss'] },
    { name: 'Size', values: ['S', 'L'] },
  ]
  const sand = image('sand', ['Sand'])

  test('where each has a picture of its own', () => {
    const images = [image('group', null), sand, image('moss', ['Moss'])]
    expect(swatchesOf({ options, images }, 0)?.map((shown) => shown?.id)).toEqual(['sand', 'moss'])
    expect(swatchesOf({ options, images }, 1)).toBeNull()
  })

  test.each([
    ['one has none', [sand]],
    ['one is not there yet', [sand, image('moss', ['Moss'], null)]],
    ['one picture shows them all', [image('both', ['Sand', 'Moss'])]],
  ])('not where %s', (_, images) => {
    expect(swatchesOf({ options, images }, 0)).toBeNull()
  })

  test('not where there is one value', () => {
    expect(swatchesOf({ options: [{ name: 'Colour', values: ['Sand'] }], images: [sand] }, 0)).toBeNull()
  })
})
