/** From rows to the shapes of the contract: the one place where columns become fields. */
import type { Image, ProductSummary, Variant } from '#contract/catalogue.ts'
import type { PriceRange, ShownPrice } from '#domain/display-price.ts'
import { unitPriceMinor } from '#domain/unit-price.ts'
import { availabilityOf } from '../inventory/availability.ts'
import { presentMoney } from '../lib/present-money.ts'
import type { Currencies } from '../pricing/currencies.ts'
import { presentMeasure } from './measures.ts'
import type { ListedProduct, ProductRow, ShownImage } from './product-sql.ts'
import type { VariantRow } from './products.ts'

export function presentImage(image: ShownImage): Image {
  const { id, alt, width, height, color } = image
  return {
    id,
    alt,
    width,
    height,
    color,
    url: image.r2Key ? `/media/${image.r2Key}` : null,
    option_values: image.optionValues,
  }
}

/** In the currency asked for where price lists have the product, else in the store's own; `shown` is what counts instead. */
export function presentProductSummary(
  product: ListedProduct,
  currencies: Currencies,
  shown?: PriceRange,
): ProductSummary {
  const { image } = product
  return { ...presentProductFacts(product, currencies, shown), image: image ? presentImage(image) : null }
}

/** Without its picture. */
export function presentProductFacts(
  product: ProductRow,
  currencies: Currencies,
  shown?: PriceRange,
): Omit<ProductSummary, 'image'> {
  const { id, slug, title, vendor, featured } = product
  return {
    id,
    slug,
    title,
    vendor,
    featured,
    ...(shown ? presentRange(product, shown, currencies) : presentPrices(product, currencies)),
    availability: availabilityOf(product.available, product.backorderable),
    rating: ratingOf(product),
  }
}

function presentPrices(
  { minPriceMinor, maxPriceMinor, compareAtMinor, listed }: ProductRow,
  { own, asked }: Currencies,
) {
  const isListed = listed !== null && listed.minPriceMinor !== null && listed.maxPriceMinor !== null
  const currency = isListed ? asked : own
  const lowest = isListed ? (listed.minPriceMinor ?? 0) : minPriceMinor
  const highest = isListed ? (listed.maxPriceMinor ?? 0) : maxPriceMinor
  return {
    price_min: presentMoney(lowest, currency),
    price_max: presentMoney(highest, currency),
    compare_at: presentCompareAt(compareAtMinor, lowest, currency, own),
  }
}

function presentRange({ compareAtMinor }: ProductRow, shown: PriceRange, { own }: Currencies) {
  const { currency, unitPriceMinor, highestMinor } = shown
  return {
    price_min: presentMoney(unitPriceMinor, currency),
    price_max: presentMoney(highestMinor, currency),
    compare_at: presentCompareAt(compareAtMinor, unitPriceMinor, currency, own),
    ...presentAdvantages(shown),
  }
}

/** Fields that are there only where they say something: an answer to everybody never has them. */
function presentAdvantages({ currency, ordinaryMinor, tiers }: ShownPrice): Pick<Variant, 'ordinary_price' | 'tiers'> {
  const priced = tiers.map(({ from, unitPriceMinor }) => ({ from, price: presentMoney(unitPriceMinor, currency) }))
  return {
    ...(ordinaryMinor === null ? {} : { ordinary_price: presentMoney(ordinaryMinor, currency) }),
    ...(priced.length === 0 ? {} : { tiers: priced }),
  }
}

/** The price before: known in the store's own currency, and said only of what costs less now. */
const presentCompareAt = (compareAtMinor: number | null, priceMinor: number, currency: string, own: string) =>
  compareAtMinor !== null && currency === own && compareAtMinor > priceMinor ? presentMoney(compareAtMinor, own) : null

const ratingOf = ({ ratingSum, ratingCount }: ProductRow) =>
  ratingCount === 0 ? null : { average: Math.round((ratingSum / ratingCount) * 10) / 10, count: ratingCount }

/** Stock as last projected; the SkuStock object has the last word. */
export function presentVariant(variant: VariantRow, { own, asked }: Currencies, shown?: ShownPrice): Variant {
  const { id, sku, options, priceMinor, compareAtMinor, listPriceMinor, available, backorderable } = variant
  const currency = shown?.currency ?? (listPriceMinor === null ? own : asked)
  const price = shown?.unitPriceMinor ?? listPriceMinor ?? priceMinor
  return {
    id,
    sku,
    options,
    available,
    title: options.join(' / '),
    price: presentMoney(price, currency),
    compare_at: presentCompareAt(compareAtMinor, price, currency, own),
    ...(shown ? presentAdvantages(shown) : {}),
    unit_price: presentUnitPrice(variant, price, currency),
    requires_shipping: variant.requiresShipping,
    tax_code: variant.taxCode,
    availability: availabilityOf(available, backorderable > 0),
  }
}

function presentUnitPrice({ unitMeasure }: VariantRow, priceMinor: number, currency: string): Variant['unit_price'] {
  const amount = unitMeasure && unitPriceMinor(priceMinor, unitMeasure)
  return unitMeasure && amount !== null
    ? { price: presentMoney(amount, currency), measure: presentMeasure(unitMeasure) }
    : null
}
