import { expect, test } from 'vitest'
import { countryInText } from './country-in-text.ts'

test.each([
  ['US', 'en-US', 'the United States'],
  ['GB', 'en', 'the United Kingdom'],
  ['JP', 'en-GB', 'Japan'],
  ['US', 'de-DE', 'Vereinigte Staaten'],
])('%s in %s is "%s"', (code, locale, words) => {
  expect(countryInText(code, locale)).toBe(words)
})
