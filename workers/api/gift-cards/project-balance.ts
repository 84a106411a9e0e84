/** Writes what a gift card's object reports into D1. A report with a lower sequence than what is there changes nothing. */
import { eq, lt } from 'drizzle-orm'
import type { GiftCardBalance } from '#durable-objects/gift-card.ts'
import type { Env } from '../config/env.ts'
import * as t from '../db/tables/index.ts'
import { storeDbOf } from '../stores/store-db-of.ts'

/** A card whose row is still to be written needs no report: the row comes with the balance that the card was issued with. */
export async function projectGiftCard(env: Env, balance: GiftCardBalance): Promise<void> {
  const { storeId, giftCardId, balanceMinor, isDisabled, sequence } = balance
  const db = await storeDbOf(env, storeId)
  await db.drizzle
    .update(t.giftCards)
    .set({ balanceMinor, disabled: isDisabled, sequence, updatedAt: Date.now() })
    .where(db.owned(t.giftCards, eq(t.giftCards.id, giftCardId), lt(t.giftCards.sequence, sequence)))
}
