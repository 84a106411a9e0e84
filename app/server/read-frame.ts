/** Reads what the frame of a page shows. On the server only: `frame.ts` is for pages, which also run in browsers. */
import type { AppLoadContext } from '@remix-run/cloudflare'
import type { Frame } from '../ui/frame.ts'
import { MENU_CATEGORIES, type Menu, NO_MENU } from '../ui/menu.ts'
import { readCartCount } from './cart-cookie.ts'
import { readCurrency } from './currency.ts'
import { orPageError } from './page-error.ts'
import type { StorefrontClient } from './storefront-client.ts'

export async function readFrame(context: AppLoadContext, request: Request): Promise<Frame> {
  const { origin, canonicalOrigin, host } = context
  const site = await orPageError(context.site())
  const platformHost = context.env.PLATFORM_HOST
  const { isSignedIn } = context
  const frame = {
    origin: canonicalOrigin,
    host,
    platformHost,
    isSignedIn,
    kind: site.kind,
    cartCount: readCartCount({ request, origin }),
  }
  if (site.kind !== 'store') return { ...frame, store: null, menu: NO_MENU, currency: '' }
  // A menu that cannot be read costs the menu, not the page.
  const menu = await readMenu(site.shop).catch(() => NO_MENU)
  const currency = readCurrency({ request, origin }, site.store)
  return { ...frame, store: site.store, menu, currency }
}

async function readMenu(shop: StorefrontClient): Promise<Menu> {
  const query = new URLSearchParams({ per_page: String(MENU_CATEGORIES) })
  const { items, has_more: hasMore } = await shop.categoryPage(query)
  return { categories: items, hasMore }
}
