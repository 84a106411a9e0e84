/** Reads what the frame of a page shows. On the server only: `frame.ts` is for pages, which also run in browsers. */
import type { AppLoadContext } from '@remix-run/cloudflare'
import { readCartCount } from './cart-cookie.ts'
import { readCurrency } from './currency.ts'
import type { Frame } from './frame.ts'
import { orPageError } from './page-error.ts'

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
  if (site.kind !== 'store') return { ...frame, store: null, categories: [], currency: '' }
  // A menu that cannot be read costs the menu, not the page.
  const categories = await site.shop.categories().catch(() => [])
  const currency = readCurrency({ request, origin }, site.store)
  return { ...frame, store: site.store, categories, currency }
}
