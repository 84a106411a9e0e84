/** Sends a checkout and says where the shopper goes from its answer. */
import type { StartCheckout } from '#contract/checkout.ts'
import { type ApiFailure, isApiFailure } from './api.ts'
import { type CheckoutErrors, errorsByField } from './checkout-form.ts'
import { isCartGone } from './refusal-text.ts'
import type { CartRef, Shop } from './shop.ts'

export type Paid =
  | { outcome: 'placed'; orderPath: string }
  | { outcome: 'undecided' }
  | { outcome: 'back_to_cart' }
  | { outcome: 'refused'; status: number; message: string; errors: CheckoutErrors }

export const orderPath = (number: number, token: string) => `/orders/${number}?token=${encodeURIComponent(token)}`

export async function pay(shop: Shop, ref: CartRef, body: StartCheckout, key: string): Promise<Paid> {
  try {
    const checkout = await shop.startCheckout(ref, body, key)
    if (checkout.status === 'completed') {
      return { outcome: 'placed', orderPath: orderPath(checkout.order_number, checkout.order_token) }
    }
    return { outcome: 'undecided' }
  } catch (error) {
    if (!isApiFailure(error)) throw error
    return refusedBy(error)
  }
}

function refusedBy(failure: ApiFailure): Paid {
  if (isCartGone(failure)) {
    // A second tab may have bought it already: the checkout page knows.
    return failure.code === 'cart_completed' ? { outcome: 'undecided' } : { outcome: 'back_to_cart' }
  }
  switch (failure.code) {
    case 'checkout_in_progress':
    case 'idempotency_in_flight':
      return { outcome: 'undecided' }
    case 'insufficient_stock':
    case 'variant_unavailable':
    case 'cart_empty':
      return { outcome: 'back_to_cart' }
    case 'internal_error':
      throw failure
    default:
      return { outcome: 'refused', status: failure.status, message: paymentText(failure), errors: errorsOf(failure) }
  }
}

/** The chosen delivery option was taken off meanwhile: the same words whether counting or paying has found out. */
export const RATE_GONE = {
  message: 'The delivery options have changed. Please look at the new total, then pay if it is all right.',
  errors: { shipping_rate_id: 'This delivery option is not offered any more.' },
}

const FIELD_OF_CODE: Record<string, CheckoutErrors> = {
  country_not_served: { country: 'We do not deliver to this country.' },
  shipping_rate_not_found: RATE_GONE.errors,
  payment_method_not_found: { payment_method_id: 'This way to pay is not offered any more.' },
}

/** Our words for a code say more than the API's for the field. */
const errorsOf = (failure: ApiFailure): CheckoutErrors => ({
  ...errorsByField(failure.details),
  ...FIELD_OF_CODE[failure.code],
})

export function paymentText(failure: Pick<ApiFailure, 'code' | 'message'>): string {
  switch (failure.code) {
    case 'payment_declined':
      return 'The payment was declined and nothing was charged. Your cart is as it was: try again or pay another way.'
    case 'price_changed':
      return 'The total has changed since you saw it. Please look at the new total, then pay if it is all right.'
    case 'shipping_rate_not_found':
      return RATE_GONE.message
    case 'checkout_undone':
      return 'We could not complete the order. Any payment is being returned; your cart is as it was.'
    case 'overloaded':
      return 'Very many people are buying at this moment. Nothing was charged; please try again in a moment.'
    default:
      return failure.message
  }
}
