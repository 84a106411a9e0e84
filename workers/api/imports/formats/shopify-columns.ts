/**
 * The columns of Shopify's product CSV by name, in any order and case: those of the template until 2024 (`Handle`,
 * `Body (HTML)`, `Variant Price` …), of the template since (`URL handle`, `Description`, `Price` …), and a mixture. Columns
 * that mean nothing here (markets, Google Shopping …) are left out, but for metafields of the product, and the report names those that have a value.
 */
import { MAX_ATTRIBUTE_NAME, MAX_ATTRIBUTES } from '#contract/catalogue.ts'
import { oneLine } from '#domain/one-line.ts'
import { clip } from './fields.ts'

const NAMES = {
  handle: ['handle', 'url handle'],
  title: ['title'],
  description: ['body (html)', 'body html', 'description'],
  vendor: ['vendor'],
  type: ['type', 'custom product type', 'product type'],
  tags: ['tags'],
  published: ['published', 'published on online store'],
  status: ['status'],
  option1Name: ['option1 name'],
  option1Value: ['option1 value'],
  option2Name: ['option2 name'],
  option2Value: ['option2 value'],
  option3Name: ['option3 name'],
  option3Value: ['option3 value'],
  option4Name: ['option4 name'], // read only to say that it is one too many
  option4Value: ['option4 value'],
  sku: ['variant sku', 'sku'],
  barcode: ['variant barcode', 'barcode', 'variant barcodes', 'barcodes'],
  price: ['variant price', 'price'],
  compareAt: ['variant compare at price', 'compare-at price', 'compare at price'],
  cost: ['cost per item'],
  tracker: ['variant inventory tracker', 'inventory tracker'],
  quantity: ['variant inventory qty', 'inventory quantity'],
  policy: ['variant inventory policy', 'continue selling when out of stock'],
  requiresShipping: ['variant requires shipping', 'requires shipping'],
  taxable: ['variant taxable', 'charge tax'],
  taxCode: ['variant tax code', 'tax code'],
  unitTotal: ['unit price total measure'],
  unitTotalUnit: ['unit price total measure unit'],
  unitBase: ['unit price base measure'],
  unitBaseUnit: ['unit price base measure unit'],
  grams: ['variant grams', 'weight value (grams)'],
  imageUrl: ['image src', 'product image url'],
  imagePosition: ['image position'],
  imageAlt: ['image alt text'],
  variantImage: ['variant image', 'variant image url'],
  giftCard: ['gift card'],
  seoTitle: ['seo title'],
  seoDescription: ['seo description'],
} as const satisfies Record<string, readonly string[]>

/** A metafield of the product, by the name that people know it by. */
export type AttributeColumn = `attribute ${string}`
export type Column = keyof typeof NAMES | AttributeColumn
/** What each field of a row is, in the order of the file; null where it is nothing that is read. */
export type Columns = (Column | null)[]

const COLUMN_OF = new Map<string, Column>(
  Object.entries(NAMES).flatMap(([column, names]) => names.map((name) => [name, column as Column] as const)),
)

/** Without these a file is not a product CSV; and it has a price, of whatever currency. */
const NEEDED: Column[] = ['handle', 'title']

/** `Variant Price (EUR)`: a column in a currency that it names. */
const IN_CURRENCY = /^(.+) \(([a-z]{3})\)$/
const AMOUNTS = new Set<Column>(['price', 'compareAt', 'cost'])

export interface Header {
  columns: Columns
  /** As the file writes them, clipped; of a column that is read: empty. */
  unreadNames: string[]
  /** Currencies that a price column names. */
  priceCurrencies: string[]
  /** Whether there is a price without the name of a currency. */
  hasPlainPrice: boolean
}

/**
 * The columns of a header, or null when it is not one of Shopify's. Of two columns that mean the same, the first counts; of amounts,
 * those that name the currency.
 */
export function columnsOf(header: readonly string[], currency: string): Header | null {
  const named = header.map(namedColumn)
  const own = new Set(named.flatMap((one) => (one?.currency === currency ? [one.column] : [])))
  const seen = new Set<Column>()
  const attributes = new Set<AttributeColumn>()
  const columns = named.map((one, index): Column | null => {
    if (!one) return attributeColumn(header[index] ?? '', attributes)
    if (seen.has(one.column)) return null
    const isMeant = own.has(one.column) ? one.currency === currency : one.currency === null
    if (!isMeant) return null
    seen.add(one.column)
    return one.column
  })
  const prices = named.filter((one) => one?.column === 'price')
  if (prices.length === 0 || !NEEDED.every((column) => seen.has(column))) return null
  const priceCurrencies = [...new Set(prices.flatMap((one) => one?.currency ?? []))]
  const unreadNames = header.map((name, index) => (columns[index] === null ? clip(oneLine(name)) : ''))
  return { columns, unreadNames, priceCurrencies, hasPlainPrice: prices.some((one) => one?.currency === null) }
}

/** `Material (product.metafields.custom.material)`, and how other tools write it: `Metafield: custom.material [single_line_text_field]`. */
const METAFIELD = [
  /^(?<name>.*\S)\s*\(product\.metafields\.[^()]+\.(?<key>[^().]+)\)$/i,
  /^metafield:\s*(?:[^\s.[\]]+\.)?(?<key>[^\s[\]]+)(?:\s*\[.*\])?$/i,
]

/** Null for what is none, and for those beyond what a product may have. Of two of one name the first counts. */
function attributeColumn(header: string, taken: Set<AttributeColumn>): AttributeColumn | null {
  const text = oneLine(header)
  const found = METAFIELD.map((pattern) => pattern.exec(text)?.groups).find(Boolean)
  const name = found?.name ?? found?.key?.replace(/[_-]+/g, ' ') ?? ''
  const column: AttributeColumn = `attribute ${name}`
  if (!name || name.length > MAX_ATTRIBUTE_NAME || taken.size >= MAX_ATTRIBUTES || taken.has(column)) return null
  taken.add(column)
  return column
}

export const isAttributeColumn = (column: string): column is AttributeColumn => column.startsWith('attribute ')
export const attributeName = (column: AttributeColumn): string => column.slice('attribute '.length)

/** What a column is, and the currency that it names if it does. */
function namedColumn(header: string): { column: Column; currency: string | null } | null {
  const name = header.trim().replace(/\s+/g, ' ').toLowerCase()
  const plain = COLUMN_OF.get(name)
  if (plain) return { column: plain, currency: null }
  const [, amount = '', code = ''] = IN_CURRENCY.exec(name) ?? []
  const column = COLUMN_OF.get(amount)
  return column && AMOUNTS.has(column) ? { column, currency: code.toUpperCase() } : null
}
