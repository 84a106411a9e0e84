/** A customer's own account: what they see and change, and that it is theirs alone. Leaving: `erase.test.ts`. */
import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { platformDb } from '#api/db/store-db.ts'
import * as t from '#api/db/tables/index.ts'
import { type Customer, CustomerExport } from '#contract/customer.ts'
import type { Order } from '#contract/order.ts'
import { actionsOf, buy, caller, logIn, PASSWORD, shop } from '#tests/workers/account.ts'
import { env, makeStore } from '#tests/workers/fixtures.ts'
import { makeCustomer, makeUser } from '#tests/workers/people.ts'
import { ADDRESS, request } from '#tests/workers/shopper.ts'

const db = platformDb(env)

describe('the profile', () => {
  test('is read and changed, and the log says which fields but not what is in them', async () => {
    const { customer, own } = await shop()
    expect((await own<Customer>('GET')).data).toMatchObject({
      id: customer.id,
      email: customer.email,
      has_password: true,
    })
    const changes = { name: 'Ada King', phone: '+44 20 7946 0000', preferences: { newsletter: false } }
    expect((await own<Customer>('PATCH', '', changes)).data).toMatchObject(changes)
    expect((await own<Customer>('GET')).data).toMatchObject(changes)
    const [entry] = await db.select().from(t.auditLog).where(eq(t.auditLog.action, 'account.changed'))
    expect(entry?.after).toEqual({ fields: ['name', 'phone', 'preferences'] })
  })

  test.each([
    ['email', 'x@example.com'],
    ['id', 'x'],
    ['account_at', 0],
    ['password_hash', 'x'],
    ['erased_at', 1],
  ])('%s is not for the customer to set', async (name, value) => {
    const { own } = await shop()
    expect((await own('PATCH', '', { [name]: value })).error.code).toBe('validation_failed')
  })

  test("is closed to strangers, guests' tokens, users and other stores' customers", async () => {
    const { store } = await shop()
    const other = await makeCustomer(await makeStore())
    for (const person of [{ headers: { authorization: '' } }, other, await makeUser()]) {
      expect((await caller(store, person)('GET')).status).toBe(401)
    }
  })

  test('a changed password ends every other session', async () => {
    const { store, customer, own } = await shop()
    const { data: second } = await logIn(store, customer.email)
    const elsewhere = caller(store, { headers: { authorization: `Bearer ${second.tokens.access_token}` } })
    const wrong = await own('POST', '/password', { current_password: 'no', new_password: 'another long one' })
    expect(wrong.error.code).toBe('password_wrong')
    const right = await own('POST', '/password', { current_password: PASSWORD, new_password: 'another long one' })
    expect(right.status).toBe(200)
    expect((await own('GET')).status).toBe(200)
    expect((await elsewhere('GET')).status).toBe(401)
  })
})

test('sessions are listed and ended, one by one and all others', async () => {
  const { store, customer, own } = await shop()
  const tokens = await Promise.all([1, 2].map(async () => (await logIn(store, customer.email)).data.tokens))
  const list = async () => (await own<{ items: { id: string; current: boolean }[] }>('GET', '/sessions')).data.items
  expect((await list()).map(({ current }) => current).sort()).toEqual([false, false, true])
  expect((await own('DELETE', `/sessions/${tokens[0]?.session_id}`)).status).toBe(200)
  expect((await own('DELETE', `/sessions/${tokens[0]?.session_id}`)).error.code).toBe('session_not_found')
  const stranger = await makeCustomer(store)
  expect((await own('DELETE', `/sessions/${stranger.session.id}`)).error.code).toBe('session_not_found')
  expect((await own('DELETE', '/sessions')).status).toBe(200)
  expect((await list()).map(({ id }) => id)).toEqual([customer.session.id])
})

describe('orders', () => {
  test('are listed newest first, a page at a time, and read one by one', async () => {
    const { store, customer, own } = await shop()
    const numbers = [await buy(store, customer.email, 2), await buy(store, customer.email.toUpperCase(), 3)]
    await buy(store, 'somebody@example.com')
    const first = await own<{ items: { number: number; item_count: number }[] }>('GET', '/orders?per_page=1')
    expect(first.data).toMatchObject({ total: 2, page: 1, per_page: 1, items: [{ number: numbers[1], item_count: 3 }] })
    const second = await own('GET', '/orders?per_page=1&page=2')
    expect(second.data).toMatchObject({ items: [{ number: numbers[0], item_count: 2, status: 'confirmed' }] })
    const order = await own<Order>('GET', `/orders/${numbers[0]}`)
    expect(order.data).toMatchObject({ number: numbers[0], email: customer.email, items: [{ quantity: 2 }] })
    expect(order.data.events.map(({ type }) => type)).toEqual(['ORDER_PLACED', 'ORDER_PAID'])
  })

  test("somebody else's is not there", async () => {
    const { store, own } = await shop()
    const number = await buy(store, 'somebody@example.com')
    expect((await own('GET', `/orders/${number}`)).error.code).toBe('order_not_found')
    expect((await own('GET', '/orders/999999')).error.code).toBe('order_not_found')
  })
})

test('the export has everything and no secret', async () => {
  const { store, customer, own } = await shop()
  await own('POST', '/addresses', { address: ADDRESS })
  const number = await buy(store, customer.email)
  const now = Date.now()
  await db.insert(t.oauthAccounts).values({
    provider: 'google',
    providerSubject: customer.id,
    realm: 'customer',
    storeId: store.id,
    subjectId: customer.id,
    email: customer.email,
    createdAt: now,
  })
  await db.insert(t.notifications).values({
    id: crypto.randomUUID(),
    storeId: store.id,
    eventId: 'e',
    eventType: 'ORDER_PLACED',
    channel: 'email',
    recipient: customer.email,
    subject: 'Your order',
    bodyHtml: 'body',
    bodyText: 'body',
    status: 'sent',
    attempts: 1,
    sentAt: now,
    createdAt: now,
    updatedAt: now,
  })
  const { data } = await own<CustomerExport>('GET', '/export')
  expect(CustomerExport.parse(data)).toEqual(data)
  expect(data).toMatchObject({
    store: { id: store.id, name: store.name },
    customer: { email: customer.email },
    addresses: [{ address: ADDRESS, default_shipping: true }],
    linked_accounts: [{ provider: 'google', email: customer.email }],
    orders: [{ number, shipping_address: ADDRESS }],
    sessions: [{ address: '203.0.113.0/24', user_agent: 'test' }],
    messages: [{ subject: 'Your order', channel: 'email' }],
    cart: null,
  })
  expect(JSON.stringify(data)).not.toMatch(/argon2|salt|hash|token/i)
  expect(await actionsOf(customer.id)).toContain('account.exported')
})

describe('a deactivated account', () => {
  test('asks for the password, ends every session at once, and is back with the next log-in', async () => {
    const { store, customer, own } = await shop()
    expect((await own('POST', '/deactivate', { password: 'wrong' })).error.code).toBe('password_wrong')
    expect((await own('POST', '/deactivate', {})).error.code).toBe('password_wrong')
    expect((await own('POST', '/deactivate', { password: PASSWORD })).status).toBe(200)
    expect((await own('GET')).status).toBe(401)
    const refresh = { refresh_token: customer.tokens.refresh_token }
    const renewed = await request(`/stores/${store.id}/auth/refresh`, { method: 'POST', body: refresh })
    expect(renewed.error.code).toBe('refresh_token_invalid')

    const { data } = await logIn(store, customer.email)
    const back = caller(store, { headers: { authorization: `Bearer ${data.tokens.access_token}` } })
    expect((await back('GET')).status).toBe(200)
    expect(await actionsOf(customer.id)).toEqual(
      expect.arrayContaining(['password.refused', 'account.deactivated', 'account.reactivated']),
    )
    const sent = await db.select().from(t.outbox).where(eq(t.outbox.storeId, store.id))
    expect(sent.map(({ payload }) => payload.type === 'SECURITY_NOTICE' && payload.notice)).toEqual([
      'account_deactivated',
      'account_reactivated',
    ])
  })

  test('without a password is asked for a log-in of the last ten minutes instead', async () => {
    const store = await makeStore()
    const customer = await makeCustomer(store)
    const own = caller(store, customer)
    const tenMinutesAgo = Date.now() - 600_001
    await db.update(t.sessions).set({ createdAt: tenMinutesAgo }).where(eq(t.sessions.id, customer.session.id))
    const late = await own('POST', '/deactivate', { password: 'whatever' })
    expect([late.status, late.error.code]).toEqual([403, 'forbidden'])
    expect(late.error.details).toEqual([expect.objectContaining({ path: 'password', code: 'log_in_again' })])
    await db.update(t.sessions).set({ createdAt: Date.now() }).where(eq(t.sessions.id, customer.session.id))
    expect((await own('POST', '/deactivate', {})).status).toBe(200)
  })

  test('has no use for a session that begins at the same moment', async () => {
    const { customer, own } = await shop()
    await db.update(t.customers).set({ deactivatedAt: Date.now() }).where(eq(t.customers.id, customer.id))
    expect((await own('GET')).status).toBe(401)
  })
})
