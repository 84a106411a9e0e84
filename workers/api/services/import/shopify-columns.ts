/**
 * The columns of Shopify's product CSV by name, in any order and case: those of the template until 2024 (`Handle`,
 * `Body (HTML)`, `Variant Price` …), of the template since (`URL handle`, `Description`, `Price` …), and a mixture. Columns
 * that mean nothing here (markets, Google Shopping, metafields …) are left out.
 */
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
  grams: ['variant grams', 'weight value (grams)'],
  imageUrl: ['image src', 'product image url'],
  imagePosition: ['image position'],
  imageAlt: ['image alt text'],
  variantImage: ['variant image', 'variant image url'],
  giftCard: ['gift card'],
  seoTitle: ['seo title'],
  seoDescription: ['seo description'],
} as const satisfies Record<string, readonly string[]>

export type Column = keyof typeof NAMES
/** What each field of a row is, in the order of the file; null where it is nothing that is read. */
export type Columns = (Column | null)[]

const COLUMN_OF = new Map<string, Column>(
  Object.entries(NAMES).flatMap(([column, names]) => names.map((name) => [name, column as Column] as const)),
)

/** Without these three a file is not a product CSV. */
const NEEDED: Column[] = ['handle', 'title', 'price']

/** The columns of a header, or null when it is not one of Shopify's. Of two columns that mean the same, the first counts. */
export function columnsOf(header: readonly string[]): Columns | null {
  const seen = new Set<Column>()
  const columns = header.map((name): Column | null => {
    const column = COLUMN_OF.get(name.trim().replace(/\s+/g, ' ').toLowerCase())
    if (!column || seen.has(column)) return null
    seen.add(column)
    return column
  })
  return NEEDED.every((column) => seen.has(column)) ? columns : null
}
