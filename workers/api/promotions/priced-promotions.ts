/** Promotions as `domain/pricing.ts` takes them, from the rows that merchants write. */
import { eq } from 'drizzle-orm'
import type { PromotionEffect } from '#contract/promotion.ts'
import type { PromotionEffect as Effect, Promotion } from '#domain/promotion.ts'
import type { UseLimits } from '#domain/promotion-uses.ts'
import { isOneOf } from '../db/json-list.ts'
import type { StoreDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'

export type PromotionRow = typeof t.promotions.$inferSelect

/** With the limits that its object keeps: both null when nobody needs to count. */
export type SellingPromotion = Promotion & { readonly limits: UseLimits }

export const promotionOf = (row: PromotionRow): SellingPromotion => ({
  id: row.id,
  title: row.title,
  code: row.code,
  effect: effectOf(row.effect),
  scope: { productIds: row.productIds, categoryIds: row.categoryIds },
  minSubtotalMinor: row.minSubtotalMinor,
  minQuantity: row.minQuantity,
  currency: row.currency,
  customerGroupIds: row.customerGroupIds,
  startsAtMs: row.startsAt,
  endsAtMs: row.endsAt,
  isActive: row.active,
  isExclusive: row.exclusive,
  priority: row.priority,
  usesLeft: row.usageLimit === null ? null : Math.max(0, row.usageLimit - takenOf(row)),
  limits: { total: row.usageLimit, perCustomer: row.perCustomerLimit },
})

/**
 * What applies by itself is not offered while others hold the last uses: nobody could take it off to go on without it. Who
 * types a code is told at the checkout, where one that is held may be free again.
 */
const takenOf = ({ code, uses, usesHeld }: PromotionRow) => (code === null ? uses + usesHeld : uses)

function effectOf(effect: PromotionEffect): Effect {
  switch (effect.kind) {
    case 'percentage':
      return { kind: effect.kind, shareBps: effect.share_bps, on: effect.on }
    case 'fixed':
      return { kind: effect.kind, amountMinor: effect.amount_minor, on: effect.on }
    case 'free_shipping':
      return { kind: effect.kind }
    case 'buy_x_get_y': {
      const { kind, buy, get } = effect
      return { kind, buy, get, shareBps: effect.share_bps, maxTimes: effect.max_times }
    }
  }
}

/** Those of the store's promotions that have these codes, upper case; also ones that are off or over. */
export async function promotionsByCodes(db: StoreDb, codes: readonly string[]): Promise<SellingPromotion[]> {
  if (codes.length === 0) return []
  const rows = await db.drizzle
    .select()
    .from(t.promotions)
    .where(db.owned(t.promotions, isOneOf(t.promotions.code, codes)))
  return rows.map(promotionOf)
}

/** Null for one that applies by itself, or is gone. */
export async function codeOfPromotion(db: StoreDb, id: string): Promise<string | null> {
  const row = await db.drizzle
    .select({ code: t.promotions.code })
    .from(t.promotions)
    .where(db.owned(t.promotions, eq(t.promotions.id, id)))
    .get()
  return row?.code ?? null
}
