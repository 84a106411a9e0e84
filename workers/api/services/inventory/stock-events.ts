/**
 * What people are told of stock: the store when a variant runs low or out, and whoever asked when it is there again.
 * Each event is written together with what makes it never be written again.
 */
import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { EVENT_TEXT, type Event } from '#contract/events.ts'
import { configOf } from '../../config.ts'
import * as t from '../../db/schema/index.ts'
import type { StoreDb } from '../../db/store-db.ts'
import type { Env } from '../../env.ts'
import { storeOrigin } from '../order-link.ts'
import { SEND_GRACE_MS, sendEvents, writtenEvents } from '../outbox.ts'
import { presentTime } from '../present.ts'
import { type StockFacts, selectStockFacts, stateOf } from './stock-facts.ts'

/** Of subscribers told in one batch. */
const PAGE = 40
/** Shards report side by side: each look may find that another has moved the state on. */
const MAX_LOOKS = 5

/** Moves the SKU's state to what its level says; from ok to low or out it tells the store. */
export async function followState(env: Env, db: StoreDb, seen: StockFacts): Promise<void> {
  let facts: StockFacts | undefined = seen
  for (let look = 0; facts && stateOf(facts) !== facts.state && look < MAX_LOOKS; look += 1) {
    if (await moveState(env, db, facts)) return
    facts = (await selectStockFacts(db, seen.variantId))[0]
  }
}

/** Returns whether the state was still the one that was seen. */
async function moveState(env: Env, db: StoreDb, facts: StockFacts): Promise<boolean> {
  const { variantId } = facts
  const nowMs = Date.now()
  const state = stateOf(facts)
  const isSeen = sql`COALESCE((SELECT state FROM stock_states WHERE store_id = ${db.storeId}
    AND variant_id = ${variantId}), '') = ${facts.state ?? ''}`
  const row = { storeId: db.storeId, variantId, state, changedAt: nowMs }
  const event = facts.state === 'ok' ? lowStock(env, db.storeId, facts, nowMs) : null
  const tell = (told: Event) =>
    db.statement(sql`INSERT INTO outbox (id, store_id, type, payload, created_at, due_at)
      SELECT ${told.id}, ${db.storeId}, ${told.type}, ${JSON.stringify(told)}, ${nowMs}, ${nowMs + SEND_GRACE_MS}
      WHERE ${isSeen}`)
  const move = db.drizzle
    .insert(t.stockStates)
    .values(row)
    .onConflictDoUpdate({
      target: [t.stockStates.storeId, t.stockStates.variantId],
      set: { state, changedAt: nowMs },
      setWhere: sql`${t.stockStates.state} = ${facts.state ?? ''}`,
    })
    .returning({ state: t.stockStates.state })
  // Pages that show the state are kept by the catalogue's version.
  const moved = await db.drizzle
    .batch([db.bumpCatalogue(isSeen), ...(event ? [tell(event)] : []), move])
    .then((results) => results.at(-1) as { state: string }[])
  if (event && moved.length > 0) await sendEvents(env, [event])
  return moved.length > 0
}

/** Tells everybody who asked, a page at a time: a row of the outbox for each, and the wish is forgotten with it. */
export async function tellSubscribers(env: Env, db: StoreDb, facts: StockFacts): Promise<void> {
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
        FROM json_each(${JSON.stringify(rows)}) WHERE EXISTS (
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
  const { variantId, title, options, storeName: name, theme, locale, contactEmail } = facts
  const url = storeOrigin(facts.storeSlug, configOf(env))
  return {
    ...{ occurred_at: presentTime(nowMs), variant_id: variantId },
    store: { id: storeId, name, theme, locale, contact_email: contactEmail, url },
    title: clip(title, EVENT_TEXT.title),
    variant_title: clip(options.join(' / '), EVENT_TEXT.variantTitle),
  }
}

function lowStock(env: Env, storeId: string, facts: StockFacts, nowMs: number): Event {
  const { contactEmail, sku, available } = facts
  return {
    ...{ ...common(env, storeId, facts, nowMs), id: uuidv7(), type: 'LOW_STOCK', recipient: contactEmail },
    ...{ sku: clip(sku, EVENT_TEXT.sku), available },
  }
}

type Wish = { id: string; email: string }
function backInStock(env: Env, storeId: string, facts: StockFacts, { id, email }: Wish, nowMs: number): Event {
  const about = common(env, storeId, facts, nowMs)
  const product_url = `${about.store.url}/products/${facts.slug}`
  return { ...about, id, type: 'BACK_IN_STOCK', recipient: email, product_url }
}

const clip = (text: string, length: number) => (text.length > length ? `${text.slice(0, length - 1)}…` : text)
