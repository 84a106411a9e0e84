/** What the API refused, in words for the person who asked. */
import type { ApiFailure } from './api.ts'

/** The cart cannot be opened any more: forged, expired, or already bought. */
export const isCartGone = (failure: ApiFailure): boolean =>
  failure.code === 'cart_not_found' || failure.code === 'cart_token_invalid' || failure.code === 'cart_completed'

/** The cart is a customer's, who has to be logged in: it is kept in their account. */
export const isCartKept = (failure: ApiFailure): boolean => failure.code === 'unauthorized'

export const CART_KEPT = 'Your cart is saved in your account. Log in to see it.'
export const CART_KEPT_AND_NEW = 'Your earlier cart is saved in your account. Log in to add it to this one.'
export const CART_GONE = 'Your earlier cart has expired: carts are kept for 30 days.'

export function refusalText(failure: ApiFailure): string {
  const available = failure.details.find((detail) => detail.available !== undefined)?.available
  switch (failure.code) {
    case 'insufficient_stock':
      return stockRefusal(available)
    case 'variant_unavailable':
    case 'variant_not_found':
      // Or not in the currency of the cart: the API says which.
      return failure.details[0]?.message ?? 'This is no longer available.'
    case 'cart_line_not_found':
      return 'That item is no longer in your cart.'
    case 'checkout_in_progress':
      return 'This cart is being paid for and cannot be changed.'
    case 'code_not_found':
      return 'This code is not valid. Check it for typos.'
    case 'validation_failed':
      return failure.details[0]?.message ?? failure.message
    default:
      return failure.message
  }
}

export function stockRefusal(available: number | undefined): string {
  if (available === undefined) return 'Not enough in stock.'
  if (available <= 0) return 'Sold out, or all that are left are already in your cart.'
  return available === 1 ? 'Only 1 in stock.' : `Only ${available} in stock.`
}
