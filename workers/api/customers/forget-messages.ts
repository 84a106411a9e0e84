/**
 * Mails to somebody who is erased: what was said to them, and what is still on its way.
 *
 * Sent          Recipient and words are taken out; the row stays as a sign that there was a message.
 * On its way    What is about the account is never sent: its event counts as processed, so that the queue's copy, which
 *               nobody can take back, does nothing. What is about an order goes out. Both leave the outbox and the log.
 * Comes after   A consumer in the middle of its work may write a line after we have looked. The row in `erasures` names the
 *               events to look at again, by id: `sweep-erasures.ts`.
 */
import { sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import { EVENTS_CONSUMER } from '#contract/events.ts'
import type { StoreDb } from '../db/store-db.ts'

interface Forgotten {
  customerId: string
  email: string
  /** The event that tells them of the erasure: it is sent, and looked at again. */
  noticeId: string
  nowMs: number
}

/** SET clause of a message without its person. Each has its own placeholder, as one event may have two rows by then. */
export const BLANK = `recipient = 'erased-' || id, subject = '', body_html = '', body_text = '', last_error = NULL`

/** Statements for the beginning of the batch, before the notice is written and the address replaced. */
export function forgetMessages(
  db: StoreDb,
  { customerId, email, noticeId, nowMs }: Forgotten,
): [BatchItem<'sqlite'>, ...BatchItem<'sqlite'>[]] {
  const { storeId } = db
  // INDEXED BY: whatever else a statement could be read by, it is read by the recipient.
  const messages = sql.raw('notifications INDEXED BY notifications_store_recipient')
  const toThem = sql`store_id = ${storeId} AND lower(recipient) = ${email}`
  const events = sql.raw('outbox INDEXED BY outbox_store_recipient')
  const aboutThem = sql`store_id = ${storeId} AND lower(payload ->> '$.recipient') = ${email}`
  const ofTheirOrders = sql`+store_id = ${storeId} AND id IN (
    SELECT v.id FROM orders AS o CROSS JOIN order_events AS v ON v.store_id = o.store_id AND v.order_id = o.id
    WHERE o.store_id = ${storeId} AND o.customer_id = ${customerId})`
  return [
    db.statement(sql`
      INSERT INTO erasures (customer_id, store_id, event_ids, created_at)
      SELECT ${customerId}, ${storeId}, json_group_array(id), ${nowMs} FROM (
        SELECT ${noticeId} AS id
        UNION SELECT event_id FROM ${messages} WHERE ${toThem}
        UNION SELECT id FROM ${events} WHERE ${aboutThem})`),
    db.statement(sql`
      INSERT OR IGNORE INTO processed_events (store_id, consumer, event_id, processed_at)
      SELECT ${storeId}, ${EVENTS_CONSUMER}, id, ${nowMs} FROM (
        SELECT event_id AS id FROM ${messages} WHERE ${toThem} AND (status = 'sent' OR event_type NOT LIKE 'ORDER%')
        UNION SELECT id FROM ${events} WHERE ${aboutThem})`),
    db.statement(sql`UPDATE ${messages} SET ${sql.raw(BLANK)} WHERE ${toThem} AND status = 'sent'`),
    db.statement(sql`DELETE FROM ${messages} WHERE ${toThem}`),
    db.statement(sql`DELETE FROM ${events} WHERE ${aboutThem}`),
    db.statement(sql`DELETE FROM outbox WHERE ${ofTheirOrders} AND +due_at IS NULL`),
  ]
}
