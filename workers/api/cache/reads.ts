/** Which requests a cache may answer, and what makes two of them the same. */
import * as z from 'zod'
import { CART_TOKEN_HEADER } from '#contract/cart.ts'
import { CategoryPageQuery, ProductDetailQuery, ProductQuery } from '#contract/catalogue.ts'
import { HOSTS } from '../db/catalogue-changes.ts'

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

interface Route {
  route: string
  /** In one order. */
  parameters: readonly string[]
  /** What is so anyway. */
  defaults: ReadonlyMap<string, string>
}

const routeOf = (below: string, query: z.ZodObject = z.object({})): Route => ({
  route: `/api/v1/stores/${below}`,
  parameters: Object.keys(query.shape).sort(),
  defaults: new Map(Object.entries(query.parse({})).map(([name, value]) => [name, String(value)])),
})

const ROUTES = {
  products: routeOf(':store_id/products', ProductQuery),
  product: routeOf(':store_id/products/:slug', ProductDetailQuery),
  categories: routeOf(':store_id/categories'),
  category: routeOf(':store_id/categories/:slug'),
  'category-index': routeOf(':store_id/category-index', CategoryPageQuery),
  resolve: routeOf('resolve', z.object({ host: z.string().optional() })),
}

const ADDRESS =
  /^https?:\/\/[^/?#]+(\/api\/v1\/stores\/(?:(resolve)|([\da-f-]{36})\/(?:(products|categories)(\/[^/?#]{1,600})?|category-index)))(?:\?([^#]{0,1000}))?$/

/** Whoever says who they are, or that they are another site's script, is answered by the routes themselves. */
const PERSONAL = ['authorization', 'cookie', CART_TOKEN_HEADER, 'origin', 'range']

/** The read that a request is, or null for one that no cache may answer. */
export function readOf(request: Request): Read | null {
  if (request.method !== 'GET' && request.method !== 'HEAD') return null
  const address = ADDRESS.exec(request.url)
  if (!address) return null
  for (const name of PERSONAL) if (request.headers.has(name)) return null
  const [, path = '', resolve, store, list, slug, query] = address
  const route = ROUTES[resolve ? 'resolve' : kindOf(list, slug)]
  const normalised = query ? normalise(query, route) : ''
  const storeId = store ?? null
  return normalised === null
    ? null
    : { key: path + normalised, storeId, changesWith: storeId ?? HOSTS, route: route.route }
}

function kindOf(list: string | undefined, slug: string | undefined) {
  if (list === 'products') return slug ? 'product' : 'products'
  if (list === 'categories') return slug ? 'category' : 'categories'
  return 'category-index'
}

/** Known parameters in one order, without those that say what is so anyway; null when one of them comes twice. */
function normalise(query: string, { parameters, defaults }: Route): string | null {
  const given = new URLSearchParams(query)
  const parts: string[] = []
  for (const name of parameters) {
    const [value, second] = given.getAll(name)
    if (second !== undefined) return null
    if (value !== undefined && value !== defaults.get(name)) parts.push(`${name}=${encodeURIComponent(value)}`)
  }
  return parts.length === 0 ? '' : `?${parts.join('&')}`
}
