/** What people whom nobody knows can make us write, asked for over and over: each kind of row comes to an end. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { describe, expect, test } from 'vitest'
import { recordBounded } from '#api/audit/bounded.ts'
import { platformDb } from '#api/db/store-db.ts'
import { type AuditContext, systemTrail } from '#api/http/audit-context.ts'
import { sha256 } from '#api/lib/secrets.ts'
import { type Counter, LIMITS, type LimitName } from '#domain/throttle.ts'
import { logIn, PASSWORD, shop } from '#tests/workers/account.ts'
import { env, makeStore } from '#tests/workers/fixtures.ts'
import { inStore } from '#tests/workers/oauth.ts'
import { makeStocked } from '#tests/workers/shelf.ts'
import { newShopper, request, shopperWith } from '#tests/workers/shopper.ts'

const from = (address: string) => ({ 'cf-connecting-ip': address })
const times = <T>(count: number, work: (n: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, n) => work(n)))

interface Row {
  action: string
  reason: string | null
  address: string
  actor_type: string
  after: string | null
}

const logOf = async (storeId: string) =>
  (
    await env.DB.prepare('SELECT * FROM audit_log WHERE store_id = ? ORDER BY position').bind(storeId).all<Row>()
  ).results.map(({ after, ...row }) => ({ ...row, after: JSON.parse(after ?? 'null') }))

/** As many as its limit allows but for `left` have been counted. */
async function useUp(limit: LimitName, subject: string, left: number) {
  const object = env.THROTTLE.getByName(`${limit}:${await sha256(subject)}`)
  await runInDurableObject(object, (instance, { storage }) => {
    storage.kv.put(limit, { count: LIMITS[limit].tries - left, windowEndsAtMs: Date.now() + 600_000 })
    return instance
  })
}

/** The window of this counter ends, and its alarm rings. */
async function endWindow(limit: LimitName, subject: string) {
  const object = env.THROTTLE.getByName(`${limit}:${await sha256(subject)}`)
  await runInDurableObject(object, async (instance, { storage }) => {
    storage.kv.put(limit, { ...storage.kv.get<Counter>(limit), windowEndsAtMs: 1 })
    await storage.setAlarm(Date.now() + 60_000)
    return instance
  })
  await runDurableObjectAlarm(object)
  return runInDurableObject(object, (_, { storage }) => [...storage.kv.list()].length)
}

describe('the audit log', () => {
  const kinds: Record<string, (store: { id: string; slug: string }, address: string) => Promise<unknown>> = {
    'session.refresh_refused': (store, address) =>
      request(`/stores/${store.id}/auth/refresh`, {
        method: 'POST',
        body: { refresh_token: 'x.1.y' },
        headers: from(address),
      }),
    'access.refused': (store, address) =>
      request(`/stores/${store.id}/account`, { headers: { ...from(address), authorization: 'Bearer nonsense' } }),
    'oauth.start_refused': (store, address) =>
      request(`/stores/${store.id}/auth/oauth/none/start`, { method: 'POST', body: {}, headers: from(address) }),
    'oauth.refused': (store, address) =>
      request(`/stores/${store.id}/auth/oauth/finish`, {
        method: 'POST',
        body: { state: 'x', ticket: 'x', proof: 'x' },
        headers: from(address),
      }),
  }

  test.each(Object.entries(kinds))(
    'holds the first %s of a network and then one entry that says how many more there were',
    async (action, cause) => {
      const store = await makeStore()
      await useUp('auditSource', '192.0.2.0/24', 3)
      await times(10, () => cause(store, '192.0.2.9'))
      const written = await logOf(store.id)
      expect(written).toHaveLength(3)
      expect(new Set(written.map((row) => row.action))).toEqual(new Set([action]))
      expect(await endWindow('auditSource', '192.0.2.0/24')).toBe(0)
      const [told, ...others] = (await logOf(store.id)).slice(3)
      expect(others).toEqual([])
      expect(told).toMatchObject({ action, actor_type: 'system', address: '192.0.2.0/24', after: { more_of_these: 7 } })
      expect(told?.reason).toBe(written[0]?.reason)
    },
  )

  test('holds no more of a log-in that is refused because there were too many', async () => {
    const { store, customer } = await shop()
    await useUp('auditSource', '192.0.2.0/24', LIMITS.logInAccount.tries + 2)
    await times(LIMITS.logInAccount.tries + 20, () =>
      request(`/stores/${store.id}/auth/log-in`, {
        method: 'POST',
        body: { email: customer.email, password: 'a wrong guess' },
        headers: from('192.0.2.10'),
      }),
    )
    const rows = await logOf(store.id)
    expect(rows).toHaveLength(LIMITS.logInAccount.tries + 2)
    expect(rows.filter(({ reason }) => reason === 'credentials_invalid')).toHaveLength(LIMITS.logInAccount.tries)
  })

  test('of a network that is busy keeps room for others, and for whoever is known', async () => {
    const store = await makeStore()
    const refused = { action: 'session.refused', refused: 'credentials_invalid', storeId: store.id }
    const trailOf = (network: string, id: string | null = null): AuditContext => ({
      ...systemTrail('r'),
      actor: { type: id ? 'customer' : 'anonymous', id },
      client: { network, userAgent: '' },
    })
    const db = platformDb(env)
    const [busy, calm] = [`busy-${crypto.randomUUID()}`, `calm-${crypto.randomUUID()}`]
    await useUp('auditSource', busy, 0)
    await recordBounded(env, db, trailOf(busy), refused)
    await recordBounded(env, db, trailOf(calm), refused)
    await recordBounded(env, db, trailOf(busy, 'somebody'), refused)
    expect((await logOf(store.id)).map(({ address }) => address)).toEqual([calm, busy])
  })

  test('has an end for all networks together too, and loses no count', async () => {
    const store = await makeStore()
    const db = platformDb(env)
    await useUp('auditScope', store.id, 2)
    const refused = { action: 'session.refused', refused: 'credentials_invalid', storeId: store.id }
    const network = (n: number) => `10.0.${n}.0/24`
    await times(5, (n) =>
      recordBounded(env, db, { ...systemTrail('r'), client: { network: network(n), userAgent: '' } }, refused),
    )
    expect(await logOf(store.id)).toHaveLength(2)
    await useUp('auditSource', network(0), 0)
    await times(4, () =>
      recordBounded(env, db, { ...systemTrail('r'), client: { network: network(0), userAgent: '' } }, refused),
    )
    await endWindow('auditSource', network(0)) // there is no room where all are: it is counted there
    await endWindow('auditScope', store.id)
    const [summary, ...others] = (await logOf(store.id)).slice(2)
    expect(others).toEqual([])
    expect(summary).toMatchObject({ action: 'session.refused', address: '', after: { more_of_these: 3 + 4 } })
  })
})

test('a log-in at another service is begun so often and no more', async () => {
  const store = await makeStore()
  const browser = await inStore(store)
  await useUp('oauthAddress', browser.address, 3)
  const answers = await times(10, () => browser.start('google'))
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(7)
  const states = env.DB.prepare('SELECT count(*) AS n FROM oauth_states WHERE store_id = ?')
  expect(await states.bind(store.id).first('n')).toBe(3)
})

test('sessions of an account are begun so often and no more, whoever knows the password', async () => {
  const { store, customer } = await shop()
  await useUp('sessionAccount', `customer:${store.id}:${customer.id}`, 1)
  expect((await logIn(store, customer.email, PASSWORD)).status).toBe(200)
  const refused = await logIn(store, customer.email, PASSWORD)
  expect([refused.status, refused.headers.has('retry-after')]).toEqual([429, true])
})

test('wishes to hear of stock come from an address so often and no more, whatever mail addresses they name', async () => {
  const store = await makeStore()
  const { variantId } = await makeStocked(store.db, 0)
  const wish = (n: number) =>
    request(`/stores/${store.id}/stock-subscriptions`, {
      method: 'POST',
      body: { variant_id: variantId, email: `victim-${n}@example.com` },
      headers: { ...from('192.0.2.77'), 'idempotency-key': `wish-${n}` },
    })
  await useUp('stockAddress', '192.0.2.77', 3)
  const answers = await times(8, wish)
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(5)
  for (const table of ['stock_subscriptions', 'idempotency_keys']) {
    const rows = env.DB.prepare(`SELECT count(*) AS n FROM ${table} WHERE store_id = ?`)
    expect(await rows.bind(store.id).first('n')).toBe(3)
  }
})

/** SQL: whole numbers, as a table. */
const series = (first: number, last: number) =>
  `(WITH RECURSIVE s(value) AS (SELECT ${first} UNION ALL SELECT value + 1 FROM s WHERE value < ${last}) SELECT value FROM s)`

describe('a cart', () => {
  test('that nobody has put anything into is kept for a day, one that is filled for thirty', async () => {
    const store = await makeStore()
    const { variantId } = await makeStocked(store.db, 5)
    // Without a key nothing at all is kept of it until then.
    const { data: begun } = await request<{ cart: { id: string }; token: string }>(`/stores/${store.id}/carts`, {
      method: 'POST',
      headers: { 'idempotency-key': crypto.randomUUID() },
    })
    const shopper = shopperWith(store.id, begun.cart.id, begun.token)
    const daysLeft = async () =>
      Math.round((Date.parse((await shopper.cart()).data.expires_at) - Date.now()) / 86_400_000)
    expect(await daysLeft()).toBe(1)
    await shopper.add(variantId)
    expect(await daysLeft()).toBe(30)
  })

  test('remembers as many keys of a day as anybody needs, then takes no more changes that day', async () => {
    const store = await makeStore()
    const { variantId } = await makeStocked(store.db, 5)
    const shopper = await newShopper(store.id)
    await shopper.add(variantId, 1, { 'idempotency-key': 'the-first' })
    const object = env.CART.getByName(`${store.id}:${shopper.cartId}`)
    const rows = () =>
      runInDurableObject(object, (_, { storage }) => storage.sql.exec('SELECT count(*) AS n FROM changes').one().n)
    await runInDurableObject(object, (instance, { storage }) => {
      storage.sql.exec(
        `INSERT INTO changes (key, request_hash, content, at_ms)
         SELECT 'k' || value, 'h', '', ? FROM ${series(2, 1999)}`,
        Date.now(),
      )
      return instance
    })
    await evictDurableObject(object)
    expect((await shopper.add(variantId, 1, { 'idempotency-key': 'the-last' })).status).toBe(200)
    const refused = await shopper.add(variantId, 1, { 'idempotency-key': 'one-too-many' })
    expect([refused.status, refused.headers.has('retry-after')]).toEqual([429, true])
    expect(await rows()).toBe(2000)
    // What was done before is still answered.
    const again = await shopper.add(variantId, 1, { 'idempotency-key': 'the-first' })
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([200, 'true'])
  })

  test('is tried to be paid for so often and no more', async () => {
    const store = await makeStore()
    const { variantId } = await makeStocked(store.db, 500)
    const shopper = await newShopper(store.id)
    await shopper.add(variantId)
    const object = env.CART.getByName(`${store.id}:${shopper.cartId}`)
    expect((await shopper.checkout({ payment_method_id: 'test_declines' })).status).toBe(402)
    await runInDurableObject(object, (instance, { storage }) => {
      storage.sql.exec(
        `INSERT INTO checkouts (key, request_hash, draft, state)
         SELECT 'k' || value, 'h', draft, state FROM checkouts, ${series(2, 50)}`,
      )
      return instance
    })
    const refused = await shopper.checkout()
    expect([refused.status, refused.headers.has('retry-after')]).toEqual([429, true])
    await runInDurableObject(object, (instance, { storage }) => {
      storage.sql.exec(`UPDATE checkouts SET state = json_set(state, '$.startedAtMs', ?)`, Date.now() - 3_600_001)
      return instance
    })
    expect((await shopper.checkout()).status).toBe(201)
  })
})
