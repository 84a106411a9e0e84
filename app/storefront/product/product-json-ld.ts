/** schema.org's view of a product, for search engines. */
import type { Product, Variant } from '#contract/catalogue.ts'
import type { Money } from '#contract/primitives.ts'
import type { Store } from '#contract/store.ts'
import { toDecimal } from '#domain/money.ts'
import { plainText } from '../../ui/seo.ts'

/** Named so that Remix's `script:ld+json` takes it. */
export interface JsonLd {
  [key: string]: JsonLd | JsonLd[] | string | string[] | number | undefined
}

export function productJsonLd(product: Product, store: Pick<Store, 'name'>, origin: string): JsonLd {
  const url = `${origin}/products/${product.slug}`
  return {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: product.title,
    description: product.seo_description ?? plainText(product.description_html),
    url,
    image: product.images.flatMap((image) => (image.url ? [new URL(image.url, origin).href] : [])),
    brand: { '@type': 'Brand', name: product.vendor || store.name },
    ...(product.rating
      ? {
          aggregateRating: {
            '@type': 'AggregateRating',
            ratingValue: product.rating.average,
            reviewCount: product.rating.count,
          },
        }
      : {}),
    offers: product.variants.map((variant) => offer(variant, url)),
  }
}

const AVAILABILITY: Record<Variant['availability'], string> = {
  in_stock: 'InStock',
  low_stock: 'InStock',
  backorder: 'BackOrder',
  sold_out: 'OutOfStock',
}

const offer = (variant: Variant, url: string): JsonLd => ({
  '@type': 'Offer',
  url,
  sku: variant.sku,
  ...(variant.title ? { name: variant.title } : {}),
  price: decimal(variant.price),
  priceCurrency: variant.price.currency,
  availability: `https://schema.org/${AVAILABILITY[variant.availability]}`,
  itemCondition: 'https://schema.org/NewCondition',
})

const decimal = (price: Money) => toDecimal(price.amount_minor, price.currency)
