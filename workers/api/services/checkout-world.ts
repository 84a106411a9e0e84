/** The world that a checkout acts on: SKU objects, the payment provider with a limit on its patience, and D1. */
import type { CheckoutDraft } from '#domain/checkout.ts'
import type { CheckoutWorld, PaymentPort } from '#domain/checkout-effects.ts'
import type { Deps } from '../deps.ts'
import { skuObject } from './carts.ts'
import { placeOrder } from './place-order.ts'
import type { StoreRecord } from './resolve-store.ts'

/** Longest wait for a provider; past it the payment is unknown, not failed. */
const PAYMENT_TIMEOUT_MS = 10_000

export const checkoutWorld = (deps: Deps, store: StoreRecord): CheckoutWorld => ({
  stock(variantId) {
    const sku = skuObject(deps, variantId)
    return {
      reserve: (holdId, quantity, ttlMs) => sku.reserve(holdId, quantity, ttlMs),
      commit: (holdId) => sku.commit(holdId),
      release: (holdId) => sku.release(holdId),
      available: async () => (await sku.snapshot()).available,
    }
  },
  payment: (draft) => paymentPort(deps, draft),
  place: (draft, paymentReference) => placeOrder(deps, store, draft, paymentReference),
})

function paymentPort(deps: Deps, draft: CheckoutDraft): PaymentPort {
  const { provider: name, methodId } = draft.payment
  const provider = deps.payments.get(name)
  if (!provider) throw new Error(`The payment provider ${name} is not configured any more`)
  const { checkoutId: idempotencyKey, totalMinor: amountMinor, currency } = draft
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
