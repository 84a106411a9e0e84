/** All categories of a store, by page; with `?in=`, all below one. */
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { data } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import type { CategoryEntry } from '#contract/catalogue.ts'
import { MAX_CATEGORIES_PER_PAGE } from '#contract/catalogue.ts'
import { MAX_PAGE } from '#contract/envelope.ts'
import { sharedForStrangers } from '../../server/page-cache.ts'
import { orPageError, pageError } from '../../server/page-error.ts'
import { requireStore } from '../../server/require-site.ts'
import { siteOf } from '../../ui/frame.ts'
import { pageMeta } from '../../ui/seo.ts'
import { Breadcrumbs, categoryCrumbs } from './breadcrumbs.tsx'

export { loaderHeaders as headers } from '../../server/page-cache.ts'

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { shop } = await requireStore(context)
  const asked = new URL(request.url).searchParams
  const number = Number(asked.get('page') ?? 1)
  if (!(Number.isInteger(number) && number >= 1 && number <= MAX_PAGE)) {
    throw pageError(404, 'not_found', context.requestId)
  }
  const query = new URLSearchParams({ page: String(number), per_page: String(MAX_CATEGORIES_PER_PAGE) })
  const below = asked.get('in')
  if (below !== null) query.set('parent', below)
  const page = await orPageError(shop.categoryPage(query), 'category_not_found')
  // Beyond the last one; the first may be empty.
  if (page.items.length === 0 && number > 1) throw pageError(404, 'not_found', context.requestId)
  return data({ page }, sharedForStrangers(request, context.origin))
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded, matches }) => {
  if (!loaded) return []
  const { parents, page } = loaded.page
  const site = siteOf(matches)
  return pageMeta({
    ...site,
    title: titleOf(parents) + (page > 1 ? `, page ${page}` : ''),
    path: hrefOf(parents, page),
    description: `All categories of ${site.siteName}.`,
  })
}

const titleOf = (parents: readonly { name: string }[]) => {
  const above = parents.at(-1)
  return above ? `All in ${above.name}` : 'All categories'
}

function hrefOf(parents: readonly { slug: string }[], page: number): string {
  const query = new URLSearchParams()
  const above = parents.at(-1)
  if (above) query.set('in', above.slug)
  if (page > 1) query.set('page', String(page))
  return query.size > 0 ? `/categories?${query}` : '/categories'
}

export default function CategoriesPage() {
  const { items, has_more: hasMore, page, parents } = useLoaderData<typeof loader>().page
  return (
    <>
      <Breadcrumbs crumbs={categoryCrumbs(parents)} />
      <header className="page-head">
        <h1>{titleOf(parents)}</h1>
      </header>
      {items.length > 0 ? (
        <ul className="category-index">
          {items.map((category) => (
            <li key={category.id}>
              <CategoryGroup category={category} />
            </li>
          ))}
        </ul>
      ) : (
        <p className="empty">
          No categories here.{' '}
          <a className="text-link" href="/search">
            All products
          </a>
        </p>
      )}
      {page > 1 || hasMore ? (
        <nav className="pagination" aria-label="Pages">
          {page > 1 ? (
            <a className="pagination__turn" rel="prev" href={hrefOf(parents, page - 1)}>
              Previous
            </a>
          ) : null}
          <span className="muted">Page {page}</span>
          {hasMore ? (
            <a className="pagination__turn" rel="next" href={hrefOf(parents, page + 1)}>
              Next
            </a>
          ) : null}
        </nav>
      ) : null}
    </>
  )
}

const CategoryGroup = ({
  category: { slug, name, children, has_more_children: hasMore },
}: {
  category: CategoryEntry
}) => (
  <>
    <h2>
      <a href={`/categories/${slug}`}>{name}</a>
    </h2>
    {children.length > 0 ? (
      <ul>
        {children.map((child) => (
          <li key={child.slug}>
            <a href={`/categories/${child.slug}`}>{child.name}</a>
          </li>
        ))}
        {hasMore ? (
          <li>
            <a className="text-link" href={`/categories?in=${slug}`}>
              All in {name}
            </a>
          </li>
        ) : null}
      </ul>
    ) : null}
  </>
)
