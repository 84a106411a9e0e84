/**
 * From the outbox to the queue. Rows are written with the change they tell of, and whoever wrote them sends them right
 * after, without another look at the database. A sweep looks after all of them every minute: it closes those whose consumer
 * took them, and sends the others again.
 *
 * Twice       A row may be sent twice: consumers deduplicate by its id.
 * Lost        An event that has left no trace with its consumer is sent again, at most MAX_SENDS times in all; one that
 *             has is the queue's own business, retries and dead letters included.
 * Poison      A row that cannot be sent delays no other: it waits longer and longer and is given up in the end, with a
 *             line in the log.
 */
import { and, asc, inArray, isNull, lt, lte, sql } from 'drizzle-orm'
import { EVENTS_CONSUMER, Event, SECRET_EVENTS } from '#contract/events.ts'
import type { Env } from '../config/env.ts'
import { platformDb, type StoreDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'

/** For so long the sweep leaves a fresh row to the request that wrote it, and to the queue. */
export const SEND_GRACE_MS = 30_000
const MAX_SENDS = 4
const FIRST_LOOK_MS = 2 * 60_000
const PAGE = 50
/** The next sweep goes on with the rest. */
const MOST_A_SWEEP = 5_000
/** Of 256 KB that a send to the queue may take. */
const BATCH_BYTES = 200_000
const KEEP_MS = 30 * 24 * 3_600_000

interface Row {
  id: string
  /** What was written as an event, perhaps by an older version. */
  payload: unknown
  sends: number
}

/** Sends what was just written. What does not go now is left to the sweep. */
export async function sendEvents(env: Pick<Env, 'EVENTS'>, events: readonly Event[]): Promise<void> {
  for (const batch of batchesOf(events)) await sendBatch(env, batch)
}

/** The events that a batch has written, as the last statement of it. */
export const writtenEvents = (db: StoreDb, ids: readonly string[]) =>
  db.drizzle.select({ payload: t.outbox.payload }).from(t.outbox).where(db.ownedIds(t.outbox, ids))

/** Sends what is due and closes what has arrived; returns how many were sent. */
export async function sweepOutbox(env: Env, nowMs: number): Promise<number> {
  const db = platformDb(env)
  const isDone = and(lte(t.outbox.dueAt, nowMs), hasArrived)
  // Links that log somebody in do not lie about once they are on their way.
  await db.delete(t.outbox).where(and(isDone, isSecret))
  await db.update(t.outbox).set({ dueAt: null }).where(isDone)
  // Looked up once: each is sent once, even if it is soon due again.
  const due = await db
    .select({ id: t.outbox.id })
    .from(t.outbox)
    .where(lte(t.outbox.dueAt, nowMs))
    .orderBy(asc(t.outbox.dueAt), asc(t.outbox.createdAt))
    .limit(MOST_A_SWEEP)
  let sent = 0
  for (let from = 0; from < due.length; from += PAGE) {
    const page = due.slice(from, from + PAGE)
    const rows = await rowsOf(env).where(inArray(t.outbox.id, idsOf(page)))
    sent += await send(env, rows, nowMs)
  }
  const isOld = and(isNull(t.outbox.dueAt), isNull(t.outbox.failedAt), lt(t.outbox.createdAt, nowMs - KEEP_MS))
  await db.delete(t.outbox).where(isOld)
  return sent
}

/**
 * The consumer is done with it, or has tried to tell people: from there on the queue's retries see to it. One that is sending
 * may have died over it.
 */
const hasArrived = sql`(
  EXISTS (SELECT 1 FROM processed_events AS p WHERE p.store_id = ${t.outbox.storeId}
    AND p.consumer = ${EVENTS_CONSUMER} AND p.event_id = ${t.outbox.id})
  OR EXISTS (SELECT 1 FROM notifications AS n WHERE n.store_id = ${t.outbox.storeId} AND n.event_id = ${t.outbox.id}
    AND n.status <> 'sending'))`

const isSecret = inArray(t.outbox.type, [...SECRET_EVENTS])

const rowsOf = (env: Env) =>
  platformDb(env)
    .select({ id: t.outbox.id, payload: t.outbox.payload, sends: t.outbox.sends })
    .from(t.outbox)
    .$dynamic()

async function send(env: Env, rows: readonly Row[], nowMs: number): Promise<number> {
  const worthSending = rows.filter((row) => row.sends < MAX_SENDS)
  await giveUp(
    env,
    rows.filter((row) => row.sends >= MAX_SENDS),
    nowMs,
  )
  const events = worthSending.flatMap(readable)
  let sent = 0
  for (const batch of batchesOf(events)) sent += batch.length - (await sendBatch(env, batch))
  if (worthSending.length > 0) await note(env, worthSending)
  return sent
}

function readable({ id, payload }: Row): Event[] {
  const event = Event.safeParse(payload)
  if (event.success) return [event.data]
  notSent(id, event.error)
  return []
}

/** Tries all together, then one by one; returns how many did not go. */
async function sendBatch(env: Pick<Env, 'EVENTS'>, batch: readonly Event[]): Promise<number> {
  try {
    await env.EVENTS.sendBatch(batch.map((body) => ({ body })))
    return 0
  } catch (error) {
    const [only, ...others] = batch
    if (only && others.length === 0) {
      notSent(only.id, error)
      return 1
    }
    const failed = await Promise.all(batch.map((event) => sendBatch(env, [event])))
    return failed.reduce((sum, count) => sum + count, 0)
  }
}

const notSent = (id: string, error: unknown) =>
  console.error(JSON.stringify({ event: 'event_not_sent', event_id: id, error: String(error) }))

/**
 * Counts the attempt, sent or not, and says when to look again: after 2, 8, 32 … minutes from now, also when the sweep looked
 * ahead.
 */
async function note(env: Env, rows: readonly Row[]): Promise<void> {
  const nowMs = Date.now()
  await platformDb(env)
    .update(t.outbox)
    .set({
      sends: sql`${t.outbox.sends} + 1`,
      dueAt: sql`${nowMs} + ${FIRST_LOOK_MS} * (1 << (2 * ${t.outbox.sends}))`,
    })
    .where(inArray(t.outbox.id, idsOf(rows)))
}

async function giveUp(env: Env, rows: readonly Row[], nowMs: number): Promise<void> {
  if (rows.length === 0) return
  for (const { id } of rows) console.error(JSON.stringify({ event: 'event_given_up', event_id: id }))
  const db = platformDb(env)
  const areThese = inArray(t.outbox.id, idsOf(rows))
  await db.batch([
    db.delete(t.outbox).where(and(areThese, isSecret)),
    db.update(t.outbox).set({ dueAt: null, failedAt: nowMs }).where(areThese),
  ])
}

const idsOf = (rows: readonly Pick<Row, 'id'>[]) => rows.map((row) => row.id)

/** Splits events so that each part fits into one send. */
function batchesOf(events: readonly Event[]): Event[][] {
  const batches: Event[][] = []
  let bytes = Number.POSITIVE_INFINITY
  for (const event of events) {
    const size = new TextEncoder().encode(JSON.stringify(event)).length
    bytes += size
    if (bytes > BATCH_BYTES) {
      batches.push([])
      bytes = size
    }
    batches.at(-1)?.push(event)
  }
  return batches
}
