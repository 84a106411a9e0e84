/**
 * From the outbox to the queue. Rows were written with the change they tell of; they are sent right after, and swept
 * every minute for those that a crash left. A row may be sent twice: consumers deduplicate by its id.
 */
import { and, asc, inArray, isNull, lt } from 'drizzle-orm'
import { Event } from '#contract/events.ts'
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

/** Sends what was left behind, oldest first; returns how many. */
export async function sweepOutbox(env: Env, nowMs: number): Promise<number> {
  let sent = 0
  for (;;) {
    const rows = await unsent(env)
      .where(and(isNull(t.outbox.sentAt), lt(t.outbox.createdAt, nowMs - SWEEP_AFTER_MS)))
      .orderBy(asc(t.outbox.createdAt))
      .limit(BATCH)
    await send(env, rows)
    sent += rows.length
    if (rows.length < BATCH) return sent
  }
}

const unsent = (env: Env) =>
  platformDb(env).select({ id: t.outbox.id, payload: t.outbox.payload }).from(t.outbox).$dynamic()

async function send(env: Env, rows: { id: string; payload: Event }[]): Promise<void> {
  if (rows.length === 0) return
  await env.EVENTS.sendBatch(rows.map((row) => ({ body: Event.parse(row.payload) })))
  const ids = rows.map((row) => row.id)
  await platformDb(env).update(t.outbox).set({ sentAt: Date.now() }).where(inArray(t.outbox.id, ids))
}
