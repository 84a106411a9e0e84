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
import type { StoreDb } from '../../db/store-db.ts'

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
  const toThem = sql`store_id = ${storeId} AND lower(recipient) = ${email}`
  const aboutThem = sql`store_id = ${storeId} AND lower(json_extract(payload, '$.recipient')) = ${email}`
  const ofTheirOrders = sql`store_id = ${storeId} AND id IN (
    SELECT v.id FROM order_events AS v JOIN orders AS o ON o.id = v.order_id
    WHERE v.store_id = ${storeId} AND o.store_id = ${storeId} AND o.customer_id = ${customerId})`
  return [
    db.statement(sql`
      INSERT INTO erasures (customer_id, store_id, event_ids, created_at)
      SELECT ${customerId}, ${storeId}, json_group_array(id), ${nowMs} FROM (
        SELECT ${noticeId} AS id
        UNION SELECT event_id FROM notifications WHERE ${toThem}
        UNION SELECT id FROM outbox WHERE ${aboutThem})`),
    db.statement(sql`
      INSERT OR IGNORE INTO processed_events (store_id, consumer, event_id, processed_at)
      SELECT ${storeId}, ${EVENTS_CONSUMER}, id, ${nowMs} FROM (
        SELECT event_id AS id FROM notifications WHERE ${toThem} AND (status = 'sent' OR event_type NOT LIKE 'ORDER%')
        UNION SELECT id FROM outbox WHERE ${aboutThem})`),
    db.statement(sql`UPDATE notifications SET ${sql.raw(BLANK)} WHERE ${toThem} AND status = 'sent'`),
    db.statement(sql`DELETE FROM notifications WHERE ${toThem}`),
    db.statement(sql`DELETE FROM outbox WHERE ${aboutThem}`),
    db.statement(sql`DELETE FROM outbox WHERE ${ofTheirOrders} AND due_at IS NULL`),
  ]
}
