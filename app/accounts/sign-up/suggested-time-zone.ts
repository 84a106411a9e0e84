import { countriesOfTimeZone, timeZoneOf, timeZoneOfCountry, UTC } from '#domain/time-zone.ts'

/**
 * What a new store's zone is to be, by the browser of whoever opens it: nothing where that is no zone, or is another country's
 * while the store's country has a main zone of its own. The API then goes by the country.
 */
export function suggestedTimeZone(ofBrowser: string, country: string): string | undefined {
  const zone = timeZoneOf(ofBrowser)
  if (zone === null) return undefined
  const countries = countriesOfTimeZone(zone)
  const isElsewhere = countries.length > 0 && !countries.includes(country)
  return isElsewhere && timeZoneOfCountry(country) !== UTC ? undefined : zone
}
