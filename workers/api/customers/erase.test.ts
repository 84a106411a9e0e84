/** After an erasure nothing in the database says who it was: looked for in every table, not only where we think it is. */
import { and, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { platformDb } from '#api/db/store-db.ts'
import * as t from '#api/db/tables/index.ts'
import type { Order } from '#contract/order.ts'
import { ORDER_STATES, PARTLY_REFUNDED_ENDS_MS } from '#domain/order-state.ts'
import { GroupedDatabase } from '#notifications/grouped-database.ts'
import { MessageLog } from '#notifications/message-log.ts'
import { buy, caller, logIn, PASSWORD, type Shop, shop } from '#tests/workers/account.ts'
import { env } from '#tests/workers/fixtures.ts'
import { inStore } from '#tests/workers/oauth.ts'
import { makeCustomer } from '#tests/workers/people.ts'
import { ADDRESS, request } from '#tests/workers/shopper.ts'
import { sweepErasures } from './sweep-erasures.ts'

const db = platformDb(env)
const DAY_MS = 24 * 3_600_000
const DONE = { password: PASSWORD }

/** Tables in which any of these texts stands, by name. */
async function tablesWith(...texts: string[]): Promise<string[]> {
  const { results } = await env.DB.prepare(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_cf%' ESCAPE '\\'",
  ).all<{ name: string }>()
  const found = []
  for (const { name } of results) {
    const rows = await env.DB.prepare(`SELECT * FROM "${name}"`).all()
    const text = JSON.stringify(rows.results).toLowerCase()
    if (texts.some((each) => text.includes(each.toLowerCase()))) found.push(name)
  }
  return found.sort()
}

const setStatus = (number: number, { store }: Shop, status: (typeof ORDER_STATES)[number], updatedAt = Date.now()) =>
  db
    .update(t.orders)
    .set({ status, updatedAt })
    .where(and(eq(t.orders.storeId, store.id), eq(t.orders.number, number)))

const orderOf = async ({ store }: Shop, number: number) => {
  const isThis = and(eq(t.orders.storeId, store.id), eq(t.orders.number, number))
  const [order] = await db.select().from(t.orders).where(isThis)
  if (!order) throw new Error('There is no such order')
  return order
}

/** What the notifications Worker does with an event of this store, with its own code for the log. */
async function deliver(storeId: string, eventId: string, recipient: string, { fails = false } = {}) {
  const log = new MessageLog(new GroupedDatabase(env.DB), () => null)
  const [row] = await db.select().from(t.outbox).where(eq(t.outbox.id, eventId))
  const event = { id: eventId, type: row?.type ?? 'ORDER_PLACED', store: { id: storeId } } as never
  if (await log.isProcessed(event)) return 'replayed'
  const message = { channel: 'email' as const, recipient, subject: 'To Ada', html: 'Dear Ada', text: 'Dear Ada' }
  const claim = await log.claim(event, message, Date.now())
  if (claim.outcome !== 'claimed') return claim.outcome
  if (fails) {
    await log.markFailed(event, claim.message, 'down', Date.now())
    return 'failed'
  }
  await log.markSent(event, claim.message, Date.now())
  await log.markProcessed(event, Date.now())
  return 'sent'
}

const eventsOf = ({ store }: Shop) => db.select().from(t.outbox).where(eq(t.outbox.storeId, store.id))
const noticeOf = async (of: Shop) => {
  const events = await eventsOf(of)
  const notice = events.find(({ payload }) => payload.type === 'SECURITY_NOTICE' && payload.notice === 'account_erased')
  return notice?.id ?? ''
}

/** An account with everything that an account can have. */
async function fullShop() {
  const made = await shop()
  const { store, customer, own } = made
  await own('PATCH', '', { name: 'Ada Unmistakable', phone: '+1 555 0100', preferences: { theme: 'unmistakable' } })
  await own('POST', '/addresses', { address: { ...ADDRESS, line1: '1 Unmistakable Way' } }, { 'idempotency-key': 'k' })
  await (await inStore(store)).logIn('google', { email: customer.email, name: 'Ada Unmistakable' })
  await request(`/stores/${store.id}/auth/password/forgot`, { method: 'POST', body: { email: customer.email } })
  return made
}

describe('erasing an account', () => {
  test('takes the person out of every table', async () => {
    const of = await fullShop()
    const { store, customer, own } = of
    const number = await buy(store, customer.email)
    await setStatus(number, of, 'delivered')
    for (const { id } of await eventsOf(of)) await deliver(store.id, id, customer.email)
    await env.DB.prepare('UPDATE outbox SET due_at = NULL WHERE store_id = ?').bind(store.id).run()
    const traces = [customer.email, 'unmistakable', '555 0100']
    expect(await tablesWith(...traces)).toEqual(expect.arrayContaining(['customers', 'addresses', 'orders', 'outbox']))

    const { data } = await own('POST', '/erase', DONE)
    expect(data).toEqual({ status: 'erased', open_orders: 0 })
    expect(await tablesWith(...traces), 'the notice has still to be sent').toEqual(['outbox'])
    expect(await deliver(store.id, await noticeOf(of), customer.email)).toBe('sent')
    expect(await tablesWith(...traces)).toEqual(['notifications', 'outbox'])
    await sweepErasures(env, Date.now())
    expect(await tablesWith(...traces)).toEqual([])

    const [row] = await db.select().from(t.customers).where(eq(t.customers.id, customer.id))
    expect(row).toMatchObject({ email: `erased-${customer.id}@invalid`, name: '', phone: '', preferences: {} })
    expect([row?.passwordHash, typeof row?.erasedAt]).toEqual([null, 'number'])
    const sessions = await db.select().from(t.sessions).where(eq(t.sessions.subjectId, customer.id))
    expect(
      sessions.every((session) => session.revokedAt !== null && session.address === '' && session.userAgent === ''),
    ).toBe(true)
  })

  test('ends it at once, for good, and leaves the address to whoever comes next', async () => {
    const { store, customer, own } = await shop()
    expect((await own('POST', '/erase', { password: 'wrong' })).error.code).toBe('password_wrong')
    expect((await own('POST', '/erase', DONE)).status).toBe(200)
    expect((await own('GET')).status).toBe(401)
    expect((await logIn(store, customer.email)).error.code).toBe('credentials_invalid')
    expect((await logIn(store, `erased-${customer.id}@invalid`)).status).toBe(422)
    const { data } = await (await inStore(store)).logIn('google', { email: customer.email })
    const again = data.result.status === 'signed_in' ? data.result : null
    expect(again?.account.id).not.toBe(customer.id)
    const number = await buy(store, customer.email)
    const mine = caller(store, { headers: { authorization: `Bearer ${again?.tokens.access_token}` } })
    expect((await mine('GET', `/orders/${number}`)).status).toBe(200)
  })

  test('asked twice at the same moment is done once', async () => {
    const { store, customer } = await shop()
    const others = await Promise.all([1, 2].map(async () => (await logIn(store, customer.email)).data.tokens))
    const answers = await Promise.all(
      others.map(({ access_token }) =>
        caller(store, { headers: { authorization: `Bearer ${access_token}` } })('POST', '/erase', DONE),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401])
    const notices = await db.select().from(t.outbox).where(eq(t.outbox.storeId, store.id))
    expect(notices).toHaveLength(1)
  })

  test('touches nobody else: not another customer, not the same address in another store', async () => {
    const [one, other] = [await fullShop(), await shop()]
    const twin = await makeCustomer(other.store, { email: one.customer.email })
    const neighbour = await makeCustomer(one.store)
    const number = await buy(one.store, neighbour.email)
    await setStatus(number, one, 'delivered')
    await buy(other.store, one.customer.email)
    const kept = async () => [await orderOf(one, number), (await eventsOf(other)).map(({ payload }) => payload)]
    const before = await kept()
    await one.own('POST', '/erase', DONE)
    await sweepErasures(env, Date.now() + 3 * DAY_MS)
    expect(await kept()).toEqual(before)
    expect((await caller(other.store, twin)('GET')).status).toBe(200)
    expect((await caller(one.store, neighbour)('GET')).status).toBe(200)
  })

  test('also ends what a request of the same moment wrote after it', async () => {
    const { store, customer, own } = await shop()
    await own('POST', '/erase', DONE)
    const late = { storeId: store.id, createdAt: Date.now() }
    const address = { ...ADDRESS, line1: 'Late Lane' }
    const link = {
      provider: 'google' as const,
      providerSubject: '77',
      realm: 'customer' as const,
      email: 'late@example.com',
    }
    const { revokedAt, ...session } = customer.session
    await db.batch([
      db
        .insert(t.addresses)
        .values({ ...late, id: crypto.randomUUID(), customerId: customer.id, address, updatedAt: 1 }),
      db.insert(t.oauthAccounts).values({ ...late, ...link, subjectId: customer.id }),
      db.insert(t.sessions).values({ ...session, id: crypto.randomUUID(), userAgent: 'Late Browser' }),
    ])
    // The provider's person comes back before the sweep has seen it: somebody new, not an error.
    const { data } = await (await inStore(store)).logIn('google', { email: customer.email, subject: '77' })
    expect(data.result).toMatchObject({ status: 'signed_in', account: { email: customer.email } })
    await sweepErasures(env, Date.now())
    expect(await tablesWith('Late Lane', 'late@example.com', 'Late Browser')).toEqual([])
  })

  test('is in the log, by id', async () => {
    const { customer, own } = await shop()
    await own('POST', '/erase', DONE)
    const [entry] = await db.select().from(t.auditLog).where(eq(t.auditLog.action, 'account.erased'))
    expect(await tablesWith(customer.email)).toEqual(['outbox'])
    expect(entry).toMatchObject({ before: null, after: null })
  })
})

describe('orders of an erased customer', () => {
  test('that have ended keep what tax needs, and open ones their address until they have', async () => {
    const of = await shop()
    const numbers = new Map<string, number>()
    for (const status of ORDER_STATES) {
      const number = await buy(of.store, of.customer.email)
      await setStatus(number, of, status)
      numbers.set(status, number)
    }
    const { data } = await of.own<{ open_orders: number }>('POST', '/erase', DONE)
    const open = ['pending', 'confirmed', 'processing', 'packed', 'shipped', 'partially_refunded']
    expect(data.open_orders).toBe(open.length)
    for (const [status, number] of numbers) {
      const order = await orderOf(of, number)
      if (open.includes(status)) {
        expect([order.email, order.shippingAddress], status).toEqual([of.customer.email, ADDRESS])
        continue
      }
      expect(order.email, status).toBe(`erased-${of.customer.id}@invalid`)
      expect(order.shippingAddress).toEqual({
        name: 'erased',
        line1: 'erased',
        line2: '',
        city: 'erased',
        phone: '',
        region: 'CA',
        postal_code: '941',
        country: 'US',
      })
    }
  })

  test('are made anonymous by the sweep when they have ended, and the erasure is then over', async () => {
    const of = await shop()
    const [arrives, goesBack] = [await buy(of.store, of.customer.email), await buy(of.store, of.customer.email)]
    await of.own('POST', '/erase', DONE)
    const names = async () => [(await orderOf(of, arrives)).email, (await orderOf(of, goesBack)).email]
    const nobody = `erased-${of.customer.id}@invalid`
    await sweepErasures(env, Date.now())
    expect(await names()).toEqual([of.customer.email, of.customer.email])

    await setStatus(arrives, of, 'delivered')
    await setStatus(goesBack, of, 'partially_refunded')
    await sweepErasures(env, Date.now())
    expect(await names()).toEqual([nobody, of.customer.email])
    const later = Date.now() + PARTLY_REFUNDED_ENDS_MS + 1
    const pending = db.select().from(t.erasures).where(eq(t.erasures.customerId, of.customer.id))
    expect(await pending).toHaveLength(1)
    await sweepErasures(env, later)
    expect(await names()).toEqual([nobody, nobody])
    expect(await pending).toHaveLength(0)
    const entries = await db.select().from(t.auditLog).where(eq(t.auditLog.action, 'order.anonymised'))
    expect(entries.filter(({ storeId }) => storeId === of.store.id)).toHaveLength(2)
  })

  test('can still be opened by their link, without the person', async () => {
    const of = await shop()
    const number = await buy(of.store, of.customer.email)
    await setStatus(number, of, 'delivered')
    const placed = (await eventsOf(of)).find(({ type }) => type === 'ORDER_PLACED')?.payload
    const url = placed?.type === 'ORDER_PLACED' ? new URL(placed.order_url) : null
    await of.own('POST', '/erase', DONE)
    const order = await request<Order>(`/stores/${of.store.id}/orders/${number}${url?.search}`)
    expect(order.data).toMatchObject({ number, email: expect.stringMatching(/@invalid$/) })
    expect(order.data.shipping_address.name).toBe('erased')
  })
})

describe('messages that are on their way during an erasure', () => {
  test('about the account are not sent, though the queue has them already', async () => {
    const of = await fullShop()
    const [reset] = (await eventsOf(of)).filter(({ type }) => type === 'PASSWORD_RESET')
    await of.own('POST', '/erase', DONE)
    expect(await deliver(of.store.id, reset?.id ?? '', of.customer.email)).toBe('replayed')
    const left = (await eventsOf(of)).map(({ payload }) => payload.type === 'SECURITY_NOTICE' && payload.notice)
    expect(left).toEqual(['account_erased'])
  })

  test('about an order go out, and leave the log and the outbox after that', async () => {
    const of = await shop()
    await buy(of.store, of.customer.email)
    const [placed] = (await eventsOf(of)).filter(({ type }) => type === 'ORDER_PLACED')
    await deliver(of.store.id, placed?.id ?? '', of.customer.email, { fails: true })
    await of.own('POST', '/erase', DONE)
    expect(await deliver(of.store.id, placed?.id ?? '', of.customer.email)).toBe('sent')
    await sweepErasures(env, Date.now())
    expect(
      await db
        .select()
        .from(t.outbox)
        .where(eq(t.outbox.id, placed?.id ?? '')),
    ).toEqual([])
    const messages = await db.select().from(t.notifications).where(eq(t.notifications.storeId, of.store.id))
    expect(messages).toMatchObject([{ status: 'sent', subject: '', bodyHtml: '', bodyText: '' }])
    expect(messages[0]?.recipient).not.toContain('@')
    expect(await deliver(of.store.id, placed?.id ?? '', of.customer.email), 'a late repetition').toBe('replayed')
  })

  test('that can never be sent are forgotten after a day all the same', async () => {
    const of = await shop()
    await of.own('POST', '/erase', DONE)
    const notice = await noticeOf(of)
    expect(await deliver(of.store.id, notice, of.customer.email, { fails: true })).toBe('failed')
    await sweepErasures(env, Date.now())
    expect(await tablesWith(of.customer.email)).toEqual(['notifications', 'outbox'])
    await sweepErasures(env, Date.now() + DAY_MS + 1000)
    expect(await tablesWith(of.customer.email)).toEqual([])
    expect(await deliver(of.store.id, notice, of.customer.email)).toBe('replayed')
  })
})
