/**
 * What people are told of stock: the store when a variant runs low or out, and whoever asked when it is there again.
 * Each event is written together with what makes it never be written again.
 */
import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { EVENT_TEXT, type Event } from '#contract/events.ts'
import { configOf } from '../config/config.ts'
import type { Env } from '../config/env.ts'
import { jsonEach } from '../db/json-list.ts'
import type { StoreDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { SEND_GRACE_MS, sendEvents, writtenEvents } from '../events/outbox.ts'
import { storeOrigin } from '../lib/origins.ts'
import { presentTime } from '../lib/present-time.ts'
import { forgetSoldOut } from './stock.ts'
import { type StockFacts, selectFactsOf, stateOf } from './stock-facts.ts'

/** Of subscribers told in one batch. */
const PAGE = 40
/** Shards report side by side: each look may find that another has moved the state on. */
const MAX_LOOKS = 5

/** All that follows from levels which were written: states, events, and whoever waited. Harmless to repeat. */
export async function tellOfStock(env: Env, db: StoreDb, all: readonly StockFacts[]): Promise<void> {
  await followStates(env, db, all)
  for (const facts of all) {
    if (facts.available > 0 && facts.hasSubscribers) await tellSubscribers(env, db, facts)
    if (facts.available + facts.backorderable > 0) forgetSoldOut(facts.variantId)
  }
}

/** Moves each SKU's state to what its level says, in as few batches as there are looks; from ok to low or out it tells the store. */
async function followStates(env: Env, db: StoreDb, seen: readonly StockFacts[]): Promise<void> {
  let open = seen.filter(isBehind)
  for (let look = 0; open.length > 0 && look < MAX_LOOKS; look += 1) {
    const moved = await moveStates(env, db, open)
    const left = open.map(({ variantId }) => variantId).filter((id) => !moved.has(id))
    open = left.length > 0 ? (await selectFactsOf(db, { variantIds: left })).filter(isBehind) : []
  }
}

const isBehind = (facts: StockFacts): boolean => stateOf(facts) !== facts.state

/** Returns the SKUs whose state was still the one that was seen. */
async function moveStates(env: Env, db: StoreDb, all: readonly StockFacts[]): Promise<Set<string>> {
  const nowMs = Date.now()
  const moves = all.map((facts) => ({
    variantId: facts.variantId,
    seen: facts.state ?? '',
    state: stateOf(facts),
    event: facts.state === 'ok' ? lowStock(env, db.storeId, facts, nowMs) : null,
  }))
  const isSeen = (move: string) => sql`COALESCE((SELECT state FROM stock_states WHERE store_id = ${db.storeId}
    AND variant_id = ${sql.raw(move)}.value ->> 'variantId'), '') = ${sql.raw(move)}.value ->> 'seen'`
  const list = jsonEach(moves)
  const events = moves.filter(({ event }) => event !== null)
  const tell = db.statement(sql`INSERT INTO outbox (id, store_id, type, payload, created_at, due_at)
    SELECT told.value ->> '$.event.id', ${db.storeId}, told.value ->> '$.event.type', told.value -> 'event', ${nowMs},
      ${nowMs + SEND_GRACE_MS}
    FROM ${jsonEach(events)} AS told WHERE ${isSeen('told')}`)
  const states = t.stockStates
  const move = db.drizzle
    .insert(states)
    .select(sql`SELECT ${db.storeId}, move.value ->> 'variantId', move.value ->> 'state', coalesce((
        SELECT sum(available) FROM stock_levels
        WHERE store_id = ${db.storeId} AND variant_id = move.value ->> 'variantId'), 0), ${nowMs}
      FROM ${list} AS move WHERE ${isSeen('move')}`)
    .onConflictDoUpdate({
      target: [states.storeId, states.variantId],
      set: { state: sql`excluded.state`, changedAt: nowMs },
    })
    .returning({ variantId: states.variantId })
  // Pages that show the state are kept by the catalogue's version.
  const bump = db.bumpCatalogue(sql`EXISTS (SELECT 1 FROM ${list} AS move WHERE ${isSeen('move')})`)
  const results = await db.drizzle.batch(events.length > 0 ? [bump, tell, move] : [bump, move])
  const moved = new Set((results.at(-1) as { variantId: string }[]).map(({ variantId }) => variantId))
  await sendEvents(
    env,
    events.flatMap(({ variantId, event }) => (event && moved.has(variantId) ? [event] : [])),
  )
  return moved
}

/** Tells everybody who asked, a page at a time: a row of the outbox for each, and the wish is forgotten with it. */
async function tellSubscribers(env: Env, db: StoreDb, facts: StockFacts): Promise<void> {
  const mine = db.owned(t.stockSubscriptions, eq(t.stockSubscriptions.variantId, facts.variantId))
  for (;;) {
    const page = await db.drizzle
      .select({ id: t.stockSubscriptions.id, email: t.stockSubscriptions.email })
      .from(t.stockSubscriptions)
      .where(mine)
      .orderBy(asc(t.stockSubscriptions.id))
      .limit(PAGE)
    if (page.length === 0) return
    const nowMs = Date.now()
    // The event has the id of the wish: told by two shards at once, it is told once.
    const rows = page.map((wish) => backInStock(env, db.storeId, facts, wish, nowMs))
    const ids = page.map(({ id }) => id)
    const [, , written] = await db.drizzle.batch([
      db.statement(sql`INSERT OR IGNORE INTO outbox (id, store_id, type, payload, created_at, due_at)
        SELECT value ->> 'id', ${db.storeId}, value ->> 'type', value, ${nowMs}, ${nowMs + SEND_GRACE_MS}
        FROM ${jsonEach(rows)} WHERE EXISTS (
          SELECT 1 FROM stock_subscriptions AS w WHERE w.store_id = ${db.storeId} AND w.id = value ->> 'id')`),
      db.drizzle.delete(t.stockSubscriptions).where(and(mine, inArray(t.stockSubscriptions.id, ids))),
      writtenEvents(db, ids),
    ])
    await sendEvents(
      env,
      written.map(({ payload }) => payload),
    )
  }
}

function common(env: Env, storeId: string, facts: StockFacts, nowMs: number) {
  const { variantId, title, options, storeName: name, theme, locale, timeZone, contactEmail } = facts
  const url = storeOrigin(facts.storeSlug, configOf(env))
  return {
    occurred_at: presentTime(nowMs),
    variant_id: variantId,
    store: { id: storeId, name, theme, locale, time_zone: timeZone, contact_email: contactEmail, url },
    title: clip(title, EVENT_TEXT.title),
    variant_title: clip(options.join(' / '), EVENT_TEXT.variantTitle),
  }
}

function lowStock(env: Env, storeId: string, facts: StockFacts, nowMs: number): Event {
  const { contactEmail, sku, available } = facts
  return {
    ...common(env, storeId, facts, nowMs),
    id: uuidv7(),
    type: 'LOW_STOCK',
    recipient: contactEmail,
    sku: clip(sku, EVENT_TEXT.sku),
    available,
  }
}

type Subscriber = { id: string; email: string }
function backInStock(env: Env, storeId: string, facts: StockFacts, { id, email }: Subscriber, nowMs: number): Event {
  const about = common(env, storeId, facts, nowMs)
  const product_url = `${about.store.url}/products/${facts.slug}`
  return { ...about, id, type: 'BACK_IN_STOCK', recipient: email, product_url }
}

const clip = (text: string, length: number) => (text.length > length ? `${text.slice(0, length - 1)}…` : text)
