/** Every route that takes a key and makes something, with a Worker that dies or dawdles at its change. */
import { describe, expect, test } from 'vitest'
import { openApiDocument } from '#api/app.ts'
import { env } from '#tests/workers/fixtures.ts'
import { dyingAt, waitingAt, watched } from '#tests/workers/frail.ts'
import { finish, start } from '#tests/workers/imports.ts'
import { makeUser } from '#tests/workers/people.ts'
import { SAMPLES } from '#tests/workers/sample-images.ts'
import { ADDRESS, request } from '#tests/workers/shopper.ts'
import { makeWorld } from '#tests/workers/world.ts'

interface Route {
  path: string
  /** Another one each time. */
  body: () => unknown
  headers?: Record<string, string>
  /** How many there are of what it makes, as a query without parameters. */
  count: string
  status?: 202
}

const { store, people, customer, ids } = await makeWorld()
const admin = await makeUser({ platformRole: 'admin', hasMfa: true })
const colleagues = await Promise.all(Array.from({ length: 4 }, () => makeUser({ hasMfa: true })))
await env.DB.prepare('UPDATE users SET mfa_enabled_at = 1').run()

const unique = () => crypto.randomUUID().slice(0, 8)
const inStore = `/stores/${store.id}`
const inTenant = `/tenants/${store.tenantId}`
const of = (table: string) => `SELECT count(*) AS n FROM ${table}`
const SETTINGS = { name: 'Store', locale: 'en', country: 'US', contact_email: 'a@example.com', tax_inclusive: false }
const CSV = 'Handle,Title,Variant Price\n'
const tried = await start(store.db, `${CSV}tried,A,1\n`, true)
await finish(tried)

const ROUTES: Record<string, Route> = {
  createPromotion: {
    path: `${inStore}/promotions`,
    body: () => ({ title: unique(), effect: { kind: 'percentage', share_bps: 1000 } }),
    count: of('promotions'),
  },
  createPriceList: {
    path: `${inStore}/price-lists`,
    body: () => ({ name: unique(), currency: 'USD' }),
    count: of('price_lists'),
  },
  createCustomerGroup: {
    path: `${inStore}/customer-groups`,
    body: () => ({ name: unique() }),
    count: of('customer_groups'),
  },
  issueGiftCard: {
    path: `${inStore}/gift-cards`,
    body: () => ({ amount_minor: 500, recipient: `${unique()}@example.com` }),
    count: of('gift_cards'),
  },
  createLocation: { path: `${inStore}/locations`, body: () => ({ name: unique() }), count: of('locations') },
  createApiKey: {
    path: `${inStore}/api-keys`,
    body: () => ({ name: unique(), type: 'secret', scopes: ['store:read'] }),
    count: of('api_keys'),
  },
  addDomain: { path: `${inStore}/domains`, body: () => ({ host: `${unique()}.example` }), count: of('domains') },
  addAddress: {
    path: `${inStore}/account/addresses`,
    body: () => ({ address: { ...ADDRESS, line2: unique() } }),
    headers: customer.headers,
    count: of('addresses'),
  },
  startImport: {
    path: `${inStore}/imports`,
    body: () => new TextEncoder().encode(`${CSV}${unique()},A,1\n`),
    headers: { 'content-type': 'text/csv' },
    count: of('import_jobs'),
    status: 202,
  },
  runTriedImport: {
    path: `${inStore}/imports/${tried.job.id}/run`,
    body: () => undefined,
    count: of('import_jobs'),
    status: 202,
  },
  addProductImages: {
    path: `${inStore}/products/${ids.product_id}/images`,
    body: () => SAMPLES.png,
    headers: { 'content-type': 'image/png' },
    count: of('product_images'),
  },
  subscribeToStock: {
    path: `${inStore}/stock-subscriptions`,
    body: () => ({ variant_id: ids.variant_id, email: `${unique()}@example.com` }),
    headers: { authorization: '' },
    count: of('stock_subscriptions'),
    status: 202,
  },
  createStore: {
    path: `${inTenant}/stores`,
    body: () => ({ slug: `s-${unique()}`, currency: 'EUR', settings: SETTINGS }),
    count: of('stores'),
  },
  invite: {
    path: `${inTenant}/invitations`,
    body: () => ({ email: `${unique()}@example.com`, role: 'viewer' }),
    count: of('invitations'),
  },
  makeServiceSecret: {
    path: `${inStore}/service-secret`,
    body: () => undefined,
    count: of("audit_log WHERE action = 'service_secret.made'"),
  },
  addPlatformMember: {
    path: '/platform/members',
    body: () => ({ email: colleagues.pop()?.email, role: 'moderator' }),
    headers: admin.headers,
    count: of("audit_log WHERE action = 'platform_member.added'"),
  },
  moveStock: {
    path: `${inStore}/inventory/${ids.variant_id}/movements`,
    body: () => ({ type: 'receive', quantity: 1, reason: unique() }),
    count: of("audit_log WHERE action = 'stock.moved'"),
  },
}

/** Their object remembers the keys. */
const OF_CARTS = ['createCart', 'startCheckout']
/** Whose answer is known only once the change is made. */
const UNFORESEEN = ['addPlatformMember']
/** Whose effect lies in an object, which knows it again. */
const ELSEWHERE = ['moveStock']

test('these are all of them', () => {
  const keyed = Object.values(openApiDocument().paths ?? {}).flatMap(({ post }) =>
    post && ('201' in (post.responses ?? {}) || '202' in (post.responses ?? {})) ? [post] : [],
  )
  const named = keyed.filter(({ parameters = [] }) =>
    parameters.some((each) => 'name' in each && each.name.toLowerCase() === 'idempotency-key'),
  )
  expect([...Object.keys(ROUTES), ...OF_CARTS].sort()).toEqual(named.map(({ operationId }) => operationId).sort())
})

const part = () => Math.floor(Math.random() * 256)

/** One intention, to be sent as often as a test likes. */
function intention({ path, body, headers, count }: Route) {
  const key = unique()
  const sent = {
    method: 'POST',
    body: body(),
    headers: {
      'cf-connecting-ip': `198.51.${part()}.${part()}`,
      'idempotency-key': key,
      ...people.owner.headers,
      ...headers,
    },
  }
  return {
    send: (bindings = env) => request<unknown>(path, sent, bindings),
    effects: async () => Number(await env.DB.prepare(count).first('n')),
    aMinutePasses: () =>
      env.DB.prepare('UPDATE idempotency_keys SET locked_until = locked_until - 60001 WHERE key = ?').bind(key).run(),
  }
}

/** Files that no row names. */
async function strays(): Promise<number> {
  const rows = env.DB.prepare('SELECT r2_key FROM product_images UNION SELECT r2_key FROM import_jobs')
  const named = new Set((await rows.all<{ r2_key: string | null }>()).results.map(({ r2_key }) => r2_key))
  return (await env.MEDIA.list()).objects.filter(({ key }) => !named.has(key)).length
}

const isChange = (sql: string) => /insert into "idempotency_keys".*CASE WHEN EXISTS/s.test(sql)
const replayed = ({ headers }: { headers: Headers }) => headers.get('idempotent-replayed')

const foreseeing = Object.keys(ROUTES).filter((name) => ![...UNFORESEEN, ...ELSEWHERE].includes(name))
const routeOf = (name: string): Route => {
  const route = ROUTES[name]
  if (!route) throw new Error(`No route ${name}`)
  return route
}

describe.each(foreseeing)('%s', (name) => {
  const route = routeOf(name)
  const { status = 201 } = route

  test('keeps with its change the answer that it gives', async () => {
    const { send } = intention(route)
    const worker = watched()
    const [first, again] = [await send(worker.bindings), await send()]
    expect([first.status, again.status, replayed(again)]).toEqual([status, status, 'true'])
    expect(again.data).toEqual(first.data)
    expect(worker.calls.filter((sql) => sql.includes('idempotency_keys'))).toHaveLength(2)
  })

  test('dying right after its change, is repeated without another one', async () => {
    const { send, effects } = intention(route)
    const before = await effects()
    const worker = dyingAt(isChange, 'after')
    expect(await worker.orDeath(send(worker.bindings))).toBe('died')
    const again = await send()
    expect([again.status, replayed(again), await effects()]).toEqual([status, 'true', before + 1])
  })

  test('dying right before its change, is repeated with it', async () => {
    const { send, effects, aMinutePasses } = intention(route)
    const before = await effects()
    const worker = dyingAt(isChange, 'before')
    expect(await worker.orDeath(send(worker.bindings))).toBe('died')
    expect((await send()).error.code).toBe('idempotency_in_flight')
    await aMinutePasses()
    expect([(await send()).status, await effects()]).toEqual([status, before + 1])
  })

  test('dawdling, changes nothing after its repetition and leaves no file', async () => {
    const { send, effects, aMinutePasses } = intention(route)
    const [before, straysBefore] = [await effects(), await strays()]
    const worker = waitingAt(isChange)
    const slow = send(worker.bindings)
    await worker.reached
    await aMinutePasses()
    expect((await send()).status).toBe(status)
    worker.goOn()
    expect([(await slow).error.code, await effects()]).toEqual(['idempotency_in_flight', before + 1])
    expect(await strays()).toBe(straysBefore)
  })
})

describe.each(UNFORESEEN)('%s', (name) => {
  test('says so when its change was made and its answer is lost', async () => {
    const { send, effects, aMinutePasses } = intention(routeOf(name))
    const before = await effects()
    const worker = dyingAt(isChange, 'after')
    expect(await worker.orDeath(send(worker.bindings))).toBe('died')
    expect((await send()).error.code).toBe('idempotency_in_flight')
    await aMinutePasses()
    const again = await send()
    expect([again.status, again.error.code]).toEqual([409, 'idempotency_answer_lost'])
    expect(await effects()).toBe(before + 1)
  })

  test('is answered alike when it comes again', async () => {
    const { send } = intention(routeOf(name))
    const [first, again] = [await send(), await send()]
    expect([first.status, again.status, replayed(again), again.data]).toEqual([201, 201, 'true', first.data])
  })
})

describe.each(['before', 'after'] as const)('a movement of stock whose Worker dies %s its entry in the log', (when) => {
  test('moves its pieces once, and has one entry', async () => {
    const { send, effects, aMinutePasses } = intention(routeOf('moveStock'))
    const sku = env.SKU_STOCK.getByName(`${store.id}:${ids.variant_id}`)
    const onHand = async () => (await sku.snapshot()).onHand
    const [before, entries] = [await onHand(), await effects()]
    const worker = dyingAt((sql) => /insert into "audit_log"/.test(sql), when)
    expect(await worker.orDeath(send(worker.bindings))).toBe('died')
    await aMinutePasses()
    const again = await send()
    expect([again.status, await onHand(), await effects()]).toEqual([201, before + 1, entries + 1])
  })
})
