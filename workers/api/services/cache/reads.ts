/** Which requests a cache may answer, and what makes two of them the same. */
import { CART_TOKEN_HEADER } from '#contract/cart.ts'
import { ProductDetailQuery, ProductQuery } from '#contract/catalogue.ts'
import { HOSTS } from '../../db/catalogue-changes.ts'

export interface Read {
  /** Path and normalised query: two requests with one key have one answer. */
  key: string
  /** Null for what is asked for by host. */
  storeId: string | null
  /** Whose changes end it: the store's, or those of all hosts. */
  changesWith: string
  /** For the log. */
  route: string
}

const ROUTES = {
  products: { route: '/api/v1/stores/:store_id/products', parameters: Object.keys(ProductQuery.shape).sort() },
  product: { route: '/api/v1/stores/:store_id/products/:slug', parameters: Object.keys(ProductDetailQuery.shape) },
  categories: { route: '/api/v1/stores/:store_id/categories', parameters: [] },
  resolve: { route: '/api/v1/stores/resolve', parameters: ['host'] },
}
const DEFAULTS = new Map(Object.entries(ProductQuery.parse({})).map(([name, value]) => [name, String(value)]))

const ADDRESS =
  /^https?:\/\/[^/?#]+(\/api\/v1\/stores\/(?:(resolve)|([\da-f-]{36})\/(?:(products)(\/[^/?#]{1,600})?|categories)))(?:\?([^#]{0,1000}))?$/

/** Whoever says who they are, or that they are another site's script, is answered by the routes themselves. */
const PERSONAL = ['authorization', 'cookie', CART_TOKEN_HEADER, 'origin', 'range']

/** The read that a request is, or null for one that no cache may answer. */
export function readOf(request: Request): Read | null {
  if (request.method !== 'GET' && request.method !== 'HEAD') return null
  const address = ADDRESS.exec(request.url)
  if (!address) return null
  for (const name of PERSONAL) if (request.headers.has(name)) return null
  const [, path = '', resolve, store, products, slug, query] = address
  const kind = resolve ? 'resolve' : slug ? 'product' : products ? 'products' : 'categories'
  const { route, parameters } = ROUTES[kind]
  const normalised = query ? normalise(query, parameters) : ''
  const storeId = store ?? null
  return normalised === null ? null : { key: path + normalised, storeId, changesWith: storeId ?? HOSTS, route }
}

/** Known parameters in one order, without those that say what is so anyway; null when one of them comes twice. */
function normalise(query: string, parameters: readonly string[]): string | null {
  const given = new URLSearchParams(query)
  const parts: string[] = []
  for (const name of parameters) {
    const [value, second] = given.getAll(name)
    if (second !== undefined) return null
    if (value !== undefined && value !== DEFAULTS.get(name)) parts.push(`${name}=${encodeURIComponent(value)}`)
  }
  return parts.length === 0 ? '' : `?${parts.join('&')}`
}
