/** Sends a checkout and says where the shopper goes from its answer. */
import type { Checkout, StartCheckout } from '#contract/checkout.ts'
import { ERRORS, type ErrorCode } from '#contract/errors.ts'
import { type ApiFailure, isApiFailure } from '../../server/api.ts'
import { isCartGone } from '../../server/refusal-text.ts'
import type { CartRef, StorefrontClient } from '../../server/storefront-client.ts'
import { cartPathAfter } from '../cart/shortage.ts'
import { type CheckoutErrors, errorsByField } from './checkout-fields.ts'

export type Paid =
  | { outcome: 'placed'; orderPath: string }
  | { outcome: 'undecided' }
  | { outcome: 'back_to_cart'; cartPath: string }
  | { outcome: 'refused'; status: number; failure: Refusal; errors: CheckoutErrors; codeErrors: CodeErrors }

/** By the id of the entered code. */
type CodeErrors = Record<string, string>

export type Refusal = Pick<ApiFailure, 'code' | 'message' | 'details'>

/** A guest's order opens with its secret, a customer's in their account. */
export const orderPath = ({ order_number, order_token }: Extract<Checkout, { status: 'completed' }>) =>
  order_token === null
    ? `/account/orders/${order_number}?done=placed`
    : `/orders/${order_number}?token=${encodeURIComponent(order_token)}`

export async function pay(shop: StorefrontClient, ref: CartRef, body: StartCheckout, key: string): Promise<Paid> {
  try {
    const checkout = await shop.startCheckout(ref, body, key)
    if (checkout.status === 'completed') {
      return { outcome: 'placed', orderPath: orderPath(checkout) }
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
    return failure.code === 'cart_completed' ? { outcome: 'undecided' } : { outcome: 'back_to_cart', cartPath: '/cart' }
  }
  switch (failure.code) {
    case 'checkout_in_progress':
    case 'idempotency_in_flight':
      return { outcome: 'undecided' }
    case 'unauthorized': // the session has ended since the page was opened
      return { outcome: 'back_to_cart', cartPath: '/cart' }
    case 'internal_error':
      throw failure
    default:
      return whereRefused(failure, failure.status)
  }
}

/** A checkout that was waited for and came to nothing. */
export function failedCheckout({ code, details }: Extract<Checkout, { status: 'failed' }>): Paid {
  const [status, message] = ERRORS[code]
  return whereRefused({ code, message, details }, status)
}

/** What is wrong with the goods is put right in the cart, all else on the page. */
function whereRefused(failure: Refusal, status: number): Paid {
  switch (failure.code) {
    case 'insufficient_stock':
    case 'hold_expired':
    case 'variant_unavailable':
      return { outcome: 'back_to_cart', cartPath: cartPathAfter(failure.code, failure.details) }
    case 'cart_empty':
      return { outcome: 'back_to_cart', cartPath: '/cart' }
    default:
      return { outcome: 'refused', status, failure, errors: errorsOf(failure), codeErrors: codeErrorsOf(failure) }
  }
}

/** The chosen delivery option was taken off meanwhile: the same words whether counting or paying has found out. */
export const RATE_GONE = {
  message: 'The delivery options have changed. Check the new total, then pay.',
  errors: { shipping_rate_id: 'This delivery option is no longer available.' },
}

const FIELD_OF_CODE: Partial<Record<ErrorCode, CheckoutErrors>> = {
  country_not_served: { country: 'We do not deliver to this country.' },
  shipping_rate_not_found: RATE_GONE.errors,
  shipping_rate_unavailable: { shipping_rate_id: 'This delivery option is not available for your address or cart.' },
  payment_method_not_found: { payment_method_id: 'This payment method is no longer available.' },
}

export const isAboutCodes = ({ code }: Pick<Refusal, 'code'>): boolean => /^(code|gift_card)_/.test(code)

/** Our words for a code say more than the API's for the field. */
function errorsOf(failure: Refusal): CheckoutErrors {
  const errors = { ...errorsByField(failure.details), ...FIELD_OF_CODE[failure.code] }
  const hasPlace = Object.keys(codeErrorsOf(failure)).length > 0
  return isAboutCodes(failure) && !hasPlace ? { ...errors, code: failure.message } : errors
}

/** What the API says about codes that are in the cart: it belongs to them, and not to the field for another. */
const codeErrorsOf = ({ details }: Refusal): CodeErrors =>
  Object.fromEntries(
    details.flatMap(({ path, message }) => (path.startsWith('codes.') ? [[path.slice('codes.'.length), message]] : [])),
  )

/** `payable` is what there is to pay now, as the page shows it. */
export function paymentText(failure: Refusal, payable: string): string {
  if (isAboutCodes(failure)) {
    return `Nothing was charged: one of your codes can no longer be used. The total is now ${payable}.`
  }
  switch (failure.code) {
    case 'payment_declined':
      return 'The payment was declined and nothing was charged. Try again or use another payment method.'
    case 'price_changed':
    case 'currency_mismatch':
      return `The total is now ${payable}. Check the new total, then pay.`
    case 'shipping_rate_not_found':
    case 'shipping_rate_unavailable':
      return RATE_GONE.message
    case 'checkout_undone':
      return 'We could not complete the order. Any payment is being refunded, and your cart is unchanged.'
    case 'overloaded':
      return 'We are very busy right now. Nothing was charged. Try again in a moment.'
    default:
      return failure.message
  }
}
