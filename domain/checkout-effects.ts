/**
 * What each effect of a checkout does to the world, through ports that the caller hands in: the API's objects, provider and
 * database, or the simulator's. Every effect is idempotent by the draft's ids and reports what it came to; a thrown error
 * means "no answer", and the saga asks again.
 */
import {
  type CheckoutDraft,
  type CheckoutEvent,
  type CheckoutState,
  type Effect,
  HOLD_TTL_MS,
  type Shortage,
} from './checkout.ts'
import type { CommitResult, ReserveResult } from './reservation.ts'

export interface StockPort {
  reserve(holdId: string, quantity: number, ttlMs: number): Promise<ReserveResult>
  commit(holdId: string): Promise<CommitResult>
  release(holdId: string): Promise<unknown>
  available(): Promise<number>
}

export type PaymentOutcome =
  | { outcome: 'paid'; reference: string }
  | { outcome: 'declined' }
  /** No answer in time: it may or may not have been paid. */
  | { outcome: 'unknown' }
export type LookupOutcome = PaymentOutcome | { outcome: 'absent' }

export interface PaymentPort {
  pay(): Promise<PaymentOutcome>
  /** `absent` when the provider never heard of this checkout. */
  lookUp(): Promise<LookupOutcome>
  /** Pays back, or makes sure that it can never be paid. */
  cancel(): Promise<void>
}

export interface CheckoutWorld {
  stock(variantId: string): StockPort
  payment(draft: CheckoutDraft): PaymentPort
  /** Writes the order, all or nothing and once per checkout; returns its number. */
  place(draft: CheckoutDraft, paymentReference: string): Promise<number>
}

export function performEffect(
  world: CheckoutWorld,
  effect: Effect,
  draft: CheckoutDraft,
  state: CheckoutState,
): Promise<CheckoutEvent> {
  switch (effect) {
    case 'reserve':
      return reserve(world, draft)
    case 'pay':
      return pay(world, draft)
    case 'look_up_payment':
      return lookUpPayment(world, draft)
    case 'commit':
      return commit(world, draft)
    case 'place':
      return place(world, draft, state)
    case 'undo':
      return undo(world, draft, state)
  }
}

/** In one order everywhere, so that two checkouts of the same SKUs do not take turns starving each other. */
const sorted = (draft: CheckoutDraft) => [...draft.lines].sort((a, b) => (a.variantId < b.variantId ? -1 : 1))

/** All lines or none: after a refusal the saga undoes, which releases what was taken. */
async function reserve(world: CheckoutWorld, draft: CheckoutDraft): Promise<CheckoutEvent> {
  for (const { variantId, quantity } of sorted(draft)) {
    const result = await world.stock(variantId).reserve(draft.checkoutId, quantity, HOLD_TTL_MS)
    if (result.outcome !== 'refused') continue
    const available = result.reason === 'insufficient_stock' ? result.available : 0
    return { type: 'reserve_refused', shortages: await shortagesFrom(world, draft, { variantId, available }) }
  }
  return { type: 'reserved' }
}

/** Every line that is short, so that the person hears of all of them at once. */
async function shortagesFrom(world: CheckoutWorld, draft: CheckoutDraft, first: Shortage): Promise<Shortage[]> {
  const others = sorted(draft).filter((line) => line.variantId > first.variantId)
  const available = await Promise.all(others.map((line) => world.stock(line.variantId).available()))
  const short = others.flatMap(({ variantId, quantity }, index) => {
    const left = available[index] ?? 0
    return left < quantity ? [{ variantId, available: left }] : []
  })
  return [first, ...short]
}

async function pay(world: CheckoutWorld, draft: CheckoutDraft): Promise<CheckoutEvent> {
  const result = await world.payment(draft).pay()
  if (result.outcome === 'paid') return { type: 'paid', reference: result.reference }
  return { type: result.outcome === 'declined' ? 'declined' : 'payment_unknown' }
}

async function lookUpPayment(world: CheckoutWorld, draft: CheckoutDraft): Promise<CheckoutEvent> {
  const result = await world.payment(draft).lookUp()
  if (result.outcome === 'paid') return { type: 'paid', reference: result.reference }
  if (result.outcome === 'declined') return { type: 'declined' }
  return { type: result.outcome === 'absent' ? 'payment_absent' : 'payment_unknown' }
}

async function commit(world: CheckoutWorld, draft: CheckoutDraft): Promise<CheckoutEvent> {
  for (const { variantId } of sorted(draft)) {
    const result = await world.stock(variantId).commit(draft.checkoutId)
    if (result.outcome === 'refused') {
      const available = result.reason === 'insufficient_stock' ? result.available : 0
      return { type: 'commit_refused', shortages: [{ variantId, available }] }
    }
  }
  return { type: 'committed' }
}

async function place(world: CheckoutWorld, draft: CheckoutDraft, state: CheckoutState): Promise<CheckoutEvent> {
  if (!state.paymentReference) throw new Error(`Checkout ${draft.checkoutId} would be placed without a payment`)
  return { type: 'placed', orderNumber: await world.place(draft, state.paymentReference) }
}

/** Money back first: a shopper waits for it, the shelf does not. */
async function undo(world: CheckoutWorld, draft: CheckoutDraft, state: CheckoutState): Promise<CheckoutEvent> {
  if (state.paymentMayExist && state.failure?.code !== 'payment_declined') await world.payment(draft).cancel()
  for (const { variantId } of sorted(draft)) await world.stock(variantId).release(draft.checkoutId)
  return { type: 'undone' }
}
