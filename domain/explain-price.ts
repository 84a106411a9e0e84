/** The price of a cart as a list that a person can follow: the rows that count add up to what is to be paid. */
import { toDecimal } from './money.ts'
import { isDelivered } from './price-parts.ts'
import type { Discount, Explanation, PricingInput, PricingLine, Quote } from './pricing.ts'
import { type TaxPart, taxPercentText } from './tax.ts'

type Amounts = Omit<Quote, 'explanation'>

export function explainPrice({ lines, shippingRate, taxInclusive }: PricingInput, amounts: Amounts): Explanation[] {
  const { currency, shipping } = amounts
  const offDelivery = new Set(shipping.discounts.map(({ promotionId }) => promotionId))
  const goods = lines.map((line, index) =>
    row('goods', line.id, goodsLabel(line, currency), amounts.lines[index]?.subtotalMinor ?? 0),
  )
  const discounts = amounts.promotions
    .filter(({ promotionId }) => !offDelivery.has(promotionId))
    .map((discount) => row('discount', discount.promotionId, discountLabel(discount), -discount.amountMinor))
  const delivery =
    shippingRate && shipping.priceMinor !== null && lines.some(isDelivered)
      ? [row('shipping', shippingRate.id, shippingRate.name, shipping.priceMinor)]
      : []
  const deliveryDiscounts = shipping.discounts.map((discount) =>
    row('shipping_discount', discount.promotionId, discountLabel(discount), -discount.amountMinor),
  )
  const taxes = amounts.taxes.map((tax) => ({
    ...row('tax', tax.name, taxLabel(tax), tax.amountMinor),
    counts: !taxInclusive,
  }))
  const giftCards = amounts.giftCards.map(({ id, lastFour, amountMinor }) =>
    row('gift_card', id, `•••• ${lastFour}`, -amountMinor),
  )
  return [...goods, ...discounts, ...delivery, ...deliveryDiscounts, ...taxes, ...giftCards]
}

const row = (kind: Explanation['kind'], subjectId: string, label: string, amountMinor: number): Explanation => ({
  kind,
  subjectId,
  label,
  amountMinor,
  counts: true,
})

/** "2 × 19.99", and the price list that the price is from. */
function goodsLabel({ quantity, unitPriceMinor, priceListName }: PricingLine, currency: string): string {
  const product = `${quantity} × ${toDecimal(unitPriceMinor, currency)}`
  return priceListName === null ? product : `${product} (${priceListName})`
}

const discountLabel = ({ title, code }: Discount): string => (code === null ? title : `${title} (${code})`)

/** "VAT 20 %", "Sales tax 8.875 %". */
const taxLabel = ({ name, ratePpm }: TaxPart): string => `${name} ${taxPercentText(ratePpm)} %`
