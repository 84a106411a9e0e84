/** A customer with a password who uses their own account through the API. */
import { eq } from 'drizzle-orm'
import { configOf } from '#api/config/config.ts'
import { platformDb } from '#api/db/store-db.ts'
import * as t from '#api/db/tables/index.ts'
import { hashPassword } from '#api/identity/passwords.ts'
import type { SignedIn } from '#contract/identity.ts'
import { env, makeProduct, makeStore } from './fixtures.ts'
import { makeCustomer, type Person } from './people.ts'
import { newShopper, request } from './shopper.ts'

export const PASSWORD = 'correct horse battery'

export async function shop() {
  const store = await makeStore()
  const customer = await makeCustomer(store, { passwordHash: await hashPassword(PASSWORD, configOf(env)) })
  return { store, customer, own: caller(store, customer) }
}
export type Shop = Awaited<ReturnType<typeof shop>>

/** Calls `/account…` of a store as somebody. */
export const caller =
  (store: { id: string }, person: Pick<Person, 'headers'>) =>
  <T = unknown>(method: string, path = '', body?: unknown, headers: Record<string, string> = {}) =>
    request<T>(`/stores/${store.id}/account${path}`, { method, body, headers: { ...person.headers, ...headers } })

export const logIn = (store: { id: string }, email: string, password = PASSWORD) =>
  request<SignedIn>(`/stores/${store.id}/auth/log-in`, { method: 'POST', body: { email, password } })

/** What the audit log says that somebody did. */
export async function actionsOf(customerId: string): Promise<string[]> {
  const entries = await platformDb(env).select().from(t.auditLog).where(eq(t.auditLog.actorId, customerId))
  return entries.map(({ action }) => action)
}

/** Buys as anybody would; returns the order's number. */
export async function buy(store: Shop['store'], email: string, quantity = 1): Promise<number> {
  const product = await makeProduct(store.db)
  const variantId = product.variants[0]?.id ?? ''
  const sku = env.SKU_STOCK.getByName(`${store.id}:${variantId}`)
  await sku.setOnHand({ movementId: 'count', onHand: 9, reason: 'opening', actor: 'test' })
  const shopper = await newShopper(store.id)
  await shopper.add(variantId, quantity)
  const { data } = await shopper.checkout({ email })
  if (data.status !== 'completed') throw new Error('The checkout did not complete')
  return data.order_number
}
