import { describe, expect, test } from 'vitest'
import {
  type Answer,
  isProductionShape,
  ORIGIN,
  ok,
  PLATFORM_ORIGIN,
  PRODUCT,
  thrownBy,
  visit,
} from '../../testing/visit.ts'
import { loader as robots } from './robots-route.ts'
import { sitemapXml } from './sitemap.ts'
import { loader as sitemap } from './sitemap-route.ts'

const category = (slug: string, children: unknown[] = []) => ({
  id: '0199f7a2-5b0e-7c31-8d6b-0242ac120006',
  name: slug,
  description: '',
  slug,
  children,
})

/** A shop with two categories, one in the other, and so many products. */
const shopOf =
  (total: number, asked: string[] = []): Answer =>
  (_, { pathname, searchParams }) => {
    if (pathname.endsWith('/categories')) return ok({ items: [category('table', [category('mugs')])] })
    if (!pathname.endsWith('/products')) return undefined
    const [page, perPage] = [Number(searchParams.get('page')), Number(searchParams.get('per_page'))]
    asked.push(String(searchParams))
    const from = (page - 1) * perPage
    const count = Math.max(0, Math.min(perPage, total - from))
    const items = Array.from({ length: count }, (_, index) => ({ ...PRODUCT, slug: `p-${from + index}`, image: null }))
    return ok({ items, total, page, per_page: perPage })
  }

const locationsOf = async (answer: Answer) => {
  const xml = await (await sitemap(await visit('/sitemap.xml', answer))).text()
  return [...xml.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, url]) => url?.replace(ORIGIN, ''))
}

describe('the sitemap', () => {
  test('names the home page, every category and every product, page by page of the API', async () => {
    const asked: string[] = []
    const found = await locationsOf(shopOf(250, asked))
    expect(found.slice(0, 4)).toEqual(['/', '/categories/table', '/categories/mugs', '/products/p-0'])
    expect(found).toHaveLength(3 + 250)
    expect(asked).toHaveLength(3)
  })

  test('ends at a thousand products', async () => {
    const asked: string[] = []
    expect(await locationsOf(shopOf(5000, asked))).toHaveLength(3 + 1000)
    expect(asked).toHaveLength(10)
  })

  test('of an empty shop is not empty', async () => {
    expect(await locationsOf(shopOf(0))).toEqual(['/', '/categories/table', '/categories/mugs'])
  })

  test('is XML, whatever an address holds', () => {
    const xml = sitemapXml(ORIGIN, ["/products/it's-<b>&c", '/products/茶碗'])
    expect(xml).toContain(`<loc>${ORIGIN}/products/it&apos;s-%3Cb%3E&amp;c</loc>`)
    expect(xml).toContain(`<loc>${ORIGIN}/products/%E8%8C%B6%E7%A2%97</loc>`)
  })

  test('may be kept for an hour where its address says whose it is', async () => {
    const { headers } = await sitemap(await visit('/sitemap.xml', shopOf(1)))
    // In production all stores' pages have the address of the Pages project.
    expect(headers.get('cache-control')).toBe(
      isProductionShape ? 'private, no-store' : 'public, max-age=0, s-maxage=3600',
    )
    expect(headers.get('content-type')).toMatch('application/xml')
  })

  test('is none of the platform’s', async () => {
    const args = await visit(`${PLATFORM_ORIGIN}/sitemap.xml`, () => undefined)
    expect(await thrownBy(sitemap(args))).toEqual({ status: 404, code: 'not_found' })
  })
})

describe('robots.txt', () => {
  const textOf = async (url: string) => (await robots(await visit(url, () => undefined))).text()

  test('of a store keeps what is private or endless out, and names the sitemap', async () => {
    const text = await textOf('/robots.txt')
    for (const path of ['/cart', '/checkout', '/orders', '/search?']) expect(text).toContain(`\nDisallow: ${path}\n`)
    expect(text).toContain(`\nSitemap: ${ORIGIN}/sitemap.xml\n`)
  })

  test('of the platform allows everything', async () => {
    expect(await textOf(`${PLATFORM_ORIGIN}/robots.txt`)).toBe('User-agent: *\nAllow: /\n')
  })
})
