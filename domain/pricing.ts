/**
 * What a cart costs: one pure function, so that the page, the order and the tests count alike. Every amount says where it
 * comes from.
 *
 * Units     Minor units of one currency; tax rates in parts per million.
 * Rounding  Half away from zero: once per promotion, once per line for its tax; every total is a sum of rounded amounts.
 * Tax       Where prices include tax, the tax of a line is a part of it, and the total does not grow. Where they do not, it
 *           comes on top. Delivery is taxed like what is delivered: its price is split over the rates of that by its value.
 *           Gift cards that are bought are not taxed (they are money; the goods bought with them are).
 * Total     subtotal − discount + shipping (+ tax where prices exclude it) = total; total − gift cards = payable.
 */
import { applyPromotions } from './apply-promotions.ts'
import { explainPrice } from './explain-price.ts'
import { sumOf } from './money.ts'
import { discountOf, isDelivered, priceLine, priceShipping, subtotalOf, taxRule } from './price-parts.ts'
import type { CodeRefusal, Promotion } from './promotion.ts'
import { type ShippingRate, shippingPrice } from './shipping.ts'
import { type Destination, sumTaxes, type TaxPart, type TaxRate } from './tax.ts'

export interface PricingLine {
  readonly id: string
  readonly productId: string
  /** The product's own and all above them. */
  readonly categoryIds: readonly string[]
  readonly taxCategory: string
  readonly unitPriceMinor: number
  /** The price list that the price is from; null: the product's own price. */
  readonly priceListName: string | null
  readonly quantity: number
  /** Of one piece. */
  readonly weightG: number
  readonly isGiftCard: boolean
  /** False: nothing of it is delivered. */
  readonly requiresShipping: boolean
}
/** A gift card that the person pays with. */
export interface SpendableGiftCard {
  readonly id: string
  readonly lastFour: string
  readonly currency: string
  readonly balanceMinor: number
}
export interface PricingInput {
  readonly currency: string
  readonly nowMs: number
  readonly lines: readonly PricingLine[]
  /** All automatic ones of the store, and those whose codes were entered. */
  readonly promotions: readonly Promotion[]
  /** As entered, upper case. */
  readonly codes: readonly string[]
  readonly customerGroupIds: readonly string[]
  readonly shippingRate: ShippingRate | null
  readonly destination: Destination
  readonly taxInclusive: boolean
  readonly taxRates: readonly TaxRate[]
  /** In the order in which they are used up. */
  readonly giftCards: readonly SpendableGiftCard[]
}

export interface Discount {
  readonly promotionId: string
  readonly title: string
  readonly code: string | null
  readonly amountMinor: number
}
export interface PricedLine {
  readonly id: string
  /** Unit price × quantity. */
  readonly subtotalMinor: number
  readonly discounts: readonly Discount[]
  readonly discountMinor: number
  /** subtotal − discount: what the line adds to the goods. */
  readonly totalMinor: number
  readonly taxes: readonly TaxPart[]
  readonly taxMinor: number
}
export interface PricedShipping {
  /** Before free-delivery promotions; null: the rate is not offered for this cart. Nothing to deliver costs 0. */
  readonly priceMinor: number | null
  readonly discounts: readonly Discount[]
  readonly totalMinor: number
  readonly taxes: readonly TaxPart[]
  readonly taxMinor: number
}
/** One amount and why it is there, in the order in which a person reads them. Those that count add up to `payableMinor`. */
export interface Explanation {
  readonly kind: 'goods' | 'discount' | 'shipping' | 'shipping_discount' | 'tax' | 'gift_card'
  /** The id of a line, promotion, delivery rate or gift card; of a tax its name. */
  readonly subjectId: string
  readonly label: string
  /** Signed: discounts and gift cards are negative. */
  readonly amountMinor: number
  /** False for tax that the prices include: it is shown and not added. */
  readonly counts: boolean
}
export interface Quote {
  readonly currency: string
  readonly lines: readonly PricedLine[]
  readonly shipping: PricedShipping
  readonly subtotalMinor: number
  /** Off the goods; discounts of delivery are in `shippingMinor`. */
  readonly discountMinor: number
  readonly shippingMinor: number
  readonly taxMinor: number
  readonly taxes: readonly TaxPart[]
  readonly totalMinor: number
  readonly giftCards: readonly { readonly id: string; readonly lastFour: string; readonly amountMinor: number }[]
  readonly giftCardMinor: number
  readonly payableMinor: number
  /** Applied promotions with all that each took off, goods and delivery together. */
  readonly promotions: readonly Discount[]
  /** Codes that came to nothing, and why. One for free delivery is not here while there is no delivery to pay for. */
  readonly refusedCodes: readonly { readonly code: string; readonly reason: CodeRefusal }[]
  readonly explanation: readonly Explanation[]
}

/**
 * The highest price of one piece or one delivery: 100 lines of 999 such pieces, with as much again in tax, still count
 * exactly (2 × 10^15 < 2^53).
 */
export const MAX_PRICE_MINOR = 10 ** 10

/** Prices a cart. Throws a RangeError only for amounts below zero or past 2^53, which no valid cart leads to. */
export function priceCart(input: PricingInput): Quote {
  const subtotals = input.lines.map(subtotalOf)
  const deliveryPrice = (goodsMinor: number) => priceOfDelivery(input, goodsMinor)
  const { applied, refusedCodes } = applyPromotions({ ...input, deliveryPrice })

  const tax = taxRule(input)
  const lines = input.lines.map((line, index) => priceLine(line, index, applied, tax))
  const goods = input.lines.flatMap((line, index) => {
    const totalMinor = lines[index]?.totalMinor ?? 0
    return isDelivered(line) ? [{ category: line.taxCategory, quantity: line.quantity, totalMinor }] : []
  })
  const shipping = priceShipping(deliveryPrice(sumOf(goods.map((line) => line.totalMinor))), goods, applied, tax)

  const taxes = sumTaxes([...lines, shipping].flatMap((part) => part.taxes))
  const taxMinor = sumOf(taxes.map(({ amountMinor }) => amountMinor))
  const beforeTax = sumOf([...lines, shipping].map(({ totalMinor }) => totalMinor))
  const totalMinor = input.taxInclusive ? beforeTax : sumOf([beforeTax, taxMinor])
  const giftCards = spend(input, totalMinor)
  const giftCardMinor = sumOf(giftCards.map(({ amountMinor }) => amountMinor))
  const amounts = {
    currency: input.currency,
    lines,
    shipping,
    subtotalMinor: sumOf(subtotals),
    discountMinor: sumOf(lines.map(({ discountMinor }) => discountMinor)),
    shippingMinor: shipping.totalMinor,
    taxMinor,
    taxes,
    totalMinor,
    giftCards,
    giftCardMinor,
    payableMinor: totalMinor - giftCardMinor,
    promotions: applied.map(({ promotion, amountMinor }) => discountOf(promotion, amountMinor)),
    refusedCodes,
  }
  return { ...amounts, explanation: explainPrice(input, amounts) }
}

/** What delivery costs when the goods come to this value; nothing where there is nothing to deliver or no rate chosen. */
function priceOfDelivery({ lines, shippingRate, currency }: PricingInput, goodsMinor: number): number | null {
  const goods = lines.filter(isDelivered)
  if (goods.length === 0 || !shippingRate) return 0
  const weightG = sumOf(goods.map((line) => line.weightG * line.quantity))
  return shippingPrice(shippingRate, { weightG, valueMinor: goodsMinor, currency })
}

/** What each gift card pays of the total. One that was entered twice pays once. */
function spend({ giftCards, currency }: PricingInput, totalMinor: number): Quote['giftCards'] {
  const spent = new Map<string, Quote['giftCards'][number]>()
  let left = totalMinor
  for (const { id, lastFour, currency: ofCard, balanceMinor } of giftCards) {
    const amountMinor = Math.min(left, balanceMinor)
    if (ofCard !== currency || amountMinor <= 0 || spent.has(id)) continue
    spent.set(id, { id, lastFour, amountMinor })
    left -= amountMinor
  }
  return [...spent.values()]
}
