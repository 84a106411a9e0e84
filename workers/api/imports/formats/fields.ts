/**
 * Single values of a file, read strictly: each answers with the value or with a fault, and a blank is never a zero.
 *
 * Numbers    Commas group thousands where they can: `1,999.50`. One that cannot (`12,50`, `0,250`) is a decimal comma, as a
 *            spreadsheet in another language saves it; then points may group: `1.999,50`. So may blanks: `1 999,50`.
 * Amounts    Minor units of the store's currency. `19.9` is 1990 USD; `1980` and `1980.00` are 1980 JPY, `1980.50` is a fault.
 * Encoding   Text that could not be decoded carries U+FFFD, half a surrogate pair or NUL.
 */
import { exponentOf } from '#domain/currencies.ts'
import { parseAmount } from '#domain/money.ts'
import { MAX_PRICE_MINOR } from '#domain/pricing.ts'
import type { FaultCode, Note } from './entry.ts'

export interface FieldFault {
  code: FaultCode
  message: string
}
export type Read<T> = { value: T } | { fault: FieldFault }

export const TEXT_MAX = 255
const SKU_MAX = 100
export const TAX_CODE_MAX = 100
const URL_MAX = 2048
const QUANTITY_MAX = 1_000_000_000
const TAGS_MAX = 250
/** So many tags, each as long as it may be. */
const TAGS_TEXT_MAX = TAGS_MAX * (TEXT_MAX + 2)

export const OPTIONS_MAX = 3
export const VARIANTS_MAX = 100
export const IMAGES_MAX = 100
/** Of what a file lists for one product, as far as it is looked at. More says that it is no product: what is beyond is named once. */
export const LISTED_MAX = 500

const fault = (code: FaultCode, message: string): { fault: FieldFault } => ({ fault: { code, message } })

export const hasBrokenText = (text: string): boolean => /[\uFFFD\0\p{Cs}]/u.test(text)
export const BROKEN_TEXT: FieldFault = {
  code: 'encoding_invalid',
  message: 'The row is not valid UTF-8. Save the file as UTF-8 and import it again.',
}

const isPrice = (amount: number | null): amount is number => amount !== null && amount >= 0 && amount <= MAX_PRICE_MINOR

/** A number with a decimal point and nothing else, `-1999.50`; null when it is none. */
export function decimalOf(written: string): string | null {
  const text = written.replace(/(?<=\d)[\s'’](?=\d{3}(?!\d))/gu, '')
  const isGrouped = /^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(text)
  if (isGrouped || /^[+-]?\d+(\.\d+)?$/.test(text)) return text.replaceAll(',', '')
  const hasDecimalComma = /^[+-]?(\d+|[1-9]\d{0,2}(\.\d{3})+),\d+$/.test(text)
  return hasDecimalComma ? text.replaceAll('.', '').replace(',', '.') : null
}

/** `1.250` is 1,250 where points group, and 1.25 where they do not: in a currency with fewer than three decimals it is neither. */
function amountOf(text: string, currency: string): number | null {
  const isAmbiguous = exponentOf(currency) < 3 && /^[1-9]\d{0,2}\.\d{3}$/.test(text)
  const decimal = isAmbiguous ? null : decimalOf(text)
  return decimal === null ? null : parseAmount(decimal, currency)
}

export function readPrice(text: string, currency: string): Read<number> {
  if (text === '') return fault('price_invalid', 'The price is missing.')
  const amount = amountOf(text, currency)
  if (!isPrice(amount)) return fault('price_invalid', `“${clip(text)}” is not a price in ${currency}.`)
  return { value: amount }
}

/** A second amount of a variant; blank is none. */
export function readOptionalAmount(text: string, currency: string, what: string): Read<number | null> {
  if (text === '') return { value: null }
  const amount = amountOf(text, currency)
  if (!isPrice(amount)) return fault('price_invalid', `${what} “${clip(text)}” is not an amount in ${currency}.`)
  return { value: amount }
}

/** Pieces by the file, below nothing where more were sold than there were; blank says nothing about them. */
export function readQuantity(text: string): Read<number | undefined> {
  if (text === '') return { value: undefined }
  const quantity = Number(decimalOf(text) ?? Number.NaN)
  if (!Number.isInteger(quantity)) return fault('quantity_invalid', `“${clip(text)}” is not a number of pieces.`)
  if (Math.abs(quantity) > QUANTITY_MAX)
    return fault('quantity_invalid', `${clip(text)} pieces are more than can be counted.`)
  return { value: quantity }
}

/** What lies on the shelf. Other shops count below nothing what they have sold and do not have. */
export function shelfOf(quantity: number | undefined, line: number): { quantity: number | undefined; notes: Note[] } {
  if (quantity === undefined || quantity >= 0) return { quantity, notes: [] }
  const message = `The file counts ${quantity} pieces: there are 0 on hand.`
  return { quantity: 0, notes: [{ line, code: 'quantity_negative', message }] }
}

export function readWeight(text: string): Read<number | null> {
  if (text === '') return { value: null }
  const grams = Math.round(Number(decimalOf(text) ?? Number.NaN))
  if (!(grams >= 0 && grams <= QUANTITY_MAX))
    return fault('weight_invalid', `“${clip(text)}” is not a weight in grams.`)
  return { value: grams }
}

export function readSku(text: string): Read<string | null> {
  if (text.length > SKU_MAX) return fault('text_too_long', `The SKU is longer than ${SKU_MAX} characters.`)
  return { value: text === '' ? null : text }
}

export function readImageUrl(text: string): Read<string> {
  const isWeb = text.length <= URL_MAX && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
  return isWeb ? { value: text } : fault('image_url_invalid', `“${clip(text)}” is not the address of a picture.`)
}

/** The first text that is too long, by the name that a person knows it by. */
export function longText(texts: Record<string, string | null | undefined>, max = TEXT_MAX): FieldFault | null {
  const found = Object.entries(texts).find(([, text]) => (text?.length ?? 0) > max)
  return found ? { code: 'text_too_long', message: `${found[0]} is longer than ${max} characters.` } : null
}

/** Tags in one field, with commas between them. */
export const splitTags = (text: string): Read<string[]> =>
  text.length > TAGS_TEXT_MAX
    ? fault('text_too_long', `The tags are longer than ${TAGS_TEXT_MAX} characters.`)
    : readTags(text.split(','))

/** Tags without blanks and repetitions, in the order of the file. */
export function readTags(tags: readonly string[]): Read<string[]> {
  const kept = new Map<string, string>()
  for (const tag of tags.map((text) => text.trim())) {
    if (tag !== '' && !kept.has(tag.toLowerCase())) kept.set(tag.toLowerCase(), tag)
  }
  if (kept.size > TAGS_MAX) return fault('text_too_long', `There are more than ${TAGS_MAX} tags.`)
  const long = longText({ 'A tag': [...kept.values()].find((tag) => tag.length > TEXT_MAX) })
  return long ? { fault: long } : { value: [...kept.values()] }
}

/** A value of the file as a message quotes it. */
export const clip = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text)
