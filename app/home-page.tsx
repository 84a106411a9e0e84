import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { data } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import type { CategoryEntry } from '#contract/catalogue.ts'
import { isLocalEnvironment } from '#contract/environment.ts'
import { PlatformHome } from './platform/landing/platform-home.tsx'
import { askedCurrency } from './server/currency.ts'
import { sharedForStrangers } from './server/page-cache.ts'
import { orPageError } from './server/page-error.ts'
import { requireStore } from './server/require-site.ts'
import type { StorefrontClient } from './server/storefront-client.ts'
import { StoreHome } from './storefront/home/store-home.tsx'
import { siteOf } from './ui/frame.ts'
import { pageMeta } from './ui/seo.ts'

export { loaderHeaders as headers } from './server/page-cache.ts'

const FEATURED = 9
const PICTURED = 6
/** Top categories of which some may have no picture. */
const LOOKED_AT = 12

export async function loader({ context, request }: LoaderFunctionArgs) {
  const shared = sharedForStrangers(request, context.origin)
  const site = await orPageError(context.site())
  if (site.kind === 'platform' && !context.refused) {
    const { ENVIRONMENT, PLATFORM_HOST } = context.env
    const isDevelopment = isLocalEnvironment(ENVIRONMENT)
    return data({ kind: 'platform' as const, host: PLATFORM_HOST, isDevelopment }, shared)
  }
  const { shop, store } = await requireStore(context)
  const query = new URLSearchParams({ sort: 'featured', per_page: String(FEATURED) })
  const asked = askedCurrency({ request, origin: context.origin }, store)
  if (asked) query.set('currency', asked)
  const [{ items }, categories] = await Promise.all([orPageError(shop.products(query)), picturedCategories(shop)])
  return data({ kind: 'store' as const, tagline: store.tagline, products: items, categories }, shared)
}

/** The first that have a picture. Without them the page is one part shorter, not broken. */
async function picturedCategories(shop: StorefrontClient): Promise<CategoryEntry[]> {
  const query = new URLSearchParams({ pictures: 'true', per_page: String(LOOKED_AT) })
  const { items } = await shop.categoryPage(query).catch(() => ({ items: [] }))
  return items.filter(({ image }) => image?.url).slice(0, PICTURED)
}

export const meta: MetaFunction<typeof loader> = ({ data: page, matches }) => {
  if (!page) return []
  const site = siteOf(matches)
  const isStore = page.kind === 'store'
  return pageMeta({
    ...site,
    title: isStore ? site.siteName : 'Tradewind · Open an online store',
    path: '/',
    description: isStore ? page.tagline : 'A fast storefront, exact stock and the right price in every market.',
    imageUrl: isStore ? page.products[0]?.image?.url : null,
  })
}

export default function Home() {
  const page = useLoaderData<typeof loader>()
  return page.kind === 'store' ? (
    <StoreHome products={page.products} categories={page.categories} />
  ) : (
    <PlatformHome host={page.host} isDevelopment={page.isDevelopment} />
  )
}
