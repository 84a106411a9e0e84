/** From rows to the shapes of the contract: the one place where columns become fields. */
import type { Image, ProductSummary, Variant } from '#contract/catalogue.ts'
import { LOW_STOCK_AT } from '#contract/catalogue.ts'
import type { Money } from '#contract/primitives.ts'
import type { Store } from '#contract/store.ts'
import type { ImageRow, ProductRow } from '../db/queries/products.ts'
import type * as t from '../db/schema/index.ts'
import type { StoreRecord } from './resolve-store.ts'

export const presentMoney = (amountMinor: number, currency: string): Money => ({ amount_minor: amountMinor, currency })

export const presentTime = (ms: number): string => new Date(ms).toISOString()

export function presentStore(store: StoreRecord): Store {
  const { id, slug, name, tagline, currency, locale, country, countries, theme } = store
  return {
    ...{ id, slug, name, tagline, currency, locale, country, countries, theme },
    contact_email: store.contactEmail,
    tax_inclusive: store.taxInclusive,
    shipping_rates: store.shippingRates.map((rate) => ({
      id: rate.id,
      name: rate.name,
      description: rate.description,
      price: presentMoney(rate.priceMinor, currency),
      free_over: rate.freeOverMinor === null ? null : presentMoney(rate.freeOverMinor, currency),
    })),
  }
}

export function presentImage(image: ImageRow): Image {
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

export const availabilityOf = (available: number) =>
  available <= 0 ? 'sold_out' : available <= LOW_STOCK_AT ? 'low_stock' : 'in_stock'

export function presentProductSummary(product: ProductRow, image: ImageRow | null, currency: string): ProductSummary {
  const { id, slug, title, vendor, featured, compareAtMinor } = product
  return {
    ...{ id, slug, title, vendor, featured },
    price_min: presentMoney(product.minPriceMinor, currency),
    price_max: presentMoney(product.maxPriceMinor, currency),
    compare_at: compareAtMinor === null ? null : presentMoney(compareAtMinor, currency),
    availability: availabilityOf(product.available),
    rating: ratingOf(product),
    image: image ? presentImage(image) : null,
  }
}

export const ratingOf = ({ ratingSum, ratingCount }: ProductRow) =>
  ratingCount === 0 ? null : { average: Math.round((ratingSum / ratingCount) * 10) / 10, count: ratingCount }

type VariantRow = typeof t.variants.$inferSelect
type StockRow = typeof t.stockLevels.$inferSelect

/** What the projection says can be sold; the SkuStock object has the last word. */
export const availableIn = (stock: StockRow | null): number => (stock ? Math.max(0, stock.onHand - stock.held) : 0)

export function presentVariant(variant: VariantRow, stock: StockRow | null, currency: string): Variant {
  const { id, sku, options, priceMinor, compareAtMinor } = variant
  const available = availableIn(stock)
  return {
    ...{ id, sku, options, available },
    title: options.join(' / '),
    price: presentMoney(priceMinor, currency),
    compare_at: compareAtMinor === null ? null : presentMoney(compareAtMinor, currency),
    availability: availabilityOf(available),
  }
}
