/**
 * Who may keep a page. Without a cart it is the same for everybody, so the edge may keep it for a moment; with one, the
 * header shows its number and the page is the shopper's own.
 */
import type { HeadersFunction } from '@remix-run/cloudflare'
import { hasCartCookie } from './cart-cookie.ts'

const SHARED = 'public, max-age=0, s-maxage=30'

export function sharedUnlessCart(request: Request, origin: string): { headers: Record<string, string> } {
  return { headers: { 'cache-control': hasCartCookie({ request, origin }) ? 'private, no-store' : SHARED } }
}

/** Remix sends a page's loader headers only where its route says so. */
export const loaderHeaders: HeadersFunction = ({ loaderHeaders: own, errorHeaders }) => errorHeaders ?? own
