/** Numbers as people type and read them, exact both ways: amounts in major units, shares in percent, weights in kilograms. */
import { parseAmount, toDecimal } from '#domain/money.ts'

/** `4,90` as much of the world writes it; `1,000` is a thousand. */
const withPoint = (text: string): string => text.trim().replace(/^(\d+),(\d{1,2})$/, '$1.$2')

/** Null for what is no amount of the currency, or less than nothing. */
export function readAmount(text: string, currency: string): number | null {
  const read = parseAmount(withPoint(text), currency)
  return read === null || read < 0 ? null : read
}
export const amountText = (minor: number | null, currency: string): string =>
  minor === null ? '' : toDecimal(minor, currency)

const TWO_DECIMALS = 'USD'
const THREE_DECIMALS = 'KWD'

/** 15.5 % is 1550 basis points. */
export const readPercent = (text: string): number | null => readShare(text, 2)
/** 8.875 % is 88,750 parts per million. */
export const readTaxRate = (text: string): number | null => readShare(text, 4)

/** Percent as a whole number of its last decimal. No share has thousands to group: a comma is a point. */
function readShare(text: string, decimals: number): number | null {
  const match = /^(\d{1,9})(?:[.,](\d+))?$/.exec(withoutUnit(text, '%').trim())
  if (!match) return null
  const [, integer = '', fraction = ''] = match
  if (/[1-9]/.test(fraction.slice(decimals))) return null
  return Number(integer + fraction.slice(0, decimals).padEnd(decimals, '0'))
}
export const percentText = (bps: number): string => withoutZeros(toDecimal(bps, TWO_DECIMALS))

/** 1.25 kg are 1250 g: three decimals, as dinars have. A comma before one or two digits is a point. */
export const readKilograms = (text: string): number | null => readAmount(withoutUnit(text, 'kg'), THREE_DECIMALS)
export const kilogramText = (grams: number | null): string =>
  grams === null ? '' : withoutZeros(toDecimal(grams, THREE_DECIMALS))

function withoutUnit(text: string, unit: string): string {
  const typed = text.trim()
  return typed.toLowerCase().endsWith(unit) ? typed.slice(0, -unit.length) : typed
}

/** Of a decimal number with a point. */
function withoutZeros(text: string): string {
  const [whole = '', decimals = ''] = text.split('.')
  let length = decimals.length
  while (decimals[length - 1] === '0') length -= 1
  return length === 0 ? whole : `${whole}.${decimals.slice(0, length)}`
}

/** A whole number, with a sign or grouping commas if somebody likes them. */
export function readWhole(text: string): number | null {
  const match = /^[+−-]?(?:\d{1,10}|\d{1,3}(?:,\d{3}){1,3})$/.exec(text.trim())
  return match ? Number(match[0].replaceAll(',', '').replace('−', '-')) : null
}
