/**
 * How Workers tell one another who is really asking: the host that a person asked for and the IP address they came from,
 * each in a header, and one HMAC-SHA-256 (RFC 2104, base64url) over both. The edge Worker signs for the API and for the
 * Pages app, the app signs for the API. The Pages origin is public, and whoever could choose the host could choose the
 * store, its links and its cookies; whoever could choose the address would have no limits. So both are believed only
 * with the signature.
 */
export const HOST_HEADER = 'x-tradewind-host'
export const CLIENT_HEADER = 'x-tradewind-client'
export const SIGNATURE_HEADER = 'x-tradewind-signature'
export const FORWARDED_HEADERS = [HOST_HEADER, CLIENT_HEADER, SIGNATURE_HEADER]

export interface Forwarded {
  /** Lower case, with its port. */
  host: string
  /** IP address; empty when it is not known. */
  client: string
}

interface Settings {
  ENVIRONMENT: string
  EDGE_SECRET?: string
}

/** The shared secret; undefined in production when nobody has set one. Elsewhere there is a well-known one. */
export const edgeSecretOf = ({ ENVIRONMENT, EDGE_SECRET }: Settings): string | undefined =>
  EDGE_SECRET ?? (ENVIRONMENT === 'production' ? undefined : 'development-edge-secret-not-for-production')

const messageOf = ({ host, client }: Forwarded) => new TextEncoder().encode(`${host}\n${client}`)

/** The headers that say so. */
export async function signForwarded(forwarded: Forwarded, secret: string): Promise<Record<string, string>> {
  const mac = await crypto.subtle.sign('HMAC', await keyOf(secret), messageOf(forwarded))
  const base64 = btoa(String.fromCharCode(...new Uint8Array(mac)))
  const signature = base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
  return { [HOST_HEADER]: forwarded.host, [CLIENT_HEADER]: forwarded.client, [SIGNATURE_HEADER]: signature }
}

const HOST = /^[a-z0-9.-]{1,253}(:\d{1,5})?$/i
const CLIENT = /^[\da-f:.]{0,45}$/i

/** What the headers say, if somebody who knows the secret has signed it; else null. */
export async function readForwarded(headers: Headers, settings: Settings): Promise<Forwarded | null> {
  const host = headers.get(HOST_HEADER)
  const client = headers.get(CLIENT_HEADER) ?? ''
  const signature = fromBase64Url(headers.get(SIGNATURE_HEADER) ?? '')
  const secret = edgeSecretOf(settings)
  if (!host || !secret || !signature || !HOST.test(host) || !CLIENT.test(client)) return null
  const isOurs = await crypto.subtle.verify('HMAC', await keyOf(secret), signature, messageOf({ host, client }))
  return isOurs ? { host: host.toLowerCase(), client } : null
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
