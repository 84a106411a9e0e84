/**
 * An address as its country writes it on a parcel, one line each, the country last. Nothing that was typed is left out, whatever
 * the country has no place for. Source: libaddressinput and the Universal Postal Union's addressing sheets.
 */
import type { PostalAddress } from './address.ts'
import { regionName } from './regions.ts'

/** `%C` town, `%S` region, `%Z` postal code; `|` begins a line. What stands between two of them goes with either. */
const ANY = '%C, %S %Z'
const FORMATS = new Map<string, string>([
  ...'AT BE CH CZ DE DK EE FI FR GR HR IS LI LU NL NO PL PT RO SE SI SK AR MY'
    .split(' ')
    .map((country) => [country, '%Z %C|%S'] as const),
  ...['AU', 'CA'].map((country) => [country, '%C %S %Z'] as const),
  ...['ES', 'IT'].map((country) => [country, '%Z %C %S'] as const),
  ...['GB', 'IE', 'KR', 'ZA'].map((country) => [country, '%C|%S|%Z'] as const),
  ...['ID', 'TH'].map((country) => [country, '%C|%S %Z'] as const),
  ...['NG', 'PE'].map((country) => [country, '%C %Z|%S'] as const),
  ['BR', '%C-%S|%Z'],
  ['CL', '%Z %C|%S'],
  ['CO', '%C, %S, %Z'],
  ['HU', '%C|%S|%Z'],
  ['IN', '%C %Z|%S'],
  ['MX', '%Z %C, %S'],
  ['PH', '%C|%Z %S'],
  ['TR', '%Z %C/%S'],
])

/** Written from the large to the small in their own scripts. */
const DOWNWARDS: ReadonlySet<string> = new Set(['CN', 'JP', 'KR', 'TW'])
const EAST_ASIAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

export type WrittenAddress = Omit<PostalAddress, 'phone'>

/** `locale` is the language of the country's name. */
export function addressLines(address: WrittenAddress, locale: string): string[] {
  const country = new Intl.DisplayNames([locale], { type: 'region' }).of(address.country) ?? address.country
  const isDownwards = DOWNWARDS.has(address.country) && EAST_ASIAN.test(address.line1 + address.city)
  const lines = isDownwards ? downwards(address) : upwards(address)
  return [...lines, country].filter((line) => line !== '')
}

function upwards(address: WrittenAddress): string[] {
  const { country, name, line1, line2, city, region, postal_code: code } = address
  const parts: Record<string, string> = { '%C': city, '%S': regionName(country, region), '%Z': code }
  const format = FORMATS.get(country) ?? ANY
  return [name, line1, line2, ...format.split('|').map((line) => filled(line, parts))]
}

function downwards({ country, name, line1, line2, city, region, postal_code: code }: WrittenAddress): string[] {
  // Korean has blanks between its words, and the code at the end.
  if (country === 'KR') return [joined([regionName(country, region, true), city, line1]), line2, name, code]
  const mark = country === 'JP' && code !== '' ? '〒' : ''
  return [mark + code, regionName(country, region, true) + city + line1, line2, name]
}

const joined = (parts: string[]): string => parts.filter((part) => part !== '').join(' ')

/** A separator stands only between two parts that there are. */
function filled(format: string, parts: Record<string, string>): string {
  let line = ''
  let separator = ''
  for (const [piece] of format.matchAll(/%[CSZ]|[^%]+/g)) {
    const part = parts[piece]
    if (part === undefined) separator = piece
    else if (part !== '') {
      line += line === '' ? part : separator + part
      separator = ''
    }
  }
  return line
}
