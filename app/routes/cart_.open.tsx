/**
 * Where the reminder of a cart leads. The link of a guest's cart tells what is in it and opens no cart, since it may have
 * gone to a mistyped address: this browser gets a new cart with the same things. A customer's link holds no secret: they log
 * in.
 */
import type { HeadersFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { data, redirect } from '@remix-run/cloudflare'
import type { CartContents } from '#contract/cart.ts'
import { DeadLink } from '../components/dead-link.tsx'
import { isApiFailure } from '../lib/api.ts'
import { keepCart, parseCartRef, readCartRef } from '../lib/cart-cookie.ts'
import { claimCart } from '../lib/claim-cart.ts'
import { siteOf } from '../lib/frame.ts'
import { faultOf, isBusy, isFault } from '../lib/page-error.ts'
import { requireStore } from '../lib/require-site.ts'
import { pageMeta } from '../lib/seo.ts'
import type { CartRef, Shop } from '../lib/shop.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { context, request } = args
  const { shop } = await requireStore(context)
  const { origin } = context
  const query = new URL(request.url).searchParams
  if (query.size === 0) {
    const headers = await claimCart(args)
    return headers ? redirect('/cart', { status: 303, headers }) : redirect('/account/log-in?return_to=/cart', 303)
  }
  const ref = parseCartRef(`${query.get('cart') ?? ''}.${query.get('token') ?? ''}`)
  const contents = ref && (await findContents(shop, ref))
  if (!ref || !contents) return data(null, { status: 410 })
  if (readCartRef({ request, origin })?.cartId === ref.cartId) return redirect('/cart', 303)
  const copy = await copyOf(shop, contents)
  return redirect('/cart', { status: 303, headers: keepCart(origin, copy.ref, copy.itemCount) })
}

/** What cannot be had any more stays behind. */
async function copyOf(shop: Shop, { currency, items }: CartContents): Promise<{ ref: CartRef; itemCount: number }> {
  const { cart, token } = await shop.newCart(currency)
  const ref = { cartId: cart.id, token }
  let itemCount = 0
  for (const { variant_id: variantId, quantity } of items) {
    try {
      itemCount = (await shop.addLine(ref, { variantId, quantity }, null)).item_count
    } catch (error) {
      if (!isApiFailure(error) || isFault(error)) throw error
    }
  }
  return { ref, itemCount }
}

/** Null when it is bought, gone, a customer's by now, or not to be seen with this. */
async function findContents(shop: Shop, ref: CartRef): Promise<CartContents | null> {
  try {
    return await shop.cartContents(ref)
  } catch (error) {
    if (isApiFailure(error) && !isBusy(error) && !isFault(error)) return null
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
