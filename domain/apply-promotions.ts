/**
 * Which promotions apply to a cart and what each takes off, by the rules in `promotion.ts`. Amounts are minor units of the
 * cart's currency.
 */
import { sumOf } from './money.ts'
import {
  type CodeRefusal,
  type EligibilityContext,
  ineligibilityReason,
  isInScope,
  type Promotion,
} from './promotion.ts'
import { type AppliedPromotion, type DiscountedGoods, takeOffGoods } from './promotion-discount.ts'

export interface PromotableCart extends EligibilityContext {
  readonly lines: readonly DiscountedGoods[]
  readonly promotions: readonly Promotion[]
  /** As entered; a promotion with a code applies only when its code is here. */
  readonly codes: readonly string[]
  /** What delivery costs when the goods (no gift cards) come to this value; null: it is not offered then. */
  readonly deliveryPrice: (goodsMinor: number) => number | null
}
export interface AppliedPromotions {
  /** In the order in which they were applied. */
  readonly applied: readonly AppliedPromotion[]
  readonly refusedCodes: readonly { readonly code: string; readonly reason: CodeRefusal }[]
}

/**
 * Finds the way of applying promotions that leaves the least to pay, and the reason of every code that came to nothing. A
 * free-delivery code is not refused while there is no delivery to pay for: it waits.
 */
export function applyPromotions(cart: PromotableCart): AppliedPromotions {
  const wanted = cart.promotions.filter(({ code }) => code === null || cart.codes.includes(code)).sort(inOrder)
  const reasons = new Map<string, CodeRefusal>()
  for (const promotion of wanted) {
    const reason = refusalFor(promotion, cart)
    if (reason) reasons.set(promotion.id, reason)
  }
  const eligible = wanted.filter(({ id }) => !reasons.has(id))
  const together = applyAll(
    eligible.filter(({ isExclusive }) => !isExclusive),
    cart,
  )
  const alone = eligible.filter(({ isExclusive }) => isExclusive).map((promotion) => applyAll([promotion], cart))
  const best = alone
    .filter(({ applied }) => applied.length > 0)
    .reduce((cheapest, way) => (way.costMinor < cheapest.costMinor ? way : cheapest), together)
  for (const [id, reason] of [together, ...alone].flatMap((way) => [...way.reasons])) reasons.set(id, reason)
  const isApplied = new Set(best.applied.map(({ promotion }) => promotion.id))
  for (const { id, effect } of eligible) {
    const waits = effect.kind === 'free_shipping' && !best.priceMinor
    if (!isApplied.has(id) && !reasons.has(id) && !waits) reasons.set(id, 'code_not_combinable')
  }

  const refusedCodes = [...new Set(cart.codes)].flatMap((code) => {
    const promotion = wanted.find((one) => one.code === code)
    const reason = promotion ? reasons.get(promotion.id) : 'code_not_found'
    return reason ? [{ code, reason }] : []
  })
  return { applied: best.applied, refusedCodes }
}

const isOnOrder = ({ effect }: Promotion) => 'on' in effect && effect.on === 'order'
const inOrder = (a: Promotion, b: Promotion) =>
  Number(isOnOrder(a)) - Number(isOnOrder(b)) || a.priority - b.priority || (a.id < b.id ? -1 : 1)

function refusalFor(promotion: Promotion, cart: PromotableCart): CodeRefusal | null {
  const goods = cart.lines.filter((line) => isInScope(promotion, line))
  return ineligibilityReason(promotion, cart, {
    subtotalMinor: sumOf(goods.map(({ unitPriceMinor, quantity }) => unitPriceMinor * quantity)),
    quantity: sumOf(goods.map(({ quantity }) => quantity)),
  })
}

/** What a set of promotions comes to, applied one after another. */
interface Way {
  readonly applied: readonly AppliedPromotion[]
  /** Why others came to nothing. */
  readonly reasons: ReadonlyMap<string, CodeRefusal>
  /** Of the delivery, before it is made free; null: not offered. */
  readonly priceMinor: number | null
  /** What is left to pay, before tax; without end where the delivery is lost. */
  readonly costMinor: number
}

function applyAll(promotions: readonly Promotion[], cart: PromotableCart): Way {
  const applied: AppliedPromotion[] = []
  const reasons = new Map<string, CodeRefusal>()
  let left = cart.lines.map((line) => (line.isGiftCard ? 0 : line.unitPriceMinor * line.quantity))
  for (const promotion of promotions) {
    const { effect } = promotion
    if (effect.kind === 'free_shipping') continue
    const taken = takeOffGoods(promotion, effect, cart.lines, left)
    if (typeof taken === 'string') {
      reasons.set(promotion.id, taken)
      continue
    }
    applied.push(taken)
    left = left.map((amountMinor, index) => amountMinor - (taken.offLines.get(index) ?? 0))
  }

  const goodsMinor = sumOf(left)
  const priceMinor = cart.deliveryPrice(goodsMinor)
  const free = promotions.find(({ effect }) => effect.kind === 'free_shipping')
  if (free && priceMinor) applied.push({ promotion: free, amountMinor: priceMinor, offLines: new Map() })
  const costMinor = priceMinor === null ? Number.POSITIVE_INFINITY : sumOf([goodsMinor, free ? 0 : priceMinor])
  return { applied, reasons, priceMinor, costMinor }
}
