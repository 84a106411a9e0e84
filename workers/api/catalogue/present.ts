/** From rows to the shapes of the contract: the one place where columns become fields. */
import type { Image, ProductSummary, Variant } from '#contract/catalogue.ts'
import { LOW_STOCK_AT } from '#contract/catalogue.ts'
import { POLICY_KINDS } from '#contract/policy.ts'
import type { Money } from '#contract/primitives.ts'
import type { Store } from '#contract/store.ts'
import type { ShownPrice, ShownRange } from '#domain/shown-price.ts'
import type { ListedProduct, ProductRow, ShownImage } from './product-sql.ts'
import type { VariantRow } from './products.ts'
import type { StoreRecord } from '../stores/resolve-store.ts'

export const presentMoney = (amountMinor: number, currency: string): Money => ({ amount_minor: amountMinor, currency })

export const presentTime = (ms: number): string => new Date(ms).toISOString()

export function presentStore(store: StoreRecord): Store {
  const { id, slug, name, tagline, currency, locale, country, countries, theme, freeDeliveryOverMinor } = store
  return {
    ...{ id, slug, name, tagline, currency, locale, country, countries, theme },
    time_zone: store.timeZone,
    currencies: [currency, ...store.currencies],
    contact_email: store.contactEmail,
    tax_inclusive: store.taxInclusive,
    free_delivery_over: freeDeliveryOverMinor === null ? null : presentMoney(freeDeliveryOverMinor, currency),
    delivery: deliveryOf(store),
    offers_pickup: store.offersPickup,
    policies: POLICY_KINDS.filter((kind) => store.policies.includes(kind)),
  }
}

/** Without zones of regions alone: what they cost cannot be told by the country. */
const deliveryOf = ({ deliveryOffers, currency }: StoreRecord): Store['delivery'] =>
  deliveryOffers.flatMap(({ places, fromMinor, freeOverMinor }) => {
    const countries = places.filter(({ regions }) => regions.length === 0).map(({ country }) => country)
    if (countries.length === 0) return []
    const freeOver = freeOverMinor === null ? null : presentMoney(freeOverMinor, currency)
    return [{ countries, from: presentMoney(fromMinor, currency), free_over: freeOver }]
  })

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

export const availabilityOf = (available: number, isBackorderable = false) => {
  if (available > 0) return available <= LOW_STOCK_AT ? 'low_stock' : 'in_stock'
  return isBackorderable ? 'backorder' : 'sold_out'
}

/** The store's own currency, and the one in which prices are asked for. */
export interface Currencies {
  own: string
  asked: string
}

/** In the currency asked for where price lists have the product, else in the store's own; `shown` is what counts instead. */
export function presentProductSummary(
  product: ListedProduct,
  currencies: Currencies,
  shown?: ShownRange,
): ProductSummary {
  const { image } = product
  return { ...presentProductFacts(product, currencies, shown), image: image ? presentImage(image) : null }
}

/** Without its picture. */
export function presentProductFacts(
  product: ProductRow,
  currencies: Currencies,
  shown?: ShownRange,
): Omit<ProductSummary, 'image'> {
  const { id, slug, title, vendor, featured } = product
  return {
    ...{ id, slug, title, vendor, featured },
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

function presentRange({ compareAtMinor }: ProductRow, shown: ShownRange, { own }: Currencies) {
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
    ...{ id, sku, options, available },
    title: options.join(' / '),
    price: presentMoney(price, currency),
    compare_at: presentCompareAt(compareAtMinor, price, currency, own),
    ...(shown ? presentAdvantages(shown) : {}),
    availability: availabilityOf(available, backorderable > 0),
  }
}
