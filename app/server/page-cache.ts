/**
 * Who may keep an answer. To a stranger a page is the same as to everybody, so a shared cache may keep it for a
 * moment; with a cart or a log-in its header is the shopper's own, and with a chosen currency its prices. What is estimated
 * for the visitor's country is kept by nobody, once the edge has said which that is.
 *
 * Shared only where the address itself says whose it is. Behind the edge Worker all stores have the address of the Pages
 * project, and only a header tells them apart: `vary` names that header, but there are caches that do not heed `vary`
 * (Cloudflare's is one), so there nothing is offered to be kept.
 */
import type { HeadersFunction } from '@remix-run/cloudflare'
import { hasCartCookie } from './cart-cookie.ts'
import { hasCurrencyCookie } from './currency.ts'
import { hasSessionCookie } from './session-cookies.ts'

const PAGE_S = 30
const PRIVATE = 'private, no-store'

interface Visit {
  request: Request
  origin: string
}

/** `country`: of a page that differs by it; null where nobody knows it, which is one page again. */
export function sharedForStrangers(
  request: Request,
  origin: string,
  country: string | null = null,
): { headers: Record<string, string> } {
  const visit = { request, origin }
  const isKnown =
    country !== null || hasCartCookie(visit) || hasCurrencyCookie(visit) || hasSessionCookie(request, origin)
  return { headers: { 'cache-control': isKnown ? PRIVATE : sharedFor(PAGE_S, visit) } }
}

/** For answers that are the same for everybody, with or without a cart. */
export const sharedFor = (seconds: number, { request, origin }: Visit): string =>
  new URL(request.url).origin === origin ? `public, max-age=0, s-maxage=${seconds}` : PRIVATE

/** Remix sends a page's loader headers only where its route says so. */
export const loaderHeaders: HeadersFunction = ({ loaderHeaders: own, errorHeaders }) => errorHeaders ?? own
