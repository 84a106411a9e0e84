import type { ProductSummary } from '#contract/catalogue.ts'
import { tierText } from '../../ui/price.ts'
import { Picture } from '../product/picture.tsx'
import { Price } from '../product/price.tsx'
import { Rating } from '../product/rating.tsx'

const CARD_SIZES = '(min-width: 1280px) 280px, (min-width: 1024px) 24vw, (min-width: 768px) 32vw, 48vw'

interface Props {
  product: ProductSummary
  locale: string
  isFirst?: boolean
  /** Where cards stand below a heading of their own, as most do. */
  heading?: 'h2' | 'h3'
}

export function ProductCard({ product, locale, isFirst = false, heading: Heading = 'h3' }: Props) {
  const isFrom = product.price_min.amount_minor < product.price_max.amount_minor
  const isSoldOut = product.availability === 'sold_out'
  return (
    <article className={isSoldOut ? 'card card--sold-out' : 'card'}>
      <Picture image={product.image} title={product.title} sizes={CARD_SIZES} isFirst={isFirst} isDecorative />
      <Heading className="card__title">
        <a className="cover-link" href={`/products/${product.slug}`}>
          {product.title}
        </a>
      </Heading>
      <p className="card__facts">
        <Price
          price={product.price_min}
          compareAt={product.compare_at}
          ordinary={product.ordinary_price}
          isFrom={isFrom}
          locale={locale}
        />
        {product.rating ? <Rating average={product.rating.average} count={product.rating.count} /> : null}
      </p>
      {product.tiers ? (
        <p className="card__note">{product.tiers.map((tier) => tierText(tier, locale, isFrom)).join(' · ')}</p>
      ) : null}
      {isSoldOut ? <p className="card__note">Sold out</p> : null}
    </article>
  )
}
