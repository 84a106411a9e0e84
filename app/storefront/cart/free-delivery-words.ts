/** Free delivery from a value of goods on: how far it is, or that a discount has taken it away. */
import type { Cart } from '#contract/cart.ts'
import type { Money } from '#contract/primitives.ts'
import type { ShippingRate } from '#contract/shipping.ts'

type FreeDelivery =
  | { state: 'ahead'; rate: ShippingRate; missing: Money; worth: number; freeOver: Money }
  | { state: 'lost'; freeOver: Money }

/** Null where there is none, where it is reached, and where delivery costs nothing anyhow. */
export function freeDelivery({ lines, shipping_rates, shipping_rate_id, totals }: Cart): FreeDelivery | null {
  if (totals.shipping.amount_minor === 0) return null
  const delivered = lines.filter((line) => line.requires_shipping)
  const before = sum(delivered.map(({ line_total }) => line_total))
  const worth = before - sum(delivered.flatMap(({ discounts }) => discounts.map(({ amount }) => amount)))
  const chosenFirst = [...shipping_rates].sort(
    (a, b) => Number(b.id === shipping_rate_id) - Number(a.id === shipping_rate_id),
  )
  for (const rate of chosenFirst) {
    const freeOver = rate.free_over
    if (!freeOver || rate.price.amount_minor === 0 || freeOver.amount_minor <= worth) continue
    if (freeOver.amount_minor <= before) return { state: 'lost', freeOver }
    return {
      state: 'ahead',
      rate,
      missing: { ...freeOver, amount_minor: freeOver.amount_minor - worth },
      worth,
      freeOver,
    }
  }
  return null
}

const sum = (amounts: readonly Money[]): number => amounts.reduce((total, { amount_minor }) => total + amount_minor, 0)
