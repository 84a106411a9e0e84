/**
 * The rows of one product in a Shopify CSV → a product and what was left out of it.
 *
 * First row   Carries the product: title, description, options, status, and its first variant. What is wrong with the
 *             product itself (no title, description too large, too many options, an unreadable first row) leaves out the
 *             product, and every row of it is reported.
 * Variants    A row with an option value, SKU or price is a variant. What is wrong with a variant (price, stock, options, SKU)
 *             leaves out that row only, the first row's too; a product without any good variant is left out.
 * Pictures    Come from any row, in the order of their positions. A variant's own picture is given the option values that
 *             all variants showing it have in common.
 * Absent      A column that the file does not have leaves the field as it is; a blank one empties it, but for stock.
 */

import { slugify } from '../../catalogue/slugify.ts'
import type { Entry, Fault, FileImage, FileProduct } from './entry.ts'
import { skippedWith } from './entry.ts'
import {
  BROKEN_TEXT,
  clip,
  type FieldFault,
  IMAGES_MAX,
  longText,
  OPTIONS_MAX,
  type Read,
  readImageUrl,
  splitTags,
} from './fields.ts'
import type { FilePrices } from './file-currency.ts'
import { flagOf, readFlag } from './flags.ts'
import { parseVariants } from './parse-variants.ts'
import { readAttributes } from './read-attributes.ts'
import { isDefaultTitle, type Row, type ShopifyVariant } from './shopify-row.ts'

export function parseShopifyProduct(rows: Row[], prices: FilePrices): Pick<Entry, 'slug' | 'product' | 'faults'> {
  const head = rows[0]
  if (!head) throw new Error('A product has at least one row')
  const slug = slugify(head.values.handle || head.values.title || '') || null
  const skip = (fault: FieldFault) => ({
    slug,
    product: null,
    faults: [
      { line: head.line, ...fault },
      ...skippedWith(
        rows.map(({ line }) => line),
        head.line,
      ),
    ],
  })
  if (head.broken) return skip(BROKEN_TEXT)
  const { values } = head
  if (!slug) return skip({ code: 'handle_missing', message: 'The handle has neither a letter nor a digit.' })
  if (!values.title) return skip({ code: 'title_missing', message: 'The first row of a product needs a title.' })
  const tooLong =
    longText({ 'The title': values.title, 'The vendor': values.vendor, 'The type': values.type }) ??
    longText({ 'The SEO title': values.seoTitle, 'The SEO description': values.seoDescription }, 1000)
  if (tooLong) return skip(tooLong)
  const status = readStatus(values)
  if ('fault' in status) return skip(status.fault)
  const isGiftCard = readFlag(values.giftCard, 'Gift Card')
  if ('fault' in isGiftCard) return skip(isGiftCard.fault)
  const tags = values.tags === undefined ? { value: undefined } : splitTags(values.tags)
  if ('fault' in tags) return skip(tags.fault)
  const names = readOptionNames(values)
  if ('fault' in names) return skip(names.fault)

  const { variants, faults } = parseVariants(rows, names.value, prices)
  if (variants.length === 0) {
    const reported = new Set(faults.map(({ line }) => line))
    const others = skippedWith(
      rows.map(({ line }) => line),
      head.line,
    ).filter(({ line }) => !reported.has(line))
    return { slug, product: null, faults: [...faults, ...others] }
  }
  const images = parseImages(rows, variants, values.title)
  const { attributes, notes } = readAttributes(head)
  const product: FileProduct = {
    slug,
    title: values.title,
    status: status.value,
    tags: tags.value,
    descriptionHtml: values.description,
    vendor: values.vendor,
    productType: values.type,
    isGiftCard: isGiftCard.value,
    seoTitle: values.seoTitle === undefined ? undefined : values.seoTitle || null,
    seoDescription: values.seoDescription === undefined ? undefined : values.seoDescription || null,
    options: names.value.map((name, index) => ({
      name,
      values: [...new Set(variants.flatMap(({ options }) => options[index] ?? []))],
    })),
    variants: variants.map(({ imageUrl: _, ...variant }) => variant),
    images: images.images,
    attributes,
    notes,
    categories: categoriesOf(values.type),
  }
  return { slug, product, faults: [...faults, ...images.faults] }
}

/** The type's own category; without a type the product stays where it is. */
function categoriesOf(type: string | undefined) {
  const slug = slugify(type ?? '')
  return type && slug ? [{ slug, name: type }] : undefined
}

/** What people and spreadsheets make of Shopify's own words. An unlisted product is for those who have its address: not for us. */
const STATES = new Map<string, FileProduct['status']>([
  ...['active', 'aktiv', 'actif', 'activo', 'attivo', 'actief', 'ativo', '有効', 'アクティブ'].map(
    (word) => [word, 'active'] as const,
  ),
  ...['draft', 'unlisted', 'entwurf', 'brouillon', 'borrador', 'bozza', 'concept', 'rascunho', '下書き'].map(
    (word) => [word, 'draft'] as const,
  ),
  ...[
    'archived',
    'archiviert',
    'archivé',
    'archivado',
    'archiviato',
    'gearchiveerd',
    'arquivado',
    'アーカイブ済み',
  ].map((word) => [word, 'archived'] as const),
])

/** Undefined when the file says neither. A draft or unpublished product is a draft, whichever of the two says so. */
function readStatus({ status, published }: Row['values']): Read<FileProduct['status']> {
  const isPublished = readFlag(published, 'Published', 'status_invalid')
  if ('fault' in isPublished) return isPublished
  const isLive = isPublished.value
  if (!status) return { value: isLive === undefined ? undefined : isLive ? 'active' : 'draft' }
  const flag = flagOf(status)
  const state = STATES.get(status.normalize('NFKC').toLowerCase()) ?? (flag === null ? null : flag ? 'active' : 'draft')
  if (state === null) {
    return { fault: { code: 'status_invalid', message: `“${clip(status)}” is none of active, draft and archived.` } }
  }
  return { value: state === 'active' && isLive === false ? 'draft' : state }
}

/** One variant called "Default Title" of the option "Title" is how Shopify writes a product without options. */
function readOptionNames(values: Row['values']): Read<string[]> {
  if (values.option4Name || values.option4Value) {
    return { fault: { code: 'options_too_many', message: `A product has at most ${OPTIONS_MAX} options.` } }
  }
  const names = [values.option1Name, values.option2Name, values.option3Name].map((name) => name ?? '')
  while (names.at(-1) === '') names.pop()
  if (names.length === 1 && names[0]?.toLowerCase() === 'title' && isDefaultTitle(values.option1Value))
    return { value: [] }
  if (names.includes(''))
    return { fault: { code: 'option_missing', message: 'An option before the last has no name.' } }
  const long = longText(Object.fromEntries(names.map((name, index) => [`The name of option ${index + 1}`, name])))
  if (long) return { fault: long }
  if (new Set(names.map((name) => name.toLowerCase())).size < names.length) {
    return { fault: { code: 'option_duplicate', message: 'Two options have the same name.' } }
  }
  return { value: names }
}

function parseImages(rows: Row[], variants: ShopifyVariant[], title: string): { images: FileImage[]; faults: Fault[] } {
  const faults: Fault[] = []
  const found = new Map<string, FileImage>()
  const add = (line: number, url: string, alt: string, position: number) => {
    if (url === '' || found.has(url)) return
    const address = readImageUrl(url)
    const long = longText({ 'The alt text': alt }, 1000)
    if ('fault' in address) faults.push({ line, ...address.fault })
    else if (long) faults.push({ line, ...long })
    else found.set(url, { line, sourceUrl: url, alt: alt || title, optionValues: shownBy(url, variants), position })
  }
  for (const { line, values, broken } of rows) {
    const position = /^\d{1,6}$/.test(values.imagePosition ?? '')
      ? Number(values.imagePosition)
      : Number.MAX_SAFE_INTEGER
    if (!broken) add(line, values.imageUrl ?? '', values.imageAlt ?? '', position)
  }
  for (const { line, imageUrl } of variants) add(line, imageUrl, '', Number.MAX_SAFE_INTEGER)

  const images = [...found.values()]
    .sort((a, b) => a.position - b.position)
    .map((image, position) => ({ ...image, position }))
  for (const { line } of images.splice(IMAGES_MAX)) {
    faults.push({ line, code: 'images_too_many', message: `A product has at most ${IMAGES_MAX} pictures.` })
  }
  return { images, faults }
}

/** The option values that every variant with this picture has, or null when it is nobody's own. */
function shownBy(url: string, variants: ShopifyVariant[]): string[] | null {
  const [first, ...others] = variants.filter(({ imageUrl }) => imageUrl === url)
  const common = (first?.options ?? []).filter((value, index) =>
    others.every(({ options }) => options[index] === value),
  )
  return common.length > 0 ? common : null
}
