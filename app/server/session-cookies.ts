/**
 * The cookies of a log-in and of what leads to one. Scripts cannot read them, other sites cannot send them with a form,
 * and `__Host-` lets no other sub-domain (another store) plant one; browsers take that prefix on https only.
 */
import { ACCESS_TOKEN_S, DEVICE_TOKEN_S, REFRESH_TOKEN_S } from '#contract/identity.ts'
import { parse as parseCookies } from './cookies.ts'

/** What each is kept for, in seconds. */
const MAX_AGE_S = {
  access: ACCESS_TOKEN_S,
  refresh: REFRESH_TOKEN_S,
  device: DEVICE_TOKEN_S,
  signup: 24 * 60 * 60,
  oauth: 10 * 60,
  mfa: 5 * 60,
}

export type SessionCookie = keyof typeof MAX_AGE_S

const isSecure = (origin: string) => origin.startsWith('https:')
const nameOf = (cookie: SessionCookie, origin: string) => (isSecure(origin) ? `__Host-${cookie}` : cookie)

export type ReadCookie = (cookie: SessionCookie) => string | null

/** Values are tokens of ours: whatever holds another character is none of them. */
export function cookieReader(request: Request, origin: string): ReadCookie {
  const cookies = parseCookies(request.headers.get('cookie'))
  return (cookie) => {
    const value = cookies[nameOf(cookie, origin)] ?? ''
    return /^[\w.~+/=-]{1,3000}$/.test(value) ? value : null
  }
}

export const setCookie = (cookie: SessionCookie, value: string, origin: string): string =>
  written(cookie, value, origin, MAX_AGE_S[cookie])

export const dropCookie = (cookie: SessionCookie, origin: string): string => written(cookie, '', origin, 0)

function written(cookie: SessionCookie, value: string, origin: string, maxAgeS: number): string {
  const secure = isSecure(origin) ? '; Secure' : ''
  return `${nameOf(cookie, origin)}=${value}; Path=/; Max-Age=${maxAgeS}; HttpOnly; SameSite=Lax${secure}`
}

/** Whether somebody is, or may be, logged in: such a page is theirs alone. */
export function hasSessionCookie(request: Request, origin: string): boolean {
  const cookies = parseCookies(request.headers.get('cookie'))
  return (['access', 'refresh'] as const).some((cookie) => cookies[nameOf(cookie, origin)] !== undefined)
}

/**
 * When an access token ends, in milliseconds; 0 for what is none. Not verified: only the API can do that, and this only
 * decides when to ask for a new one.
 */
export function expiryOf(accessToken: string): number {
  try {
    const payload = accessToken.split('.')[1] ?? ''
    const claims: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')))
    const exp = typeof claims === 'object' && claims !== null && 'exp' in claims ? claims.exp : 0
    return typeof exp === 'number' ? exp * 1000 : 0
  } catch {
    return 0
  }
}
