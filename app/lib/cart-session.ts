/** The shopper's cart behind the cookie: opened, started, or found to be gone. */
import type { Cart } from '#contract/cart.ts'
import { isApiFailure } from './api.ts'
import { hasCartCookie, readCartRef } from './cart-cookie.ts'
import { faultOf } from './page-error.ts'
import { isCartGone } from './refusal-text.ts'
import type { CartRef, Shop } from './shop.ts'

export type OpenedCart = { outcome: 'none' } | { outcome: 'gone' } | { outcome: 'open'; ref: CartRef; cart: Cart }

/** With the totals of that delivery option, or of the first one where it is not offered (any more). */
export async function openCart(
  shop: Shop,
  visit: { request: Request; origin: string },
  shippingRateId?: string,
): Promise<OpenedCart> {
  const ref = readCartRef(visit)
  if (!ref) return { outcome: hasCartCookie(visit) ? 'gone' : 'none' }
  try {
    const cart = await shop.cart(ref, shippingRateId)
    return cart.status === 'completed' ? { outcome: 'gone' } : { outcome: 'open', ref, cart }
  } catch (error) {
    if (!isApiFailure(error)) throw error
    if (isCartGone(error)) return { outcome: 'gone' }
    if (shippingRateId && error.status === 422) return openCart(shop, visit)
    throw faultOf(error)
  }
}

/** Adds to the shopper's cart, or to a fresh one where there is none or it is gone. Other refusals are thrown. */
export async function addToCart(shop: Shop, ref: CartRef | null, variantId: string, quantity: number) {
  if (ref) {
    try {
      return { ref, cart: await shop.addLine(ref, variantId, quantity), isFresh: false }
    } catch (error) {
      if (!isApiFailure(error) || !isCartGone(error)) throw error
    }
  }
  const started = await shop.newCart()
  const freshRef = { cartId: started.cart.id, token: started.token }
  return { ref: freshRef, cart: await shop.addLine(freshRef, variantId, quantity), isFresh: ref !== null }
}
