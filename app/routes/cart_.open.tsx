/**
 * Where the reminder of a cart leads. Its address holds the cart's secret, so whoever made the link could read along in the
 * cart that it opens: a guest gets a new cart with the same things in it, and a customer's opens by logging in.
 */
import type { HeadersFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { data, redirect } from '@remix-run/cloudflare'
import { decodeJwt } from 'jose'
import type { Cart } from '#contract/cart.ts'
import { DeadLink } from '../components/dead-link.tsx'
import { isApiFailure } from '../lib/api.ts'
import { keepCart, parseCartRef, readCartRef } from '../lib/cart-cookie.ts'
import { claimCart } from '../lib/claim-cart.ts'
import { siteOf } from '../lib/frame.ts'
import { faultOf } from '../lib/page-error.ts'
import { requireStore } from '../lib/require-site.ts'
import { pageMeta } from '../lib/seo.ts'
import type { CartRef, Shop } from '../lib/shop.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { context, request } = args
  const { shop } = await requireStore(context)
  const { origin } = context
  const query = new URL(request.url).searchParams
  const ref = parseCartRef(`${query.get('cart') ?? ''}.${query.get('token') ?? ''}`)
  const cart = ref && (await findCart(shop, ref))
  if (!ref || !cart) return data(null, { status: 410 })
  if (isCustomers(ref)) {
    const headers = await claimCart(args)
    return headers ? redirect('/cart', { status: 303, headers }) : redirect('/account/log-in?return_to=/cart', 303)
  }
  if (readCartRef({ request, origin })?.cartId === ref.cartId) return redirect('/cart', 303)
  const copy = await copyOf(shop, cart)
  return redirect('/cart', { status: 303, headers: keepCart(origin, copy.ref, copy.itemCount) })
}

/** Whether the token names an owner. The API has checked the token; here only the way on depends on it. */
function isCustomers({ token }: CartRef): boolean {
  try {
    return Boolean(decodeJwt(token).own)
  } catch {
    return false
  }
}

/** What cannot be had any more stays behind. */
async function copyOf(shop: Shop, { currency, lines }: Cart): Promise<{ ref: CartRef; itemCount: number }> {
  const { cart, token } = await shop.newCart(currency)
  const ref = { cartId: cart.id, token }
  let itemCount = 0
  for (const { variant_id: variantId, quantity } of lines) {
    try {
      itemCount = (await shop.addLine(ref, { variantId, quantity }, null)).item_count
    } catch (error) {
      if (!isApiFailure(error) || error.status >= 500) throw faultOf(error)
    }
  }
  return { ref, itemCount }
}

/** Null when it is bought, gone, or not to be opened with this. */
async function findCart(shop: Shop, ref: CartRef) {
  try {
    const cart = await shop.cart(ref)
    return cart.status === 'completed' ? null : cart
  } catch (error) {
    if (isApiFailure(error) && error.status < 500) return null
    throw faultOf(error)
  }
}

/** No other site and no cache may see the address. */
export const headers: HeadersFunction = () => ({
  'referrer-policy': 'no-referrer',
  'cache-control': 'private, no-store',
})

export const meta: MetaFunction = ({ matches }) =>
  pageMeta({ ...siteOf(matches), title: 'Your cart', path: '/cart/open', isPrivate: true })

export default function OpenCartPage() {
  return (
    <DeadLink lead="The cart has been bought or emptied, or the link lost a part on its way. Carts are kept for 30 days.">
      <a className="button" href="/cart">
        See the cart here
      </a>
      <a className="button button--quiet" href="/search">
        Look around the shop
      </a>
    </DeadLink>
  )
}
