/**
 * What an erasure had to leave: orders that were on their way are made anonymous once they have ended, and messages that left
 * after the erasure are taken out of the log and the outbox. An erasure is over after two days, when no order is left.
 */
import { and, eq } from 'drizzle-orm'
import { EVENTS_CONSUMER } from '#contract/events.ts'
import { auditRow } from '../audit/record.ts'
import type { Env } from '../config/env.ts'
import { platformDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { systemTrail } from '../http/audit-context.ts'
import { anonymiseOrders, isToAnonymise } from './anonymise-orders.ts'
import { BLANK } from './forget-messages.ts'

/** A message that has not left by then never will: every retry of the queue and of the outbox has come to its end. */
const WATCH_MS = 24 * 3_600_000
const ORDERS_AT_ONCE = 100

export async function sweepErasures(env: Env, nowMs: number): Promise<void> {
  await anonymiseEnded(env, nowMs)
  await forgetLateRows(env)
  await forgetWhatCameAfter(env, nowMs)
}

async function anonymiseEnded(env: Env, nowMs: number): Promise<void> {
  const db = platformDb(env)
  const ended = await db
    .select({ id: t.orders.id, storeId: t.orders.storeId })
    .from(t.erasures)
    .crossJoin(t.orders)
    .where(
      and(
        eq(t.orders.storeId, t.erasures.storeId),
        eq(t.orders.customerId, t.erasures.customerId),
        isToAnonymise(nowMs),
      ),
    )
    .limit(ORDERS_AT_ONCE)
  const trail = systemTrail(`sweep-${nowMs}`)
  for (const { id, storeId } of ended) {
    await db.batch([
      anonymiseOrders(db, and(eq(t.orders.id, id), eq(t.orders.storeId, storeId), isToAnonymise(nowMs))),
      auditRow(db, trail, { action: 'order.anonymised', target: { type: 'order', id }, storeId }),
    ])
  }
}

/** A request that had been let in before the erasure may have written after it. */
async function forgetLateRows(env: Env): Promise<void> {
  await forgetLateCarts(env)
  const { DB } = env
  const isErased = (column: string) => `${column} IN (SELECT customer_id FROM erasures)`
  await DB.batch(
    [
      `DELETE FROM addresses WHERE rowid IN (
         SELECT a.rowid FROM erasures AS e
         CROSS JOIN addresses AS a ON a.store_id = e.store_id AND a.customer_id = e.customer_id)`,
      `DELETE FROM oauth_accounts WHERE realm = 'customer' AND ${isErased('subject_id')}`,
      `DELETE FROM one_time_tokens WHERE realm = 'customer' AND ${isErased('subject_id')}`,
      `UPDATE sessions SET address = '', user_agent = '', revoked_reason = 'erased',
         revoked_at = coalesce(revoked_at, created_at)
       WHERE realm = 'customer' AND ${isErased('subject_id')} AND (address <> '' OR user_agent <> '')`,
    ].map((statement) => DB.prepare(statement)),
  )
}

/** A cart forgets before its row goes, so that one which cannot be reached is tried again; it holds up nobody else. */
async function forgetLateCarts(env: Env): Promise<void> {
  const db = platformDb(env)
  const { storeId, customerId, cartId } = t.customerCarts
  const isTheirs = and(eq(storeId, t.erasures.storeId), eq(customerId, t.erasures.customerId))
  const late = await db.select({ storeId, cartId }).from(t.erasures).crossJoin(t.customerCarts).where(isTheirs)
  for (const cart of late) {
    try {
      await env.CART.getByName(`${cart.storeId}:${cart.cartId}`).forget()
    } catch (error) {
      console.error(JSON.stringify({ event: 'cart_not_forgotten', ...cart, error: String(error) }))
      continue
    }
    await db.delete(t.customerCarts).where(and(eq(storeId, cart.storeId), eq(cartId, cart.cartId)))
  }
}

/** Events that a person now erased was, or will be, told about. */
const WATCHED = `
  SELECT e.store_id, w.value AS event_id FROM erasures AS e, json_each(e.event_ids) AS w
  UNION SELECT v.store_id, v.id FROM erasures AS e
    CROSS JOIN orders AS o ON o.store_id = e.store_id AND o.customer_id = e.customer_id
    CROSS JOIN order_events AS v ON v.store_id = o.store_id AND v.order_id = o.id`

/** Its line has a person in it, and it has left, or never will: it is older than ?1. */
const SETTLED = `rowid IN (
    SELECT n.rowid FROM (${WATCHED}) AS w
    CROSS JOIN notifications AS n ON n.store_id = w.store_id AND n.event_id = w.event_id)
  AND recipient <> 'erased-' || id
  AND (status = 'sent' OR created_at <= ?1)`

async function forgetWhatCameAfter({ DB }: Env, nowMs: number): Promise<void> {
  const overAtMs = nowMs - WATCH_MS
  await DB.batch([
    // First, so that a message delivered twice is not sent twice because its line in the log has changed.
    DB.prepare(
      `INSERT OR IGNORE INTO processed_events (store_id, consumer, event_id, processed_at)
       SELECT store_id, ?2, event_id, ?3 FROM notifications WHERE ${SETTLED}`,
    ).bind(overAtMs, EVENTS_CONSUMER, nowMs),
    DB.prepare(`UPDATE notifications SET ${BLANK} WHERE ${SETTLED}`).bind(overAtMs),
    DB.prepare(
      `DELETE FROM outbox WHERE rowid IN (
         SELECT b.rowid FROM (${WATCHED}) AS w CROSS JOIN outbox AS b ON b.id = w.event_id AND +b.store_id = w.store_id)
       AND (+due_at IS NULL OR EXISTS (
         SELECT 1 FROM processed_events AS p
         WHERE p.store_id = outbox.store_id AND p.consumer = ?1 AND p.event_id = outbox.id))`,
    ).bind(EVENTS_CONSUMER),
    DB.prepare(
      `DELETE FROM erasures WHERE created_at <= ?1 AND NOT EXISTS (
         SELECT 1 FROM orders AS o WHERE o.store_id = erasures.store_id AND o.customer_id = erasures.customer_id
           AND o.email <> 'erased-' || o.customer_id || '@invalid')`,
    ).bind(overAtMs - WATCH_MS),
  ])
}
