/** Parts of a price in the contract's shape: the same in a cart, an order and a message. */
import type { AppliedDiscount, Explanation } from '#contract/cart.ts'
import type { TaxPart } from '#contract/tax.ts'
import type * as pricing from '#domain/pricing.ts'
import type * as tax from '#domain/tax.ts'
import { presentMoney } from '../lib/present-money.ts'

export const presentTaxes = (taxes: readonly tax.TaxPart[]): TaxPart[] =>
  taxes.map(({ name, ratePpm, amountMinor }) => ({ name, rate_ppm: ratePpm, amount_minor: amountMinor }))

export const presentDiscount = (discount: pricing.Discount, currency: string): AppliedDiscount => ({
  promotion_id: discount.promotionId,
  title: discount.title,
  code: discount.code,
  amount: presentMoney(discount.amountMinor, currency),
})

export const presentExplanation = (entry: pricing.Explanation, currency: string): Explanation => ({
  kind: entry.kind,
  label: entry.label,
  amount: presentMoney(entry.amountMinor, currency),
  counts: entry.counts,
})
