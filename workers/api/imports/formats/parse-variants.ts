/** The rows of a product in a Shopify CSV that are variants; each is right as a whole or left out with the reason. */
import type { StockPolicy } from '#domain/escrow.ts'
import { EXEMPT_CATEGORY } from '#domain/tax.ts'
import { optionKey, withOwnSku } from '../../catalogue/plan-variants.ts'
import type { Fault } from './entry.ts'
import {
  BROKEN_TEXT,
  clip,
  type FieldFault,
  longText,
  type Read,
  readOptionalAmount,
  readPrice,
  readQuantity,
  readSku,
  readWeight,
  shelfOf,
  TAX_CODE_MAX,
  VARIANTS_MAX,
} from './fields.ts'
import { decimalsFault, type FilePrices } from './file-currency.ts'
import { flagOf, readFlag } from './flags.ts'
import { readMeasure } from './read-measure.ts'
import { isDefaultTitle, type Row, type ShopifyVariant } from './shopify-row.ts'

export function parseVariants(rows: Row[], optionNames: string[], prices: FilePrices) {
  const variants: ShopifyVariant[] = []
  const faults: Fault[] = []
  const combinations = new Set<string>()
  const skus = new Set<string>()
  for (const [index, row] of rows.entries()) {
    if (index > 0 && !row.broken && !isVariantRow(row)) continue
    const read = readVariant(row, optionNames, prices)
    const problem = 'fault' in read ? read.fault : clashOf(read.value, { combinations, count: variants.length })
    if (problem || 'fault' in read) {
      if (problem) faults.push({ line: row.line, ...problem })
      continue
    }
    const variant = withOwnSku(read.value, skus)
    combinations.add(optionKey(variant.options))
    if (variant.sku) skus.add(variant.sku)
    variants.push(variant)
  }
  return { variants, faults }
}

/** Any row but the first that has none of these only brings a picture. */
const isVariantRow = ({ values }: Row): boolean =>
  [values.option1Value, values.option2Value, values.option3Value, values.sku, values.price].some(Boolean)

function readVariant(row: Row, optionNames: string[], prices: FilePrices): Read<ShopifyVariant> {
  if (row.broken) return { fault: BROKEN_TEXT }
  const { values } = row
  const options = readOptionValues(values, optionNames)
  if ('fault' in options) return options
  const sku = readSku(values.sku ?? '')
  if ('fault' in sku) return sku
  const { currency } = prices
  const unclear = decimalsFault(values.price ?? '', prices)
  if (unclear) return { fault: unclear }
  const price = readPrice(values.price ?? '', currency)
  if ('fault' in price) return price
  const compareAt = readOptionalAmount(values.compareAt ?? '', currency, 'The compare-at price')
  if ('fault' in compareAt) return compareAt
  const cost = readOptionalAmount(values.cost ?? '', currency, 'The cost')
  if ('fault' in cost) return cost
  const quantity = readQuantity(values.quantity ?? '')
  if ('fault' in quantity) return quantity
  const policy = readPolicy(values)
  if ('fault' in policy) return policy
  const weight = readWeight(values.grams ?? '')
  if ('fault' in weight) return weight
  const requiresShipping = readFlag(values.requiresShipping, 'Requires Shipping')
  if ('fault' in requiresShipping) return requiresShipping
  const taxable = readFlag(values.taxable, 'Taxable')
  if ('fault' in taxable) return taxable
  const long = longText({ 'The barcode': values.barcode }) ?? longText({ 'The tax code': values.taxCode }, TAX_CODE_MAX)
  if (long) return { fault: long }
  const ifColumn = <T>(column: string | undefined, value: T): T | undefined =>
    column === undefined ? undefined : value
  const shelf = shelfOf(quantity.value, row.line)
  const measure = readMeasure(row)
  return {
    value: {
      line: row.line,
      sku: sku.value,
      options: options.value,
      priceMinor: price.value,
      quantity: shelf.quantity,
      notes: [...shelf.notes, ...measure.notes],
      unitMeasure: measure.unitMeasure,
      policy: policy.value,
      requiresShipping: requiresShipping.value,
      taxCategory: taxable.value === undefined ? undefined : taxable.value ? null : EXEMPT_CATEGORY,
      compareAtMinor: ifColumn(values.compareAt, compareAt.value),
      costMinor: ifColumn(values.cost, cost.value),
      barcode: ifColumn(values.barcode, values.barcode || null),
      taxCode: ifColumn(values.taxCode, values.taxCode || null),
      weightG: ifColumn(values.grams, weight.value),
      imageUrl: values.variantImage ?? '',
    },
  }
}

/** Without a tracker nobody counts the pieces, and any number is sold. Undefined where the file has neither column. */
function readPolicy({ tracker, policy }: Row['values']): Read<StockPolicy | undefined> {
  if (tracker === '') return { value: 'untracked' }
  if (!policy) return { value: tracker === undefined ? undefined : 'deny' }
  const word = policy.toLowerCase()
  const isContinued = word === 'continue' ? true : word === 'deny' ? false : flagOf(policy)
  if (isContinued !== null) return { value: isContinued ? 'allow' : 'deny' }
  const message = `“${clip(policy)}” is not what happens without stock: continue or deny.`
  return { fault: { code: 'policy_invalid', message } }
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

function clashOf({ options }: ShopifyVariant, taken: { combinations: Set<string>; count: number }): FieldFault | null {
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
