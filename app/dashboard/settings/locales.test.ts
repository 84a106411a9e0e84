import { expect, test } from 'vitest'
import { languageOf, localesByName, WORDED_LANGUAGES } from './locales.ts'

test('a language is offered only when its words exist', () => {
  const offered = localesByName('en').map(({ code }) => code)
  expect(offered.length).toBeGreaterThan(1)
  expect(offered.filter((code) => !WORDED_LANGUAGES.has(languageOf(code)))).toEqual([])
})

test('a store keeps the one that it has', () => {
  const others = localesByName('de-DE').filter(({ code }) => !WORDED_LANGUAGES.has(languageOf(code)))
  expect(others).toEqual([{ code: 'de-DE', name: 'German (Germany)' }])
})
