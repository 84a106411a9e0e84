/** How the edge Worker vouches for the host that a person asked for: HMAC-SHA-256 (RFC 2104), base64url. */
export const FORWARDED_HOST = 'x-tradewind-host'
export const HOST_SIGNATURE = 'x-tradewind-signature'

const keys = new Map<string, Promise<CryptoKey>>()

export async function signHost(host: string, secret: string): Promise<string> {
  let key = keys.get(secret)
  if (!key) {
    const bytes = new TextEncoder().encode(secret)
    key = crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
    keys.set(secret, key)
  }
  const mac = await crypto.subtle.sign('HMAC', await key, new TextEncoder().encode(host))
  return Buffer.from(mac).toString('base64url')
}
