/** What the buy box's script is given: every text ready made, so that it holds no rule of its own. */
import type { Product } from '#contract/catalogue.ts'
import type { Store } from '#contract/store.ts'
import { priceText, tierText } from '../../ui/price.ts'
import { unitPriceText } from '../../ui/unit-price.ts'
import { pictureIndexOf, stockText } from './choose-variant.ts'

export interface BuyBoxData {
  /** Where changes of a variant's stock are heard: its id goes between. Null where there is no stock to hear of. */
  live: { before: string; after: string } | null
  variants: {
    id: string
    options: string[]
    price: string
    before: string | null
    /** The price is the shopper's own. */
    isOwn: boolean
    /** What a unit of it costs. */
    unitPrice: string | null
    /** What more pieces cost. */
    tiers: string[]
    stock: string
    availability: string
    picture: number | null
  }[]
}

export function buyBoxData(product: Product, { id, locale }: Pick<Store, 'id' | 'locale'>): BuyBoxData {
  return {
    live: product.is_gift_card ? null : { before: `/api/v1/stores/${id}/inventory/`, after: '/live' },
    variants: product.variants.map((variant) => {
      const { compare_at, ordinary_price, tiers = [] } = variant
      const reduced = compare_at && compare_at.amount_minor > variant.price.amount_minor ? compare_at : null
      const before = ordinary_price ?? reduced
      return {
        id: variant.id,
        options: variant.options,
        price: priceText(variant.price, locale),
        before: before && priceText(before, locale),
        isOwn: ordinary_price !== undefined,
        unitPrice: variant.unit_price && unitPriceText(variant.unit_price, locale),
        tiers: tiers.map((tier) => tierText(tier, locale)),
        stock: stockText(variant),
        availability: variant.availability,
        picture: pictureIndexOf(product.images, variant),
      }
    }),
  }
}
