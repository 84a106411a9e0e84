/**
 * Which currency the prices of a Shopify CSV are in. The file has no field for it, and the store takes its own alone: what leaves it
 * open is asked, not guessed.
 *
 * Said       By `currency` of the request. Another than the store's is refused: prices are not converted.
 * Columns    `Variant Price (EUR)` says it of itself. Of a file with the store's currency among several, those columns are taken
 *            once it is said that they are meant.
 * Decimals   `50.00` in a store of yen: fifty yen, or fifty of something else? Prices for markets (`Price / International`) are passed over.
 */
import { exponentOf } from '#domain/currencies.ts'
import { ApiProblem } from '../../http/problem.ts'
import { readRecords } from './csv-records.ts'
import type { Recognised } from './detect-format.ts'
import type { FieldFault } from './fields.ts'

export interface FilePrices {
  /** The store's. */
  currency: string
  /** Whether whoever sent the file has said that its prices are in it. */
  isSaid: boolean
}

const HOW = (currency: string) =>
  `say so: choose ${currency} as their currency (currency=${currency} in the API, --currency ${currency} on the command line)`

/** The beginning of a file, in UTF-8. */
interface Head {
  bytes: Uint8Array
  isWhole: boolean
}

/** Throws unless the prices are the store's. */
export function requireCurrency(
  recognised: Recognised,
  head: Head,
  { currency, said }: { currency: string; said: string | undefined },
): void {
  if (said !== undefined && said !== currency) {
    throw other(
      `The store's products are priced in ${currency}, and prices are not converted. Export the file in ${currency}, or put its prices on a price list in ${said}.`,
    )
  }
  if (recognised.format !== 'shopify') return
  const { priceCurrencies, columns } = recognised
  const hasPlain = recognised.hasPlainPrice
  if (!hasPlain && !priceCurrencies.includes(currency)) {
    throw other(`The file has prices in ${priceCurrencies.join(', ')}, the store's are in ${currency}.`)
  }
  if (said !== undefined) return
  if (hasPlain && priceCurrencies.includes(currency)) {
    throw unclear(
      `The file has prices in ${currency} beside others without a currency. If those in ${currency} are meant, ${HOW(currency)}.`,
    )
  }
  const example = decimalPrice(recognised, head, columns.indexOf('price'), currency)
  if (example !== null) throw unclear(decimalsText(example, currency))
}

/** The same of a single price further down in the file. */
export function decimalsFault(text: string, { currency, isSaid }: FilePrices): FieldFault | null {
  if (isSaid || !hasTooManyDecimals(text, currency)) return null
  return { code: 'currency_unclear', message: decimalsText(text, currency) }
}

const decimalsText = (example: string, currency: string) =>
  `Prices like “${example}” have decimals, and ${currency} has none. If they are in ${currency}, ${HOW(currency)}. If not, export the file with prices in ${currency}.`

/** Two digits behind a point or a comma, where the currency has no decimals. */
const hasTooManyDecimals = (text: string, currency: string): boolean =>
  exponentOf(currency) === 0 && /\d[.,]\d{1,2}$/.test(text.trim())

function decimalPrice(
  { delimiter, position, line }: Extract<Recognised, { format: 'shopify' }>,
  { bytes, isWhole }: Head,
  priceAt: number,
  currency: string,
): string | null {
  const rows = readRecords(bytes.subarray(position), { delimiter, line, isLast: isWhole, isFull: false })
  for (const row of rows) {
    const price = row.kind === 'record' ? (row.fields[priceAt] ?? '').trim() : ''
    if (hasTooManyDecimals(price, currency)) return price.slice(0, 20)
  }
  return null
}

const other = (message: string) => new ApiProblem('import_currency_other', [{ path: 'currency', message }])
const unclear = (message: string) => new ApiProblem('import_currency_unclear', [{ path: 'currency', message }])
