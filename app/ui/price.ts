/** Amounts and tax as the shopper reads them. */
import type { Money } from '#contract/primitives.ts'
import type { Store } from '#contract/store.ts'
import { formatMoney } from '#domain/money.ts'
import { taxPercentText } from '#domain/tax.ts'

/** With a true minus before what is taken off, as in the words around it. */
export const priceText = (price: Money, locale: string): string =>
  formatMoney(price.amount_minor, price.currency, locale).replace('-', '−')

/** Without decimals where they would be zeros: "$75", for thresholds in a sentence. */
export const roundText = ({ amount_minor, currency }: Money, locale: string): string =>
  formatMoney(amount_minor, currency, locale, { isRound: true })

/** "From 10: $7.00"; `isFrom`: of the cheapest of several. */
export const tierText = ({ from, price }: { from: number; price: Money }, locale: string, isFrom = false): string =>
  `From ${from}: ${isFrom ? 'from ' : ''}${priceText(price, locale)}`

export const taxNote = (store: Pick<Store, 'tax_inclusive'>): string => (store.tax_inclusive ? 'incl. tax' : 'plus tax')

/** "8.875%". */
export const taxRateText = (ratePpm: number): string => `${taxPercentText(ratePpm)}%`
