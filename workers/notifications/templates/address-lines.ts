/**
 * An address as its post office wants it written, the country last.
 * Source: Universal Postal Union addressing sheets; countries not listed get the order "town, region code".
 */
import type { Address } from '#contract/checkout.ts'

const CODE_BEFORE_TOWN: ReadonlySet<string> = new Set(
  'AT BE CH CZ DE DK ES FI FR GR HU IS IT LU NL NO PL PT RO SE SK'.split(' '),
)
const CODE_ON_ITS_OWN_LINE: ReadonlySet<string> = new Set(['GB'])

/** The lines from the name to the country, empty ones left out. `locale` is the language of the country's name. */
export function addressLines(address: Address, locale: string): string[] {
  const country = new Intl.DisplayNames([locale], { type: 'region' }).of(address.country) ?? address.country
  return [address.name, address.line1, address.line2, ...townLines(address), country].filter((line) => line !== '')
}

function townLines({ city, region, postal_code: code, country }: Address): string[] {
  if (CODE_BEFORE_TOWN.has(country)) return [joinWords(code, city), region]
  if (CODE_ON_ITS_OWN_LINE.has(country)) return [city, region, code]
  return [joinWords(region === '' ? city : `${city}, ${region}`, code)]
}

const joinWords = (...words: string[]) => words.filter((word) => word !== '').join(' ')
