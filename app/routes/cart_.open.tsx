/** Where the reminder of a cart leads: its address holds the cart's secret, which becomes this browser's cookie. */
import type { HeadersFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { data, redirect } from '@remix-run/cloudflare'
import { DeadLink } from '../components/dead-link.tsx'
import { isApiFailure } from '../lib/api.ts'
import { keepCart, parseCartRef } from '../lib/cart-cookie.ts'
import { siteOf } from '../lib/frame.ts'
import { faultOf } from '../lib/page-error.ts'
import { requireStore } from '../lib/require-site.ts'
import { pageMeta } from '../lib/seo.ts'
import type { CartRef, Shop } from '../lib/shop.ts'

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { shop } = await requireStore(context)
  const query = new URL(request.url).searchParams
  const ref = parseCartRef(`${query.get('cart') ?? ''}.${query.get('token') ?? ''}`)
  const cart = ref && (await findCart(shop, ref))
  if (!ref || !cart) return data(null, { status: 410 })
  return redirect('/cart', { status: 303, headers: keepCart(context.origin, ref, cart.item_count) })
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
