/** After a log-in: the cart that a guest has filled goes along, and carts of the same customer elsewhere come together. */
import type { AppLoadContext } from '@remix-run/cloudflare'
import { isApiFailure } from './api.ts'
import { keepCart, readCartRef } from './cart-cookie.ts'
import { isCartGone } from './refusal-text.ts'
import type { CartRef, StorefrontClient } from './storefront-client.ts'

interface Visit {
  context: AppLoadContext
  request: Request
}

/**
 * The cookies of the customer's cart, for the answer of the log-in. Logging in never depends on it: where the cart cannot
 * be had, everything stays as it is.
 */
export async function claimCart({ context, request }: Visit): Promise<Headers | undefined> {
  const { origin } = context
  const site = await context.site()
  if (site.kind !== 'store') return undefined
  const guest = readCartRef({ request, origin })
  try {
    const { cart, token } = await claim(site.shop, guest)
    // A cart with nothing in it is started anew when it is needed; until then the shopper has none.
    return cart.item_count > 0 || guest ? keepCart(origin, { cartId: cart.id, token }, cart.item_count) : undefined
  } catch {
    return undefined
  }
}

async function claim(shop: StorefrontClient, guest: CartRef | null) {
  try {
    return await shop.account.claimCart(guest)
  } catch (error) {
    if (!guest || !isApiFailure(error) || !isCartGone(error)) throw error
    return shop.account.claimCart(null)
  }
}
