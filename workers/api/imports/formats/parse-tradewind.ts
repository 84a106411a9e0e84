/**
 * Our own catalogue file, `tradewind-catalogue/1`: prices are whole minor units already, options are declared, categories
 * come with their parents. Its pictures are local files beside it, which an import over the network does not see.
 */
import * as z from 'zod'
import { MAX_ATTRIBUTE_NAME, MAX_ATTRIBUTE_VALUE, MAX_ATTRIBUTES, UnitMeasure } from '#contract/catalogue.ts'
import { TaxCategory } from '#contract/tax.ts'
import type { StockPolicy } from '#domain/escrow.ts'
import { oneLine } from '#domain/one-line.ts'
import { MAX_PRICE_MINOR } from '#domain/pricing.ts'
import { BACKORDER_POLICIES } from '#domain/reservation.ts'
import { measureOf } from '../../catalogue/measures.ts'
import type { OptionInput } from '../../catalogue/plan-product.ts'
import { optionKey, withOwnSku } from '../../catalogue/plan-variants.ts'
import { slugify } from '../../catalogue/slugify.ts'
import type { Entry, Fault, FaultCode, FileProduct, FileVariant } from './entry.ts'
import {
  BROKEN_TEXT,
  hasBrokenText,
  LISTED_MAX,
  longText,
  OPTIONS_MAX,
  readSku,
  readTags,
  shelfOf,
  TAX_CODE_MAX,
  TEXT_MAX,
  VARIANTS_MAX,
} from './fields.ts'

const Head = z.object({
  format: z.literal('tradewind-catalogue/1'),
  store: z.object({ currency: z.string() }).optional(),
  categories: z.array(z.unknown()).default([]),
  products: z.array(z.unknown()),
})
export type TradewindFile = z.infer<typeof Head>

/** The outline of the file, or null when it is something else. */
export const readTradewindFile = (raw: unknown): TradewindFile | null => Head.safeParse(raw).data ?? null

const amount = z.number().int().min(0).max(MAX_PRICE_MINOR)
/** One line, as what people type elsewhere is kept. */
const singleLine = z.string().overwrite(oneLine)
const nullableText = singleLine.max(1000).nullish()

const Variant = z.object({
  sku: singleLine.nullish(),
  options: z.array(singleLine).max(OPTIONS_MAX),
  price_minor: z.unknown(),
  compare_at_minor: amount.nullish(),
  cost_minor: amount.nullish(),
  quantity: z.unknown().optional(),
  tracked: z.boolean().optional(),
  backorder: z.enum(BACKORDER_POLICIES).optional(),
  weight_g: amount.nullish(),
  requires_shipping: z.boolean().optional(),
  tax_category: TaxCategory.nullish(),
  tax_code: singleLine.max(TAX_CODE_MAX).nullish(),
  unit_measure: UnitMeasure.nullish(),
  barcode: singleLine.max(TEXT_MAX).nullish(),
})

const Product = z.object({
  slug: singleLine,
  title: singleLine,
  description_html: z.string().optional(),
  vendor: singleLine.optional(),
  product_type: singleLine.optional(),
  tags: z.array(z.string()).max(LISTED_MAX).optional(),
  categories: z.array(z.string()).max(LISTED_MAX).optional(),
  attributes: z
    .array(
      z.object({
        name: singleLine.min(1).max(MAX_ATTRIBUTE_NAME),
        value: singleLine.min(1).max(MAX_ATTRIBUTE_VALUE).nullable(),
      }),
    )
    .max(MAX_ATTRIBUTES)
    .optional(),
  featured: z.boolean().optional(),
  gift_card: z.boolean().optional(),
  tax_category: TaxCategory.optional(),
  status: z.enum(['draft', 'active', 'archived']).optional(),
  seo_title: nullableText,
  seo_description: nullableText,
  options: z
    .array(
      z.object({
        name: singleLine.min(1).max(TEXT_MAX),
        values: z.array(singleLine.min(1).max(TEXT_MAX)).max(LISTED_MAX),
      }),
    )
    .default([]),
  variants: z.array(z.unknown()),
})

/** `names` are the file's categories by slug; a product's others must be in the store. */
export function parseTradewind(raw: unknown, line: number, names: ReadonlyMap<string, string>): Omit<Entry, 'next'> {
  const lines = [line]
  const parsed = Product.safeParse(raw)
  const slug = slugify(parsed.data?.slug ?? '') || null
  const skip = (fault: { code: FaultCode; message: string }, more: Fault[] = []) => ({
    lines,
    slug,
    product: null,
    faults: [{ line, ...fault }, ...more],
  })
  if (!parsed.success) return skip(faultOf(parsed.error))
  const source = parsed.data
  if (hasBrokenText(JSON.stringify(source))) return skip(BROKEN_TEXT)
  if (!slug) return skip({ code: 'handle_missing', message: 'A product needs a slug.' })
  if (!source.title) return skip({ code: 'title_missing', message: 'A product needs a title.' })
  const long = longText({ 'The title': source.title, 'The vendor': source.vendor, 'The type': source.product_type })
  if (long) return skip(long)
  if (source.options.length > OPTIONS_MAX) {
    return skip({ code: 'options_too_many', message: `A product has at most ${OPTIONS_MAX} options.` })
  }
  if (new Set(source.options.map(({ name }) => name.toLowerCase())).size < source.options.length) {
    return skip({ code: 'option_duplicate', message: 'Two options have the same name.' })
  }
  const tags = source.tags && readTags(source.tags)
  if (tags && 'fault' in tags) return skip(tags.fault)

  const { variants, faults } = readVariants(source.variants, source.options, line)
  if (variants.length === 0) {
    return skip({ code: 'variants_missing', message: 'No variant of the product can be sold.' }, faults)
  }
  const product: FileProduct = {
    slug,
    title: source.title,
    descriptionHtml: source.description_html,
    vendor: source.vendor,
    productType: source.product_type,
    tags: tags?.value,
    attributes: source.attributes,
    status: source.status,
    featured: source.featured,
    isGiftCard: source.gift_card,
    taxCategory: source.tax_category,
    seoTitle: source.seo_title,
    seoDescription: source.seo_description,
    options: source.options,
    categories:
      source.categories &&
      [...new Set(source.categories.map(slugify))].map((name) => ({ slug: name, name: names.get(name) ?? null })),
    variants,
    images: [],
  }
  return { lines, slug, product, faults }
}

function readVariants(raws: unknown[], options: OptionInput[], line: number) {
  const variants: FileVariant[] = []
  const faults: Fault[] = []
  const taken = new Set<string>()
  const skus = new Set<string>()
  for (const [index, raw] of raws.slice(0, LISTED_MAX).entries()) {
    const read = readVariant(raw, options, line)
    const clash = 'code' in read ? read : clashOf(read, taken, variants.length)
    if (clash) {
      faults.push({ line, code: clash.code, message: `Variant ${index + 1}: ${clash.message}` })
      continue
    }
    if ('code' in read) continue
    const variant = withOwnSku(read, skus)
    taken.add(optionKey(variant.options))
    if (variant.sku) skus.add(variant.sku)
    variants.push(variant)
  }
  if (raws.length > LISTED_MAX) {
    faults.push({ line, code: 'variants_too_many', message: `Of the variants the first ${LISTED_MAX} were looked at.` })
  }
  return { variants, faults }
}

type Problem = { code: FaultCode; message: string }

function readVariant(raw: unknown, options: OptionInput[], line: number): FileVariant | Problem {
  const parsed = Variant.safeParse(raw)
  if (!parsed.success) return faultOf(parsed.error)
  const source = parsed.data
  const price = amount.safeParse(source.price_minor)
  if (!price.success) return { code: 'price_invalid', message: 'The price is not a whole number of minor units.' }
  const quantity = z.number().int().min(-1_000_000_000).max(1_000_000_000).nullish().safeParse(source.quantity)
  if (!quantity.success) return { code: 'quantity_invalid', message: 'The quantity is not a number of pieces.' }
  if (source.options.length < options.length)
    return { code: 'option_missing', message: 'It lacks the value of an option.' }
  const unknown = source.options.find((value, index) => !options[index]?.values.includes(value))
  if (unknown !== undefined) return { code: 'option_unknown', message: `“${unknown}” is not a value of its option.` }
  const unitMeasure = source.unit_measure ? measureOf(source.unit_measure) : source.unit_measure
  if (source.unit_measure && !unitMeasure) {
    return { code: 'entry_invalid', message: 'unit_measure: two units of one kind, with three decimals at most.' }
  }
  const sku = readSku(source.sku ?? '')
  if ('fault' in sku) return sku.fault
  return {
    line,
    sku: sku.value,
    options: source.options,
    priceMinor: price.data,
    ...shelfOf(quantity.data ?? undefined, line),
    policy: policyOf(source),
    requiresShipping: source.requires_shipping,
    taxCategory: source.tax_category,
    compareAtMinor: source.compare_at_minor,
    costMinor: source.cost_minor,
    weightG: source.weight_g,
    taxCode: source.tax_code === '' ? null : source.tax_code,
    unitMeasure,
    barcode: source.barcode,
  }
}

function policyOf({ tracked, backorder }: z.infer<typeof Variant>): StockPolicy | undefined {
  if (tracked === false) return 'untracked'
  return backorder ?? (tracked ? 'deny' : undefined)
}

function clashOf({ options }: FileVariant, taken: Set<string>, count: number): Problem | null {
  if (taken.has(optionKey(options)))
    return { code: 'variant_duplicate', message: 'Another variant has the same options.' }
  return count < VARIANTS_MAX
    ? null
    : { code: 'variants_too_many', message: `A product has at most ${VARIANTS_MAX} variants.` }
}

/** A missing title is a missing title in every format; any other mistake in the shape names its place. */
function faultOf({ issues }: z.ZodError): Problem {
  const path = issues[0]?.path.join('.') ?? ''
  if (path === 'title') return { code: 'title_missing', message: 'A product needs a title.' }
  return { code: 'entry_invalid', message: `${path || 'The entry'}: ${issues[0]?.message ?? 'not valid'}` }
}
