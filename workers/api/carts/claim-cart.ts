/**
 * The cart of somebody who logs in: what they had begun as a guest becomes theirs, or goes into what they have open
 * already, on whichever device. Safe to repeat: a cart is merged once, however often it is claimed.
 *
 * Crash      D1 says first which cart is the customer's; a cart that is named there and has no owner yet gets one when it is
 *            next asked for, so no cart knows of a customer who does not know of it. A guest's cart that is being merged is
 *            closed only when the other has its lines.
 * Currency   A cart keeps its own; one with nothing in it yet makes room for one in the currency that is wanted.
 */
import { eq } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { type BegunCart, type CartSnapshot, UNWRITTEN } from '#durable-objects/cart-answers.ts'
import { readCartToken } from '../access/cart-token.ts'
import * as t from '../db/tables/index.ts'
import type { Deps } from '../deps/deps.ts'
import { ApiProblem } from '../http/problem.ts'
import type { StoreRecord } from '../stores/resolve-store.ts'
import { accepted, begunCart, cartObject } from './cart-call.ts'
import { currencyOf, FRESH, offerOf, readCartFacts } from './cart-facts.ts'
import { customerEmail } from './customer-email.ts'
import { offeredCurrency } from './open-cart.ts'

interface Claim {
  deps: Deps
  store: StoreRecord
  customer: { id: string; email: string }
  /** Undefined: any will do. */
  currency: string | undefined
  /** What the guest has brought along, when it was begun by its token. */
  begun: BegunCart | null
}
export interface ClaimedCart {
  cartId: string
  snapshot: CartSnapshot
}

/** Two devices that log in at the same moment: whoever comes second looks again. */
const MAX_ROUNDS = 4

export async function claimCart(
  deps: Deps,
  store: StoreRecord,
  customerId: string,
  guest: { cart_id: string | null; token: string; currency?: string | undefined },
): Promise<ClaimedCart> {
  const currency = guest.currency && offeredCurrency(store, guest.currency)
  const begun =
    guest.cart_id === null ? null : await checkToken({ deps, store }, customerId, guest.cart_id, guest.token)
  const claim = { deps, store, customer: { id: customerId, email: await emailOf(deps, customerId) }, currency, begun }
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const claimed = await tryClaim(claim, guest.cart_id)
    if (claimed) return claimed
  }
  throw new ApiProblem('overloaded', undefined, { 'retry-after': '1' })
}

/** The token opens the cart, or did before it became the customer's. Returns the cart that it began, if it began one. */
async function checkToken(
  { deps, store }: Pick<Claim, 'deps' | 'store'>,
  customerId: string,
  cartId: string,
  token: string,
): Promise<BegunCart | null> {
  const bearer = await readCartToken(token, cartId, store.id, deps.config.signingSecret)
  if (!bearer || (bearer.owner !== '' && bearer.owner !== customerId)) throw new ApiProblem('cart_token_invalid')
  return begunCart({ store, cartId, ...bearer })
}

async function emailOf({ db }: Deps, customerId: string): Promise<string> {
  const email = await customerEmail(db, customerId)
  if (email === null) throw new ApiProblem('unauthorized')
  return email
}

/** Null: something has changed meanwhile. */
async function tryClaim(claim: Claim, guestId: string | null): Promise<ClaimedCart | null> {
  const named = await namedCart(claim)
  const open = named === null ? null : await openCart(claim, named)
  const guest = guestId !== null && guestId !== open?.cartId ? await guestCart(claim, guestId) : null
  const own = open && (await unlessInTheWay(claim, open, guest))
  if (own) return guest ? merge(claim, own, guest) : own
  if (!guest) return begin(claim, named)
  return (await name(claim, named, guest.cartId)) ? openCart(claim, guest.cartId) : null
}

/** Null for an empty cart that is in the way of one in another currency; it forgets the address before D1 forgets it. */
async function unlessInTheWay({ deps, store, currency }: Claim, own: ClaimedCart, guest: ClaimedCart | null) {
  const { status, lines } = own.snapshot
  const hasBrought = guest !== null && guest.snapshot.lines.length > 0
  const wanted = hasBrought ? currencyOf(store, guest.snapshot) : currency
  const isInTheWay = wanted !== undefined && wanted !== currencyOf(store, own.snapshot)
  if (!isInTheWay || status !== 'open' || lines.length > 0) return own
  await cartObject(deps, own.cartId).forget()
  return null
}

/** What D1 says is theirs. */
async function namedCart({ deps: { db }, customer }: Claim): Promise<string | null> {
  const isTheirs = db.owned(t.customerCarts, eq(t.customerCarts.customerId, customer.id))
  return (await db.drizzle.select().from(t.customerCarts).where(isTheirs).get())?.cartId ?? null
}

/** Names the cart as theirs, unless another has been named since. */
async function name({ deps: { db }, customer }: Claim, before: string | null, cartId: string): Promise<boolean> {
  const row = { storeId: db.storeId, customerId: customer.id, cartId, updatedAt: Date.now() }
  const { storeId, customerId, cartId: column } = t.customerCarts
  const written = await db.drizzle
    .insert(t.customerCarts)
    .values(row)
    .onConflictDoUpdate({ target: [storeId, customerId], set: row, setWhere: eq(column, before ?? '') })
    .returning({ column })
  return written.length > 0
}

/** Theirs and not bought yet; one without an owner becomes theirs. */
async function openCart({ deps, customer }: Claim, cartId: string): Promise<ClaimedCart | null> {
  const claimed = await cartObject(deps, cartId).claim(customer.id, customer.email)
  if (claimed.outcome === 'refused' || claimed.cart.status === 'completed') return null
  return { cartId, snapshot: claimed.cart }
}

async function begin(claim: Claim, named: string | null): Promise<ClaimedCart | null> {
  const { deps, store, currency = store.currency } = claim
  const cartId = uuidv7()
  accepted(await cartObject(deps, cartId).create({ storeId: store.id, cartId, currency, owner: '' }))
  return (await name(claim, named, cartId)) ? openCart(claim, cartId) : null
}

/** What they have brought along, if there still is something to bring. */
async function guestCart({ deps, customer, begun }: Claim, cartId: string): Promise<ClaimedCart | null> {
  const object = cartObject(deps, cartId)
  const seen = await object.view(null, null, begun)
  if (seen.outcome === 'refused' || seen.cart.status === 'completed') return null
  if (seen.cart.owner !== '' && seen.cart.owner !== customer.id) throw new ApiProblem('cart_token_invalid')
  if (seen.cart.status === 'checking_out') throw new ApiProblem('checkout_in_progress')
  // Somebody's cart is one that is written.
  if (begun && seen.cart.version === UNWRITTEN) await object.create({ ...begun, owner: '' })
  const into = await object.mergedInto()
  if (into === null || !(await hasMerged({ deps, customer }, into, cartId))) return { cartId, snapshot: seen.cart }
  await object.endMerge('merged')
  return null
}

/** The change that a merge is in the cart that takes it. */
const mergeKey = (guestId: string) => ({ key: `merge:${guestId}`, requestHash: 'merge' })

/** Whether a merge that was begun has been made: what it brought may have been bought since. */
async function hasMerged({ deps, customer }: Pick<Claim, 'deps' | 'customer'>, into: string, guestId: string) {
  return (await cartObject(deps, into).view(customer.id, mergeKey(guestId))).outcome === 'replayed'
}

async function merge(claim: Claim, own: ClaimedCart, guest: ClaimedCart): Promise<ClaimedCart | null> {
  const { deps, store, customer } = claim
  if (own.snapshot.status === 'checking_out') throw new ApiProblem('checkout_in_progress')
  // It was theirs before another device's cart was named: nobody brings it along.
  if (guest.snapshot.owner !== '') return own
  const source = cartObject(deps, guest.cartId)
  const begun = await source.beginMerge(own.cartId)
  if (begun.outcome === 'refused') return begun.reason === 'cart_not_found' ? own : null
  const { lines, codes, email } = begun.cart
  const { owner, currency } = own.snapshot
  const facts = await readCartFacts(deps.db, store, { owner, currency, lines, codes: [] }, FRESH)
  const offers = Object.fromEntries(
    [...facts.variants.values()].flatMap((variant) => {
      const offer = offerOf(store, facts, variant)
      return offer ? [[variant.id, offer]] : []
    }),
  )
  const change = { type: 'merge' as const, from: { lines, codes, email }, offers }
  const merged = await cartObject(deps, own.cartId).change(change, customer.id, mergeKey(guest.cartId))
  await source.endMerge(merged.outcome === 'refused' ? 'refused' : 'merged')
  return merged.outcome === 'refused' ? null : { cartId: own.cartId, snapshot: merged.cart }
}
