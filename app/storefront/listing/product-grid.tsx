import type { ProductSummary } from '#contract/catalogue.ts'
import { ProductCard } from './product-card.tsx'

interface Props {
  products: ProductSummary[]
  locale: string
  /** Whether the grid opens the page, so that its first pictures should come at once. */
  isFirst?: boolean
  heading?: 'h2' | 'h3'
}

/** As many as the narrowest screen shows in its first row. */
const FIRST_ROW = 2

export function ProductGrid({ products, locale, isFirst = false, heading }: Props) {
  return (
    <ul className="grid">
      {products.map((product, index) => (
        <li key={product.id}>
          <ProductCard product={product} locale={locale} isFirst={isFirst && index < FIRST_ROW} heading={heading} />
        </li>
      ))}
    </ul>
  )
}
