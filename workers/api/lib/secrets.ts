/** Secrets compared and derived without telling anything by time. */
const encoder = new TextEncoder()

/** Of the secret that was last used: making a key takes longer than signing with it. */
let made: { secret: string; key: CryptoKey } | null = null

export async function hmacKey(secret: string): Promise<CryptoKey> {
  if (made?.secret === secret) return made.key
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['sign', 'verify'])
  made = { secret, key }
  return key
}

/** HMAC-SHA-256 (RFC 2104) of `message`, base64url without padding. */
export async function sign(message: string, secret: string): Promise<string> {
  const mac = await crypto.subtle.sign('HMAC', await hmacKey(secret), encoder.encode(message))
  return Buffer.from(mac).toString('base64url')
}

/** Whether two secrets are the same, in a time that does not depend on where they differ. */
export async function sameSecret(given: string, expected: string): Promise<boolean> {
  const [a, b] = await Promise.all(
    [given, expected].map((text) => crypto.subtle.digest('SHA-256', encoder.encode(text))),
  )
  return a !== undefined && b !== undefined && crypto.subtle.timingSafeEqual(a, b)
}

/** SHA-256 of a text, base64url. */
export async function sha256(text: string): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', encoder.encode(text))).toString('base64url')
}

/** 256 random bits, base64url: 43 characters that nobody guesses. */
export const randomToken = (): string => Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url')

/** A key of our own for one purpose, from the one secret (HKDF, RFC 5869), so that no two purposes share a key. */
async function sealingKey(purpose: string, secret: string): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', encoder.encode(secret), 'HKDF', false, ['deriveKey'])
  const derivation = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: encoder.encode(purpose) }
  return crypto.subtle.deriveKey(derivation, material, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
}

/** What must be read again and yet not lie open in the database: AES-256-GCM, the nonce in front, base64url. */
export async function seal(text: string, purpose: string, secret: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const key = await sealingKey(purpose, secret)
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, encoder.encode(text))
  return Buffer.concat([iv, new Uint8Array(sealed)]).toString('base64url')
}

/** What was sealed for this purpose with one of these secrets; null for anything else. */
export async function decrypt(sealed: string, purpose: string, secrets: readonly string[]): Promise<string | null> {
  const bytes = Buffer.from(sealed, 'base64url')
  const algorithm = { name: 'AES-GCM', iv: bytes.subarray(0, 12) }
  for (const secret of secrets) {
    const key = await sealingKey(purpose, secret)
    const opened = await crypto.subtle.decrypt(algorithm, key, bytes.subarray(12)).catch(() => null)
    if (opened) return new TextDecoder().decode(opened)
  }
  return null
}
