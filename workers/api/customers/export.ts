/** Everything that a store keeps about a customer, in one document. Never a hash, a token or another secret. */
import { asc, desc, eq, sql } from 'drizzle-orm'
import type { CustomerExport } from '#contract/customer.ts'
import { cartObject } from '../carts/cart-call.ts'
import { currencyOf, FRESH } from '../carts/cart-facts.ts'
import * as t from '../db/tables/index.ts'
import { ownLinks } from '../identity/links.ts'
import { presentTime } from '../lib/present-time.ts'
import { readOrdersOf } from '../orders/orders.ts'
import type { StoreRecord } from '../stores/resolve-store.ts'
import { listAddresses } from './addresses.ts'
import { type CustomerContext, ownEntry, presentCustomer, readOwn } from './customer-context.ts'

export async function exportAccount(own: CustomerContext, store: StoreRecord): Promise<CustomerExport> {
  const { db, customer } = own
  const row = await readOwn(own)
  const isToThem = db.owned(t.notifications, sql`lower(${t.notifications.recipient}) = ${row.email}`)
  const { subject, channel, sentAt } = t.notifications
  const [sessions, messages, links] = await db.drizzle.batch([
    db.drizzle
      .select()
      .from(t.sessions)
      .where(db.owned(t.sessions, eq(t.sessions.realm, 'customer'), eq(t.sessions.subjectId, customer.id)))
      .orderBy(desc(t.sessions.createdAt)),
    db.drizzle
      .select({ subject, channel, sentAt })
      .from(t.notifications)
      .where(isToThem)
      .orderBy(asc(t.notifications.createdAt)),
    db.drizzle
      .select()
      .from(t.oauthAccounts)
      .where(ownLinks({ kind: 'customer', storeId: db.storeId }, customer.id)),
    ownEntry(own, { action: 'account.exported' }),
  ])
  const cart = await openCart(own, store)
  return {
    exported_at: presentTime(Date.now()),
    store: { id: store.id, name: store.name },
    customer: presentCustomer(row),
    addresses: await listAddresses(own),
    linked_accounts: links.map(({ provider, email, createdAt }) => ({
      provider,
      email,
      linked_at: presentTime(createdAt),
    })),
    cart,
    orders: await readOrdersOf(db, customer.id),
    sessions: sessions.map((session) => ({
      created_at: presentTime(session.createdAt),
      last_used_at: presentTime(session.lastUsedAt),
      address: session.address,
      user_agent: session.userAgent,
    })),
    messages: messages.map((message) => ({
      subject: message.subject,
      channel: message.channel,
      sent_at: message.sentAt === null ? null : presentTime(message.sentAt),
    })),
  }
}

/** Null when there is none, or it has been bought. What is not sold any more has no name left. */
async function openCart(
  { visit: { env }, db, customer }: CustomerContext,
  store: StoreRecord,
): Promise<CustomerExport['cart']> {
  const isTheirs = db.owned(t.customerCarts, eq(t.customerCarts.customerId, customer.id))
  const named = await db.drizzle.select().from(t.customerCarts).where(isTheirs).get()
  const seen = named && (await cartObject({ env, db }, named.cartId).view(customer.id))
  if (!named || !seen || seen.outcome === 'refused' || seen.cart.status === 'completed') return null
  const { lines, codes, email } = seen.cart
  const ids = lines.map(({ variantId }) => variantId)
  const variants = await FRESH.variants(db, ids)
  return {
    id: named.cartId,
    currency: currencyOf(store, seen.cart),
    email,
    lines: lines.map(({ variantId, quantity }) => {
      const { sku = '', title = '', options = [] } = variants.get(variantId) ?? {}
      return { variant_id: variantId, sku, title, variant_title: options.join(' / '), quantity }
    }),
    codes: codes.map(({ kind, value, lastFour }) => ({ kind, last_four: lastFour || value.slice(-4) })),
  }
}
