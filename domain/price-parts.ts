/** The price of one line and of the delivery: what promotions took off, and the tax on what is left. Minor units. */
import { allocate, sumOf, whole } from './money.ts'
import type { Discount, PricedLine, PricedShipping, PricingInput, PricingLine } from './pricing.ts'
import type { Promotion } from './promotion.ts'
import type { AppliedPromotion } from './promotion-discount.ts'
import { ratesFor, sumTaxes, type TaxPart, type TaxRate, taxesOf } from './tax.ts'

/** How a cart is taxed. */
interface TaxRule {
  readonly ratesOf: (category: string) => readonly TaxRate[]
  readonly inclusive: boolean
}
export function taxRule({ taxRates, destination, taxInclusive }: PricingInput): TaxRule {
  const known = new Map<string, readonly TaxRate[]>()
  const ratesOf = (category: string) => {
    const rates = known.get(category) ?? ratesFor(taxRates, destination, category)
    known.set(category, rates)
    return rates
  }
  return { ratesOf, inclusive: taxInclusive }
}

export const discountOf = ({ id, title, code }: Promotion, amountMinor: number): Discount => ({
  promotionId: id,
  title,
  code,
  amountMinor,
})

/** Whether it is part of a delivery. */
export const isDelivered = ({ isGiftCard, requiresShipping }: Pick<PricingLine, 'isGiftCard' | 'requiresShipping'>) =>
  !isGiftCard && requiresShipping

/** Unit price × quantity. */
export function subtotalOf({ id, unitPriceMinor, quantity }: PricingLine): number {
  if (unitPriceMinor < 0 || quantity < 1) throw new RangeError(`No such price or quantity in line ${id}`)
  return whole(whole(unitPriceMinor) * whole(quantity))
}

/** `index` is the line's place in the cart. */
export function priceLine(
  line: PricingLine,
  index: number,
  applied: readonly AppliedPromotion[],
  tax: TaxRule,
): PricedLine {
  const subtotalMinor = subtotalOf(line)
  const discounts = applied.flatMap(({ promotion, offLines }) => {
    const amountMinor = offLines.get(index) ?? 0
    return amountMinor > 0 ? [discountOf(promotion, amountMinor)] : []
  })
  const discountMinor = sumOf(discounts.map(({ amountMinor }) => amountMinor))
  const totalMinor = subtotalMinor - discountMinor
  const taxes = line.isGiftCard ? [] : taxesOf(totalMinor, tax.ratesOf(line.taxCategory), tax.inclusive)
  const taxMinor = taxTotal(taxes)
  return { id: line.id, subtotalMinor, discounts, discountMinor, totalMinor, taxes, taxMinor }
}

/** Goods that are delivered. */
interface DeliveredGoods {
  readonly category: string
  readonly quantity: number
  readonly totalMinor: number
}

export function priceShipping(
  priceMinor: number | null,
  goods: readonly DeliveredGoods[],
  applied: readonly AppliedPromotion[],
  tax: TaxRule,
): PricedShipping {
  const discounts = applied
    .filter(({ offLines }) => offLines.size === 0)
    .map(({ promotion, amountMinor }) => discountOf(promotion, amountMinor))
  const totalMinor = (priceMinor ?? 0) - sumOf(discounts.map(({ amountMinor }) => amountMinor))
  const taxes = totalMinor === 0 ? [] : taxesOfDelivery(totalMinor, goods, tax)
  return { priceMinor, discounts, totalMinor, taxes, taxMinor: taxTotal(taxes) }
}

/**
 * Splits the delivery over the sets of rates that the goods are taxed by, by the goods' value (their number when they are
 * worth nothing), and taxes each part once.
 */
function taxesOfDelivery(totalMinor: number, goods: readonly DeliveredGoods[], tax: TaxRule): TaxPart[] {
  const areFree = goods.every((line) => line.totalMinor === 0)
  const bySet = new Map<string, { rates: readonly TaxRate[]; weight: number }>()
  for (const line of goods) {
    const rates = tax.ratesOf(line.category)
    const key = rates.map(({ id }) => id).join(' ')
    const weight = areFree ? line.quantity : line.totalMinor
    bySet.set(key, { rates, weight: sumOf([bySet.get(key)?.weight ?? 0, weight]) })
  }
  // In an order of their own, so that a unit that cannot be split goes the same way however the lines are ordered.
  const sets = [...bySet].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, set]) => set)
  const parts = allocate(
    totalMinor,
    sets.map(({ weight }) => weight),
  )
  return sumTaxes(sets.flatMap(({ rates }, index) => taxesOf(parts[index] ?? 0, rates, tax.inclusive)))
}

const taxTotal = (taxes: readonly TaxPart[]): number => sumOf(taxes.map(({ amountMinor }) => amountMinor))
