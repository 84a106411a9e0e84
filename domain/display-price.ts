/**
 * What a catalogue shows a person of a variant's prices: what they would pay in the cart (`price-list.ts`), what everybody
 * else pays where that is more, and what many pieces cost.
 *
 * Currency  The one that is asked for where the variant is sold in it, else the store's own. A product is shown in the
 *           currency asked for as soon as one of its variants is sold in it, and then by those that are.
 */
import { choosePrice, type PriceLookup } from './price-list.ts'

export interface Tier {
  /** Pieces of one variant. */
  readonly from: number
  readonly unitPriceMinor: number
}
export interface ShownPrice {
  readonly currency: string
  /** Of one piece. */
  readonly unitPriceMinor: number
  /** What everybody else pays; null where this person pays no less. */
  readonly ordinaryMinor: number | null
  /** From more pieces on, each another price than what comes before. */
  readonly tiers: readonly Tier[]
}
export interface PriceRange extends ShownPrice {
  /** Of the dearest variant. */
  readonly highestMinor: number
}

/** `currency` is the one that is asked for. */
export function shownPrice(question: Omit<PriceLookup, 'quantity'>): ShownPrice {
  const { storeCurrency, prices } = question
  const inAsked = choosePrice({ ...question, quantity: 1 })
  const currency = inAsked ? question.currency : storeCurrency
  const priceOf = (quantity: number, customerGroupIds = question.customerGroupIds) =>
    choosePrice({ ...question, currency, customerGroupIds, quantity })?.unitPriceMinor ?? null
  const unitPriceMinor = priceOf(1) ?? question.basePriceMinor
  const ordinary = priceOf(1, [])
  const ordinaryMinor = ordinary !== null && ordinary > unitPriceMinor ? ordinary : null
  const steps = prices.map(({ minQuantity }) => minQuantity).filter((from) => from > 1)
  return { currency, unitPriceMinor, ordinaryMinor, tiers: tiersAt(steps, unitPriceMinor, priceOf) }
}

/** Of all its variants, at least one; `currency` is the one that is asked for. */
export function shownRange(variants: readonly ShownPrice[], currency: string): PriceRange | null {
  const inAsked = variants.filter((price) => price.currency === currency)
  const shown = inAsked.length > 0 ? inAsked : variants
  const [first] = shown
  if (!first) return null
  const unitPriceMinor = least(shown, (price) => price.unitPriceMinor)
  const ordinaryMinor = least(shown, (price) => price.ordinaryMinor ?? price.unitPriceMinor)
  const steps = shown.flatMap(({ tiers }) => tiers.map(({ from }) => from))
  return {
    currency: first.currency,
    unitPriceMinor,
    highestMinor: Math.max(...shown.map((price) => price.unitPriceMinor)),
    ordinaryMinor: ordinaryMinor > unitPriceMinor ? ordinaryMinor : null,
    tiers: tiersAt(steps, unitPriceMinor, (quantity) => least(shown, (price) => priceAt(price, quantity))),
  }
}

function tiersAt(steps: readonly number[], firstMinor: number, priceOf: (quantity: number) => number | null): Tier[] {
  const tiers: Tier[] = []
  let lastMinor = firstMinor
  for (const from of [...new Set(steps)].sort((a, b) => a - b)) {
    const unitPriceMinor = priceOf(from)
    if (unitPriceMinor === null || unitPriceMinor === lastMinor) continue
    tiers.push({ from, unitPriceMinor })
    lastMinor = unitPriceMinor
  }
  return tiers
}

const priceAt = ({ unitPriceMinor, tiers }: ShownPrice, quantity: number): number =>
  tiers.findLast(({ from }) => from <= quantity)?.unitPriceMinor ?? unitPriceMinor

const least = (prices: readonly ShownPrice[], of: (price: ShownPrice) => number): number => Math.min(...prices.map(of))
