/** The rows of a product in a Shopify CSV that are variants; each is right as a whole or left out with the reason. */
import { optionKey } from '../plan-variants.ts'
import type { Fault } from './entry.ts'
import {
  BROKEN_TEXT,
  type FieldFault,
  longText,
  type Read,
  readOptionalAmount,
  readPrice,
  readQuantity,
  readSku,
  readWeight,
  VARIANTS_MAX,
} from './fields.ts'
import { isDefaultTitle, type Row, type ShopifyVariant } from './shopify-row.ts'

export function parseVariants(rows: Row[], optionNames: string[], currency: string) {
  const variants: ShopifyVariant[] = []
  const faults: Fault[] = []
  const combinations = new Set<string>()
  const skus = new Set<string>()
  for (const [index, row] of rows.entries()) {
    if (index > 0 && !row.broken && !isVariantRow(row)) continue
    const read = readVariant(row, optionNames, currency)
    const problem = 'fault' in read ? read.fault : clashOf(read.value, { combinations, skus, count: variants.length })
    if (problem || 'fault' in read) {
      if (problem) faults.push({ line: row.line, ...problem })
      continue
    }
    const { sku, options } = read.value
    combinations.add(optionKey(options))
    if (sku) skus.add(sku)
    variants.push(read.value)
  }
  return { variants, faults }
}

/** Any row but the first that has none of these only brings a picture. */
const isVariantRow = ({ values }: Row): boolean =>
  [values.option1Value, values.option2Value, values.option3Value, values.sku, values.price].some(Boolean)

function readVariant(row: Row, optionNames: string[], currency: string): Read<ShopifyVariant> {
  if (row.broken) return { fault: BROKEN_TEXT }
  const { values } = row
  const options = readOptionValues(values, optionNames)
  if ('fault' in options) return options
  const sku = readSku(values.sku ?? '')
  if ('fault' in sku) return sku
  const price = readPrice(values.price ?? '', currency)
  if ('fault' in price) return price
  const compareAt = readOptionalAmount(values.compareAt ?? '', currency, 'The compare-at price')
  if ('fault' in compareAt) return compareAt
  const cost = readOptionalAmount(values.cost ?? '', currency, 'The cost')
  if ('fault' in cost) return cost
  const quantity = readQuantity(values.quantity ?? '')
  if ('fault' in quantity) return quantity
  const weight = readWeight(values.grams ?? '')
  if ('fault' in weight) return weight
  const long = longText({ 'The barcode': values.barcode })
  if (long) return { fault: long }
  const ifColumn = <T>(column: string | undefined, value: T): T | undefined =>
    column === undefined ? undefined : value
  return {
    value: {
      ...{ line: row.line, sku: sku.value, options: options.value, priceMinor: price.value, quantity: quantity.value },
      compareAtMinor: ifColumn(values.compareAt, compareAt.value),
      costMinor: ifColumn(values.cost, cost.value),
      barcode: ifColumn(values.barcode, values.barcode || null),
      weightG: ifColumn(values.grams, weight.value),
      imageUrl: values.variantImage ?? '',
    },
  }
}

function readOptionValues(values: Row['values'], names: string[]): Read<string[]> {
  const found = [values.option1Value, values.option2Value, values.option3Value].map((value) => value ?? '')
  if (names.length === 0 && isDefaultTitle(found[0])) found[0] = ''
  const extra = found.findIndex((value, index) => value !== '' && index >= names.length)
  if (extra >= 0) {
    return {
      fault: {
        code: 'option_unknown',
        message: `“${found[extra]}” is a value of option ${extra + 1}, which the product does not have.`,
      },
    }
  }
  const missing = names.find((_, index) => found[index] === '')
  if (missing !== undefined)
    return { fault: { code: 'option_missing', message: `The row has no value for ${missing}.` } }
  const long = longText(Object.fromEntries(names.map((name, index) => [`The value of ${name}`, found[index]])))
  return long ? { fault: long } : { value: found.slice(0, names.length) }
}

function clashOf(
  { sku, options }: ShopifyVariant,
  taken: { combinations: Set<string>; skus: Set<string>; count: number },
): FieldFault | null {
  if (sku && taken.skus.has(sku)) return { code: 'sku_duplicate', message: `The product has the SKU “${sku}” already.` }
  if (taken.combinations.has(optionKey(options))) {
    const name = options.join(' / ')
    const message = name
      ? `The product has the variant “${name}” already.`
      : 'A product without options has one variant only.'
    return { code: 'variant_duplicate', message }
  }
  if (taken.count >= VARIANTS_MAX) {
    return { code: 'variants_too_many', message: `A product has at most ${VARIANTS_MAX} variants.` }
  }
  return null
}
