/** What the buy box's script is given: every text ready made, so that it holds no rule of its own. */
import type { Product } from '#contract/catalogue.ts'
import { pictureIndexOf, stockText } from './choose-variant.ts'
import { priceText } from './price.ts'

export interface BuyBoxData {
  variants: {
    options: string[]
    price: string
    before: string | null
    stock: string
    availability: string
    picture: number | null
  }[]
}

export function buyBoxData(product: Product, locale: string): BuyBoxData {
  return {
    variants: product.variants.map((variant) => {
      const isReduced = variant.compare_at && variant.compare_at.amount_minor > variant.price.amount_minor
      return {
        options: variant.options,
        price: priceText(variant.price, locale),
        before: isReduced && variant.compare_at ? priceText(variant.compare_at, locale) : null,
        stock: stockText(variant),
        availability: variant.availability,
        picture: pictureIndexOf(product.images, variant),
      }
    }),
  }
}
