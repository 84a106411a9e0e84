/** What a checkout is about: the order as the person accepted it. `checkout.ts` has the steps that lead there. */
import type { PostalAddress } from './address.ts'
import type { Discount, Explanation } from './pricing.ts'
import type { UseLimits } from './promotion-uses.ts'
import type { TaxPart } from './tax.ts'

/**
 * All that the checkout will write, fixed before its first effect: prices as the person accepted them, and every id, so
 * that an effect performed twice writes the same rows.
 */
export interface CheckoutDraft {
  readonly checkoutId: string
  readonly cartId: string
  readonly storeId: string
  readonly orderId: string
  readonly paymentId: string
  readonly customerId: string
  readonly eventIds: { readonly placed: string; readonly paid: string }
  readonly email: string
  /** Of a pickup: the location's, with the name of whoever comes. */
  readonly shippingAddress: PostalAddress
  readonly shippingMethod: string
  readonly fulfillmentType: 'shipping' | 'pickup' | 'none'
  /** Where it is picked up: its pieces are taken from that shelf. */
  readonly locationId: string | null
  readonly payment: { readonly provider: string; readonly methodId: string; readonly label: string }
  readonly lines: readonly DraftLine[]
  readonly currency: string
  readonly subtotalMinor: number
  readonly discountMinor: number
  readonly shippingMinor: number
  readonly taxMinor: number
  readonly taxes: readonly TaxPart[]
  readonly totalMinor: number
  readonly giftCardMinor: number
  /** total − gift cards: what the provider is asked for; nothing when it is 0. */
  readonly payableMinor: number
  readonly taxIncluded: boolean
  readonly discounts: readonly Discount[]
  readonly explanation: readonly Explanation[]
  /** Promotions whose uses are counted: each takes one use for the customer. */
  readonly promotionUses: readonly PromotionUse[]
  readonly giftCards: readonly SpentGiftCard[]
}
export interface PromotionUse {
  readonly promotionId: string
  /** Who uses it: a hash of the account's mail address or, of a guest, of the order's; lower case. */
  readonly customerKey: string
  /** As they were when the checkout began. */
  readonly limits: UseLimits
}
export interface SpentGiftCard {
  readonly giftCardId: string
  readonly lastFour: string
  readonly amountMinor: number
}
export interface DraftLine {
  readonly itemId: string
  readonly variantId: string
  readonly productSlug: string
  readonly title: string
  readonly variantTitle: string
  readonly sku: string
  readonly imageUrl: string | null
  readonly quantity: number
  readonly unitPriceMinor: number
  /** Unit price × quantity. */
  readonly lineTotalMinor: number
  readonly discountMinor: number
  readonly taxes: readonly TaxPart[]
  /** Over how many objects the SKU's stock is spread; the hold is in the one that the checkout's id falls to. */
  readonly stockShards: number
  /** A gift card that is bought: worth its unit price, and on no shelf. */
  readonly isGiftCard: boolean
  /** False: it is not handed over anywhere, so its pieces come from any shelf. */
  readonly requiresShipping: boolean
  /** Of a line of gift cards: one for each piece; its code is derived from its id and a secret of ours. */
  readonly giftCards: readonly { readonly giftCardId: string; readonly eventId: string }[]
  /** Whom they go to, if not to the buyer. */
  readonly gift?: GiftDelivery
}
/** Gift cards for somebody else. */
export interface GiftDelivery {
  /** Name of whoever gives them. */
  readonly from: string
  readonly to: string
  readonly recipient: string
  readonly message: string
  /** When they are sent; null: with the order. */
  readonly sendAtMs: number | null
}
