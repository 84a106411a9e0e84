/** The currency in which somebody wants to see prices, kept in a cookie. Only one that the store sells in counts. */
import type { Store } from '#contract/store.ts'
import { parse as parseCookies } from './cookies.ts'

const MAX_AGE_S = 365 * 24 * 60 * 60

interface Visit {
  request: Request
  origin: string
}
type Sells = Pick<Store, 'currency' | 'currencies'>

const isSecure = (origin: string) => origin.startsWith('https:')
/** `__Host-` lets no other sub-domain (another store) set it; browsers take it on https only. */
const nameOf = (origin: string) => (isSecure(origin) ? '__Host-currency' : 'currency')

export const hasCurrencyCookie = ({ request, origin }: Visit): boolean =>
  parseCookies(request.headers.get('cookie'))[nameOf(origin)] !== undefined

/** The one that was chosen, else the store's own. */
export function readCurrency(visit: Visit, store: Sells): string {
  const chosen = parseCookies(visit.request.headers.get('cookie'))[nameOf(visit.origin)] ?? ''
  return store.currencies.includes(chosen) ? chosen : store.currency
}

/** What the API is asked with: nothing for the store's own, so that most questions are the same. */
export function askedCurrency(visit: Visit, store: Sells): string | undefined {
  const currency = readCurrency(visit, store)
  return currency === store.currency ? undefined : currency
}

export function keepCurrency(origin: string, currency: string): string {
  const secure = isSecure(origin) ? '; Secure' : ''
  return `${nameOf(origin)}=${currency}; Path=/; Max-Age=${MAX_AGE_S}; HttpOnly; SameSite=Lax${secure}`
}
