/**
 * Promotions: what they take off, for which goods, for whom and when. Amounts are minor units of `currency`, shares are
 * basis points (1500 is 15 %), times are milliseconds UTC. `pricing.ts` applies them.
 *
 * Stacking   Exclusive promotions apply alone; all others together, in the order of their priority (lower first, then the
 *            older id): first those on goods, then those on the whole order, then those on delivery. Whichever way leaves
 *            the person less to pay for goods and delivery is taken; when they leave the same, the combined one.
 * Base       A share is taken of what earlier promotions have left, over all eligible goods at once, rounded half away
 *            from zero once and spread over them, so that neither splitting a line nor the order of lines changes anything.
 * Floor      No line and no delivery is ever worth less than zero. Gift cards that are bought are never discounted.
 */
export interface Promotion {
  readonly id: string
  readonly title: string
  /** As people type it, upper case; null: applies by itself. */
  readonly code: string | null
  readonly effect: PromotionEffect
  /** Which goods it is about; empty lists mean all. A product is in scope by itself or by any of its categories. */
  readonly scope: { readonly productIds: readonly string[]; readonly categoryIds: readonly string[] }
  /** Least value of the goods in scope, before any discount; 0: none. */
  readonly minSubtotalMinor: number
  /** Least number of pieces in scope; 0: none. */
  readonly minQuantity: number
  /** Of the amounts above and of a fixed effect; a promotion without amounts is for every currency. */
  readonly currency: string
  /** Customers of these groups only; empty: everybody. */
  readonly customerGroupIds: readonly string[]
  readonly startsAtMs: number | null
  readonly endsAtMs: number | null
  readonly isActive: boolean
  readonly isExclusive: boolean
  readonly priority: number
  /** How often it may still be used, as last projected; null: without limit. Its object has the last word. */
  readonly usesLeft: number | null
}

export type PromotionEffect =
  /** `on` the goods in scope one by one, or the `order` as a whole after those. Both are spread over the goods in scope. */
  | { readonly kind: 'percentage'; readonly shareBps: number; readonly on: 'goods' | 'order' }
  | { readonly kind: 'fixed'; readonly amountMinor: number; readonly on: 'goods' | 'order' }
  | { readonly kind: 'free_shipping' }
  /**
   * For every `buy` + `get` pieces in scope the `get` cheapest of them cost `shareBps` less; at most `maxTimes` per order
   * (null: as often as it fits). Pieces are put together from the dearest down, so that one more piece never costs a
   * saving.
   */
  | {
      readonly kind: 'buy_x_get_y'
      readonly buy: number
      readonly get: number
      readonly shareBps: number
      readonly maxTimes: number | null
    }

export type CodeRefusal =
  | 'code_not_found'
  | 'code_not_started'
  | 'code_expired'
  | 'code_used_up'
  | 'code_not_for_customer'
  | 'code_minimum_not_met'
  | 'code_not_for_these_products'
  | 'code_not_combinable'
  | 'code_currency_mismatch'

/** Who asks, and when. */
export interface EligibilityContext {
  readonly nowMs: number
  readonly currency: string
  readonly customerGroupIds: readonly string[]
}
/** Goods as a promotion looks at them. */
export interface ScopedGoods {
  readonly productId: string
  readonly categoryIds: readonly string[]
  readonly isGiftCard: boolean
}

/** Whether goods are among those that a promotion is about. */
export function isInScope({ scope }: Promotion, { productId, categoryIds, isGiftCard }: ScopedGoods): boolean {
  if (isGiftCard) return false
  return (
    isForAllGoods(scope) ||
    scope.productIds.includes(productId) ||
    scope.categoryIds.some((categoryId) => categoryIds.includes(categoryId))
  )
}

const isForAllGoods = ({ productIds, categoryIds }: Promotion['scope']) =>
  productIds.length === 0 && categoryIds.length === 0

/**
 * Why a promotion does not apply, null when it does: `goods` are those in its scope, before any discount. The first that
 * fails is the reason; a minimum is asked for only where some of the goods are in the cart, or all goods are meant.
 */
export function ineligibilityReason(
  promotion: Promotion,
  { nowMs, currency, customerGroupIds }: EligibilityContext,
  goods: { readonly subtotalMinor: number; readonly quantity: number },
): CodeRefusal | null {
  const { startsAtMs, endsAtMs, usesLeft, customerGroupIds: groups } = promotion
  if (!promotion.isActive) return 'code_expired'
  if (startsAtMs !== null && nowMs < startsAtMs) return 'code_not_started'
  if (endsAtMs !== null && nowMs >= endsAtMs) return 'code_expired'
  if (usesLeft !== null && usesLeft <= 0) return 'code_used_up'
  if (hasAmounts(promotion) && promotion.currency !== currency) return 'code_currency_mismatch'
  if (groups.length > 0 && !groups.some((id) => customerGroupIds.includes(id))) return 'code_not_for_customer'
  if (goods.quantity === 0 && !isForAllGoods(promotion.scope)) return 'code_not_for_these_products'
  if (goods.subtotalMinor < promotion.minSubtotalMinor) return 'code_minimum_not_met'
  if (goods.quantity < promotion.minQuantity) return 'code_minimum_not_met'
  return goods.quantity === 0 ? 'code_not_for_these_products' : null
}

const hasAmounts = ({ effect, minSubtotalMinor }: Promotion) => effect.kind === 'fixed' || minSubtotalMinor > 0
