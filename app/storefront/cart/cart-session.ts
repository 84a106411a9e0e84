/** The shopper's cart behind the cookie: opened, started, or found to be gone. */
import type { AppLoadContext } from '@remix-run/cloudflare'
import type { Cart, CartQuery } from '#contract/cart.ts'
import { isApiFailure } from '../../server/api.ts'
import { hasCartCookie, readCartRef } from '../../server/cart-cookie.ts'
import { faultOf } from '../../server/page-error.ts'
import { isCartGone, isCartKept } from '../../server/refusal-text.ts'
import { requireKnownSession } from '../../server/session.ts'
import type { Added, CartRef, StorefrontClient } from '../../server/storefront-client.ts'

/** `kept`: it is in the account of somebody who has to log in. */
export type OpenedCart = { outcome: 'none' | 'gone' | 'kept' } | { outcome: 'open'; ref: CartRef; cart: Cart }

/** Counted for that place and delivery option, or with the first option where that one is not offered (any more). */
export async function openCart(
  shop: StorefrontClient,
  { context, request }: { context: AppLoadContext; request: Request },
  view: CartQuery = {},
): Promise<OpenedCart> {
  const visit = { request, origin: context.origin }
  const ref = readCartRef(visit)
  if (!ref) return { outcome: hasCartCookie(visit) ? 'gone' : 'none' }
  try {
    const cart = await shop.cart(ref, view)
    return cart.status === 'completed' ? { outcome: 'gone' } : { outcome: 'open', ref, cart }
  } catch (error) {
    if (!isApiFailure(error)) throw error
    if (isCartGone(error)) return { outcome: 'gone' }
    if (isCartKept(error)) {
      requireKnownSession(context)
      return { outcome: 'kept' }
    }
    if (view.shipping_rate_id && (error.status === 422 || error.code === 'shipping_rates_unavailable')) {
      return openCart(shop, { context, request }, { ...view, shipping_rate_id: undefined })
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
  context: AppLoadContext
}

/** Adds to the shopper's cart, or to a fresh one where that cannot be had: `lost` says why. Other refusals are thrown. */
export async function addToCart(shop: StorefrontClient, ref: CartRef | null, adding: Adding) {
  const { added, key, context } = adding
  let lost: 'gone' | 'kept' | null = null
  if (ref) {
    try {
      return { ref, cart: await shop.addLine(ref, added, key), lost }
    } catch (error) {
      if (!isApiFailure(error) || !(isCartGone(error) || isCartKept(error))) throw error
      // One that was bought has been asked for no more: the order page says where its things are.
      lost = isCartKept(error) ? 'kept' : error.code === 'cart_completed' ? null : 'gone'
      if (lost === 'kept') requireKnownSession(context)
    }
  }
  const started = await startCart(shop, adding)
  const freshRef = { cartId: started.cart.id, token: started.token }
  return { ref: freshRef, cart: await shop.addLine(freshRef, added, key), lost }
}

/** A customer's cart is their own, so that it asks their prices; whose session has been ended elsewhere buys as a guest. */
async function startCart(shop: StorefrontClient, { currency, context }: Adding) {
  if (!context.isSignedIn) return shop.newCart(currency)
  try {
    return await shop.account.claimCart(null, currency)
  } catch (error) {
    if (!isApiFailure(error) || error.code !== 'unauthorized') throw error
    return shop.newCart(currency)
  }
}
