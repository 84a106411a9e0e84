/** The shopper's cart behind the cookie: opened, started, or found to be gone. */
import type { Cart, CartQuery } from '#contract/cart.ts'
import { isApiFailure } from './api.ts'
import { hasCartCookie, readCartRef } from './cart-cookie.ts'
import { faultOf } from './page-error.ts'
import { isCartGone } from './refusal-text.ts'
import type { Added, CartRef, Shop } from './shop.ts'

export type OpenedCart = { outcome: 'none' } | { outcome: 'gone' } | { outcome: 'open'; ref: CartRef; cart: Cart }

/** Counted for that place and delivery option, or with the first option where that one is not offered (any more). */
export async function openCart(
  shop: Shop,
  visit: { request: Request; origin: string },
  view: CartQuery = {},
): Promise<OpenedCart> {
  const ref = readCartRef(visit)
  if (!ref) return { outcome: hasCartCookie(visit) ? 'gone' : 'none' }
  try {
    const cart = await shop.cart(ref, view)
    return cart.status === 'completed' ? { outcome: 'gone' } : { outcome: 'open', ref, cart }
  } catch (error) {
    if (!isApiFailure(error)) throw error
    if (isCartGone(error)) return { outcome: 'gone' }
    if (view.shipping_rate_id && (error.status === 422 || error.code === 'shipping_rates_unavailable')) {
      return openCart(shop, visit, { ...view, shipping_rate_id: undefined })
    }
    throw faultOf(error)
  }
}

interface Adding {
  added: Added
  /** Of the press of the button. */
  key: string | null
  /** Of a cart that is started for this. */
  currency: string | undefined
  /** A customer's cart is their own, so that it asks their prices. */
  isSignedIn: boolean
}

/** Adds to the shopper's cart, or to a fresh one where there is none or it is gone. Other refusals are thrown. */
export async function addToCart(shop: Shop, ref: CartRef | null, adding: Adding) {
  const { added, key } = adding
  if (ref) {
    try {
      return { ref, cart: await shop.addLine(ref, added, key), isFresh: false }
    } catch (error) {
      if (!isApiFailure(error) || !isCartGone(error)) throw error
    }
  }
  const started = await startCart(shop, adding)
  const freshRef = { cartId: started.cart.id, token: started.token }
  return { ref: freshRef, cart: await shop.addLine(freshRef, added, key), isFresh: ref !== null }
}

/** Whose session has been ended elsewhere buys as a guest. */
async function startCart(shop: Shop, { currency, isSignedIn }: Adding) {
  if (!isSignedIn) return shop.newCart(currency)
  try {
    return await shop.account.claimCart(null, currency)
  } catch (error) {
    if (!isApiFailure(error) || error.code !== 'unauthorized') throw error
    return shop.newCart(currency)
  }
}
