/**
 * From the outbox to the queue. Rows were written with the change they tell of; they are sent right after, and swept
 * every minute for those that a crash left or the queue lost. A row may be sent twice: consumers deduplicate by its id.
 */
import { and, asc, between, inArray, isNull, lt, sql } from 'drizzle-orm'
import { EVENTS_CONSUMER, Event } from '#contract/events.ts'
import * as t from '../db/schema/index.ts'
import { platformDb } from '../db/store-db.ts'
import type { Env } from '../env.ts'

/** Queues take at most 100 messages and 256 KB in one send; orders are up to 40 KB each. */
const BATCH = 5
/** The sweep leaves a fresh row to the request that wrote it. */
const SWEEP_AFTER_MS = 5_000

/** Sends these events, if they still wait. */
export async function sendEvents(env: Env, ids: readonly string[]): Promise<void> {
  const rows = await unsent(env).where(and(isNull(t.outbox.sentAt), inArray(t.outbox.id, [...ids])))
  await send(env, rows)
}

/** A row that was sent so long ago and that no consumer is done with got lost on the way; it is sent again. */
const LOST_AFTER_MS = 2 * 60_000
/** Past this the dead-letter queue has it. */
const GIVEN_UP_AFTER_MS = 60 * 60_000

/** Sends what was left behind or got lost, oldest first; returns how many. */
export async function sweepOutbox(env: Env, nowMs: number): Promise<number> {
  const leftBehind = and(isNull(t.outbox.sentAt), lt(t.outbox.createdAt, nowMs - SWEEP_AFTER_MS))
  const lost = and(
    lt(t.outbox.sentAt, Date.now()), // not what this sweep itself sends
    between(t.outbox.sentAt, nowMs - GIVEN_UP_AFTER_MS, nowMs - LOST_AFTER_MS),
    sql`NOT EXISTS (SELECT 1 FROM processed_events AS p
      WHERE p.store_id = ${t.outbox.storeId} AND p.consumer = ${EVENTS_CONSUMER} AND p.event_id = ${t.outbox.id})`,
  )
  let sent = 0
  for (const condition of [leftBehind, lost]) {
    for (;;) {
      const rows = await unsent(env).where(condition).orderBy(asc(t.outbox.createdAt)).limit(BATCH)
      await send(env, rows)
      sent += rows.length
      if (rows.length < BATCH) break
    }
  }
  return sent
}

const unsent = (env: Env) =>
  platformDb(env).select({ id: t.outbox.id, payload: t.outbox.payload }).from(t.outbox).$dynamic()

async function send(env: Env, rows: { id: string; payload: Event }[]): Promise<void> {
  if (rows.length === 0) return
  await env.EVENTS.sendBatch(rows.map((row) => ({ body: Event.parse(row.payload) })))
  const ids = rows.map((row) => row.id)
  await platformDb(env).update(t.outbox).set({ sentAt: Date.now() }).where(inArray(t.outbox.id, ids))
}
