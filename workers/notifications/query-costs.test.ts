/**
 * What a message of the queue makes this Worker read does not grow with the store. One event of every type of the contract
 * is delivered to a store with thousands of orders, messages and events, for the first time, again and after a failure, and
 * every statement is judged (`tests/workers/query-judge.ts`). A new type of event is covered by being in the contract.
 */
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { Event } from '#contract/events.ts'
import { makeStore } from '#tests/workers/fixtures.ts'
import { fillStore } from '#tests/workers/large-store.ts'
import { judge } from '#tests/workers/query-judge.ts'
import { type MeteredStatement, metered } from '#tests/workers/query-meter.ts'
import { withoutIndex } from '#tests/workers/without-index.ts'
import { QUEUES_OF_WORKERS } from '#tests/workers/wrangler-files.ts'
import { SAMPLE_EVENTS } from './sample-events.ts'
import { againAfter, deliver, env, expireLease, Mailbox } from './test-delivery.ts'

/** Rows are found by what they are called: one statement is about one event. */
const MOST_ROWS = 10

const TYPES = Event.options.map(({ shape }) => shape.type.value)
const refusing = new Mailbox()
refusing.before = async () => {
  throw new Error('No')
}

let store: Awaited<ReturnType<typeof makeStore>>
beforeAll(async () => {
  store = await makeStore()
  await fillStore(store)
})
beforeEach(() => {
  for (const method of ['log', 'error'] as const) vi.spyOn(console, method).mockImplementation(() => {})
})

/** One that tells of the large store. */
function eventOf(type: Event['type']): Event {
  const event = SAMPLE_EVENTS[type]()
  return { ...event, store: { ...event.store, id: store.id } }
}

describe('a message reads no more in a large store', () => {
  test.each(TYPES)('%s', async (type) => {
    const event = eventOf(type)
    const mailbox = new Mailbox()
    const statements = await metered(async () => {
      expect(await deliver(mailbox.binding, [event])).toEqual(['ack'])
      expect(await deliver(mailbox.binding, [event], { attempts: 2 })).toEqual(['ack'])
    })
    expect(statements.some(({ sql }) => sql.includes('processed_events'))).toBe(true)
    expect(await judge(statements, { rows: MOST_ROWS })).toEqual([])
  })

  test.each(TYPES)('%s that cannot be sent at first, or is left by a delivery that died', async (type) => {
    const [failing, left] = [eventOf(type), eventOf(type)]
    const isSilent = type === 'ORDER_PAID'
    const statements = await metered(async () => {
      expect(await deliver(refusing.binding, [failing])).toEqual([isSilent ? 'ack' : againAfter(1)])
      expect(await deliver(new Mailbox().binding, [failing], { attempts: 2 })).toEqual(['ack'])
      await deliver(refusing.binding, [left])
      await expireLease(left)
      expect(await deliver(new Mailbox().binding, [left], { attempts: 2 })).toEqual(['ack'])
    })
    const judged = statements.filter(({ sql }) => !sql.includes('lease_until = lease_until - ?')) // the test's own
    expect(judged.some(({ sql }) => sql.includes("status = 'failed', last_error"))).toBe(!isSilent)
    expect(await judge(judged, { rows: MOST_ROWS })).toEqual([])
  })

  test('all together', async () => {
    const statements = await metered(() => deliver(new Mailbox().binding, TYPES.map(eventOf)))
    expect(await judge(statements, { rows: MOST_ROWS })).toEqual([])
  })
})

test('every queue that this Worker consumes is covered', () => {
  expect(QUEUES_OF_WORKERS.notifications).toEqual(['tradewind-events'])
})

test('the judgement: without its index what is known of a message is sought among all of the store', async () => {
  const known = ({ sql }: MeteredStatement) => /^\s*SELECT .* FROM notifications/s.test(sql)
  const looks = (await metered(() => deliver(new Mailbox().binding, [eventOf('LOW_STOCK')]))).filter(known)
  expect(looks).toHaveLength(1)
  const statements = await withoutIndex('notifications_store_event', () =>
    // Sent again as it was: the statement that claims a message is none without the index, which is unique.
    metered(() => env.DB.batch(looks.map(({ sql, params }) => env.DB.prepare(sql).bind(...params)))),
  )
  const faults = await judge(statements, { rows: MOST_ROWS })
  expect(faults).toEqual([expect.stringMatching(/^\d{4} rows read, 10 allowed: SELECT .* FROM notifications/s)])
  expect(await judge(looks, { rows: MOST_ROWS })).toEqual([])
})
