/**
 * A product list's state, which lives in its address. Prices there are as people write them (`min=20`), since a person
 * may read and change the address; the API counts in minor units. Products are filtered by their ordinary price, so these
 * are in the store's own currency, whatever currency and prices the person is shown.
 */
import { PRODUCT_SORTS } from '#contract/catalogue.ts'
import { MAX_PAGE } from '#contract/envelope.ts'
import type { StoreNumbers } from '../../ui/store-numbers.ts'
import { readAmount } from '../../ui/typed-numbers.ts'

export type Sort = (typeof PRODUCT_SORTS)[number]

export const SORT_LABELS: Record<Sort, string> = {
  relevance: 'Best match',
  featured: 'Featured',
  newest: 'Newest',
  price_asc: 'Price, low to high',
  price_desc: 'Price, high to low',
  title: 'Name, A to Z',
}

export const PER_PAGE = 24

export interface Listing {
  q: string
  sort: Sort
  min: string
  max: string
  inStock: boolean
  page: number
}

/** Words alone have a best match. */
export const sortsOf = ({ q }: Pick<Listing, 'q'>): Sort[] => PRODUCT_SORTS.filter((sort) => q || sort !== 'relevance')

const defaultSort = (q: string): Sort => (q ? 'relevance' : 'featured')

/**
 * Anything malformed falls back to its default: a bad address should still show the shop. A page beyond the end is not malformed:
 * there is no such page (`isBeyondEnd`).
 */
export function readStorefrontListing(params: URLSearchParams, store: StoreNumbers): Listing {
  const page = Number(params.get('page') ?? 1)
  const q = (params.get('q') ?? '').trim().slice(0, 200)
  return {
    q,
    sort: sortsOf({ q }).find((sort) => sort === params.get('sort')) ?? defaultSort(q),
    min: readPrice(params.get('min'), store),
    max: readPrice(params.get('max'), store),
    inStock: params.get('in_stock') === 'true',
    page: Number.isInteger(page) && page >= 1 ? page : 1,
  }
}

const readPrice = (text: string | null, { currency, locale }: StoreNumbers): string =>
  readAmount(text ?? '', currency, locale) === null ? '' : (text ?? '').trim()

/** With what the prices in the listing are in. */
interface Asking extends StoreNumbers {
  /** To ask the API for them in; undefined: the store's own. */
  asked?: string | undefined
  category?: string
}

/** For `GET /products`. */
export function toApiQuery(listing: Listing, { currency, locale, asked, category }: Asking): URLSearchParams {
  const page = String(askedPage(listing))
  const query = new URLSearchParams({ sort: listing.sort, page, per_page: String(PER_PAGE) })
  if (category) query.set('category', category)
  if (asked) query.set('currency', asked)
  if (listing.q) query.set('q', listing.q)
  const min = readAmount(listing.min, currency, locale)
  const max = readAmount(listing.max, currency, locale)
  if (min !== null) query.set('price_min', String(min))
  if (max !== null) query.set('price_max', String(max))
  if (listing.inStock) query.set('in_stock', 'true')
  return query
}

/** Further than any list goes the API refuses to look. */
export const askedPage = ({ page }: Pick<Listing, 'page'>): number => Math.min(page, MAX_PAGE)

/** Whether the list has such a page; the first is there, however little is on it. */
export const isBeyondEnd = ({ page }: Pick<Listing, 'page'>, items: readonly unknown[]): boolean =>
  page > MAX_PAGE || (page > 1 && items.length === 0)

/** The address of a list in another state: defaults are left out, and any change but a page turn goes to page one. */
export function listingHref(path: string, listing: Listing, change: Partial<Listing> = {}): string {
  const next = { ...listing, page: 1, ...change }
  const params = new URLSearchParams()
  if (next.q) params.set('q', next.q)
  if (next.sort !== defaultSort(next.q)) params.set('sort', next.sort)
  if (next.min) params.set('min', next.min)
  if (next.max) params.set('max', next.max)
  if (next.inStock) params.set('in_stock', 'true')
  if (next.page > 1) params.set('page', String(next.page))
  const query = params.toString()
  return query ? `${path}?${query}` : path
}

/** What takes all filters off. */
export const NO_FILTERS = { min: '', max: '', inStock: false } as const

export const hasFilters = (listing: Listing): boolean => Boolean(listing.min || listing.max || listing.inStock)

/** The page numbers worth offering: the ends, the current one and its neighbours; null where some are left out. */
export function pageNumbers(current: number, last: number): (number | null)[] {
  const wanted = [1, current - 1, current, current + 1, last].filter((page) => page >= 1 && page <= last)
  const pages = [...new Set(wanted)].sort((a, b) => a - b)
  return pages.flatMap((page, index) => {
    const previous = pages[index - 1]
    if (previous === undefined || page === previous + 1) return [page]
    return page === previous + 2 ? [page - 1, page] : [null, page]
  })
}
