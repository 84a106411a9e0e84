import { describe, expect, test } from 'vitest'
import {
  isBeyondEnd,
  listingHref,
  pageNumbers,
  readStorefrontListing,
  SORT_LABELS,
  sortsOf,
  toApiQuery,
} from './listing.ts'

const AMERICAN = { currency: 'USD', locale: 'en-US' }
const read = (query: string, store = AMERICAN) => readStorefrontListing(new URLSearchParams(query), store)

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
    expect([read('page=-1').page, read('page=x').page, read('page=1.5').page]).toEqual([1, 1, 1])
    expect(read('sort=relevance').sort).toBe('featured') // of what?
  })

  test('keeps what is set, leaves out what is not, and starts anew at page one', () => {
    const listing = read('q=tea&sort=price_asc&min=5&page=3')
    expect(listingHref('/search', listing, { min: '' })).toBe('/search?q=tea&sort=price_asc')
    expect(listingHref('/search', listing, { page: 4 })).toBe('/search?q=tea&sort=price_asc&min=5&page=4')
    expect(listingHref('/search', read(''))).toBe('/search')
  })
})

describe('a search', () => {
  test('comes with the best match first, which is offered and not said in the address', () => {
    const listing = read('q=tea')
    expect(listing.sort).toBe('relevance')
    expect(toApiQuery(listing, AMERICAN).get('sort')).toBe('relevance')
    expect(listingHref('/search', listing)).toBe('/search?q=tea')
    expect(listingHref('/search', listing, { sort: 'featured' })).toBe('/search?q=tea&sort=featured')
    expect(sortsOf(listing).map((sort) => SORT_LABELS[sort])).toContain('Best match')
    expect(sortsOf(read(''))).not.toContain('relevance')
  })
})

describe('a page beyond the end', () => {
  test.each([
    [1, 0, false],
    [2, 3, false],
    [2, 0, true],
    [1_000, 1, false],
    [1_001, 24, true], // the API looks no further, and its answer is of another page
  ])('%i with %i products: %s', (page, items, isBeyond) => {
    const listing = read(`page=${page}`)
    expect(isBeyondEnd(listing, Array(items).fill(0))).toBe(isBeyond)
    expect(Number(toApiQuery(listing, AMERICAN).get('page'))).toBeLessThanOrEqual(1_000)
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
