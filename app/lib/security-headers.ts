import { HOST_HEADER } from '#contract/forwarded-host.ts'

/** On every answer of the app. A route that needs others (the sandboxed mail) sets its own, which are kept. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

const DEFAULTS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  'cross-origin-opener-policy': 'same-origin',
  // What nobody declared public is somebody's: a page has to say so to be kept anywhere.
  'cache-control': 'private, no-store',
}

/** What an answer depends on beside its address: whose host was asked for, and whether there is a cart. */
const DEPENDS_ON = `${HOST_HEADER}, cookie`

export function withSecurityHeaders(
  response: Response,
  { isHttps, requestId }: { isHttps: boolean; requestId: string },
) {
  const headers = new Headers(response.headers)
  for (const [name, value] of Object.entries(DEFAULTS)) if (!headers.has(name)) headers.set(name, value)
  headers.append('vary', DEPENDS_ON)
  // A page that answers a refused form has its loader's headers, and what the shopper typed.
  if (response.status !== 200) headers.set('cache-control', DEFAULTS['cache-control'])
  if (isHttps) headers.set('strict-transport-security', 'max-age=63072000; includeSubDomains')
  headers.set('x-request-id', requestId)
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers })
}
