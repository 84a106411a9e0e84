/**
 * Who is logged in. The API gives tokens and checks them; the pages only keep them in cookies, send them along, and ask
 * for fresh ones once per request when the access token is about to end.
 */
import { type AppLoadContext, redirectDocument } from '@remix-run/cloudflare'
import { type SignedIn, Tokens } from '#contract/identity.ts'
import { isApiFailure } from './api.ts'
import { faultOf, orPageError } from './page-error.ts'
import { dropCookie, expiryOf, type ReadCookie, setCookie } from './session-cookies.ts'
import { isPlatformHost } from './site.ts'

export { hasSessionCookie } from './session-cookies.ts'

export interface Session {
  accessToken: string | null
  refreshToken: string | null
  deviceToken: string | null
  /** Why it could not be renewed just now: whether somebody is logged in is not known then. */
  fault: unknown
}

/** A token that ends within this time is renewed first, so that it lasts for the whole request. */
const RENEW_BEFORE_MS = 60_000

export function readSession(read: ReadCookie, nowMs: number): Session {
  const accessToken = read('access')
  const isUsable = accessToken !== null && expiryOf(accessToken) > nowMs
  return {
    accessToken: isUsable ? accessToken : null,
    refreshToken: read('refresh'),
    deviceToken: read('device'),
    fault: null,
  }
}

/** Before any loader runs. A refusal ends the session; where the API cannot be asked, the page is shown without one. */
export async function refreshSession(context: AppLoadContext, nowMs = Date.now()): Promise<void> {
  const { session } = context
  const isFresh = session.accessToken !== null && expiryOf(session.accessToken) > nowMs + RENEW_BEFORE_MS
  if (!isFresh && session.refreshToken) await renewSession(context)
}

/** Also after something that a token says has changed: two-step verification was turned on. */
export async function renewSession(context: AppLoadContext): Promise<void> {
  const { session } = context
  if (!session.refreshToken) return
  try {
    const base = await authBase(context)
    if (base === null) return
    const body = { refresh_token: session.refreshToken }
    keepTokens(context, await context.api.send('POST', `${base}/refresh`, Tokens, { body }))
  } catch (error) {
    const isRefused = isApiFailure(error) && (error.status === 401 || error.status === 422)
    if (isRefused) forgetSession(context)
    else session.fault = error
  }
}

/** For what only its owner may see: whoever cannot be asked for just now is not taken for logged out. */
export function requireKnownSession({ isSignedIn, session }: AppLoadContext): void {
  if (!isSignedIn && session.fault) throw faultOf(session.fault)
}

/** Where the accounts of this site are: the platform's own, or the store's. Null where there are none. */
export async function authBase(context: AppLoadContext): Promise<string | null> {
  const site = await context.site()
  if (site.kind === 'platform') return '/auth'
  return site.kind === 'store' ? `/stores/${site.store.id}/auth` : null
}

export function keepSession(context: AppLoadContext, signedIn: SignedIn): void {
  keepTokens(context, signedIn.tokens)
  keepDevice(context, signedIn.device_token)
}

export function keepDevice(context: AppLoadContext, token: string): void {
  context.session.deviceToken = token
  push(context, setCookie('device', token, context.origin))
}

function keepTokens(context: AppLoadContext, tokens: Tokens): void {
  context.session.accessToken = tokens.access_token
  context.session.refreshToken = tokens.refresh_token
  push(context, setCookie('access', tokens.access_token, context.origin))
  push(context, setCookie('refresh', tokens.refresh_token, context.origin))
}

/** The browser stays known: only the session ends. */
export function forgetSession(context: AppLoadContext): void {
  context.session.accessToken = null
  context.session.refreshToken = null
  for (const cookie of ['access', 'refresh'] as const) push(context, dropCookie(cookie, context.origin))
}

/** What one step of a log-in leaves for the next: only the browser that began can go on. */
export type Secret = 'signup' | 'oauth' | 'mfa'

export const keepSecret = (context: AppLoadContext, name: Secret, value: string): void =>
  push(context, setCookie(name, value, context.origin))

export const readSecret = (context: AppLoadContext, name: Secret): string | null => context.readCookie(name)

export const clearSecret = (context: AppLoadContext, name: Secret): void =>
  push(context, dropCookie(name, context.origin))

/** One cookie of a name per answer: the last that was said of it. */
function push(context: AppLoadContext, line: string): void {
  const start = line.slice(0, line.indexOf('=') + 1)
  const at = context.setCookies.findIndex((other) => other.startsWith(start))
  if (at >= 0) context.setCookies.splice(at, 1)
  context.setCookies.push(line)
}

/** First in loaders and actions of pages for people who are logged in. */
export function requireSignedIn(context: AppLoadContext, request: Request): void {
  requireKnownSession(context)
  if (!context.isSignedIn) throw toLogIn(context, request)
}

/** For what such a page asks the API: a session that was ended elsewhere leads to the log-in; the rest as on any page. */
export async function whileSignedIn<T>(
  { context, request }: { context: AppLoadContext; request: Request },
  answer: Promise<T>,
): Promise<T> {
  return orPageError(
    answer.catch((error: unknown) => {
      throw isApiFailure(error) && error.code === 'unauthorized' ? endedElsewhere(context, request) : error
    }),
  )
}

export function endedElsewhere(context: AppLoadContext, request: Request): Response {
  forgetSession(context)
  return toLogIn(context, request)
}

function toLogIn(context: AppLoadContext, request: Request): Response {
  const { pathname, search } = new URL(request.url)
  const logIn = isPlatformHost(context.host, context.env.PLATFORM_HOST) ? '/log-in' : '/account/log-in'
  // Of the document: the log-in page runs no script of Remix's, so its client cannot go there by itself.
  return redirectDocument(`${logIn}?${new URLSearchParams({ return_to: pathname + search })}`, 303)
}

const ANY_ORIGIN = 'https://site.invalid'
const LONGEST_PATH = 500

/**
 * Only a path of the same site: `//evil.example` and `/\evil.example` are other sites to a browser, and so would
 * `/.//evil.example` be once somebody has tidied it up. As the URL parser writes it, so that it fits into a header.
 */
export function safeReturnTo(text: unknown, fallback: string): string {
  if (typeof text !== 'string' || !/^\/(?![/\\])[^\s\\]*$/.test(text)) return fallback
  const url = URL.parse(text, ANY_ORIGIN)
  if (url?.origin !== ANY_ORIGIN || url.pathname.startsWith('//')) return fallback
  const path = url.pathname + url.search + url.hash
  return path.length <= LONGEST_PATH ? path : fallback
}
