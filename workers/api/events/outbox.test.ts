import { v7 as uuidv7 } from 'uuid'
import { describe, expect, test, vi } from 'vitest'
import { configOf } from '#api/config/config.ts'
import type { Env } from '#api/config/env.ts'
import * as t from '#api/db/tables/index.ts'
import { eventSender } from '#api/stores/event-sender.ts'
import type { OrderPaid } from '#contract/events.ts'
import { env, makeStore } from '#tests/workers/fixtures.ts'
import { SEND_GRACE_MS, sendEvents, sweepOutbox } from './outbox.ts'

const MINUTE = 60_000
type Store = Awaited<ReturnType<typeof makeStore>>

function paidEvent(store: Store): OrderPaid {
  const money = { amount_minor: 100, currency: 'USD' }
  return {
    id: uuidv7(),
    type: 'ORDER_PAID',
    occurred_at: new Date().toISOString(),
    order_id: uuidv7(),
    order_number: 1001,
    store: eventSender(store, configOf(env)),
    totals: {
      subtotal: money,
      discount: money,
      shipping: money,
      tax: money,
      taxes: [],
      total: money,
      gift_card: money,
      payable: money,
      tax_included: false,
    },
  }
}

async function waiting(store: Store, payload: object = paidEvent(store)) {
  const event = payload as OrderPaid
  const nowMs = Date.now()
  const row = { id: event.id ?? uuidv7(), storeId: store.id, type: 'ORDER_PAID', payload: event, createdAt: nowMs }
  await store.db.drizzle.insert(t.outbox).values({ ...row, dueAt: nowMs + SEND_GRACE_MS })
  return row.id
}

/** As a request does that has just written it. */
async function written(store: Store) {
  const event = paidEvent(store)
  await waiting(store, event)
  return event
}

/** A queue that takes what it is given, except what the test says it refuses. */
function world(refuses: (ids: string[]) => boolean = () => false) {
  const sent: string[] = []
  const sendBatch = async (messages: Iterable<{ body: { id: string } }>) => {
    const ids = [...messages].map(({ body }) => body.id)
    if (refuses(ids)) throw new Error('Message length exceeds the limit')
    sent.push(...ids)
  }
  return { env: { ...env, EVENTS: { sendBatch } } as unknown as Env, sent }
}
const rowOf = (id: string) =>
  env.DB.prepare('SELECT sends, due_at, failed_at FROM outbox WHERE id = ?')
    .bind(id)
    .first<{ sends: number; due_at: number | null; failed_at: number | null }>()

describe('the outbox', () => {
  test('sends what was written, and the sweep leaves a fresh one to its request and its consumer', async () => {
    const { env: here, sent } = world()
    const event = await written(await makeStore())
    await sendEvents(here, [event])
    await sweepOutbox(here, Date.now())
    expect(sent.filter((one) => one === event.id)).toHaveLength(1)
  })

  test('sends in parts that the queue takes, and leaves to the sweep what it refuses', async () => {
    const store = await makeStore()
    const events = [await written(store), await written(store), await written(store)]
    const refused = events[1]?.id ?? ''
    const errors = vi.spyOn(console, 'error').mockImplementation(() => {})
    const { env: busy, sent } = world((ids) => ids.includes(refused))
    await sendEvents(busy, events)
    expect(sent).toEqual([events[0]?.id, events[2]?.id])
    expect(errors).toHaveBeenCalledWith(expect.stringContaining(refused))
    errors.mockRestore()
    const { env: quiet, sent: later } = world()
    await sweepOutbox(quiet, Date.now() + MINUTE)
    expect(later).toContain(refused)
  })

  test('sends what a crash left behind', async () => {
    const { env: here, sent } = world()
    const id = await waiting(await makeStore())
    await sweepOutbox(here, Date.now() + MINUTE)
    expect(sent).toContain(id)
  })

  test('closes what its consumer is done with, or has tried to tell people of; not what it may have died over', async () => {
    const { env: here, sent } = world()
    const store = await makeStore()
    const events = [await written(store), await written(store), await written(store)]
    const [processed, tried, dying] = events.map(({ id }) => id) as [string, string, string]
    await sendEvents(here, events)
    await env.DB.prepare(`INSERT INTO processed_events VALUES (?, 'notifications', ?, 0)`)
      .bind(store.id, processed)
      .run()
    const message = (eventId: string, status: 'failed' | 'sending') => ({
      id: uuidv7(),
      storeId: store.id,
      eventId,
      eventType: 'ORDER_PLACED',
      channel: 'email' as const,
      status,
      recipient: 'a@b.example',
      subject: '',
      bodyHtml: '',
      bodyText: '',
      attempts: 1,
      createdAt: 0,
      updatedAt: 0,
    })
    await store.db.drizzle.insert(t.notifications).values([message(tried, 'failed'), message(dying, 'sending')])
    const before = sent.length
    await sweepOutbox(here, Date.now() + 10 * MINUTE)
    expect(sent.slice(before).filter((id) => events.some((event) => event.id === id))).toEqual([dying])
    for (const id of [processed, tried]) expect(await rowOf(id)).toMatchObject({ due_at: null, failed_at: null })
  })

  test('sends again what left no trace, later and later, and gives up in the end', async () => {
    const { env: here, sent } = world()
    const errors = vi.spyOn(console, 'error').mockImplementation(() => {})
    const id = await waiting(await makeStore())
    let nowMs = Date.now() + MINUTE
    const waits: number[] = []
    for (let row = await rowOf(id); row?.failed_at === null; row = await rowOf(id)) {
      await sweepOutbox(here, nowMs)
      const due = (await rowOf(id))?.due_at
      if (due) waits.push(Math.round((due - Date.now()) / MINUTE))
      nowMs = (due ?? nowMs) + 1
    }
    expect(waits).toEqual([2, 8, 32, 128])
    expect(sent.filter((one) => one === id)).toHaveLength(4)
    expect(errors).toHaveBeenCalledWith(expect.stringContaining('event_given_up'))
    errors.mockRestore()
  })

  test('what was sent and lost, and lost again, is sent by whoever looks ahead once more, each time once', async () => {
    const { env: here, sent } = world()
    const store = await makeStore()
    const ids: string[] = []
    while (ids.length < 60) ids.push(await waiting(store)) // more than a page
    for (let start = 1; start <= 3; start++) {
      await sweepOutbox(here, Date.now() + 10 * MINUTE)
      const counts = new Set(ids.map((id) => sent.filter((one) => one === id).length))
      expect([...counts]).toEqual([start])
    }
  })

  test('one that cannot be sent, or is not even an event, delays no other store’s', async () => {
    const [mine, theirs] = [await makeStore(), await makeStore()]
    const tooLarge = await waiting(mine)
    const nonsense = await waiting(mine, { nonsense: true })
    const healthy = await waiting(theirs)
    const { env: here, sent } = world((ids) => ids.includes(tooLarge))
    const errors = vi.spyOn(console, 'error').mockImplementation(() => {})
    await sweepOutbox(here, Date.now() + MINUTE)
    expect(sent).toContain(healthy)
    expect(sent).not.toContain(tooLarge)
    expect(errors).toHaveBeenCalledWith(expect.stringContaining(tooLarge))
    errors.mockRestore()
    expect(await rowOf(nonsense)).toMatchObject({ sends: 1, failed_at: null })
  })

  test('forgets what is long done', async () => {
    const { env: here } = world()
    const id = await waiting(await makeStore())
    await env.DB.prepare('UPDATE outbox SET due_at = NULL, created_at = 1 WHERE id = ?').bind(id).run()
    await sweepOutbox(here, Date.now())
    expect(await rowOf(id)).toBeNull()
  })
})
