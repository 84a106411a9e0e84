/**
 * Decides, without I/O, what an input makes of a product: created, updated, unchanged or refused, and exactly which rows
 * change. "Unchanged" compares the rows themselves, so it is true however the input came to be.
 *
 * Absent fields  stay as they are (on a new product: empty, active, not featured).
 * Categories     when given, are all the categories of the product, the first one leading.
 * Pictures       are known by their source URL; new ones are pending. None is removed, nor is a variant.
 */
import { v7 as uuidv7 } from 'uuid'
import { MAX_ATTRIBUTES } from '#contract/catalogue.ts'
import { openingLevel } from '#domain/escrow.ts'
import { STANDARD_CATEGORY } from '#domain/tax.ts'
import type * as t from '../db/tables/index.ts'
import type { ExistingLevel } from './existing-products.ts'
import {
  changesBetween,
  type OpeningStock,
  planVariants,
  type Skipped,
  type StockRequest,
  type VariantInput,
  type VariantNote,
  type VariantRow,
} from './plan-variants.ts'
import { sanitiseHtml } from './sanitise-html.ts'

export type ProductRow = typeof t.products.$inferSelect
export type ProductImageRow = typeof t.productImages.$inferSelect

/** Of the HTML, before and after cleaning. Ten pages of prose are 30 KB; what cleaning costs at most follows from this. */
export const DESCRIPTION_MAX_BYTES = 64 * 1024

export interface ImageInput {
  sourceUrl: string
  alt: string
  optionValues: string[] | null
  position: number
}
export interface ReviewInput {
  id: string // the same review always has the same id
  rating: number
  title: string
  comment: string
  authorName: string
  createdAt: number
}
/** A category of that slug is created under that name when there is none; without a name it must be there. */
export interface CategoryInput {
  slug: string
  name: string | null
}
/** By name: null takes it away, and those that are not named stay. */
export interface AttributeInput {
  name: string
  value: string | null
}
export interface OptionInput {
  name: string
  values: string[]
}
export interface ProductInput {
  slug: string
  title: string
  descriptionHtml?: string // not to be trusted
  vendor?: string
  productType?: string
  tags?: string[]
  attributes?: AttributeInput[]
  status?: ProductRow['status']
  featured?: boolean
  isGiftCard?: boolean
  taxCategory?: string
  seoTitle?: string | null
  seoDescription?: string | null
  options: OptionInput[]
  variants: VariantInput[]
  images: ImageInput[]
  categories?: CategoryInput[]
  reviews?: ReviewInput[]
}

/** The store's rows that the decision rests on. */
export interface ExistingRows {
  product: ProductRow | undefined
  options: OptionInput[]
  variants: VariantRow[]
  images: ProductImageRow[]
  levels: ReadonlyMap<string, ExistingLevel> // by variant
  categorySlugs: string[] // of the product, the leading one first
  knownCategories: ReadonlySet<string> // those of the input's that the store has
  foreignSkus: ReadonlySet<string>
  reviewIds: ReadonlySet<string> // those of the input's that are stored
}

export type RefusalCode =
  | 'description_too_large'
  | 'description_invalid'
  | 'options_conflict'
  | 'category_unknown'
  | 'variants_missing'
export interface ProductPlan {
  outcome: 'created' | 'updated' | 'unchanged'
  row: ProductRow
  productChanges: Partial<ProductRow> | null // null: nothing, or the product is new
  options: OptionInput[] | null // null: as they are
  /** `rows`: all of them, as they will be. */
  variants: { rows: VariantRow[]; inserts: VariantRow[]; updates: { id: string; changes: Partial<VariantRow> }[] }
  skusGivenUp: string[]
  images: { inserts: ProductImageRow[]; updates: { id: string; changes: Partial<ProductImageRow> }[] }
  categories: CategoryInput[] | null // null: as they are
  reviews: ReviewInput[]
  /** What new variants begin with. */
  opening: OpeningStock[]
  /** Left to be done when the rows are in. */
  stock: StockRequest[]
  pictures: ProductImageRow[] // those of the input, in its order
  leftOut: Skipped[]
  notes: VariantNote[]
  /** The variants of the input, as they will be. */
  named: VariantRow[]
  /** As they were, by variant. */
  levels: ReadonlyMap<string, ExistingLevel>
}
export type PlanResult = ProductPlan | { outcome: 'refused'; code: RefusalCode; message: string; leftOut: Skipped[] }

export function planProduct(input: ProductInput, existing: ExistingRows, storeId: string, nowMs: number): PlanResult {
  const refuse = (code: RefusalCode, message: string, leftOut: Skipped[] = []): PlanResult => ({
    outcome: 'refused',
    code,
    message,
    leftOut,
  })
  const before = existing.product ?? blankProduct(storeId, input.slug, nowMs)
  const description = cleanDescription(input.descriptionHtml)
  if (description === 'too_large') return refuse('description_too_large', 'The description is larger than 64 KB.')
  if (description === 'too_odd') {
    const message = 'The description has thousands of tags, nests them too deeply, or gives one too many attributes.'
    return refuse('description_invalid', message)
  }
  const unknown = input.categories?.find(({ slug, name }) => name === null && !existing.knownCategories.has(slug))
  if (unknown) return refuse('category_unknown', `There is no category “${unknown.slug}” in the file or the store.`)

  const variants = planVariants(input.variants, {
    storeId,
    productId: before.id,
    slug: input.slug,
    optionCount: input.options.length,
    nowMs,
    newId: uuidv7,
    existing: existing.variants,
    foreignSkus: existing.foreignSkus,
  })
  const { leftOut } = variants
  if (variants.rows.length === 0) return refuse('variants_missing', 'No variant of the product can be sold.', leftOut)
  if (variants.optionsConflict || isRenamedApart(input.options, existing.options, variants.kept)) {
    const message = 'The store has variants of this product with other options, and an import removes none.'
    return refuse('options_conflict', message, leftOut)
  }

  const row: ProductRow = {
    ...mergeProduct(before, input),
    ...description,
    ...pricesOf(variants.rows),
    ...(existing.product ? {} : openingOf(variants.opening)),
  }
  const options = mergeOptions(input.options, variants.rows)
  const images = planImages(input.images, existing.images, row, nowMs)
  const slugs = input.categories?.map(({ slug }) => slug)
  const reviews = (input.reviews ?? []).filter(({ id }) => !existing.reviewIds.has(id))
  const productChanges = existing.product ? changesBetween(before, row) : null
  const plan = {
    row,
    productChanges,
    reviews,
    leftOut,
    notes: variants.notes,
    levels: existing.levels,
    named: variants.rows.filter((variant) => !variants.kept.includes(variant)),
    options: isSameList(options, existing.options) ? null : options,
    variants: { rows: variants.rows, inserts: variants.inserts, updates: variants.updates },
    skusGivenUp: variants.skusGivenUp,
    images: { inserts: images.inserts, updates: images.updates },
    categories: slugs && !isSameList(slugs, existing.categorySlugs) ? (input.categories ?? null) : null,
    opening: variants.opening,
    stock: variants.stock,
    pictures: images.rows,
  }
  return { ...plan, outcome: existing.product ? (hasChanges(plan) ? 'updated' : 'unchanged') : 'created' }
}

const isSameList = (a: readonly unknown[], b: readonly unknown[]) => JSON.stringify(a) === JSON.stringify(b)

const hasChanges = (plan: Omit<ProductPlan, 'outcome'>): boolean =>
  plan.productChanges !== null ||
  plan.options !== null ||
  plan.categories !== null ||
  [
    plan.variants.inserts,
    plan.variants.updates,
    plan.images.inserts,
    plan.images.updates,
    plan.reviews,
    plan.stock,
  ].some((list) => list.length > 0)

function cleanDescription(html: string | undefined) {
  if (html === undefined) return {}
  const tooLarge = (text: string) => Buffer.byteLength(text) > DESCRIPTION_MAX_BYTES
  if (tooLarge(html)) return 'too_large'
  const clean = sanitiseHtml(html)
  if (!clean) return 'too_odd'
  return tooLarge(clean.html) ? 'too_large' : { descriptionHtml: clean.html, descriptionText: clean.text }
}

const mergeProduct = (before: ProductRow, input: ProductInput): ProductRow => ({
  ...before,
  title: input.title,
  vendor: input.vendor ?? before.vendor,
  productType: input.productType ?? before.productType,
  tags: input.tags ?? before.tags,
  attributes: mergeAttributes(before.attributes, input.attributes ?? []),
  status: input.status ?? before.status,
  featured: input.featured ?? before.featured,
  isGiftCard: input.isGiftCard ?? before.isGiftCard,
  taxCategory: input.taxCategory ?? before.taxCategory,
  seoTitle: input.seoTitle === undefined ? before.seoTitle : input.seoTitle,
  seoDescription: input.seoDescription === undefined ? before.seoDescription : input.seoDescription,
})

/** Those that are there keep their places, new ones come after them; more than a product may have are not taken. */
function mergeAttributes(
  before: ProductRow['attributes'],
  inputs: readonly AttributeInput[],
): ProductRow['attributes'] {
  const values = new Map<string, string | null>(before.map(({ name, value }) => [name, value]))
  for (const { name, value } of inputs) values.set(name, value)
  return [...values].flatMap(([name, value]) => (value === null ? [] : [{ name, value }])).slice(0, MAX_ATTRIBUTES)
}

function pricesOf(variants: VariantRow[]) {
  const [cheapest] = [...variants].sort((a, b) => a.priceMinor - b.priceMinor || a.position - b.position)
  const prices = variants.map(({ priceMinor }) => priceMinor)
  return {
    minPriceMinor: Math.min(...prices),
    maxPriceMinor: Math.max(...prices),
    compareAtMinor: cheapest?.compareAtMinor ?? null,
  }
}

/** What lists say of a new product's stock. */
const openingOf = (opening: readonly OpeningStock[]) => ({
  available: opening.reduce((sum, stock) => sum + openingLevel(stock).available, 0),
  backorderable: opening.some((stock) => openingLevel(stock).backorderable > 0),
})

/**
 * Whether an option has another name, and variants that stay have values of it that the input does not know: those are of the
 * option as it was, and no one name is right for both.
 */
const isRenamedApart = (options: OptionInput[], before: OptionInput[], kept: VariantRow[]): boolean =>
  options.some(({ name, values }, index) => {
    const isRenamed = before[index] && before[index].name.toLowerCase() !== name.toLowerCase()
    return isRenamed && kept.some((row) => !values.includes(row.options[index] ?? ''))
  })

/** The values that some variant has: the input's first and in its order, then those of variants that it does not name. */
const mergeOptions = (options: OptionInput[], variants: VariantRow[]): OptionInput[] =>
  options.map(({ name, values }, index) => {
    const used = new Set(variants.flatMap((row) => row.options[index] ?? []))
    return { name, values: [...new Set([...values.filter((value) => used.has(value)), ...used])] }
  })

function planImages(inputs: ImageInput[], existing: ProductImageRow[], product: ProductRow, nowMs: number) {
  const byUrl = new Map(existing.map((image) => [image.sourceUrl, image]))
  const inserts: ProductImageRow[] = []
  const updates: { id: string; changes: Partial<ProductImageRow> }[] = []
  const rows = inputs.map(({ sourceUrl, alt, optionValues, position }): ProductImageRow => {
    const existing = byUrl.get(sourceUrl)
    const row = { ...(existing ?? pendingImage(product, nowMs)), sourceUrl, alt, optionValues, position }
    const changes = existing && changesBetween(existing, row)
    if (!existing) inserts.push(row)
    else if (changes) updates.push({ id: row.id, changes: { ...changes, updatedAt: nowMs } })
    return row
  })
  return { rows, inserts, updates }
}

const pendingImage = ({ id, storeId }: ProductRow, nowMs: number): ProductImageRow => ({
  id: uuidv7(),
  storeId,
  productId: id,
  status: 'pending',
  r2Key: null,
  sourceUrl: null,
  pendingReason: 'Not fetched yet.',
  alt: '',
  position: 0,
  contentType: null,
  bytes: null,
  width: null,
  height: null,
  color: null,
  optionValues: null,
  createdAt: nowMs,
  updatedAt: nowMs,
})

const blankProduct = (storeId: string, slug: string, nowMs: number): ProductRow => ({
  id: uuidv7(),
  storeId,
  slug,
  title: '',
  descriptionHtml: '',
  descriptionText: '',
  vendor: '',
  productType: '',
  tags: [],
  attributes: [],
  status: 'active',
  featured: false,
  seoTitle: null,
  seoDescription: null,
  isGiftCard: false,
  taxCategory: STANDARD_CATEGORY,
  backorderable: false,
  minPriceMinor: 0,
  maxPriceMinor: 0,
  compareAtMinor: null,
  available: 0,
  ratingSum: 0,
  ratingCount: 0,
  createdAt: nowMs,
  updatedAt: nowMs,
})
