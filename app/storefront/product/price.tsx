import type { Money } from '#contract/primitives.ts'
import { priceText } from '../../ui/price.ts'
import { priceWords } from './price-words.ts'

interface Props {
  price: Money
  compareAt?: Money | null
  /** What everybody else pays: the price is the shopper's own. */
  ordinary?: Money | undefined
  /** The price is the lowest of several. */
  isFrom?: boolean
  locale: string
}

/** A reduced price is struck through for the eye and said in words for the ear; a price of one's own is called that. */
export function Price({ price, compareAt, ordinary, isFrom = false, locale }: Props) {
  const isReduced = compareAt && compareAt.amount_minor > price.amount_minor
  const before = ordinary ?? (isReduced ? compareAt : null)
  const words = priceWords(ordinary !== undefined)
  return (
    <span className={before ? 'price price--reduced' : 'price'}>
      {before ? <span className={words.className}>{words.now} </span> : null}
      {isFrom ? <span className="price__from">from </span> : null}
      <span className="price__now">{priceText(price, locale)}</span>
      {before ? (
        <>
          <span className="visually-hidden">, {words.before} </span>
          <s className="price__before">{priceText(before, locale)}</s>
        </>
      ) : null}
    </span>
  )
}
