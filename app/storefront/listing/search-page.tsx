/** The whole shop, or what fits some words. */
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { data } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { askedCurrency } from '../../server/currency.ts'
import { sharedForStrangers } from '../../server/page-cache.ts'
import { orPageError } from '../../server/page-error.ts'
import { requireStore } from '../../server/require-site.ts'
import type { ProductList as Page } from '../../server/storefront-client.ts'
import { siteOf, useFrame } from '../../ui/frame.ts'
import { SearchIcon } from '../../ui/icons.tsx'
import { PHONE_CATEGORIES } from '../../ui/menu.ts'
import { missingPageMeta, pageMeta } from '../../ui/seo.ts'
import { hasFilters, isBeyondEnd, readStorefrontListing, toApiQuery } from './listing.ts'
import { ProductList } from './product-list.tsx'

export { loaderHeaders as headers } from '../../server/page-cache.ts'

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { shop, store } = await requireStore(context)
  const { currency, locale } = store
  const asked = askedCurrency({ request, origin: context.origin }, store)
  const listing = readStorefrontListing(new URL(request.url).searchParams, store)
  const products = await orPageError(shop.products(toApiQuery(listing, { currency, locale, asked })))
  if (isBeyondEnd(listing, products.items)) return data({ listing, products }, { status: 404 })
  return data({ listing, products }, sharedForStrangers(request, context.origin))
}

export const meta: MetaFunction<typeof loader> = ({ data: page, matches }) => {
  if (!page) return []
  const { q, page: number } = page.listing
  const site = siteOf(matches)
  if (isBeyondEnd(page.listing, page.products.items)) return missingPageMeta(site.siteName)
  // Words are the shopper's own: such a page is for them, not for an index.
  if (q) return [{ title: `“${q}” · ${site.siteName}` }, { name: 'robots', content: 'noindex, follow' }]
  return pageMeta({
    ...site,
    title: 'All products',
    path: number > 1 ? `/search?page=${number}` : '/search',
    description: `All products of ${site.siteName}.`,
  })
}

export default function Search() {
  const { listing, products } = useLoaderData<typeof loader>()
  const isNothing = products.total === 0 && !hasFilters(listing)
  return (
    <>
      <header className="page-head">
        <h1>{headingOf(listing.q, products)}</h1>
        <search>
          <form className="search-form" action="/search">
            <SearchIcon />
            <input
              type="search"
              name="q"
              aria-label="Search for"
              defaultValue={listing.q}
              maxLength={200}
              placeholder="What are you looking for?"
            />
            <button className="button button--quiet" type="submit">
              Search
            </button>
          </form>
        </search>
      </header>
      {products.corrected_q ? <Corrected q={listing.q} corrected={products.corrected_q} /> : null}
      {isNothing ? <NoResults q={listing.q} /> : <ProductList path="/search" listing={listing} products={products} />}
    </>
  )
}

const headingOf = (q: string, { total, corrected_q }: Page): string =>
  q === '' ? 'All products' : total === 0 ? `No results for “${q}”` : `Results for “${corrected_q ?? q}”`

/** Said as it is: what was typed is not here, and this is something else. */
const Corrected = ({ q, corrected }: { q: string; corrected: string }) => (
  <p className="lead">
    No results for “{q}”. Showing results for{' '}
    <a className="text-link" href={`/search?${new URLSearchParams({ q: corrected })}`}>
      {corrected}
    </a>
    .
  </p>
)

function NoResults({ q }: { q: string }) {
  const categories = useFrame()?.menu.categories.slice(0, PHONE_CATEGORIES) ?? []
  return (
    <section className="empty empty--large">
      <p className="lead">{q ? 'Check the spelling, or try fewer or other words.' : 'No products yet.'}</p>
      {q ? (
        <p className="muted">
          Or browse{' '}
          <a className="text-link" href="/search">
            all products
          </a>{' '}
          or a category:
        </p>
      ) : null}
      <ul className="chips">
        {categories.map((category) => (
          <li key={category.id}>
            <a className="chip" href={`/categories/${category.slug}`}>
              {category.name}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
