/** Title, description, canonical address and the cards that messengers show. */
import type { MetaDescriptor } from '@remix-run/cloudflare'

export interface PageMeta {
  title: string
  siteName: string
  origin: string
  /** The page's one address: a path, with the query only where it makes another page. */
  path: string
  description?: string
  imageUrl?: string | null
  type?: 'website' | 'product'
  /** A cart, a checkout, an order: nobody's search result. */
  isPrivate?: boolean
}

const DESCRIPTION_LENGTH = 160

export function pageMeta(page: PageMeta): MetaDescriptor[] {
  const title = page.title === page.siteName ? page.title : `${page.title} · ${page.siteName}`
  if (page.isPrivate) return [{ title }, { name: 'robots', content: 'noindex, nofollow' }]
  const url = new URL(page.path, page.origin).href
  const description = page.description ? shorten(page.description) : undefined
  return [
    { title },
    { tagName: 'link', rel: 'canonical', href: url },
    ...(description ? [{ name: 'description', content: description }] : []),
    { property: 'og:title', content: page.title },
    { property: 'og:type', content: page.type ?? 'website' },
    { property: 'og:url', content: url },
    { property: 'og:site_name', content: page.siteName },
    ...(description ? [{ property: 'og:description', content: description }] : []),
    ...(page.imageUrl
      ? [
          { property: 'og:image', content: new URL(`${page.imageUrl}?w=1200`, page.origin).href },
          { name: 'twitter:card', content: 'summary_large_image' },
        ]
      : []),
  ]
}

/** Of a list that ends before this page: it is no page, and so has no address of its own. */
export const missingPageMeta = (siteName: string): MetaDescriptor[] => [
  { title: `No such page · ${siteName}` },
  { name: 'robots', content: 'noindex, follow' },
]

function shorten(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim()
  if (flat.length <= DESCRIPTION_LENGTH) return flat
  const start = flat.slice(0, DESCRIPTION_LENGTH - 1)
  const lastSpace = start.lastIndexOf(' ')
  return `${lastSpace > 0 ? start.slice(0, lastSpace) : start}…`
}

/** Text of sanitised HTML, for places that take none. */
export const plainText = (html: string): string =>
  html
    .replace(/<[^>]*>?/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim()
