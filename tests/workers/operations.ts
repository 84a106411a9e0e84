/**
 * Every operation of the OpenAPI document, with a body that it takes and the ids and headers that it is rightfully asked
 * with: for tests that go through all of them. Generated from the document, so that a new route is there by being written;
 * one that names an id or takes a body that this file does not know throws.
 */
import { openApiDocument } from '#api/app.ts'
import { type Action, scopeOf } from '#domain/permissions.ts'
import { env } from './fixtures.ts'
import { makeUser } from './people.ts'
import { SAMPLES } from './sample-images.ts'
import { ADDRESS, request } from './shopper.ts'
import type { World } from './world.ts'

export interface Operation {
  operationId: string
  path: string
  method: string
  permission: string
  hasBody: boolean
  /** Ways to ask: plainly, and with each filter and order that the document names. */
  queries: string[]
}

interface QueryParameter {
  in: string
  name: string
  required?: boolean
  schema: { type?: string | string[]; enum?: string[] }
}

/** Each value of a list of values, and words to search for. What else may be asked says where, or how much. */
function queriesOf(parameters: QueryParameter[]): string[] {
  const inQuery = parameters.filter((parameter) => parameter.in === 'query')
  const asked = inQuery.flatMap(({ name, schema }) =>
    name === 'q' ? ['q=thing'] : (schema.enum ?? []).map((value) => `${name}=${value}`),
  )
  return inQuery.some(({ name, required }) => name === 'q' && required) ? asked : ['', ...asked]
}

const document = openApiDocument()
export const operations: Operation[] = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
  Object.entries(methods as Record<string, Record<string, unknown>>).map(([method, operation]) => ({
    path,
    method,
    operationId: operation.operationId as string,
    permission: operation['x-permission'] as string,
    hasBody: 'requestBody' in operation,
    queries: queriesOf((operation.parameters as QueryParameter[] | undefined) ?? []),
  })),
)

export type Ids = Record<string, string>
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
export const BODIES: Record<string, (ids: Ids) => unknown> = {
  addCartLine: (ids) => ({ variant_id: ids.variant_id, quantity: 1 }),
  changeCartLine: () => ({ quantity: 2 }),
  createCart: () => ({}),
  contactCart: () => ({ email: 'a@example.com' }),
  enterCartCode: (ids) => ({ code: ids.code }),
  claimCart: (ids) => ({ cart_id: ids.cart_id, token: ids.cart_token }),
  startCheckout: () => ({
    email: 'a@example.com',
    shipping_address: ADDRESS,
    shipping_rate_id: 'standard',
    payment_method_id: 'test_pays',
    expected_total: { amount_minor: 1500, currency: 'USD' },
  }),
  startImport: () => new TextEncoder().encode('Handle,Title,Variant Price\na,A,1\n'),
  addProductImages: () => SAMPLES.png,
  rebuildStockLevels: () => ({ after: 'S' }), // the last page: the SKU of a world begins with it
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
  savePolicy: () => ({ text: '# Returns\n\nWithin 30 days.' }),
  saveShippingZones: () => ({ zones: [ZONE] }),
  saveTaxRates: () => ({ rates: [{ name: 'Tax', country: 'US', rate_ppm: 82_500 }] }),
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

export const idNamesOf = (path: string) => [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')

function addressOf({ path }: Operation, ids: Ids): string {
  return path.replace('/api/v1', '').replace(/\{(\w+)\}/g, (_, name: string) => {
    const id = ids[name]
    if (!id) throw new Error(`No test knows an id for {${name}} of ${path}: add it to tests/workers/world.ts`)
    return id
  })
}

const CONTENT_TYPES: Record<string, string> = { startImport: 'text/csv', addProductImages: 'image/png' }

/** Every route takes this query, or refuses it only once it knows who asks. */
const ANY_QUERY = 'token=x&state=x&q=xx'

export function ask(operation: Operation, ids: Ids, headers: Record<string, string>, query = ANY_QUERY) {
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
  return request<unknown>(`${addressOf(operation, ids)}?${query}`, {
    method: method.toUpperCase(),
    headers: { ...from, ...(hasBody ? sent : {}), ...headers },
    ...(hasBody && body ? { body: body(ids) } : {}),
  })
}

export type Headers = Record<string, string>

/** The ids that a route is rightfully asked with. */
export async function idsFor({ permission, operationId }: Operation, world: World): Promise<Ids> {
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
export async function rightful({ permission }: Operation, world: World): Promise<Headers> {
  if (permission === 'cart') return { 'x-cart-token': world.shopper.token }
  if (permission === 'customer') return world.customer.headers
  if (permission === 'user') return world.people.owner.headers
  if (permission === 'public') return {}
  if (scopeOf(permission as Action) === 'platform')
    return (await makeUser({ platformRole: 'admin', hasMfa: true })).headers
  return world.people.owner.headers
}
