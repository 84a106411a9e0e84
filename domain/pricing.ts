/**
 * What a cart costs: one pure function, so that the page, the order and the tests count alike.
 *
 * Units     Minor units of one currency; tax rates in basis points (825 is 8.25 %).
 * Rounding  Half away from zero, once per line and once for shipping; every total is a sum of rounded amounts.
 * Tax       Where prices include tax, the tax of a line is price × rate / (1 + rate), and the total does not grow by it.
 *           Where they do not, it is price × rate, and it does. Delivery is taxed like the goods.
 */
import { divideRounded } from './money.ts'

export interface PricingLine {
  readonly unitPriceMinor: number
  readonly quantity: number
}
export interface PricedRate {
  readonly priceMinor: number
  readonly freeOverMinor: number | null
}
export interface PricingInput {
  readonly lines: readonly PricingLine[]
  readonly shippingRate: PricedRate | null
  readonly taxInclusive: boolean
  readonly taxRateBps: number
}
export interface PricedLine {
  readonly totalMinor: number
  readonly taxMinor: number
}
export interface Quote {
  readonly lines: readonly PricedLine[]
  readonly subtotalMinor: number
  readonly shippingMinor: number
  readonly taxMinor: number
  readonly totalMinor: number
}

/**
 * The highest price of one piece or one delivery: 100 lines of 999 such pieces, with as much again in tax, still count
 * exactly (2 × 10^15 < 2^53).
 */
export const MAX_PRICE_MINOR = 10 ** 10

const BASIS_POINTS = 10_000n

/** Prices a cart. subtotal + shipping (+ tax where prices exclude it) = total. */
export function priceCart({ lines, shippingRate, taxInclusive, taxRateBps }: PricingInput): Quote {
  const priced = lines.map((line) => {
    const totalMinor = exact(line.unitPriceMinor * line.quantity)
    return { totalMinor, taxMinor: taxOf(totalMinor, taxRateBps, taxInclusive) }
  })
  const subtotalMinor = priced.reduce((sum, line) => sum + line.totalMinor, 0)
  const shippingMinor = lines.length === 0 || !shippingRate ? 0 : shippingPrice(shippingRate, subtotalMinor)
  const taxMinor = priced.reduce((sum, line) => sum + line.taxMinor, 0) + taxOf(shippingMinor, taxRateBps, taxInclusive)
  const totalMinor = exact(subtotalMinor + shippingMinor + (taxInclusive ? 0 : taxMinor))
  return { lines: priced, subtotalMinor, shippingMinor, taxMinor, totalMinor }
}

/** What a delivery option costs for goods of this value. */
export function shippingPrice(rate: PricedRate, subtotalMinor: number): number {
  const isFree = rate.freeOverMinor !== null && subtotalMinor >= rate.freeOverMinor
  return isFree ? 0 : rate.priceMinor
}

/** The tax in (inclusive) or on top of (exclusive) an amount, rounded half away from zero. */
export function taxOf(amountMinor: number, rateBps: number, inclusive: boolean): number {
  const rate = BigInt(rateBps)
  const share = BigInt(amountMinor) * rate
  return divideRounded(share, inclusive ? BASIS_POINTS + rate : BASIS_POINTS)
}

/** Past 2^53 a number is only about right: that no price may be is a caller's bug. */
function exact(amountMinor: number): number {
  if (!Number.isSafeInteger(amountMinor)) throw new RangeError(`Not an exact amount: ${amountMinor}`)
  return amountMinor
}
