/** What the API refused, in words for the person who asked. */
import type { ApiFailure } from './api.ts'

/** The cart cannot be opened any more: forged, expired, or already bought. */
export const isCartGone = (failure: ApiFailure): boolean =>
  failure.code === 'cart_not_found' || failure.code === 'cart_token_invalid' || failure.code === 'cart_completed'

/** The cart is a customer's, who has to be logged in: it is kept in their account. */
export const isCartKept = (failure: ApiFailure): boolean => failure.code === 'unauthorized'

export const CART_KEPT = 'Your cart is kept in your account. Log in to see it.'
export const CART_KEPT_AND_NEW =
  'Your earlier cart is kept in your account. Log in, and it comes together with this new one.'
export const CART_GONE = 'Your earlier cart is gone: carts are kept for 30 days. We have started a new one for you.'

export function refusalText(failure: ApiFailure): string {
  const available = failure.details.find((detail) => detail.available !== undefined)?.available
  switch (failure.code) {
    case 'insufficient_stock':
      return stockRefusal(available)
    case 'variant_unavailable':
    case 'variant_not_found':
      // Or not in the currency of the cart: the API says which.
      return failure.details[0]?.message ?? 'This is not sold any more.'
    case 'cart_line_not_found':
      return 'That line is not in the cart any more.'
    case 'checkout_in_progress':
      return 'This cart is being paid for at the moment, so it cannot be changed.'
    case 'code_not_found':
      return 'We do not know this code. Please look for a mistyped letter.'
    case 'validation_failed':
      return failure.details[0]?.message ?? failure.message
    default:
      return failure.message
  }
}

export function stockRefusal(available: number | undefined): string {
  if (available === undefined) return 'There are not that many in stock.'
  if (available <= 0) return 'This is sold out, or all that are left are in your cart already.'
  return available === 1 ? 'There is only one in stock.' : `There are only ${available} in stock.`
}
