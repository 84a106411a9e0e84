/**
 * How many variants of a file can be bought once it is in, and why the others cannot: told from what is decided, before
 * anything is written, so that a dry run says the same.
 */
import type { NotBuyable } from '#contract/import.ts'
import { openingLevel, type StockPolicy } from '#domain/escrow.ts'
import { UNLIMITED } from '#domain/reservation.ts'
import type { ExistingLevel } from '../catalogue/existing-products.ts'
import type { ProductPlan } from '../catalogue/plan-product.ts'
import type { VariantRow } from '../catalogue/plan-variants.ts'
import type { Fault, FaultCode } from './formats/entry.ts'

type Reason = keyof NotBuyable

export class BuyableTally {
  buyable = 0
  readonly notBuyable: Partial<NotBuyable>

  constructor(before: Partial<NotBuyable> = {}) {
    this.notBuyable = { ...before }
  }

  /** The variants of a product that is in, and the rows of the file that are not. */
  add(plan: ProductPlan | null, leftOut: readonly Fault[]): void {
    for (const variant of plan?.named ?? []) {
      const reason = plan && reasonAgainst(plan, variant)
      if (reason) this.#count(reason)
      else this.buyable++
    }
    for (const { code } of leftOut) {
      if (!BESIDE_VARIANTS.has(code)) this.#count(code === 'price_invalid' ? 'no_price' : 'left_out')
    }
  }

  #count(reason: Reason): void {
    this.notBuyable[reason] = (this.notBuyable[reason] ?? 0) + 1
  }
}

/** Faults that cost no variant. */
const BESIDE_VARIANTS = new Set<FaultCode>([
  ...(['category_invalid', 'image_url_invalid', 'images_too_many', 'review_invalid', 'reviews_too_many'] as const),
])

/** Null for what can be bought. A gift card lies on no shelf, and is worth its price. */
function reasonAgainst(plan: ProductPlan, variant: VariantRow): Reason | null {
  const { isGiftCard, status } = plan.row
  if (isGiftCard && variant.priceMinor === 0) return 'no_price'
  if (status !== 'active') return status
  return isGiftCard || sellableOf(plan, variant.id) > 0 ? null : 'no_stock'
}

function sellableOf(plan: ProductPlan, variantId: string): number {
  const isIt = (stock: { variantId: string }) => stock.variantId === variantId
  const opening = plan.opening.find(isIt)
  const level = opening ? openingLevel(opening) : levelAfter(plan.levels.get(variantId), plan.stock.find(isIt))
  return level.available + level.backorderable
}

const NOTHING: ExistingLevel = { onHand: 0, available: 0, backorderable: 0 }

function levelAfter(before: ExistingLevel = NOTHING, wanted: ProductPlan['stock'][number] | undefined) {
  if (!wanted) return before
  const isUntracked = before.available >= UNLIMITED
  const policy: StockPolicy = isUntracked ? 'untracked' : before.backorderable > 0 ? 'allow' : 'deny'
  const quantity = wanted.quantity ?? (isUntracked ? before.onHand : before.available)
  return openingLevel({ quantity, policy: wanted.policy ?? policy })
}
