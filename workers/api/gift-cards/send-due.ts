/**
 * Gift cards that are sent on a day of their own. Until then there is no mail, and so no code, anywhere; on the day the mail is
 * written and the card marked as sent in one batch, which has no effect a second time. From the outbox it goes its usual way.
 */
import { and, asc, eq, lte } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { configOf } from '../config/config.ts'
import type { Env } from '../config/env.ts'
import { platformDb, type StoreDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { SEND_GRACE_MS, sendEvents } from '../events/outbox.ts'
import { findStoreById } from '../stores/resolve-store.ts'
import { storeDbOf } from '../stores/store-db-of.ts'
import { giftCardCode } from './gift-card-code.ts'
import { type GiftCardRow, issuedEvent } from './issue.ts'

/** The next sweep goes on with the rest. */
const MOST_A_SWEEP = 200

/** Returns how many were sent. A blocked card waits until it is no longer. */
export async function sendDueGiftCards(env: Env, nowMs: number): Promise<number> {
  const due = await platformDb(env)
    .select()
    .from(t.giftCards)
    .where(and(lte(t.giftCards.sendAt, nowMs), eq(t.giftCards.disabled, false)))
    .orderBy(asc(t.giftCards.sendAt))
    .limit(MOST_A_SWEEP)
  let sent = 0
  for (const card of due) {
    try {
      if (await sendOne(env, card, nowMs)) sent += 1
    } catch (error) {
      // One that cannot be sent keeps no other waiting.
      console.error(JSON.stringify({ event: 'gift_card_not_sent', gift_card_id: card.id, error: String(error) }))
    }
  }
  return sent
}

async function sendOne(env: Env, card: GiftCardRow, nowMs: number): Promise<boolean> {
  const { id, storeId, recipient, currency, balanceMinor: amountMinor, expiresAt: expiresAtMs } = card
  const db = await storeDbOf(env, storeId)
  const store = await findStoreById(platformDb(env), storeId)
  if (!store) throw new Error(`Store ${storeId} does not exist`)
  if (recipient === null) {
    await markSent(db, id, nowMs).run()
    return false
  }
  const config = configOf(env)
  const gift = { from: card.senderName, to: card.recipientName, message: card.message }
  const facts = { id, eventId: uuidv7(), amountMinor, currency, expiresAtMs, gift }
  const code = await giftCardCode(storeId, id, config)
  const event = issuedEvent(store, config, facts, { recipient, code }, nowMs)
  const [written] = await db.d1.batch([
    db.d1
      .prepare(
        `INSERT INTO outbox (id, store_id, type, payload, created_at, due_at)
         SELECT ?1, store_id, ?2, ?3, ?4, ?5 FROM gift_cards WHERE id = ?6 AND store_id = ?7 AND send_at IS NOT NULL`,
      )
      .bind(event.id, event.type, JSON.stringify(event), nowMs, nowMs + SEND_GRACE_MS, id, storeId),
    markSent(db, id, nowMs),
  ])
  if (written?.meta.changes !== 1) return false // another sweep was first
  await sendEvents(env, [event])
  return true
}

const markSent = ({ d1, storeId }: StoreDb, id: string, nowMs: number) =>
  d1
    .prepare('UPDATE gift_cards SET send_at = NULL, updated_at = ?1 WHERE id = ?2 AND store_id = ?3')
    .bind(nowMs, id, storeId)
