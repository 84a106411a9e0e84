import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Slug } from '#contract/primitives.ts'
import { nameOfSlug, slugify } from './slugify.ts'

test.each([
  ['Ocean Blue Shirt', 'ocean-blue-shirt'],
  ['  Café  Crème, No. 5! ', 'café-crème-no-5'],
  ['コーヒー 豆', 'コーヒー-豆'],
  ['हिन्दी', 'हिन्दी'],
  ['Ｆｕｌｌ　ｗｉｄｔｈ', 'full-width'],
  ['--a__b--', 'a-b'],
  ['!!!', ''],
])('%j becomes %j', (text, slug) => {
  expect(slugify(text)).toBe(slug)
})

test('whatever comes out is a slug of the contract, and stays as it is', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ maxLength: 300 })), (text) => {
      const slug = slugify(text)
      if (slug === '') return
      expect(Slug.safeParse(slug).success).toBe(true)
      expect(slugify(slug)).toBe(slug)
    }),
    { numRuns: 500 },
  )
})

test('a slug as a name for people', () => {
  expect(nameOfSlug('mens-shirts')).toBe('Mens Shirts')
})
