/**
 * Headers that every answer carries, images and errors too. They are the platform's: an answer of the API or of the Pages
 * app cannot weaken them. What it may decide:
 *
 *   content-security-policy  its own (pages with a nonce, the API's `default-src 'none'`). The floor below is added as a
 *                            second policy, and browsers enforce both.
 *   referrer-policy          a stricter one, for pages whose address holds a secret.
 */
const PLATFORM_HEADERS: Record<string, string> = {
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
}

const DEFAULT_REFERRER_POLICY = 'strict-origin-when-cross-origin'
const STRICTER_REFERRER_POLICIES: ReadonlySet<string> = new Set(['no-referrer', 'same-origin'])

/** For answers without a policy. No inline script or style; data blocks such as JSON-LD are not scripts. */
const DEFAULT_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** `'self'`: the development mailbox shows a mail in a frame. */
const POLICY_FLOOR = "base-uri 'none'; object-src 'none'; frame-ancestors 'self'"

export function withSecurityHeaders(response: Response): Response {
  // A WebSocket cannot be wrapped, and has no use for headers.
  if (response.webSocket) return response
  const secured = new Response(response.body, response)
  const { headers } = secured
  for (const [name, value] of Object.entries(PLATFORM_HEADERS)) headers.set(name, value)
  if (!STRICTER_REFERRER_POLICIES.has(headers.get('referrer-policy') ?? '')) {
    headers.set('referrer-policy', DEFAULT_REFERRER_POLICY)
  }
  if (headers.get('content-security-policy')) headers.append('content-security-policy', POLICY_FLOOR)
  else headers.set('content-security-policy', DEFAULT_POLICY)
  return secured
}
