/** Where a visitor's store probably is and what its prices are in: a beginning for a form, which they may change. */
import countryToCurrency from 'country-to-currency'
import { COUNTRY_CODES, countriesByName } from '../../ui/countries.ts'
import type { NamedCode } from '../../ui/currencies.ts'

interface Place {
  country: string
  currency: string
}

/** By the edge's look at the address of the network, else by the languages of the browser; empty where neither says. */
export function suggestedPlace(request: Request, ofNetwork: string | null): Place {
  const country = [ofNetwork, ...regionsOf(request.headers.get('accept-language') ?? '')].find(
    (code): code is string => code !== null && COUNTRY_CODES.includes(code),
  )
  return country ? { country, currency: currencyOf(country) ?? '' } : { country: '', currency: '' }
}

/** What is paid with in a country (ISO 3166-1 alpha-2 to ISO 4217). */
export const currencyOf = (country: string): string | undefined =>
  (countryToCurrency as Record<string, string | undefined>)[country]

/** "de-AT,de;q=0.9,en;q=0.8" is AT, DE. English alone says nothing of where somebody is. */
function regionsOf(accepted: string): string[] {
  const tags = accepted
    .slice(0, 200)
    .split(',')
    .map((part) => part.split(';')[0]?.trim() ?? '')
  return tags.flatMap((tag) => {
    try {
      const locale = new Intl.Locale(tag)
      return locale.region ?? (locale.language === 'en' ? undefined : locale.maximize().region) ?? []
    } catch {
      return [] // `*`, or no language at all
    }
  })
}

/** For the choice of a store's country: each with what its prices are usually in. */
export const storeCountries = (): (NamedCode & { currency?: string })[] =>
  countriesByName(COUNTRY_CODES, 'en').map((country) => ({ ...country, currency: currencyOf(country.code) ?? '' }))
