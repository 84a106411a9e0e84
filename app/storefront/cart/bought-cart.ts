/**
 * Tabs that still show a cart which has become an order: what they send leads to the order, where its owner may see it, and
 * touches no other cart.
 */
import type { AppLoadContext } from '@remix-run/cloudflare'
import type { Checkout } from '#contract/checkout.ts'
import { readBoughtRef, readCartRef } from '../../server/cart-cookie.ts'
import type { CartRef, StorefrontClient } from '../../server/storefront-client.ts'
import { orderPath } from '../checkout/pay.ts'
import { CART_FIELD } from './cart-field-names.ts'

interface Visit {
  context: Pick<AppLoadContext, 'origin'>
  request: Request
}

export type Bought = Extract<Checkout, { status: 'completed' }>

/** The order that this browser has placed within a day; null where there is none, or nobody can say. */
export async function readBought(shop: StorefrontClient, { context, request }: Visit): Promise<Bought | null> {
  const ref = readBoughtRef({ request, origin: context.origin })
  return ref ? boughtWith(shop, ref) : null
}

export async function boughtWith(shop: StorefrontClient, ref: CartRef): Promise<Bought | null> {
  const checkout = await shop.checkout(ref).catch(() => null)
  return checkout?.status === 'completed' ? checkout : null
}

/**
 * Where a form of cart or checkout leads that is about another cart than the browser has now: the order that it became. Null
 * where it is about the present one, or nothing is known of it.
 */
export async function placeOfStale(shop: StorefrontClient, visit: Visit, form: FormData): Promise<string | null> {
  const { context, request } = visit
  const sent = form.get(CART_FIELD)
  const present = readCartRef({ request, origin: context.origin })
  if (present && (sent === null || sent === present.cartId)) return null
  const bought = readBoughtRef({ request, origin: context.origin })
  if (!bought || (sent !== null && sent !== bought.cartId)) return null
  const placed = await boughtWith(shop, bought)
  return placed && orderPath(placed)
}
