/**
 * Where the reminder of a cart leads. Opening the page changes nothing, since mail programs and other sites open links too:
 * the button does. The link of a guest's cart tells what is in it and opens no cart, since it may have gone to a mistyped
 * address: the button fills a new cart of this browser with the same things. A customer's link holds no secret: they log in.
 */
import type { ActionFunctionArgs, HeadersFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { data, redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import type { CartContents } from '#contract/cart.ts'
import { isApiFailure } from '../../server/api.ts'
import { keepCart, parseCartRef, readCartCount, readCartRef } from '../../server/cart-cookie.ts'
import { claimCart } from '../../server/claim-cart.ts'
import { faultOf, isBusy, isFault } from '../../server/page-error.ts'
import { readForm } from '../../server/read-form.ts'
import { requireStore } from '../../server/require-site.ts'
import type { CartRef, StorefrontClient } from '../../server/storefront-client.ts'
import { FormKey, FormPage, SubmitButton } from '../../ui/form.tsx'
import { keyHeader, newFormKey } from '../../ui/form-key.ts'
import { siteOf } from '../../ui/frame.ts'
import { LinkExpired } from '../../ui/link-expired.tsx'
import { pageMeta } from '../../ui/seo.ts'

const LOG_IN = '/account/log-in?return_to=/cart'

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { shop } = await requireStore(context)
  const { origin } = context
  if (isCustomers(request)) {
    if (!context.isSignedIn) return redirect(LOG_IN, 303)
    return data({ itemCount: null, isReplacing: false, formKey: newFormKey() })
  }
  const found = await findLinked(shop, request)
  if (!found) return data(null, { status: 410 })
  if (readCartRef({ request, origin })?.cartId === found.cartId) return redirect('/cart', 303)
  const itemCount = found.contents.items.reduce((sum, { quantity }) => sum + quantity, 0)
  const isReplacing = readCartCount({ request, origin }) > 0
  return data({ itemCount, isReplacing, formKey: newFormKey() })
}

export async function action({ context, request }: ActionFunctionArgs) {
  const { shop } = await requireStore(context)
  const key = keyHeader(await readForm(request, context.requestId))['idempotency-key'] ?? ''
  if (isCustomers(request)) {
    const headers = await claimCart({ context, request })
    return headers ? redirect('/cart', { status: 303, headers }) : redirect(LOG_IN, 303)
  }
  const found = await findLinked(shop, request)
  if (!found) return redirect('/cart', 303)
  const copy = await copyOf(shop, found.contents, key)
  return redirect('/cart', { status: 303, headers: keepCart(context.origin, copy.ref, copy.itemCount) })
}

const isCustomers = (request: Request): boolean => new URL(request.url).searchParams.size === 0

/** What is in the cart of the link; null when it is none, or not to be opened any more. */
async function findLinked(
  shop: StorefrontClient,
  request: Request,
): Promise<{ cartId: string; contents: CartContents } | null> {
  const query = new URL(request.url).searchParams
  const ref = parseCartRef(`${query.get('cart') ?? ''}.${query.get('token') ?? ''}`)
  const contents = ref && (await findContents(shop, ref))
  return ref && contents ? { cartId: ref.cartId, contents } : null
}

/** What cannot be had any more stays behind. The same press of the button, sent twice, is one copy. */
async function copyOf(
  shop: StorefrontClient,
  { currency, items }: CartContents,
  key: string,
): Promise<{ ref: CartRef; itemCount: number }> {
  const { cart, token } = await shop.newCart(currency, key)
  const ref = { cartId: cart.id, token }
  let itemCount = 0
  for (const [index, { variant_id: variantId, quantity }] of items.entries()) {
    try {
      itemCount = (await shop.addLine(ref, { variantId, quantity }, `${key}-${index}`)).item_count
    } catch (error) {
      if (!isApiFailure(error) || isFault(error)) throw error
    }
  }
  return { ref, itemCount }
}

/** Null when it is bought, gone, a customer's by now, or not to be seen with this. */
async function findContents(shop: StorefrontClient, ref: CartRef): Promise<CartContents | null> {
  try {
    return await shop.cartContents(ref)
  } catch (error) {
    if (isApiFailure(error) && !isBusy(error) && !isFault(error)) return null
    throw faultOf(error)
  }
}

/** No other site and no cache may see the address. `no-referrer` would have the browser send the form as if from nowhere. */
export const headers: HeadersFunction = () => ({
  'referrer-policy': 'same-origin',
  'cache-control': 'private, no-store',
})

export const meta: MetaFunction = ({ matches }) =>
  pageMeta({ ...siteOf(matches), title: 'Your cart', path: '/cart/open', isPrivate: true })

export default function OpenCartPage() {
  const offer = useLoaderData<typeof loader>()
  if (!offer) {
    return (
      <LinkExpired lead="This cart has been ordered or emptied, or the link is incomplete. Carts are kept for 30 days.">
        <a className="button" href="/cart">
          View cart
        </a>
        <a className="button button--quiet" href="/search">
          Continue shopping
        </a>
      </LinkExpired>
    )
  }
  const { itemCount, isReplacing, formKey } = offer
  return (
    <FormPage
      title="Your cart"
      lead={leadOf(itemCount)}
      footer={isReplacing ? <p>It replaces the cart you have here.</p> : null}
    >
      <form method="post" data-once>
        <FormKey value={formKey} />
        <SubmitButton>Open cart</SubmitButton>
      </form>
    </FormPage>
  )
}

function leadOf(itemCount: number | null): string {
  if (itemCount === null) return 'Your items are waiting for you.'
  return itemCount === 1 ? 'One item is waiting for you.' : `${itemCount} items are waiting for you.`
}
