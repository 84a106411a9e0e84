import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { data } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { Breadcrumbs } from '../components/breadcrumbs.tsx'
import { ProductList } from '../components/product-list.tsx'
import { askedCurrency } from '../lib/currency.ts'
import { pathToCategory } from '../lib/find-category.ts'
import { siteOf } from '../lib/frame.ts'
import { isBeyondEnd, listingHref, readListing, toApiQuery } from '../lib/listing.ts'
import { sharedForStrangers } from '../lib/page-cache.ts'
import { orPageError, pageError } from '../lib/page-error.ts'
import { requireStore } from '../lib/require-site.ts'
import { missingPageMeta, pageMeta } from '../lib/seo.ts'

export { loaderHeaders as headers } from '../lib/page-cache.ts'

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const { shop, store } = await requireStore(context)
  const { currency, locale } = store
  const asked = askedCurrency({ request, origin: context.origin }, store)
  const slug = params.slug ?? ''
  const address = new URL(request.url).searchParams
  address.delete('q')
  const listing = readListing(address, store)
  const [tree, products] = await Promise.all([
    orPageError(shop.categories()),
    orPageError(shop.products(toApiQuery(listing, { currency, locale, asked, category: slug })), 'category_not_found'),
  ])
  const path = pathToCategory(tree, slug)
  const category = path.at(-1)
  if (!category) throw pageError(404, 'category_not_found', context.requestId)
  const page = { category, parents: path.slice(0, -1), listing, products }
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
  const { category, parents, listing, products } = useLoaderData<typeof loader>()
  const path = `/categories/${category.slug}`
  const siblings = category.children.length > 0 ? category.children : (parents.at(-1)?.children ?? [])
  const isEmpty = products.total === 0 && listingHref(path, listing) === path
  return (
    <>
      {parents.length > 0 ? (
        <Breadcrumbs crumbs={parents.map(({ name, slug }) => ({ name, href: `/categories/${slug}` }))} />
      ) : null}
      <header className="page-head">
        <h1>{category.name}</h1>
        {category.description ? <p className="lead">{category.description}</p> : null}
        {siblings.length > 0 ? (
          <nav aria-label="Within this category">
            <ul className="chips">
              {siblings.map((one) => (
                <li key={one.id}>
                  <a
                    className="chip"
                    href={`/categories/${one.slug}`}
                    aria-current={one.slug === category.slug ? 'page' : undefined}
                  >
                    {one.name}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        ) : null}
      </header>
      {isEmpty ? (
        <p className="empty">
          There is nothing in this category yet.{' '}
          <a className="text-link" href="/search">
            See everything
          </a>
        </p>
      ) : (
        <ProductList path={path} listing={listing} products={products} />
      )}
    </>
  )
}
