/** The API over HTTP, as a program of somebody else's would use it. */
import type { z } from 'zod'
import type { Cart } from '#contract/cart.ts'
import type { Product } from '#contract/catalogue.ts'
import type { Checkout } from '#contract/checkout.ts'
import type { StockAudit } from '#contract/inventory.ts'
import type { Store } from '#contract/store.ts'
import { merchantOf } from '../../scripts/merchant.mjs'

export interface Answer<T> {
  status: number
  data: T
  error: { code: string; details?: unknown[] } | null
}

export async function call<T>(
  origin: string,
  route: string,
  init: { method?: string; json?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer<T>> {
  const response = await fetch(`${origin}/api/v1${route}`, {
    method: init.method ?? 'GET',
    headers: { ...(init.json === undefined ? {} : { 'content-type': 'application/json' }), ...init.headers },
    body: init.json === undefined ? undefined : JSON.stringify(init.json),
  })
  const body = (await response.json()) as { data: T; error: Answer<T>['error'] }
  return { status: response.status, ...body }
}

export const storeAt = async (origin: string, slug: string): Promise<z.infer<typeof Store>> =>
  (await call<z.infer<typeof Store>>(origin, `/stores/resolve?host=${slug}.localhost`)).data

/** Each file of tests has a merchant of its own, since nobody may have stores without end. */
const OWN = crypto.randomUUID().slice(0, 8)
export const TEST_MERCHANT = { name: 'Tess Test', email: `${OWN}@merchants.example`, password: 'a store for a test' }
const FIRST_STORE = { name: 'First', slug: `first-${OWN}`, country: 'US', currency: 'USD' }

/** By platform, since tokens last half an hour. */
const merchants = new Map<string, ReturnType<typeof merchantOf>>()

export async function merchantAt(origin: string) {
  const merchant = merchants.get(origin) ?? merchantOf(origin, TEST_MERCHANT, FIRST_STORE)
  merchants.set(origin, merchant)
  const { token, tenantId } = await merchant
  return { tenantId, headers: { authorization: `Bearer ${token}` } }
}

/** What the merchant changes, and what is there then; throws with the code of a refusal. */
export async function merchantPost<T = unknown>(
  origin: string,
  route: string,
  json: unknown,
  method = 'POST',
): Promise<T> {
  const { headers } = await merchantAt(origin)
  const { data, error } = await call<T>(origin, route, { method, json, headers })
  if (error) throw new Error(`${method} ${route} was refused: ${error.code}`)
  return data
}

/** What a new store is made of, in US dollars. */
export const storeCalled = (slug: string) => ({
  slug,
  currency: 'USD',
  settings: {
    name: slug,
    locale: 'en-US',
    country: 'US',
    contact_email: 'hello@shop.example',
    tax_inclusive: false,
  },
})

/** A further store of that merchant that delivers at home for 5.00. */
export async function makeStore(origin: string, slug: string): Promise<{ id: string }> {
  const { tenantId } = await merchantAt(origin)
  const made = await merchantPost<{ id: string }>(origin, `/tenants/${tenantId}/stores`, storeCalled(slug))
  const rate = { id: 'standard', name: 'Standard', steps: [{ from: 0, price_minor: 500 }] }
  const zone = { name: 'Home', places: [{ country: 'US' }], rates: [rate] }
  await merchantPost(origin, `/stores/${made.id}/shipping-zones`, { zones: [zone] }, 'PUT')
  return made
}

/** A store with one product of so many pieces. */
export async function makeShop(origin: string, slug: string, stock: number) {
  const store = await makeStore(origin, slug)
  const csv = `Handle,Title,Variant SKU,Variant Price,Variant Inventory Qty,Published\nlamp,Lamp,LAMP-1,10.00,${stock},true\n`
  const importId = await importFile(origin, store.id, csv)
  const product = (await call<Product>(origin, `/stores/${store.id}/products/lamp`)).data
  const variantId = product.variants[0]?.id ?? ''
  return { storeId: store.id, variantId, importId }
}

/** Returns the id of the import once it is through. */
export async function importFile(origin: string, storeId: string, csv: string): Promise<string> {
  const merchant = (await merchantAt(origin)).headers
  const headers = { ...merchant, 'content-type': 'text/csv' }
  const url = `${origin}/api/v1/stores/${storeId}/imports`
  const started = await fetch(url, { method: 'POST', headers, body: csv })
  const { data } = (await started.json()) as { data: { id: string } }
  for (let status = ''; status !== 'completed'; ) {
    await new Promise((resolve) => setTimeout(resolve, 100))
    const job = await call<{ status: string; failure: string }>(origin, `/stores/${storeId}/imports/${data.id}`, {
      headers: merchant,
    })
    status = job.data.status
    if (status === 'failed') throw new Error(`The import failed: ${job.data.failure}`)
  }
  return data.id
}

export const auditStock = async (origin: string, storeId: string, variantId: string): Promise<StockAudit> =>
  (await call<StockAudit>(origin, `/stores/${storeId}/inventory/${variantId}/audit`, await merchantAt(origin))).data

/** As a client should: who is told that too much is happening asks again. */
async function insist<T>(...request: Parameters<typeof call>): Promise<Answer<T>> {
  for (;;) {
    const answer = await call<T>(...request)
    if (answer.status !== 503) return answer
    await new Promise((resolve) => setTimeout(resolve, 1_000))
  }
}

/** A guest with one piece in the cart, and everything ready to pay. */
export async function newBuyer(origin: string, storeId: string, variantId: string, email = 'ada@example.com') {
  const { data } = await insist<{ cart: Cart; token: string }>(origin, `/stores/${storeId}/carts`, { method: 'POST' })
  const route = `/stores/${storeId}/carts/${data.cart.id}`
  const headers = { 'x-cart-token': data.token }
  const line = { method: 'POST', headers, json: { variant_id: variantId, quantity: 1 } }
  const cart = (await insist<Cart>(origin, `${route}/lines`, line)).data
  const command = {
    email,
    shipping_address: {
      name: 'Ada Lovelace',
      line1: '1 Analytical Way',
      city: 'San Francisco',
      region: 'CA',
      postal_code: '94107',
      country: 'US',
    },
    shipping_rate_id: 'standard',
    payment_method_id: 'test_pays',
    expected_total: cart.totals.total,
  }
  return {
    cart,
    pay: (key: string = crypto.randomUUID()) =>
      call<Checkout>(origin, `${route}/checkout`, {
        method: 'POST',
        json: command,
        headers: { ...headers, 'idempotency-key': key },
      }),
    status: () => call<Checkout>(origin, `${route}/checkout`, { headers }),
  }
}
