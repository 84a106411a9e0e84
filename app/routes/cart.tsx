import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { data, redirect } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Quantity } from '#contract/primitives.ts'
import { CartLineItem } from '../components/cart-line.tsx'
import { CartSummary } from '../components/cart-summary.tsx'
import { isApiFailure } from '../lib/api.ts'
import { forgetCart, keepCart, readCartRef } from '../lib/cart-cookie.ts'
import { openCart } from '../lib/cart-session.ts'
import { siteOf, useStore } from '../lib/frame.ts'
import { faultOf } from '../lib/page-error.ts'
import { readForm } from '../lib/read-form.ts'
import { CART_GONE, isCartGone, refusalText } from '../lib/refusal-text.ts'
import { requireStore } from '../lib/require-site.ts'
import { pageMeta } from '../lib/seo.ts'
import type { CartRef, Shop } from '../lib/shop.ts'

export { loaderHeaders as headers } from '../lib/page-cache.ts'

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { shop } = await requireStore(context)
  const { origin } = context
  const opened = await openCart(shop, { request, origin })
  if (opened.outcome === 'open') {
    const notice = new URL(request.url).searchParams.has('fresh') ? CART_GONE : null
    const headers = keepCart(origin, opened.ref, opened.cart.item_count)
    return data({ cart: opened.cart, notice }, { headers })
  }
  if (opened.outcome === 'gone') return data({ cart: null, notice: CART_GONE }, { headers: forgetCart(origin) })
  return data({ cart: null, notice: null })
}

interface Refused {
  message: string
  lineId: string | null
}

export async function action({ context, request }: ActionFunctionArgs) {
  const { shop } = await requireStore(context)
  const { origin } = context
  const form = await readForm(request, context.requestId)
  const ref = readCartRef({ request, origin })
  if (!ref) return data<Refused>({ message: CART_GONE, lineId: null }, { status: 404, headers: forgetCart(origin) })

  const lineId = String(form.get('line_id') ?? '')
  try {
    const changed = form.has('remove')
      ? await shop.removeLine(ref, lineId)
      : await changeQuantity(shop, ref, lineId, form)
    if (typeof changed === 'string') return data<Refused>({ message: changed, lineId }, { status: 422 })
    return redirect('/cart', { status: 303, headers: keepCart(origin, ref, changed.item_count) })
  } catch (error) {
    if (!isApiFailure(error) || error.status >= 500) throw faultOf(error)
    const headers = isCartGone(error) ? forgetCart(origin) : undefined
    const message = isCartGone(error) ? CART_GONE : refusalText(error)
    return data<Refused>({ message, lineId }, { status: error.status, headers })
  }
}

/** The cart as it is now, or what is wrong with the number. */
async function changeQuantity(shop: Shop, ref: CartRef, lineId: string, form: FormData) {
  const quantity = Quantity.safeParse(Number(form.get('quantity')))
  if (!quantity.success) return quantity.error.issues[0]?.message ?? 'Enter a whole number.'
  return shop.changeLine(ref, lineId, quantity.data)
}

export const meta: MetaFunction<typeof loader> = ({ matches }) =>
  pageMeta({ ...siteOf(matches), title: 'Cart', path: '/cart', isPrivate: true })

export default function CartPage() {
  const { cart, notice } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const store = useStore()
  const lineOfRefusal = cart?.lines.find((line) => line.id === refused?.lineId)?.id
  const pageNotice = refused && !lineOfRefusal ? refused.message : notice
  if (!cart || cart.lines.length === 0) return <EmptyCart notice={pageNotice} />
  const hasChanges = cart.lines.some((line) => line.notices.length > 0)
  return (
    <div className="cart">
      <header className="page-head">
        <h1>Cart</h1>
      </header>
      <div className="cart__lines">
        {pageNotice ? (
          <p className="notice" role="status">
            {pageNotice}
          </p>
        ) : null}
        {hasChanges ? (
          <p className="notice notice--caution" role="status">
            Something has changed since you filled your cart. Please look at the marked lines.
          </p>
        ) : null}
        <ul>
          {cart.lines.map((line) => (
            <CartLineItem
              key={line.id}
              line={line}
              locale={store.locale}
              error={line.id === lineOfRefusal ? refused?.message : undefined}
            />
          ))}
        </ul>
      </div>
      <CartSummary cart={cart} store={store} />
    </div>
  )
}

function EmptyCart({ notice }: { notice: string | null }) {
  return (
    <section className="message-page">
      <h1>Your cart is empty</h1>
      {notice ? (
        <p className="notice" role="status">
          {notice}
        </p>
      ) : (
        <p>What you add to it is kept here for 30 days.</p>
      )}
      <p>
        <a className="button" href="/search">
          Look around the shop
        </a>
      </p>
    </section>
  )
}
