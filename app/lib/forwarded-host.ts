/**
 * Behind the edge Worker the request's own host is that of the Pages project; the shopper's is in `x-tradewind-host`.
 * It is believed only with the edge's signature (HMAC-SHA-256 of the host, base64url): the Pages origin is public, and
 * whoever could choose the host could choose the store, its links and its cookies.
 */
export const HOST_HEADER = 'x-tradewind-host'
export const SIGNATURE_HEADER = 'x-tradewind-signature'

const DEVELOPMENT_SECRET = 'development-edge-secret'

interface Settings {
  ENVIRONMENT: string
  EDGE_SECRET?: string
}

export async function believedHost(request: Request, settings: Settings): Promise<string> {
  const own = new URL(request.url).host
  const claimed = request.headers.get(HOST_HEADER)
  const signature = request.headers.get(SIGNATURE_HEADER)
  const secret = settings.EDGE_SECRET ?? (settings.ENVIRONMENT === 'production' ? undefined : DEVELOPMENT_SECRET)
  if (!claimed || !signature || !secret || !isHost(claimed)) return own
  return (await isSignedBy(secret, claimed, signature)) ? claimed.toLowerCase() : own
}

const isHost = (text: string) => /^[a-z0-9.-]{1,253}(:\d{1,5})?$/i.test(text)

const keys = new Map<string, Promise<CryptoKey>>()

async function isSignedBy(secret: string, text: string, signature: string): Promise<boolean> {
  const bytes = fromBase64Url(signature)
  if (!bytes) return false
  const encoder = new TextEncoder()
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = keys.get(secret) ?? crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['verify'])
  keys.set(secret, key)
  return crypto.subtle.verify('HMAC', await key, bytes, encoder.encode(text))
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w-]+=*$/.test(text)) return null
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
  } catch {
    return null
  }
}
