import type { AppliedDiscount } from '#contract/cart.ts'
import type { Money } from '#contract/primitives.ts'
import { priceText } from '../../ui/price.ts'

interface Props {
  /** Before discounts. */
  total: Money
  /** What is taken off, positive. */
  off: number
  locale: string
}

/** What a line costs. A discount strikes the sum through for the eye and says both in words for the ear. */
export function LinePrice({ total, off, locale }: Props) {
  if (off === 0) return priceText(total, locale)
  return (
    <>
      <span className="visually-hidden">Before discounts </span>
      <s className="line-price__before">{priceText(total, locale)}</s>
      <span className="visually-hidden">, now </span>
      <span className="line-price__now">{priceText({ ...total, amount_minor: total.amount_minor - off }, locale)}</span>
    </>
  )
}

export const sumOf = (discounts: readonly Pick<AppliedDiscount, 'amount'>[]): number =>
  discounts.reduce((sum, { amount }) => sum + amount.amount_minor, 0)
