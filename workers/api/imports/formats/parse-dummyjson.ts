/**
 * One product of dummyjson.com → a product of ours: one variant, its category by slug, its published reviews.
 *
 * Left out    `discountPercentage` (the price is what is charged; the price before is nowhere stated exactly), `rating` (ours
 *             comes from the reviews), the thumbnail (a copy of the first picture), reviewers' mail addresses.
 * Weight      dummyjson states no unit; it is taken as grams.
 */
import { v5 as uuidv5 } from 'uuid'
import * as z from 'zod'
import { oneLine } from '#domain/one-line.ts'
import type { ReviewInput } from '../../catalogue/plan-product.ts'
import { escapeHtml } from '../../catalogue/sanitise-html.ts'
import { nameOfSlug, slugify } from '../../catalogue/slugify.ts'
import type { Entry, Fault, FaultCode, FileImage, FileVariant } from './entry.ts'
import {
  BROKEN_TEXT,
  hasBrokenText,
  IMAGES_MAX,
  longText,
  readImageUrl,
  readPrice,
  readQuantity,
  readSku,
  readTags,
  readWeight,
  shelfOf,
} from './fields.ts'

const COMMENT_MAX = 5000
const REVIEWS_MAX = 500
/** Reviews have no id in the file: theirs is made from what they say (RFC 9562, version 5). */
const REVIEW_NAMESPACE = '8f14b7b6-0f0c-4a6e-9d0e-5f2f6c0c9a51'

const text = z.string().overwrite(oneLine).catch('')
/** A number as the file writes it, for the same strict reading as a CSV's. */
const numeral = z.union([z.string().trim(), z.number().transform(String)]).catch('')
const list = z.array(z.unknown()).catch([])

const Source = z.object({
  title: text,
  description: z.string().trim().catch(''),
  category: text,
  brand: text,
  sku: text,
  price: numeral,
  stock: numeral,
  weight: numeral,
  tags: list,
  images: list,
  reviews: list,
  meta: z.object({ barcode: text }).catch({ barcode: '' }),
})
type Source = z.infer<typeof Source>

const Review = z.object({
  rating: z.number().int().min(1).max(5),
  comment: z.string().trim().max(COMMENT_MAX),
  reviewerName: z.string().overwrite(oneLine).min(1).max(200),
  date: z.coerce.date(),
})

/** `slug` comes from `slugsOf`, which has seen the whole file: the same product has the same slug in every run. */
export function parseDummyJson(
  raw: unknown,
  line: number,
  slug: string,
  storeId: string,
  currency: string,
): Omit<Entry, 'next'> {
  const lines = [line]
  const skip = (fault: { code: FaultCode; message: string }) => ({
    lines,
    slug: slug || null,
    product: null,
    faults: [{ line, ...fault }],
  })
  const parsed = Source.safeParse(raw)
  if (!parsed.success) return skip({ code: 'entry_invalid', message: 'The entry is not an object.' })
  const source = parsed.data
  if (hasBrokenText(JSON.stringify(source))) return skip(BROKEN_TEXT)
  if (!source.title || !slug) return skip({ code: 'title_missing', message: 'A product needs a title.' })
  const long = longText({ 'The title': source.title, 'The brand': source.brand, 'The category': source.category })
  if (long) return skip(long)
  const variant = readVariant(source, line, currency)
  if ('code' in variant) return skip(variant)
  const tags = readTags(source.tags.filter((tag) => typeof tag === 'string'))
  if ('fault' in tags) return skip(tags.fault)

  const faults: Fault[] = []
  const category = slugify(source.category)
  const product = {
    slug,
    title: source.title,
    vendor: source.brand,
    tags: tags.value,
    descriptionHtml: escapeHtml(source.description),
    options: [],
    variants: [variant],
    images: readImages(source, line, faults),
    categories: category ? [{ slug: category, name: nameOfSlug(category) }] : undefined,
    reviews: readReviews(source, `${storeId}/${slug}`, line, faults),
  }
  return { lines, slug, product, faults }
}

/** The slug of each product of a file: by its title, and with its SKU or number when an earlier one has that title. */
export function slugsOf(entries: readonly unknown[]): string[] {
  const taken = new Set<string>()
  return entries.map((raw, index) => {
    const source = Source.safeParse(raw).data
    const plain = slugify(source?.title ?? '')
    const slug = plain && taken.has(plain) ? slugify(`${plain} ${source?.sku || index + 1}`) : plain
    taken.add(slug)
    return slug
  })
}

function readVariant(
  source: Source,
  line: number,
  currency: string,
): FileVariant | { code: FaultCode; message: string } {
  const price = readPrice(source.price, currency)
  if ('fault' in price) return price.fault
  const quantity = readQuantity(source.stock)
  if ('fault' in quantity) return quantity.fault
  const weight = readWeight(source.weight)
  if ('fault' in weight) return weight.fault
  const sku = readSku(source.sku)
  if ('fault' in sku) return sku.fault
  return {
    line,
    sku: sku.value,
    options: [],
    priceMinor: price.value,
    weightG: weight.value,
    ...shelfOf(quantity.value, line),
    barcode: source.meta.barcode.slice(0, 255) || null,
  }
}

function readImages(source: Source, line: number, faults: Fault[]): FileImage[] {
  const urls = [...new Set(source.images.filter((url) => typeof url === 'string'))]
  if (urls.length > IMAGES_MAX) {
    faults.push({ line, code: 'images_too_many', message: `Of the pictures the first ${IMAGES_MAX} were taken.` })
  }
  const good = urls.slice(0, IMAGES_MAX).filter((url) => {
    const read = readImageUrl(url)
    if ('fault' in read) faults.push({ line, ...read.fault })
    return 'value' in read
  })
  return good.map((sourceUrl, position) => ({ line, sourceUrl, alt: source.title, optionValues: null, position }))
}

function readReviews(source: Source, product: string, line: number, faults: Fault[]): ReviewInput[] {
  const times = new Map<string, number>()
  if (source.reviews.length > REVIEWS_MAX) {
    faults.push({ line, code: 'reviews_too_many', message: `Of the reviews the first ${REVIEWS_MAX} were taken.` })
  }
  return source.reviews.slice(0, REVIEWS_MAX).flatMap((raw) => {
    const review = Review.safeParse(raw)
    if (!review.success) {
      faults.push({
        line,
        code: 'review_invalid',
        message: 'A review without a rating of 1 to 5, a name or a date was left out.',
      })
      return []
    }
    const { rating, comment, reviewerName, date } = review.data
    const content = JSON.stringify([product, rating, comment, reviewerName, date.getTime()])
    const repeated = times.get(content) ?? 0
    times.set(content, repeated + 1)
    const id = uuidv5(`${content}/${repeated}`, REVIEW_NAMESPACE)
    return { id, rating, title: '', comment, authorName: reviewerName, createdAt: date.getTime() }
  })
}
