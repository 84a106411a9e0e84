import type { Money } from '#contract/primitives.ts'
import { priceText } from '../lib/price.ts'

interface Props {
  price: Money
  compareAt?: Money | null
  /** The price is the lowest of several. */
  isFrom?: boolean
  locale: string
}

/** A reduced price is struck through for the eye and said in words for the ear. */
export function Price({ price, compareAt, isFrom = false, locale }: Props) {
  const isReduced = compareAt && compareAt.amount_minor > price.amount_minor
  return (
    <span className={isReduced ? 'price price--reduced' : 'price'}>
      {isReduced ? <span className="visually-hidden">Now </span> : null}
      {isFrom ? <span className="price__from">from </span> : null}
      <span className="price__now">{priceText(price, locale)}</span>
      {isReduced ? (
        <>
          <span className="visually-hidden">, before </span>
          <s className="price__before">{priceText(compareAt, locale)}</s>
        </>
      ) : null}
    </span>
  )
}
