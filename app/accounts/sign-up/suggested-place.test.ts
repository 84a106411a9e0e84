import { describe, expect, test } from 'vitest'
import { COUNTRY_CODES } from '../../ui/countries.ts'
import { currencyOf, suggestedPlace } from './suggested-place.ts'

const asked = (language: string) => new Request('http://localhost/', { headers: { 'accept-language': language } })

describe('the country and currency that a form begins with', () => {
  test.each([
    ['de-AT,de;q=0.9,en;q=0.8', null, 'AT', 'EUR'],
    ['ja', null, 'JP', 'JPY'],
    ['en-GB,en;q=0.9', null, 'GB', 'GBP'],
    ['en,sv;q=0.5', null, 'SE', 'SEK'],
    ['en', null, '', ''],
    ['*', null, '', ''],
    ['', null, '', ''],
    ['x'.repeat(1000), null, '', ''],
    ['en-US', 'CH', 'CH', 'CHF'],
    ['en-US', 'XK', 'US', 'USD'],
  ])('for "%s" from %s: %s, %s', (language, ofNetwork, country, currency) => {
    expect(suggestedPlace(asked(language), ofNetwork)).toEqual({ country, currency })
  })

  test('have a currency that stores can have, for every country', () => {
    const known = new Set(Intl.supportedValuesOf('currency'))
    expect(COUNTRY_CODES.filter((code) => !known.has(currencyOf(code) ?? ''))).toEqual([])
  })
})
