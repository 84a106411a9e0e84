/** Headers that every answer carries, pictures and errors too. What the answer itself says stays. */
const HEADERS: Record<string, string> = {
  // Pages carry no inline script or style; data blocks such as JSON-LD are not scripts.
  'content-security-policy': [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
}

export function withSecurityHeaders(response: Response): Response {
  // A WebSocket cannot be wrapped, and has no use for headers.
  if (response.webSocket) return response
  const secured = new Response(response.body, response)
  for (const [name, value] of Object.entries(HEADERS)) {
    if (!secured.headers.has(name)) secured.headers.set(name, value)
  }
  return secured
}
