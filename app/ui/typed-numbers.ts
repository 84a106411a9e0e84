/**
 * Numbers as people type and read them, exact both ways: amounts in major units, shares in percent, weights in kilograms.
 *
 * Separators  Points and commas of the world are read as what they must be: the last of two kinds is the decimal sign, one that cannot
 *             group thousands (`0,250`, `4,90`) is as well. Where one could be either (`1,250`), the store's locale decides; what
 *             would then have more decimals than there can be is no number, rather than a thousand times another.
 */
import { toDecimal } from '#domain/money.ts'
import { plainCharacters } from '#domain/plain-characters.ts'

interface Signs {
  readonly decimal: string
  readonly group: string
}
const signs = new Map<string, Signs>()

/** How the locale writes numbers in our digits. */
function signsOf(locale: string): Signs {
  const known = signs.get(locale)
  if (known) return known
  const parts = new Intl.NumberFormat(locale, { numberingSystem: 'latn', useGrouping: true }).formatToParts(1_234_567.8)
  const sign = (type: string) => parts.find((part) => part.type === type)?.value ?? ''
  const found = { decimal: sign('decimal'), group: sign('group') }
  signs.set(locale, found)
  return found
}

const GROUPED = /^[1-9]\d{0,2}(?:([., ])\d{2,3})*[., ]\d{3}$/

/** A number of at most so many decimals, as a whole number of the last; null for what is none, or less than nothing. */
export function readDecimal(typed: string, decimals: number, locale: string): number | null {
  const { integer, fraction } = parted(typed, decimals, signsOf(locale))
  const isGrouped = GROUPED.test(integer) && new Set(integer.replace(/\d/g, '')).size === 1
  if (!isGrouped && !/^\d+$/.test(integer)) return null
  if (!/^\d*$/.test(fraction) || /[1-9]/.test(fraction.slice(decimals))) return null
  const value = Number(integer.replace(/\D/g, '') + fraction.slice(0, decimals).padEnd(decimals, '0'))
  return Number.isSafeInteger(value) ? value : null
}

const NONE = { integer: '', fraction: '' }

function parted(typed: string, decimals: number, { decimal, group }: Signs) {
  const text = plainCharacters(typed).replace(/٫/g, decimal).replace(/[٬’']/g, ' ').replace(/^\+/, '')
  const at = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','))
  const sign = text.charAt(at)
  if (at < 0 || text.indexOf(sign) < at) return { integer: text, fraction: '' }
  const [integer, fraction] = [text.slice(0, at), text.slice(at + 1)]
  if (fraction === '') return NONE
  const couldGroup = /^[1-9]\d{0,2}$/.test(integer) && fraction.length === 3
  if (!couldGroup) return { integer, fraction }
  if (sign === group) return { integer: text, fraction: '' }
  return decimals < 3 ? NONE : { integer, fraction }
}

/** Null for what is no amount of the currency, or less than nothing. */
export const readAmount = (text: string, currency: string, locale: string): number | null =>
  readDecimal(text, decimalsOf(currency), locale)

/** As it is read again, with all its decimals and nothing between the thousands. */
export const amountText = (minor: number | null, currency: string, locale: string): string =>
  minor === null ? '' : localised(toDecimal(minor, currency), locale)

const decimalsOf = (currency: string): number => toDecimal(0, currency).split('.')[1]?.length ?? 0
const localised = (text: string, locale: string): string => text.replace('.', signsOf(locale).decimal)

const TWO_DECIMALS = 'USD'
const THREE_DECIMALS = 'KWD'

/** 15.5 % is 1550 basis points. */
export const readPercent = (text: string): number | null => readShare(text, 2)
/** 8.875 % is 88,750 parts per million. */
export const readTaxRate = (text: string): number | null => readShare(text, 4)

/** Percent as a whole number of its last decimal. No share has thousands to group: a comma is a point. */
function readShare(text: string, decimals: number): number | null {
  const match = /^(\d{1,9})(?:[.,](\d+))?$/.exec(withoutUnit(text, '%'))
  if (!match) return null
  const [, integer = '', fraction = ''] = match
  if (/[1-9]/.test(fraction.slice(decimals))) return null
  return Number(integer + fraction.slice(0, decimals).padEnd(decimals, '0'))
}
export const percentText = (bps: number): string => withoutZeros(toDecimal(bps, TWO_DECIMALS))

/** 1.25 kg are 1250 g. */
export const readKilograms = (text: string, locale: string): number | null =>
  readDecimal(withoutUnit(text, 'kg'), 3, locale)
export const kilogramText = (grams: number | null, locale: string): string =>
  grams === null ? '' : localised(withoutZeros(toDecimal(grams, THREE_DECIMALS)), locale)

function withoutUnit(text: string, unit: string): string {
  const typed = plainCharacters(text)
  return typed.toLowerCase().endsWith(unit) ? typed.slice(0, -unit.length).trim() : typed
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
  const match = /^[+-]?(?:\d{1,10}|[1-9]\d{0,2}(?:,\d{3}){1,3})$/.exec(plainCharacters(text))
  return match ? Number(match[0].replaceAll(',', '')) : null
}
