import { COUNTRY_HEADER, HOST_HEADER } from '#contract/forwarded.ts'

/** With a nonce for pages that Remix's client runs on, which starts with lines of script in the page itself. */
export const contentSecurityPolicy = (nonce?: string): string =>
  [
    "default-src 'self'",
    nonce ? `script-src 'self' 'nonce-${nonce}'` : "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')

/** On every answer of the app. A route that needs others (the sandboxed mail) sets its own, which are kept. */
const DEFAULTS = {
  'content-security-policy': contentSecurityPolicy(),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  'cross-origin-opener-policy': 'same-origin',
  // What nobody declared public is somebody's: a page has to say so to be kept anywhere.
  'cache-control': 'private, no-store',
}

/** What an answer depends on beside its address: whose host was asked for, and whether there is a cart. */
const DEPENDS_ON = `${HOST_HEADER}, ${COUNTRY_HEADER}, cookie`

interface Facts {
  isHttps: boolean
  requestId: string
  setCookies?: string[]
  /** For answers that say to come again. */
  retryAfterS?: number | null
}

export function withSecurityHeaders(response: Response, facts: Facts): Response {
  const { isHttps, requestId, setCookies = [], retryAfterS = null } = facts
  const headers = new Headers(response.headers)
  for (const [name, value] of Object.entries(DEFAULTS)) if (!headers.has(name)) headers.set(name, value)
  headers.append('vary', DEPENDS_ON)
  for (const cookie of setCookies) headers.append('set-cookie', cookie)
  // A page that answers a refused form has its loader's headers, and what the shopper typed.
  if (response.status !== 200 || setCookies.length > 0) headers.set('cache-control', DEFAULTS['cache-control'])
  if (isHttps) headers.set('strict-transport-security', 'max-age=63072000; includeSubDomains')
  headers.set('x-request-id', requestId)
  if (response.status === 429 || response.status === 503) headers.set('retry-after', String(retryAfterS ?? 1))
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers })
}
