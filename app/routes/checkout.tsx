import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { data, redirect } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import type { Cart } from '#contract/cart.ts'
import { SavedAddresses } from '../components/account-saved-addresses.tsx'
import { CheckoutForm, type CheckoutState } from '../components/checkout-form.tsx'
import { ConfirmingPayment } from '../components/confirming-payment.tsx'
import { type Prefill, readPrefill } from '../lib/account-prefill.ts'
import { forgetCart, readCartRef } from '../lib/cart-cookie.ts'
import { openCart } from '../lib/cart-session.ts'
import { emptyCheckout, readCheckout, readCheckoutKey, readCheckoutValues } from '../lib/checkout-form.ts'
import { siteOf, useStore } from '../lib/frame.ts'
import { orderPath, pay, paymentText, RATE_GONE } from '../lib/pay.ts'
import { readForm } from '../lib/read-form.ts'
import { requireStore } from '../lib/require-site.ts'
import { pageMeta } from '../lib/seo.ts'
import type { CartRef, Shop } from '../lib/shop.ts'

export { loaderHeaders as headers } from '../lib/page-cache.ts'

/** Where a checkout that is not decided yet is waited for; a failure is told only to those who waited. */
const CONFIRMING = '/checkout?confirming'

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { shop, store } = await requireStore(context)
  const { origin } = context
  const ref = readCartRef({ request, origin })
  if (!ref) return redirect('/cart')
  const opened = await openCart(shop, { request, origin })
  if (opened.outcome !== 'open' || opened.cart.status === 'checking_out') return whereItStands(shop, ref, origin)
  const { cart } = opened
  if (cart.lines.length === 0) return redirect('/cart')
  const { searchParams } = new URL(request.url)
  const message = searchParams.has('confirming') ? await whyItFailed(shop, ref) : null
  const prefill = await readPrefill(context, { shop, store, addressId: searchParams.get('address') })
  return data({ view: 'form' as const, state: freshState(cart, { country: store.country, message, prefill }), prefill })
}

/** A cart that is being paid for, or is bought already. */
async function whereItStands(shop: Shop, ref: CartRef, origin: string) {
  const checkout = await shop.checkout(ref).catch(() => null)
  if (checkout?.status === 'processing') return data({ view: 'confirming' as const })
  if (checkout?.status === 'completed') {
    return redirect(orderPath(checkout.order_number, checkout.order_token), {
      status: 303,
      headers: forgetCart(origin),
    })
  }
  return redirect('/cart')
}

async function whyItFailed(shop: Shop, ref: CartRef): Promise<string | null> {
  const checkout = await shop.checkout(ref)
  if (checkout.status !== 'failed') return null
  if (checkout.code === 'insufficient_stock') throw redirect('/cart')
  return paymentText({ code: checkout.code, message: 'The order was not placed.' })
}

interface Start {
  country: string
  message: string | null
  prefill: Prefill | null
}

function freshState(cart: Cart, { country, message, prefill }: Start): CheckoutState {
  const values = {
    ...emptyCheckout(country, cart.shipping_rate_id),
    ...prefill?.values,
    payment_method_id: cart.payment_methods[0]?.id ?? '',
  }
  // The key is made with the page, so that a double click sends one checkout.
  return { cart, values, errors: {}, message, checkoutKey: crypto.randomUUID() }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const { shop, store } = await requireStore(context)
  const visit = { request, origin: context.origin }
  const form = await readForm(request, context.requestId)
  const ref = readCartRef(visit)
  if (!ref) return redirect('/cart', 303)

  /** The page again, with what was typed, counted anew. A new key: this is another attempt. */
  async function show(attempt: Attempt) {
    const opened = await openCart(shop, visit, attempt.values.shipping_rate_id || undefined)
    if (opened.outcome !== 'open' || opened.cart.lines.length === 0) return redirect('/cart', 303)
    const { cart } = opened
    const { status, ...part } = withRateOf(cart, attempt)
    return data<CheckoutState>({ ...part, cart, checkoutKey: crypto.randomUUID() }, { status })
  }

  if (form.has('update')) return show({ status: 200, values: readCheckoutValues(form), errors: {}, message: null })
  const read = readCheckout(form, store.currency)
  const { values } = read
  if (read.outcome === 'invalid') return show({ status: 422, values, errors: read.errors, message: null })

  const paid = await pay(shop, ref, read.body, readCheckoutKey(form))
  switch (paid.outcome) {
    case 'placed':
      return redirect(paid.orderPath, { status: 303, headers: forgetCart(context.origin) })
    case 'undecided':
      return redirect(CONFIRMING, 303)
    case 'back_to_cart':
      return redirect('/cart', 303)
    case 'refused':
      return show({ status: paid.status, values, errors: paid.errors, message: paid.message })
  }
}

type Attempt = Pick<CheckoutState, 'values' | 'errors' | 'message'> & { status: number }

/** Where the cart had to be counted with another delivery option than was asked for, the page says so. */
function withRateOf(cart: Cart, attempt: Attempt): Attempt {
  const { values, errors, message, status } = attempt
  const asked = values.shipping_rate_id
  if (asked === '' || asked === cart.shipping_rate_id) return attempt
  return {
    status: status < 400 ? 422 : status,
    values: { ...values, shipping_rate_id: cart.shipping_rate_id },
    errors: { ...errors, ...RATE_GONE.errors },
    message: message ?? RATE_GONE.message,
  }
}

export const meta: MetaFunction<typeof loader> = ({ matches }) =>
  pageMeta({ ...siteOf(matches), title: 'Checkout', path: '/checkout', isPrivate: true })

export default function CheckoutPage() {
  const page = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const store = useStore()
  if (page.view === 'confirming') return <ConfirmingPayment />
  const { prefill } = page
  return (
    <CheckoutForm
      state={answered ?? page.state}
      store={store}
      logIn={prefill ? null : <a href="/account/log-in?return_to=/checkout">Log in</a>}
      saved={prefill && !answered ? <SavedAddresses {...prefill} /> : null}
    />
  )
}
