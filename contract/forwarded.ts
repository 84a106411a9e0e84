/**
 * How Workers tell one another who is really asking: the host that a person asked for, the IP address they came from and,
 * where Cloudflare knows it, their country, each in a header, with the time of signing, and one HMAC-SHA-256 (RFC 2104,
 * base64url) over all of them. The edge Worker signs for the API and for the Pages app, the app signs for the API. The Pages
 * origin is public, and whoever could choose the host could choose the store, its links and its cookies; whoever could choose
 * the address would have no limits. So all are believed only with the signature, and for a minute: headers that somebody has
 * captured are worth nothing later.
 */
import { isLocalEnvironment } from './environment.ts'

export const HOST_HEADER = 'x-tradewind-host'
export const CLIENT_HEADER = 'x-tradewind-client'
export const COUNTRY_HEADER = 'x-tradewind-country'
/** When it was signed: milliseconds UTC. */
export const SIGNED_AT_HEADER = 'x-tradewind-signed-at'
export const SIGNATURE_HEADER = 'x-tradewind-signature'
export const FORWARDED_HEADERS = [HOST_HEADER, CLIENT_HEADER, COUNTRY_HEADER, SIGNED_AT_HEADER, SIGNATURE_HEADER]

/** How far the clocks of signer and reader may be apart, either way, with the time that a request is on its way. */
export const SIGNATURE_WINDOW_MS = 60_000

export interface Forwarded {
  /** Lower case, with its port. */
  host: string
  /** IP address; empty when it is not known. */
  client: string
  /** ISO 3166-1 alpha-2, by the IP address; absent when it is not known. */
  country?: string | undefined
}

interface Settings {
  ENVIRONMENT: string
  EDGE_SECRET?: string
}

/** The shared secret; undefined where nobody has set one. Development and tests have a well-known one. */
export const edgeSecretOf = ({ ENVIRONMENT, EDGE_SECRET }: Settings): string | undefined =>
  EDGE_SECRET ?? (isLocalEnvironment(ENVIRONMENT) ? 'development-edge-secret-not-for-production' : undefined)

/** Without a country as it was before there was one, so that Workers of both kinds understand each other while they are deployed. */
const messageOf = ({ host, client, country }: Forwarded, signedAt: string) =>
  new TextEncoder().encode([host, client, ...(country ? [country] : []), signedAt].join('\n'))

/** The headers that say so. */
export async function signForwarded(
  forwarded: Forwarded,
  secret: string,
  nowMs = Date.now(),
): Promise<Record<string, string>> {
  const signedAt = String(nowMs)
  const mac = await crypto.subtle.sign('HMAC', await keyOf(secret), messageOf(forwarded, signedAt))
  const base64 = btoa(String.fromCharCode(...new Uint8Array(mac)))
  return {
    [HOST_HEADER]: forwarded.host,
    [CLIENT_HEADER]: forwarded.client,
    ...(forwarded.country ? { [COUNTRY_HEADER]: forwarded.country } : {}),
    [SIGNED_AT_HEADER]: signedAt,
    [SIGNATURE_HEADER]: base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''),
  }
}

const HOST = /^[a-z0-9._-]{1,253}(:\d{1,5})?$/i
const CLIENT = /^[\da-f:.]{0,45}$/i
const COUNTRY = /^[A-Z]{2}$/
const SIGNED_AT = /^\d{13}$/

/** Whether this can be the host of a request to us: a name or an IPv4 address, with or without a port. */
export const isHost = (text: string): boolean => HOST.test(text)

/** What the headers say, if somebody who knows the secret has signed it within the last minute; else null. */
export async function readForwarded(
  headers: Headers,
  settings: Settings,
  nowMs = Date.now(),
): Promise<Forwarded | null> {
  const host = headers.get(HOST_HEADER)
  const client = headers.get(CLIENT_HEADER) ?? ''
  const country = headers.get(COUNTRY_HEADER) ?? undefined
  const signedAt = headers.get(SIGNED_AT_HEADER) ?? ''
  const signature = fromBase64Url(headers.get(SIGNATURE_HEADER) ?? '')
  const secret = edgeSecretOf(settings)
  if (!host || !secret || !signature || !isHost(host) || !CLIENT.test(client) || !SIGNED_AT.test(signedAt)) return null
  if (country !== undefined && !COUNTRY.test(country)) return null
  if (Math.abs(nowMs - Number(signedAt)) > SIGNATURE_WINDOW_MS) return null
  const message = messageOf({ host, client, country }, signedAt)
  const isOurs = await crypto.subtle.verify('HMAC', await keyOf(secret), signature, message)
  return isOurs ? { host: host.toLowerCase(), client, country } : null
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
