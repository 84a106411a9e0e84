/**
 * How the edge Worker tells the Pages app which host a shopper asked for: the host in one header, its HMAC-SHA-256
 * (RFC 2104, base64url) in another. The Pages origin is public, and whoever could choose the host could choose the store, its
 * links and its cookies; so the host is believed only with the signature.
 */
export const HOST_HEADER = 'x-tradewind-host'
export const SIGNATURE_HEADER = 'x-tradewind-signature'

interface Settings {
  ENVIRONMENT: string
  EDGE_SECRET?: string
}

/** The shared secret; undefined in production when nobody has set one. Elsewhere there is a well-known one. */
export const edgeSecretOf = ({ ENVIRONMENT, EDGE_SECRET }: Settings): string | undefined =>
  EDGE_SECRET ?? (ENVIRONMENT === 'production' ? undefined : 'development-edge-secret')

export async function signHost(host: string, secret: string): Promise<string> {
  const mac = await crypto.subtle.sign('HMAC', await keyOf(secret), new TextEncoder().encode(host))
  const base64 = btoa(String.fromCharCode(...new Uint8Array(mac)))
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** Whether this secret has signed this host. */
export async function isHostSignature(signature: string, host: string, secret: string): Promise<boolean> {
  const bytes = fromBase64Url(signature)
  return bytes !== null && crypto.subtle.verify('HMAC', await keyOf(secret), bytes, new TextEncoder().encode(host))
}

const keys = new Map<string, Promise<CryptoKey>>()

function keyOf(secret: string): Promise<CryptoKey> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const bytes = new TextEncoder().encode(secret)
  const key = keys.get(secret) ?? crypto.subtle.importKey('raw', bytes, algorithm, false, ['sign', 'verify'])
  keys.set(secret, key)
  return key
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w-]+=*$/.test(text)) return null
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
  } catch {
    return null
  }
}
