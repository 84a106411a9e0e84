/** What search engines are told: where to look, and every page that is worth finding (sitemaps.org, protocol 0.9). */

import type { Category } from '#contract/catalogue.ts'
import { MAX_PER_PAGE } from '#contract/envelope.ts'
import type { StorefrontClient } from '../../server/storefront-client.ts'

/** A shop with more is found through its categories' pages; one answer reads at most ten pages of the API. */
const MAX_PRODUCTS = 1000

/** Carts and orders are nobody's search result, and every search would be another page. */
const NOT_TO_BE_FOUND = ['/cart', '/checkout', '/orders', '/search?']

export function storeRobots(origin: string): string {
  const closed = NOT_TO_BE_FOUND.map((path) => `Disallow: ${path}`)
  return lines('User-agent: *', 'Allow: /', ...closed, '', `Sitemap: ${origin}/sitemap.xml`)
}

export const PLATFORM_ROBOTS = lines('User-agent: *', 'Allow: /')

function lines(...all: string[]): string {
  return `${all.join('\n')}\n`
}

/** The paths of the home page, all categories and at most `MAX_PRODUCTS` products, the newest first. */
export async function storePaths(shop: StorefrontClient): Promise<string[]> {
  const [categories, products] = await Promise.all([shop.categories(), productSlugs(shop)])
  return [
    '/',
    ...flatten(categories).map(({ slug }) => `/categories/${slug}`),
    ...products.map((slug) => `/products/${slug}`),
  ]
}

async function productSlugs(shop: StorefrontClient): Promise<string[]> {
  const read = (page: number) =>
    shop.products(new URLSearchParams({ sort: 'newest', page: String(page), per_page: String(MAX_PER_PAGE) }))
  const first = await read(1)
  const lastPage = Math.ceil(Math.min(first.total, MAX_PRODUCTS) / MAX_PER_PAGE)
  const others = await Promise.all(Array.from({ length: Math.max(lastPage - 1, 0) }, (_, index) => read(index + 2)))
  // A product that is added between two pages moves one to the next page: it is named once all the same.
  return [...new Set([first, ...others].flatMap(({ items }) => items.map(({ slug }) => slug)))]
}

const flatten = (tree: readonly Category[]): Category[] =>
  tree.flatMap((category) => [category, ...flatten(category.children)])

export function sitemapXml(origin: string, paths: readonly string[]): string {
  return lines(
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...paths.map((path) => `<url><loc>${escapeXml(new URL(path, origin).href)}</loc></url>`),
    '</urlset>',
  )
}

const escapeXml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;')
