import { describe, expect, test } from 'vitest'
import { listingHref, pageNumbers, readListing, toApiQuery } from './listing.ts'

const AMERICAN = { currency: 'USD', locale: 'en-US' }
const read = (query: string, store = AMERICAN) => readListing(new URLSearchParams(query), store)

describe('the address of a product list', () => {
  test('says prices as people do, and asks the API in minor units of the currency', () => {
    expect(toApiQuery(read('min=19.5&max=80'), AMERICAN).get('price_min')).toBe('1950')
    const japanese = { currency: 'JPY', locale: 'ja-JP' }
    expect(toApiQuery(read('min=1900', japanese), { ...japanese, asked: 'JPY' }).get('price_min')).toBe('1900')
    const german = { currency: 'EUR', locale: 'de-DE' }
    const asked = toApiQuery(read('min=19,5&max=1.000', german), german)
    expect([asked.get('price_min'), asked.get('price_max')]).toEqual(['1950', '100000'])
  })

  test('shows the shop whatever is written into it', () => {
    const listing = read('sort=rubbish&min=-5&max=1e9&in_stock=yes&page=0')
    expect(listing).toEqual({ q: '', sort: 'featured', min: '', max: '', inStock: false, page: 1 })
    expect(read('page=999999').page).toBe(1)
  })

  test('keeps what is set, leaves out what is not, and starts anew at page one', () => {
    const listing = read('q=tea&sort=price_asc&min=5&page=3')
    expect(listingHref('/search', listing, { min: '' })).toBe('/search?q=tea&sort=price_asc')
    expect(listingHref('/search', listing, { page: 4 })).toBe('/search?q=tea&sort=price_asc&min=5&page=4')
    expect(listingHref('/search', read(''))).toBe('/search')
  })
})

describe('the pages that are offered', () => {
  test.each([
    [1, 1, [1]],
    [1, 3, [1, 2, 3]],
    [5, 9, [1, null, 4, 5, 6, null, 9]],
    [3, 9, [1, 2, 3, 4, null, 9]],
  ])('at page %i of %i', (current, last, expected) => {
    expect(pageNumbers(current, last)).toEqual(expected)
  })
})
