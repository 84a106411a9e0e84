/**
 * Where somebody is who has not said it: their country as the edge has found it out, if the store delivers there; else the
 * store's own, or the first that it delivers to. A guess, which whatever is counted with it says of itself.
 */
import type { AppLoadContext } from '@remix-run/cloudflare'
import type { Store } from '#contract/store.ts'

export function visitorCountry(
  { country }: Pick<AppLoadContext, 'country'>,
  store: Pick<Store, 'countries' | 'country'>,
) {
  if (country !== null && store.countries.includes(country)) return country
  return store.countries.includes(store.country) ? store.country : (store.countries[0] ?? store.country)
}
