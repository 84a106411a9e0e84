import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { data } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import type { CategoryDetail } from '#contract/catalogue.ts'
import { askedCurrency } from '../../server/currency.ts'
import { sharedForStrangers } from '../../server/page-cache.ts'
import { orPageError } from '../../server/page-error.ts'
import { requireStore } from '../../server/require-site.ts'
import { siteOf } from '../../ui/frame.ts'
import { missingPageMeta, pageMeta } from '../../ui/seo.ts'
import { Breadcrumbs, categoryCrumbs } from './breadcrumbs.tsx'
import { isBeyondEnd, listingHref, readStorefrontListing, toApiQuery } from './listing.ts'
import { ProductList } from './product-list.tsx'

export { loaderHeaders as headers } from '../../server/page-cache.ts'

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const { shop, store } = await requireStore(context)
  const { currency, locale } = store
  const asked = askedCurrency({ request, origin: context.origin }, store)
  const slug = params.slug ?? ''
  const address = new URL(request.url).searchParams
  address.delete('q')
  const listing = readStorefrontListing(address, store)
  const [category, products] = await Promise.all([
    orPageError(shop.category(slug), 'category_not_found'),
    orPageError(shop.products(toApiQuery(listing, { currency, locale, asked, category: slug })), 'category_not_found'),
  ])
  const page = { category, listing, products }
  if (isBeyondEnd(listing, products.items)) return data(page, { status: 404 })
  return data(page, sharedForStrangers(request, context.origin))
}

export const meta: MetaFunction<typeof loader> = ({ data: page, matches }) => {
  if (!page) return []
  const { category, listing, products } = page
  if (isBeyondEnd(listing, products.items)) return missingPageMeta(siteOf(matches).siteName)
  const path = `/categories/${category.slug}`
  return pageMeta({
    ...siteOf(matches),
    title: category.name,
    // Filters and orders are views of one page; its further pages are pages of their own.
    path: listing.page > 1 ? `${path}?page=${listing.page}` : path,
    description: category.description,
    imageUrl: products.items[0]?.image?.url,
  })
}

export default function CategoryPage() {
  const { category, listing, products } = useLoaderData<typeof loader>()
  const path = `/categories/${category.slug}`
  const isEmpty = products.total === 0 && listingHref(path, listing) === path
  return (
    <>
      <Breadcrumbs crumbs={categoryCrumbs(category.parents)} />
      <header className="page-head">
        <h1>{category.name}</h1>
        {category.description ? <p className="lead">{category.description}</p> : null}
        <RelatedCategories category={category} />
      </header>
      {isEmpty ? (
        <p className="empty">
          No products in this category yet.{' '}
          <a className="text-link" href="/search">
            All products
          </a>
        </p>
      ) : (
        <ProductList path={path} listing={listing} products={products} />
      )}
    </>
  )
}

/** Those below it, or beside it; all of them are on a page of their own. */
function RelatedCategories({ category }: { category: CategoryDetail }) {
  const { slug, related, related_below: below, has_more_related: hasMore } = category
  if (related.length === 0) return null
  return (
    <nav className="chip-strip" aria-label="Within this category">
      <ul className="chips">
        {related.map((one) => (
          <li key={one.slug}>
            <a className="chip" href={`/categories/${one.slug}`} aria-current={one.slug === slug ? 'page' : undefined}>
              {one.name}
            </a>
          </li>
        ))}
        {hasMore && below ? (
          <li>
            <a className="text-link" href={`/categories?in=${below}`}>
              All categories
            </a>
          </li>
        ) : null}
      </ul>
    </nav>
  )
}
