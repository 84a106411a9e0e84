import { statSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { SAMPLE_PRODUCTS, sampleCatalogue } from './sample-data.ts'

const skusOf = (currency: string) =>
  sampleCatalogue(currency).products.flatMap(({ variants }) => variants.map(({ sku }) => sku))
const firstPrice = (currency: string) => sampleCatalogue(currency).products[0]?.variants[0]?.price_minor

describe('the sample products', () => {
  test('each have a picture of at most 60 kB, and words for it', () => {
    for (const { picture } of SAMPLE_PRODUCTS) {
      const { size } = statSync(new URL(`../../public/samples/${picture.file}`, import.meta.url))
      expect(size).toBeLessThanOrEqual(60_000)
      expect(picture.alt).not.toBe('')
    }
  })

  test('have SKUs and addresses of their own', () => {
    expect(new Set(skusOf('EUR')).size).toBe(skusOf('EUR').length)
    expect(new Set(SAMPLE_PRODUCTS.map(({ slug }) => slug)).size).toBe(8)
  })

  test('cost about the same to the eye in every currency', () => {
    expect(firstPrice('EUR')).toBe(2200) // 22.00
    expect(firstPrice('JPY')).toBe(2200) // 2,200
    expect(firstPrice('KWD')).toBe(22_000) // 22.000
  })

  test('name a value for each of their options', () => {
    for (const { options, variants } of sampleCatalogue('EUR').products) {
      for (const variant of variants) expect(variant.options).toHaveLength(options.length)
    }
  })
})
