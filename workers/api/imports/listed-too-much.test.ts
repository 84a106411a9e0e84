import { describe, expect, test } from 'vitest'
import { parseDummyJson } from './formats/parse-dummyjson.ts'
import { parseShopifyProduct } from './formats/parse-shopify.ts'
import { parseTradewind } from './formats/parse-tradewind.ts'

const MANY = 50_000
const times = <T>(make: (index: number) => T) => Array.from({ length: MANY }, (_, index) => make(index))
const codesOf = (entry: { faults: { code: string }[] }) => [...new Set(entry.faults.map(({ code }) => code))]

describe('a product that lists tens of thousands of things costs a few hundred lines of the report at most', () => {
  const tea = {
    slug: 'tea',
    title: 'Tea',
    options: [{ name: 'Size', values: ['S'] }],
    variants: [{ options: ['S'], price_minor: 500, quantity: 1 }],
  }
  const tradewind = (changes: object) => parseTradewind({ ...tea, ...changes }, 1, new Map())

  test('variants', () => {
    const entry = tradewind({ variants: times(() => ({ options: ['S'], price_minor: 500, quantity: 1 })) })
    expect(entry.product?.variants).toHaveLength(1)
    expect(entry.faults).toHaveLength(500)
    expect(entry.faults.at(-1)).toMatchObject({ code: 'variants_too_many' })
  })

  test.each([
    ['values of an option', { options: [{ name: 'Size', values: times((index) => `S${index}`) }] }],
    ['options of a variant', { variants: [{ options: times(() => 'S'), price_minor: 500, quantity: 1 }] }],
    ['tags', { tags: times(() => 'a') }],
    ['categories', { categories: times((index) => `c${index}`) }],
  ])('%s', (_, changes) => {
    const entry = tradewind(changes)
    expect(codesOf(entry)).toContain('entry_invalid')
    expect(entry.faults.length).toBeLessThan(3)
    expect(entry.product).toBeNull()
  })

  test('pictures, good or bad', () => {
    const phone = { title: 'Phone', price: 5, stock: 1 }
    const dummyJson = (images: string[]) => parseDummyJson({ ...phone, images }, 1, 'phone', 'store', 'USD')
    const bad = dummyJson(times((index) => `no address ${index}`))
    expect(bad.faults).toHaveLength(101)
    expect(codesOf(bad)).toEqual(['images_too_many', 'image_url_invalid'])
    const good = dummyJson(times((index) => `https://images.example/${index}.png`))
    expect(good.product?.images).toHaveLength(100)
    expect(codesOf(good)).toEqual(['images_too_many'])
  })

  test('tags in one field', () => {
    const row = { line: 2, broken: false, values: { handle: 'tee', title: 'Tee', price: '5', tags: 'a,'.repeat(MANY) } }
    expect(codesOf(parseShopifyProduct([row], { currency: 'USD', isSaid: false }))).toEqual(['text_too_long'])
  })
})
