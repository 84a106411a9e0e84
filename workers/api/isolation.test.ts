/**
 * Nobody gets in where they do not belong: every route of the OpenAPI document × everybody who may not use it, and every
 * route × every id position with another tenant's id in it. Generated from the document, so a new route is covered by
 * being written; one that names an id or takes a body that this file does not know fails here.
 */
import { describe, expect, test } from 'vitest'
import { ACTION_NAMES, type Action, MEMBER_ROLES, type MemberRole, mayRole, scopeOf } from '#domain/permissions.ts'
import { env } from '#tests/workers/fixtures.ts'
import { makeUser } from '#tests/workers/people.ts'
import { SAMPLES } from '#tests/workers/sample-images.ts'
import { ADDRESS, request } from '#tests/workers/shopper.ts'
import { everything, makeWorld, type World } from '#tests/workers/world.ts'
import { openApiDocument } from './app.ts'

interface Operation {
  operationId: string
  path: string
  method: string
  permission: string
  hasBody: boolean
}

const document = openApiDocument()
const operations: Operation[] = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
  Object.entries(methods as Record<string, Record<string, unknown>>).map(([method, operation]) => ({
    ...{ path, method, operationId: operation.operationId as string, permission: operation['x-permission'] as string },
    hasBody: 'requestBody' in operation,
  })),
)

type Ids = Record<string, string>
const SETTINGS = { name: 'Store', locale: 'en', country: 'US', contact_email: 'a@example.com', tax_inclusive: false }
const ZONE = {
  name: 'Home',
  places: [{ country: 'US' }],
  rates: [{ id: 'post', name: 'Post', steps: [{ from: 0, price_minor: 1 }] }],
}
const PROMOTION = { title: 'Sale', effect: { kind: 'percentage', share_bps: 1000 } }
const PASSWORD = { password: 'four wet penguins' }
const CUSTOMER = { name: 'Kim', email: 'kim@example.com', ...PASSWORD }
const OAUTH = { state: 'x', ticket: 'x', proof: 'x' }
const unique = () => crypto.randomUUID().slice(0, 8)

/** A body that each route takes; a body that names ids gets them as the path does. */
const BODIES: Record<string, (ids: Ids) => unknown> = {
  addCartLine: (ids) => ({ variant_id: ids.variant_id, quantity: 1 }),
  changeCartLine: () => ({ quantity: 2 }),
  createCart: () => ({}),
  contactCart: () => ({ email: 'a@example.com' }),
  enterCartCode: () => ({ code: 'TEN' }),
  claimCart: (ids) => ({ cart_id: ids.cart_id, token: ids.cart_token }),
  startCheckout: () => ({
    ...{
      email: 'a@example.com',
      shipping_address: ADDRESS,
      shipping_rate_id: 'standard',
      payment_method_id: 'test_pays',
    },
    expected_total: { amount_minor: 1500, currency: 'USD' },
  }),
  startImport: () => new TextEncoder().encode('Handle,Title,Variant Price\na,A,1\n'),
  addProductImages: () => SAMPLES.png,
  rebuildStockLevels: () => ({}),
  saveStockSettings: () => ({ low_stock_at: 2 }),
  moveStock: () => ({ type: 'receive', quantity: 1, reason: 'found' }),
  subscribeToStock: (ids) => ({ variant_id: ids.variant_id, email: 'a@example.com' }),
  signUp: () => ({ ...CUSTOMER, store: { name: 'X', slug: `x-${unique()}`, country: 'DE', currency: 'EUR' } }),
  customerSignUp: () => CUSTOMER,
  confirmSignUp: () => ({ token: 'x' }),
  customerConfirmSignUp: () => ({ token: 'x' }),
  logIn: () => CUSTOMER,
  customerLogIn: () => CUSTOMER,
  logInWithCode: () => ({ challenge: 'x', code: '123456' }),
  refresh: () => ({ refresh_token: 'x' }),
  customerRefresh: () => ({ refresh_token: 'x' }),
  forgotPassword: () => ({ email: CUSTOMER.email }),
  customerForgotPassword: () => ({ email: CUSTOMER.email }),
  resetPassword: () => ({ token: 'x', ...PASSWORD }),
  customerResetPassword: () => ({ token: 'x', ...PASSWORD }),
  updateMe: () => ({ name: 'Mia' }),
  changePassword: () => ({ current_password: null, new_password: PASSWORD.password }),
  enrolMfa: () => ({ password: null }),
  confirmMfa: () => ({ code: '123456' }),
  disableMfa: () => ({ ...PASSWORD, code: '123456' }),
  acceptInvitation: () => ({ token: 'x' }),
  lookAtInvitation: () => ({ token: 'x' }),
  invite: () => ({ email: `${unique()}@example.com`, role: 'viewer' }),
  changeRole: () => ({ role: 'viewer' }),
  transferOwnership: (ids) => ({ user_id: ids.user_id, ...PASSWORD }),
  updateTenant: () => ({ name: 'Tea' }),
  createStore: () => ({ slug: `s-${unique()}`, currency: 'EUR', settings: SETTINGS }),
  saveStoreSettings: () => SETTINGS,
  saveShippingZones: () => ({ zones: [ZONE] }),
  saveTaxRates: () => ({ rates: [{ name: 'Tax', country: 'US', rate_bps: 825 }] }),
  saveTaxService: () => ({ service: null }),
  tryTaxService: () => ({ url: 'https://taxes.example/ask', country: 'US' }),
  tryRatesService: () => ({ url: 'https://rates.example/ask', country: 'US' }),
  createLocation: () => ({ name: 'Shop' }),
  changeLocation: () => ({ name: 'Shop' }),
  createPromotion: (ids) => ({ ...PROMOTION, product_ids: [ids.product_id] }),
  replacePromotion: (ids) => ({ ...PROMOTION, customer_group_ids: [ids.customer_group_id] }),
  issueGiftCard: () => ({ amount_minor: 500 }),
  changeGiftCard: () => ({ disabled: true }),
  createPriceList: (ids) => ({ name: unique(), currency: 'USD', customer_group_id: ids.customer_group_id }),
  replacePriceList: () => ({ name: unique(), currency: 'USD' }),
  savePricesOfList: (ids) => ({ prices: [{ variant_id: ids.variant_id, price_minor: 900 }] }),
  createCustomerGroup: () => ({ name: unique() }),
  renameCustomerGroup: () => ({ name: unique() }),
  createApiKey: () => ({ name: unique(), type: 'publishable' }),
  addDomain: () => ({ host: `${unique()}.example` }),
  makeFirstAdmin: () => ({ secret: 'x', ...CUSTOMER }),
  addPlatformMember: (ids) => ({ email: ids.user_email, role: 'moderator' }),
  suspendStore: () => ({ reason: 'Because.' }),
  suspendTenant: () => ({ reason: 'Because.' }),
  startOAuth: () => ({}),
  customerStartOAuth: () => ({}),
  passOnOAuth: () => ({ state: 'x', code: 'x' }),
  finishOAuth: () => OAUTH,
  customerFinishOAuth: () => OAUTH,
  updateAccount: () => ({ name: 'Kim' }),
  changeAccountPassword: () => ({ current_password: null, new_password: PASSWORD.password }),
  addAddress: () => ({ address: ADDRESS }),
  changeAddress: () => ({ address: ADDRESS }),
  deactivateAccount: () => PASSWORD,
  eraseAccount: () => PASSWORD,
  renewRecoveryCodes: () => ({ ...PASSWORD, code: '123456' }),
}

const idNamesOf = (path: string) => [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')

function addressOf({ path }: Operation, ids: Ids): string {
  return path.replace('/api/v1', '').replace(/\{(\w+)\}/g, (_, name: string) => {
    const id = ids[name]
    if (!id) throw new Error(`No test knows an id for {${name}} of ${path}: add it to tests/workers/world.ts`)
    return id
  })
}

const CONTENT_TYPES: Record<string, string> = { startImport: 'text/csv', addProductImages: 'image/png' }

function ask(operation: Operation, ids: Ids, headers: Record<string, string>) {
  const { operationId, method, hasBody } = operation
  const body = BODIES[operationId]
  if (hasBody && !body) throw new Error(`No test knows a body for ${operationId}: add it to BODIES`)
  // Refusals are counted per address, and here is more to refuse than one may cause.
  const part = () => Math.floor(Math.random() * 256)
  const from = { 'cf-connecting-ip': `198.51.${part()}.${part()}` }
  const sent = {
    'idempotency-key': crypto.randomUUID(),
    'content-type': CONTENT_TYPES[operationId] ?? 'application/json',
  }
  return request<unknown>(`${addressOf(operation, ids)}?token=x&state=x&q=xx`, {
    ...{ method: method.toUpperCase(), headers: { ...from, ...(hasBody ? sent : {}), ...headers } },
    ...(hasBody && body ? { body: body(ids) } : {}),
  })
}

type Headers = Record<string, string>

/** The ids that a route is rightfully asked with. */
async function idsFor({ permission, operationId }: Operation, world: World): Promise<Ids> {
  const ids = { ...world.ids, user_email: world.people.viewer.email }
  if (operationId === 'addPlatformMember') {
    // The platform takes nobody without the second step.
    const { id } = world.people.viewer
    await env.DB.prepare('UPDATE users SET mfa_enabled_at = 1 WHERE id = ?').bind(id).run()
  }
  if (permission === 'customer') return { ...ids, session_id: world.customer.session.id }
  if (operationId === 'removePlatformMember')
    return { ...ids, user_id: (await makeUser({ platformRole: 'moderator' })).id }
  return ids
}

/** Who may use a route, among the people of a world. */
async function rightful({ permission }: Operation, world: World): Promise<Headers> {
  if (permission === 'cart') return { 'x-cart-token': world.shopper.token }
  if (permission === 'customer') return world.customer.headers
  if (permission === 'user') return world.people.owner.headers
  if (permission === 'public') return {}
  if (scopeOf(permission as Action) === 'platform')
    return (await makeUser({ platformRole: 'admin', hasMfa: true })).headers
  return world.people.owner.headers
}

/** Everybody who may not, by name. `here` is the world that is asked about, `there` another tenant's. */
async function others({ permission }: Operation, here: World, there: World): Promise<Record<string, Headers>> {
  const action = (ACTION_NAMES as string[]).includes(permission) ? (permission as Action) : null
  const strangers: Record<string, Headers> = {
    nobody: {},
    'a bad token': { authorization: 'Bearer nonsense' },
    'a bad key': { authorization: `Bearer sk_${'x'.repeat(43)}` },
    'another store’s publishable key': there.keys.publishable.headers,
    'another store’s secret key': there.keys.everything.headers,
    'another store’s customer': there.customer.headers,
    'another store’s cart token': { 'x-cart-token': there.shopper.token },
    'another cart’s token as bearer': { authorization: `Bearer ${here.shopper.token}` },
  }
  const isAction = action !== null
  if (permission !== 'user') strangers['another tenant’s owner'] = there.people.owner.headers
  if (permission !== 'customer') strangers['a customer of this store'] = here.customer.headers
  if (permission !== 'public') strangers['the store’s publishable key'] = here.keys.publishable.headers
  if (permission === 'user' || permission === 'customer' || permission === 'cart') {
    strangers['a secret key with every scope'] = here.keys.everything.headers
  }
  if (permission === 'customer' || permission === 'cart') strangers['the store’s owner'] = here.people.owner.headers
  if (isAction) {
    for (const role of lacking(action)) strangers[`a ${role} of this tenant`] = here.people[role].headers
    strangers['a secret key without the scope'] = (await here.keys.without(permission)).headers
    if (scopeOf(action) !== 'platform') {
      strangers['the platform’s administrator'] = (await makeUser({ platformRole: 'admin', hasMfa: true })).headers
    } else {
      strangers['an administrator without the second step'] = (await makeUser({ platformRole: 'admin' })).headers
    }
  }
  return strangers
}

const lacking = (action: Action): MemberRole[] => MEMBER_ROLES.filter((role) => !mayRole(role, action))

const REFUSALS = [401, 403, 404]

describe('the document', () => {
  test('says of every operation what it needs, and the table knows it', () => {
    expect(operations.length).toBeGreaterThan(80)
    const known = ['public', 'cart', 'user', 'customer', ...ACTION_NAMES]
    expect(operations.filter(({ permission }) => !known.includes(permission))).toEqual([])
  })

  test('has a route for every action of the table', () => {
    const used = new Set(operations.map(({ permission }) => permission))
    expect(ACTION_NAMES.filter((action) => !used.has(action))).toEqual([])
  })
})

describe.each(operations.filter(({ permission }) => permission !== 'public'))('$method $path', (operation) => {
  test('lets in nobody but who may, and writes nothing for the others', async () => {
    const [here, there] = [await makeWorld(), await makeWorld()]
    const strangers = await others(operation, here, there)
    const admitted = await rightful(operation, here)
    const ids = await idsFor(operation, here)
    const before = await everything()
    for (const [name, headers] of Object.entries(strangers)) {
      const { status, data } = await ask(operation, ids, headers)
      expect([name, REFUSALS.includes(status), status, data]).toEqual([name, true, status, null])
      if (name === 'nobody') expect(status).toBe(401)
    }
    expect(await everything()).toBe(before)
    // And whoever may is let in: the refusals above were not for some other reason.
    const { status, error } = await ask(operation, ids, admitted)
    const isLetIn = !REFUSALS.includes(status) || EXPECTED_LATER[operation.operationId]?.includes(error?.code)
    expect([status, error?.code, isLetIn]).toEqual([status, error?.code, true])
  })

  const positions = positionsOf(operation)
  if (positions.length === 0) return
  test(`takes nobody else’s ${positions.join(', ')}`, async () => {
    const [here, there] = [await makeWorld(), await makeWorld()]
    const headers = await rightful(operation, here)
    const [own, theirs] = [await idsFor(operation, here), await idsFor(operation, there)]
    for (const position of positions) {
      const before = await everything()
      const ids = { ...own, [position]: theirs[position] ?? '' }
      const { status, data } = await ask(operation, ids, headers)
      // An id in the body is a field, and told as one.
      const isRefused = REFUSALS.includes(status) || (status === 422 && !idNamesOf(operation.path).includes(position))
      expect([position, isRefused, status, data]).toEqual([position, true, status, null])
      expect(await everything()).toBe(before)
    }
  })
})

/** Refused further inside, for what the generated request lacks: a right password, a code, a DNS record. */
const EXPECTED_LATER: Record<string, string[]> = {
  confirmMfa: ['code_invalid'],
  transferOwnership: ['password_wrong'],
  unlinkAccount: ['forbidden'],
}

/** Every name of an id in path or body; the platform's own routes have no other tenant to confuse. */
function positionsOf(operation: Operation): string[] {
  const { permission, path, operationId } = operation
  const isPlatform = permission.startsWith('platform:')
  if (isPlatform) return []
  const names = new Set(idNamesOf(path))
  const spy = new Proxy({} as Ids, {
    get(_, name) {
      names.add(String(name))
      return 'x'
    },
  })
  BODIES[operationId]?.(spy)
  return [...names].filter((name) => !['provider', 'message_id'].includes(name))
}

describe.each(operations.filter(({ permission, path }) => permission === 'public' && path.includes('{store_id}')))(
  '$method $path, which is public,',
  (operation) => {
    test('refuses keys that are not the store’s, and shows nothing of another store', async () => {
      const [here, there] = [await makeWorld(), await makeWorld()]
      for (const key of [there.keys.publishable, there.keys.everything]) {
        expect((await ask(operation, here.ids, key.headers)).status).toBe(401)
      }
      const ids = { ...there.ids, store_id: here.ids.store_id } as Ids
      const { status, data } = await ask(operation, ids, there.people.owner.headers)
      const told = JSON.stringify(data ?? null)
      const theirs = [there.ids.slug, there.ids.product_id, there.ids.variant_id, there.store.id, there.ids.tenant_id]
      expect([status < 500, theirs.filter((text) => told.includes(text))]).toEqual([true, []])
    })
  },
)
