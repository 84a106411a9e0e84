/**
 * The effects of a checkout on the world. Each is idempotent by the draft's ids and reports what it came to; a thrown
 * error means "no answer", and the saga asks again.
 */
import type { CheckoutDraft, CheckoutEvent, CheckoutState, Effect, Shortage } from '#domain/checkout.ts'
import { HOLD_TTL_MS } from '#domain/checkout.ts'
import type { Deps } from '../deps.ts'
import type { PaymentProvider, PaymentRequest } from '../providers/payment.ts'
import { skuObject } from './carts.ts'
import { placeOrder } from './place-order.ts'

/** Longest wait for a provider; past it the payment is unknown, not failed. */
const PAYMENT_TIMEOUT_MS = 10_000

export function performEffect(
  deps: Deps,
  effect: Effect,
  draft: CheckoutDraft,
  state: CheckoutState,
): Promise<CheckoutEvent> {
  switch (effect) {
    case 'reserve':
      return reserve(deps, draft)
    case 'pay':
      return pay(deps, draft)
    case 'look_up_payment':
      return lookUpPayment(deps, draft)
    case 'commit':
      return commit(deps, draft)
    case 'place':
      return place(deps, draft, state)
    case 'undo':
      return undo(deps, draft, state)
  }
}

/** In one order everywhere, so that two checkouts of the same SKUs do not take turns starving each other. */
const sorted = (draft: CheckoutDraft) => [...draft.lines].sort((a, b) => (a.variantId < b.variantId ? -1 : 1))

/** All lines or none: after a refusal the saga undoes, which releases what was taken. */
async function reserve(deps: Deps, draft: CheckoutDraft): Promise<CheckoutEvent> {
  for (const { variantId, quantity } of sorted(draft)) {
    const result = await skuObject(deps, variantId).reserve(draft.checkoutId, quantity, HOLD_TTL_MS)
    if (result.outcome !== 'refused') continue
    const available = result.reason === 'insufficient_stock' ? result.available : 0
    return { type: 'reserve_refused', shortages: await shortagesFrom(deps, draft, { variantId, available }) }
  }
  return { type: 'reserved' }
}

/** Every line that is short, so that the person hears of all of them at once. */
async function shortagesFrom(deps: Deps, draft: CheckoutDraft, first: Shortage): Promise<Shortage[]> {
  const others = sorted(draft).filter((line) => line.variantId > first.variantId)
  const levels = await Promise.all(others.map((line) => skuObject(deps, line.variantId).snapshot()))
  const short = others.flatMap(({ variantId, quantity }, index) => {
    const available = levels[index]?.available ?? 0
    return available < quantity ? [{ variantId, available }] : []
  })
  return [first, ...short]
}

async function pay(deps: Deps, draft: CheckoutDraft): Promise<CheckoutEvent> {
  const result = await inTime(providerOf(deps, draft).pay(paymentOf(draft)))
  if (result.outcome === 'paid') return { type: 'paid', reference: result.reference }
  return { type: result.outcome === 'declined' ? 'declined' : 'payment_unknown' }
}

async function lookUpPayment(deps: Deps, draft: CheckoutDraft): Promise<CheckoutEvent> {
  const result = await inTime(providerOf(deps, draft).lookUp(draft.checkoutId))
  if (result.outcome === 'paid') return { type: 'paid', reference: result.reference }
  if (result.outcome === 'declined') return { type: 'declined' }
  return { type: result.outcome === 'absent' ? 'payment_absent' : 'payment_unknown' }
}

async function commit(deps: Deps, draft: CheckoutDraft): Promise<CheckoutEvent> {
  for (const { variantId } of sorted(draft)) {
    const result = await skuObject(deps, variantId).commit(draft.checkoutId)
    if (result.outcome === 'refused') {
      const available = result.reason === 'insufficient_stock' ? result.available : 0
      return { type: 'commit_refused', shortages: [{ variantId, available }] }
    }
  }
  return { type: 'committed' }
}

async function place(deps: Deps, draft: CheckoutDraft, state: CheckoutState): Promise<CheckoutEvent> {
  if (!state.paymentReference) throw new Error(`Checkout ${draft.checkoutId} would be placed without a payment`)
  return { type: 'placed', orderNumber: await placeOrder(deps, draft, state.paymentReference) }
}

/** Money back first: a shopper waits for it, the shelf does not. */
async function undo(deps: Deps, draft: CheckoutDraft, state: CheckoutState): Promise<CheckoutEvent> {
  if (state.paymentMayExist && state.failure?.code !== 'payment_declined') {
    await inTime(providerOf(deps, draft).cancel(paymentOf(draft)))
  }
  for (const { variantId } of sorted(draft)) await skuObject(deps, variantId).release(draft.checkoutId)
  return { type: 'undone' }
}

function providerOf(deps: Deps, draft: CheckoutDraft): PaymentProvider {
  const provider = deps.payments.get(draft.payment.provider)
  if (!provider) throw new Error(`The payment provider ${draft.payment.provider} is not configured any more`)
  return provider
}

const paymentOf = (draft: CheckoutDraft): PaymentRequest => ({
  idempotencyKey: draft.checkoutId,
  methodId: draft.payment.methodId,
  amountMinor: draft.totalMinor,
  currency: draft.currency,
})

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | null = null
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The payment provider did not answer in time')), PAYMENT_TIMEOUT_MS)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
