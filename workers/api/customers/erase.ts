/**
 * Erasing a customer's account: one batch, after which the store knows nobody behind it. The row stays without a person in
 * it, because orders refer to it. The mail address is free: whoever signs up with it is somebody new.
 *
 * Stays     Orders, anonymous (`anonymise-orders.ts`); those on their way keep their address until they have ended. The
 *           audit log, which holds ids and networks and cannot be changed by anybody.
 * Messages  See `forget-messages.ts`. The one that tells of the erasure is sent like any other, and forgotten once it has left.
 */
import { and, count, eq, not, or, sql } from 'drizzle-orm'
import { endSessions } from '../access/sessions.ts'
import { isConflict } from '../audit/change.ts'
import { cartObject } from '../carts/cart-call.ts'
import * as t from '../db/tables/index.ts'
import { ApiProblem } from '../http/problem.ts'
import { ownLinks } from '../identity/links.ts'
import { noticeMail } from '../identity/mails.ts'
import { reauthenticate } from '../identity/reauthenticate.ts'
import { anonymiseOrders, erasedEmail, isAnonymous, isToAnonymise } from './anonymise-orders.ts'
import { type CustomerContext, ownEntry, ownRow, readOwn } from './customer-context.ts'
import { forgetMessages } from './forget-messages.ts'

/** Returns how many orders are still on their way. */
export async function eraseAccount(own: CustomerContext, password: string | null): Promise<number> {
  const { visit, realm, db, customer } = own
  await reauthenticate(visit, realm, customer, password)
  const row = await readOwn(own)
  const { id, email } = row
  const nowMs = Date.now()
  const letter = noticeMail({ realm, visit }, row, 'account_erased')
  const theirs = eq(t.orders.customerId, id)
  const { drizzle } = db
  await forgetCart(own)
  try {
    const results = await drizzle.batch([
      ...forgetMessages(db, { customerId: id, email, noticeId: letter.id, nowMs }),
      drizzle
        .update(t.customers)
        .set({
          email: erasedEmail(id),
          name: '',
          phone: '',
          preferences: {},
          passwordHash: null,
          deactivatedAt: null,
          erasedAt: nowMs,
          updatedAt: nowMs,
        })
        .where(ownRow(own)),
      drizzle.delete(t.addresses).where(db.owned(t.addresses, eq(t.addresses.customerId, id))),
      drizzle.delete(t.customerCarts).where(db.owned(t.customerCarts, eq(t.customerCarts.customerId, id))),
      drizzle
        .delete(t.customerGroupMembers)
        .where(db.owned(t.customerGroupMembers, eq(t.customerGroupMembers.customerId, id))),
      drizzle.delete(t.stockSubscriptions).where(db.owned(t.stockSubscriptions, eq(t.stockSubscriptions.email, email))),
      drizzle
        .update(t.giftCards)
        .set({ recipient: null, senderName: '', recipientName: '', message: '', sendAt: null })
        .where(db.owned(t.giftCards, sql`lower(${t.giftCards.recipient}) = ${email}`)),
      drizzle
        .delete(t.customerGroupMembers)
        .where(db.owned(t.customerGroupMembers, eq(t.customerGroupMembers.customerId, id))),
      drizzle.delete(t.oauthAccounts).where(ownLinks(realm, id)),
      drizzle.delete(t.oneTimeTokens).where(linksByMail(own, email)),
      drizzle
        .delete(t.idempotencyKeys)
        .where(db.owned(t.idempotencyKeys, eq(t.idempotencyKeys.principal, ownKeys(id)))),
      endSessions(drizzle, { kind: 'customer', subjectId: id }, 'erased'),
      drizzle
        .update(t.sessions)
        .set({ address: '', userAgent: '' })
        .where(db.owned(t.sessions, eq(t.sessions.realm, 'customer'), eq(t.sessions.subjectId, id))),
      anonymiseOrders(drizzle, db.owned(t.orders, theirs, isToAnonymise(nowMs))),
      ownEntry(own, { action: 'account.erased' }),
      letter.statement,
      drizzle
        .select({ total: count() })
        .from(t.orders)
        .where(db.owned(t.orders, theirs, not(isAnonymous))),
    ])
    visit.later(letter.send(visit.env))
    const [open] = results.at(-1) as { total: number }[]
    return open?.total ?? 0
  } catch (error) {
    if (isConflict(error)) throw new ApiProblem('unauthorized') // erased by another request meanwhile
    throw error
  }
}

/** Under this name the answers of their own creating requests are kept for a day. */
const ownKeys = (customerId: string) => `customer:${customerId}`

/**
 * The cart that they have open knows their address; it forgets before the account does, so that no mail comes after. Those
 * that they had before have forgotten by themselves (`#durable-objects/cart`).
 */
async function forgetCart({ visit: { env }, db, customer }: CustomerContext): Promise<void> {
  const isTheirs = db.owned(t.customerCarts, eq(t.customerCarts.customerId, customer.id))
  const named = await db.drizzle.select().from(t.customerCarts).where(isTheirs).get()
  if (named) await cartObject({ env, db }, named.cartId).forget()
}

/** Resets of theirs, and a sign-up that was begun with the address. */
const linksByMail = ({ db, customer }: CustomerContext, email: string) =>
  or(
    and(
      eq(t.oneTimeTokens.realm, 'customer'),
      eq(t.oneTimeTokens.subjectId, customer.id),
      sql`+${t.oneTimeTokens.storeId} = ${db.storeId}`, // by the index of the subject
    ),
    db.owned(
      t.oneTimeTokens,
      eq(t.oneTimeTokens.realm, 'customer'),
      sql`lower(${t.oneTimeTokens.payload} ->> '$.email') = ${email}`,
    ),
  )
