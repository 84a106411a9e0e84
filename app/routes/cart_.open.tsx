/**
 * Where the reminder of a cart leads. Opening the page changes nothing, since mail programs and other sites open links too:
 * the button does. The address holds the cart's secret, so whoever made the link could read along in the cart that it
 * opens: a guest gets a new cart with the same things in it, and a customer's opens by logging in.
 */
import type { ActionFunctionArgs, HeadersFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { data, redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { decodeJwt } from 'jose'
import type { Cart } from '#contract/cart.ts'
import { DeadLink } from '../components/dead-link.tsx'
import { FormKey, FormPage, SubmitButton } from '../components/form.tsx'
import { isApiFailure } from '../lib/api.ts'
import { keepCart, parseCartRef, readCartCount, readCartRef } from '../lib/cart-cookie.ts'
import { claimCart } from '../lib/claim-cart.ts'
import { keyHeader, newFormKey } from '../lib/form-key.ts'
import { siteOf } from '../lib/frame.ts'
import { faultOf } from '../lib/page-error.ts'
import { readForm } from '../lib/read-form.ts'
import { requireStore } from '../lib/require-site.ts'
import { pageMeta } from '../lib/seo.ts'
import type { CartRef, Shop } from '../lib/shop.ts'

const LOG_IN = '/account/log-in?return_to=/cart'

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { shop } = await requireStore(context)
  const found = await findLinked(shop, request)
  if (!found) return data(null, { status: 410 })
  if (isCustomers(found.ref) && !context.isSignedIn) return redirect(LOG_IN, 303)
  const visit = { request, origin: context.origin }
  if (readCartRef(visit)?.cartId === found.ref.cartId) return redirect('/cart', 303)
  const { item_count: itemCount } = found.cart
  const isReplacing = !isCustomers(found.ref) && readCartCount(visit) > 0
  return data({ itemCount, isReplacing, formKey: newFormKey() })
}

export async function action({ context, request }: ActionFunctionArgs) {
  const { shop } = await requireStore(context)
  const key = keyHeader(await readForm(request, context.requestId))['idempotency-key'] ?? ''
  const found = await findLinked(shop, request)
  if (!found) return redirect('/cart', 303)
  if (isCustomers(found.ref)) {
    const headers = await claimCart({ context, request })
    return headers ? redirect('/cart', { status: 303, headers }) : redirect(LOG_IN, 303)
  }
  const copy = await copyOf(shop, found.cart, key)
  return redirect('/cart', { status: 303, headers: keepCart(context.origin, copy.ref, copy.itemCount) })
}

/** The cart of the link; null when it is none, or not to be opened any more. */
async function findLinked(shop: Shop, request: Request): Promise<{ ref: CartRef; cart: Cart } | null> {
  const query = new URL(request.url).searchParams
  const ref = parseCartRef(`${query.get('cart') ?? ''}.${query.get('token') ?? ''}`)
  const cart = ref && (await findCart(shop, ref))
  return ref && cart ? { ref, cart } : null
}

/** Whether the token names an owner. The API has checked the token; here only the way on depends on it. */
function isCustomers({ token }: CartRef): boolean {
  try {
    return Boolean(decodeJwt(token).own)
  } catch {
    return false
  }
}

/** What cannot be had any more stays behind. The same press of the button, sent twice, is one copy. */
async function copyOf(
  shop: Shop,
  { currency, lines }: Cart,
  key: string,
): Promise<{ ref: CartRef; itemCount: number }> {
  const { cart, token } = await shop.newCart(currency, key)
  const ref = { cartId: cart.id, token }
  let itemCount = 0
  for (const [index, { variant_id: variantId, quantity }] of lines.entries()) {
    try {
      itemCount = (await shop.addLine(ref, { variantId, quantity }, `${key}-${index}`)).item_count
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
  const offer = useLoaderData<typeof loader>()
  if (!offer) {
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
  const { itemCount, isReplacing, formKey } = offer
  return (
    <FormPage
      title="Your cart"
      lead={itemCount === 1 ? 'One item is waiting for you.' : `${itemCount} items are waiting for you.`}
      footer={isReplacing ? <p>It takes the place of the cart that you have filled here.</p> : null}
    >
      <form method="post" data-once>
        <FormKey value={formKey} />
        <SubmitButton>Open the cart</SubmitButton>
      </form>
    </FormPage>
  )
}
