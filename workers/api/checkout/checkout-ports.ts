/**
 * The world that a checkout acts on: the objects of stock, promotions and gift cards, the payment provider with a limit on
 * its patience, and D1.
 */
import type { Event } from '#contract/events.ts'
import type { CheckoutDraft } from '#domain/checkout.ts'
import type { CheckoutPorts, PaymentPort } from '#domain/checkout-effects.ts'
import type { Deps } from '../deps/deps.ts'
import { stockOf } from '../inventory/stock.ts'
import type { StoreRecord } from '../stores/resolve-store.ts'
import { placeOrder } from './place-order.ts'

/** Longest wait for a provider; past it the payment is unknown, not failed. */
const PAYMENT_TIMEOUT_MS = 10_000

interface Host {
  reach: CheckoutPorts['reach']
  /** Is given what the outbox holds of an order that was placed. */
  written(events: Event[]): void
}

export const checkoutWorld = (deps: Deps, store: StoreRecord, { reach, written }: Host): CheckoutPorts => ({
  stock: ({ variantId: id, stockShards }) => stockOf(deps, { id, stockShards }),
  promotion: (promotionId) => deps.env.PROMOTION_USES.getByName(`${store.id}:${promotionId}`),
  giftCard(giftCardId) {
    const card = deps.env.GIFT_CARD.getByName(`${store.id}:${giftCardId}`)
    return {
      issue: (entry) => card.issue({ ...entry, expiresAtMs: null }),
      hold: (hold) => card.hold(hold),
      capture: (id, reason) => card.capture(id, reason),
      release: (id) => card.release(id),
    }
  },
  payment: (draft) => paymentPort(deps, draft),
  async place(draft, settlement) {
    const { number, events } = await placeOrder(deps, store, draft, settlement)
    written(events)
    return number
  },
  reach,
})

function paymentPort(deps: Deps, draft: CheckoutDraft): PaymentPort {
  const { provider: name, methodId } = draft.payment
  const provider = deps.payments.get(name)
  if (!provider) throw new Error(`The payment provider ${name} is not configured any more`)
  const { checkoutId: idempotencyKey, payableMinor: amountMinor, currency } = draft
  const request = { idempotencyKey, methodId, amountMinor, currency }
  return {
    pay: () => inTime(provider.pay(request)),
    lookUp: () => inTime(provider.lookUp(idempotencyKey)),
    cancel: () => inTime(provider.cancel(request)),
  }
}

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
