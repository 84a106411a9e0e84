/**
 * Money: exact amounts, always with their currency.
 *
 * Units     `amountMinor` is a whole number of the currency's minor unit: 1999 is 19.99 USD, but 1999 JPY and 1.999 KWD.
 *           The number of decimals is in `currencies.ts`.
 * Rounding  Half away from zero, once per order line; a total is the sum of rounded lines.
 * Errors    A fraction, or a number past 2^53, is a caller's bug, so it throws; there is no I/O here.
 */
import { exponentOf } from './currencies.ts'

export interface Money {
  readonly amountMinor: number
  readonly currency: string
}

export function money(amountMinor: number, currency: string): Money {
  if (!/^[A-Z]{3}$/.test(currency)) throw new TypeError(`Not an ISO 4217 code: ${currency}`)
  return { amountMinor: whole(amountMinor), currency }
}

/** The sum of minor units of one currency. */
export const sumOf = (amountsMinor: readonly number[]): number =>
  amountsMinor.reduce((sum, amountMinor) => whole(sum + amountMinor), 0)

/**
 * `numerator / denominator` rounded half away from zero, exactly: 5 / 2 = 3, −5 / 2 = −3. Works on integers throughout,
 * since 0.1 + 0.2 has no place near money.
 */
export function divideRounded(numerator: bigint, denominator: bigint): number {
  if (denominator <= 0n) throw new RangeError('The denominator must be positive')
  const magnitude = numerator < 0n ? -numerator : numerator
  const rounded = (2n * magnitude + denominator) / (2n * denominator)
  return whole(Number(numerator < 0n ? -rounded : rounded))
}

/**
 * Splits an amount of minor units by `weights` so that the parts add up to it exactly (largest remainder first, then the
 * earlier part). Throws a RangeError for weights that are negative, not whole, or nothing together.
 */
export function allocate(totalMinor: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((acc, weight) => acc + BigInt(whole(weight)), 0n)
  if (weights.some((weight) => weight < 0)) throw new RangeError('A weight cannot be negative')
  if (sum === 0n) throw new RangeError('At least one weight must be above zero')
  const sign = totalMinor < 0 ? -1 : 1
  const amount = BigInt(Math.abs(whole(totalMinor)))
  const shares = weights.map((weight, index) => {
    const product = amount * BigInt(weight)
    return { index, floor: product / sum, remainder: product % sum }
  })
  let left = Number(amount - shares.reduce((acc, share) => acc + share.floor, 0n))
  const extra = new Set<number>()
  const byRemainder = [...shares].sort((a, b) => Number(b.remainder - a.remainder)) // a stable sort: the earlier first
  for (const share of byRemainder) {
    if (left-- <= 0) break
    extra.add(share.index)
  }
  return shares.map((share) => {
    const part = Number(share.floor) + (extra.has(share.index) ? 1 : 0)
    return part === 0 ? 0 : sign * part
  })
}

/**
 * An amount as people and files write it ("1,999.50", "19.9", "-3") in minor units, or null when it is not an exact
 * amount of that currency ("1.999" USD, "12.50" JPY, "abc"). Grouping commas must stand where they belong; decimals
 * beyond the currency's own are taken only when they are zeros.
 */
export function parseAmount(text: string, currency: string): number | null {
  const match = /^([+-]?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/.exec(text.trim())
  if (!match) return null
  const [, sign, integer = '', decimals = ''] = match
  const exponent = exponentOf(currency)
  if (/[1-9]/.test(decimals.slice(exponent))) return null
  const digits = integer.replaceAll(',', '') + decimals.slice(0, exponent).padEnd(exponent, '0')
  const amount = Number(digits)
  if (!Number.isSafeInteger(amount)) return null
  return sign === '-' && amount !== 0 ? -amount : amount
}

/** The amount without symbol or grouping, as files and feeds want it: 1999 USD → "19.99", 1999 JPY → "1999". */
export function toDecimal(amountMinor: number, currency: string): string {
  const exponent = exponentOf(currency)
  const digits = String(Math.abs(whole(amountMinor))).padStart(exponent + 1, '0')
  const point = digits.length - exponent
  const text = exponent === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`
  return amountMinor < 0 ? `-${text}` : text
}

const formatters = new Map<string, Intl.NumberFormat>()

/** The amount for a person: `formatMoney(1999, 'USD', 'en-US')` is "$19.99". `isRound` leaves out decimals that are all zero: "$75". */
export function formatMoney(amountMinor: number, currency: string, locale: string, { isRound = false } = {}): string {
  const key = `${locale} ${currency} ${isRound}`
  let formatter = formatters.get(key)
  if (!formatter) {
    const decimals = exponentOf(currency)
    formatter = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
      trailingZeroDisplay: isRound ? 'stripIfInteger' : 'auto',
    })
    formatters.set(key, formatter)
  }
  // The decimal string keeps every digit; a division would not.
  return formatter.format(toDecimal(amountMinor, currency) as Intl.StringNumericLiteral)
}

/** The number itself, when it is whole and exact; throws a RangeError otherwise. */
export function whole(value: number): number {
  if (!Number.isSafeInteger(value)) throw new RangeError(`Not a whole number that is exact: ${value}`)
  return value
}
