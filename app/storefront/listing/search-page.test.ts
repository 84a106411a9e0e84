import type { MetaDescriptor } from '@remix-run/cloudflare'
import { expect, test } from 'vitest'
import { type CategoryDetail, PRODUCT_SORTS } from '#contract/catalogue.ts'
import { type Answer, ok, visit } from '../../testing/visit.ts'
import { loader as categoryLoader, meta as categoryMeta } from './category-page.tsx'
import { loader, meta } from './search-page.tsx'

test('prices to filter by are the store’s own, in whatever currency they are shown', async () => {
  const asked: URLSearchParams[] = []
  const answer: Answer = (_, url) => {
    asked.push(url.searchParams)
    return ok({ items: [], total: 0, page: 1, per_page: 24 })
  }
  const headers = { cookie: 'currency=JPY' }
  const page = await loader(await visit('/search?min=20&max=49.50', answer, { headers }))
  expect(Object.fromEntries(asked[0] ?? [])).toMatchObject({ currency: 'JPY', price_min: '2000', price_max: '4950' })
  expect(page.data.listing).toMatchObject({ min: '20', max: '49.50' })
})

const emptyPage =
  (total: number): Answer =>
  (_, url) =>
    url.pathname.endsWith('/categories/table')
      ? ok(TABLE)
      : ok({ items: [], total, page: Number(url.searchParams.get('page')), per_page: 24 })
const TABLE: CategoryDetail = {
  id: '0199f7a2-5b0e-7c31-8d6b-0242ac120009',
  slug: 'table',
  name: 'Table',
  description: '',
  parents: [],
  related: [],
  related_below: null,
  has_more_related: false,
}
const matches = [{ data: { origin: 'http://demo.localhost', store: { name: 'Demo' } } }]
const canonicalOf = (tags: MetaDescriptor[] | undefined) => tags?.find((tag) => 'rel' in tag && tag.rel === 'canonical')

test.each(['/search?page=99', '/search?q=mug&page=99', '/search?page=100001'])(
  '%s is beyond the end: not found, and without an address of its own',
  async (address) => {
    const page = await loader(await visit(address, emptyPage(3)))
    expect(page.init?.status).toBe(404)
    const tags = meta({ data: page.data, matches } as unknown as Parameters<typeof meta>[0])
    expect(canonicalOf(tags)).toBeUndefined()
    expect(tags).toContainEqual({ name: 'robots', content: 'noindex, follow' })
  },
)

test.each(['/search?page=0', '/search?page=-1', '/search?page=x', '/search', '/search?q=zzq'])(
  '%s is the first page',
  async (address) => {
    const page = await loader(await visit(address, emptyPage(0)))
    expect(page.init?.status ?? 200).toBe(200)
    expect(page.data.listing.page).toBe(1)
  },
)

test('so it is with the pages of a category', async () => {
  const args = { ...(await visit('/categories/table?page=7', emptyPage(30))), params: { slug: 'table' } }
  const page = await categoryLoader(args)
  expect(page.init?.status).toBe(404)
  const tags = categoryMeta({ data: page.data, matches } as unknown as Parameters<typeof categoryMeta>[0])
  expect(canonicalOf(tags)).toBeUndefined()
})

test('the API is asked for the best match of a search, and for nothing that it refuses', async () => {
  const asked: string[] = []
  const answer: Answer = (_, url) => {
    asked.push(String(url.searchParams.get('sort')))
    return ok({ items: [], total: 0, page: 1, per_page: 24 })
  }
  for (const address of ['/search?q=mug', '/search', '/search?q=mug&sort=newest', '/search?q=mug&sort=rubbish']) {
    await loader(await visit(address, answer))
  }
  expect(asked).toEqual(['relevance', 'featured', 'newest', 'relevance'])
  expect(PRODUCT_SORTS).toEqual(expect.arrayContaining(asked))
})
