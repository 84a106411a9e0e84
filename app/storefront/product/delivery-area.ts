/** Where a store delivers to, in words: "Austria, Germany and Ireland", "31 countries". Empty where it does not deliver. */
import type { Store } from '#contract/store.ts'
import { countryName } from '../../ui/countries.ts'

const MOST_NAMED = 6

export function deliveryArea({ countries, locale }: Pick<Store, 'countries' | 'locale'>): string {
  if (countries.length > MOST_NAMED) return `${countries.length} countries`
  const names = countries.map((code) => countryName(code, locale))
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(names)
}
