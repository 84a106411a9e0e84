import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { data, redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import type { Cart } from '#contract/cart.ts'
import { boughtCart, readCartRef } from '../../server/cart-cookie.ts'
import { readForm } from '../../server/read-form.ts'
import { requireStore } from '../../server/require-site.ts'
import type { CartRef, StorefrontClient } from '../../server/storefront-client.ts'
import { siteOf, useStore } from '../../ui/frame.ts'
import { priceText } from '../../ui/price.ts'
import { pageMeta } from '../../ui/seo.ts'
import { useAnswer } from '../../ui/use-answer.ts'
import { placeOfStale, readBought } from '../cart/bought-cart.ts'
import { CART_FIELD } from '../cart/cart-field-names.ts'
import { openCart } from '../cart/cart-session.ts'
import { visitorCountry } from '../cart/visitor-country.ts'
import { QUIET } from '../frame/quiet.ts'
import { type Attempt, changeCodes, countedAs, keepContact } from './checkout-attempt.ts'
import {
  type CheckoutState,
  cartViewOf,
  emptyCheckout,
  readCheckout,
  readCheckoutKey,
  readCheckoutValues,
} from './checkout-fields.ts'
import { CheckoutForm } from './checkout-form.tsx'
import { ConfirmingPayment } from './confirming-payment.tsx'
import { readGifts, withGiftErrors } from './gift-form.ts'
import { failedCheckout, orderPath, pay, paymentText } from './pay.ts'
import { readPrefill } from './prefill.ts'
import { SavedAddresses } from './saved-addresses.tsx'

export { loaderHeaders as headers } from '../../server/page-cache.ts'

/** Where a checkout that is not decided yet is waited for; a failure is told only to those who waited. */
const CONFIRMING = '/checkout?confirming'
/** For a cart that is kept in an account. */
const LOG_IN = '/account/log-in?return_to=/checkout'

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { shop, store } = await requireStore(context)
  const { origin } = context
  const ref = readCartRef({ request, origin })
  if (!ref) {
    const bought = await readBought(shop, { context, request })
    return redirect(bought ? orderPath(bought) : '/cart')
  }
  const { searchParams } = new URL(request.url)
  const prefill = await readPrefill(context, { shop, store, addressId: searchParams.get('address') })
  const values = { ...emptyCheckout(visitorCountry(context, store)), ...prefill?.values }
  const opened = await openCart(shop, { context, request }, cartViewOf(values))
  if (opened.outcome === 'kept') return redirect(LOG_IN)
  if (opened.outcome !== 'open' || opened.cart.status === 'checking_out') return whereItStands(shop, ref, origin)
  const { cart } = opened
  if (cart.lines.length === 0) return redirect('/cart')
  const failed = searchParams.has('confirming') ? await whyItFailed(shop, ref, payableOf(cart, store.locale)) : null
  const state: CheckoutState = {
    cart,
    values: { ...values, email: values.email || (cart.email ?? ''), shipping_rate_id: cart.shipping_rate_id ?? '' },
    errors: failed?.errors ?? {},
    codeErrors: failed?.codeErrors ?? {},
    message: failed?.message ?? null,
    said: null,
    // Made with the page, so that a double click sends one checkout.
    checkoutKey: crypto.randomUUID(),
    gifts: readGifts(cart, null),
  }
  return data({ view: 'form' as const, state, prefill })
}

const payableOf = ({ totals }: Cart, locale: string) => priceText(totals.payable, locale)

/** A cart that is being paid for, or is bought already. */
async function whereItStands(shop: StorefrontClient, ref: CartRef, origin: string) {
  const checkout = await shop.checkout(ref).catch(() => null)
  if (checkout?.status === 'processing') return data({ view: 'confirming' as const })
  if (checkout?.status === 'completed') {
    return redirect(orderPath(checkout), { status: 303, headers: boughtCart(origin, ref) })
  }
  return redirect('/cart')
}

async function whyItFailed(shop: StorefrontClient, ref: CartRef, payable: string) {
  const checkout = await shop.checkout(ref)
  if (checkout.status !== 'failed') return null
  const failed = failedCheckout(checkout)
  if (failed.outcome === 'back_to_cart') throw redirect(failed.cartPath)
  if (failed.outcome !== 'refused') return null
  const { failure, errors, codeErrors } = failed
  return { message: paymentText(failure, payable), errors, codeErrors }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const { shop, store } = await requireStore(context)
  const visit = { request, origin: context.origin }
  const form = await readForm(request, context.requestId)
  const ref = readCartRef(visit)
  const stale = await placeOfStale(shop, { context, request }, form)
  if (stale) return redirect(stale, 303)
  if (!ref) return redirect('/cart', 303)
  // Of a cart that this browser does not have any more: nothing is done to the one that it has.
  if (form.has(CART_FIELD) && form.get(CART_FIELD) !== ref.cartId) return redirect('/checkout', 303)
  const values = readCheckoutValues(form)
  const open = () => openCart(shop, { context, request }, cartViewOf(values))

  /** The page again, with what was typed, counted anew. A new key: this is another attempt. */
  async function show(ref: CartRef, attempt: Attempt) {
    const opened = await open()
    if (opened.outcome === 'kept') return redirect(LOG_IN, 303)
    if (opened.outcome !== 'open' || opened.cart.lines.length === 0) return redirect('/cart', 303)
    const { cart } = opened
    await keepContact(shop, ref, cart, values.email)
    const { status, failure, details = failure?.details ?? [], ...part } = countedAs(cart, form, attempt)
    const gifts = withGiftErrors(readGifts(cart, form), details)
    const message = failure ? paymentText(failure, payableOf(cart, store.locale)) : part.message
    return data<CheckoutState>({ ...part, message, cart, gifts, checkoutKey: crypto.randomUUID() }, { status })
  }

  if (form.has('update')) return show(ref, { status: 200, values, errors: {}, message: null, said: null })
  const changed = await changeCodes(shop, ref, form, values)
  if (changed) return show(ref, changed)

  const opened = await open()
  if (opened.outcome === 'kept') return redirect(LOG_IN, 303)
  // Bought or being paid for already, perhaps by a second press of the button: the page knows.
  if (opened.outcome !== 'open' || opened.cart.status === 'checking_out') return redirect(CONFIRMING, 303)
  // A page that could not offer a delivery yet is answered with the first that there is now.
  const rateId = form.has('expected_total_minor') ? values.shipping_rate_id : (opened.cart.shipping_rate_id ?? '')
  const read = readCheckout(form, { ...values, shipping_rate_id: values.shipping_rate_id || rateId }, opened.cart)
  if (read.outcome === 'invalid') {
    const { errors, details } = read
    return show(ref, { status: 422, values, errors, details, message: null, said: null })
  }
  if (read.outcome === 'unseen') {
    return show(ref, { status: 200, values, errors: {}, message: null, said: 'Check the total, then pay.' })
  }
  const paid = await pay(shop, ref, read.body, readCheckoutKey(form))
  switch (paid.outcome) {
    case 'placed':
      return redirect(paid.orderPath, { status: 303, headers: boughtCart(context.origin, ref) })
    case 'undecided':
      return redirect(CONFIRMING, 303)
    case 'back_to_cart':
      return redirect(paid.cartPath, 303)
    case 'refused': {
      const { status, errors, codeErrors, failure } = paid
      return show(ref, { status, values, errors, codeErrors, message: null, said: null, failure })
    }
  }
}

export const handle = QUIET

export const meta: MetaFunction<typeof loader> = ({ matches }) =>
  pageMeta({ ...siteOf(matches), title: 'Checkout', path: '/checkout', isPrivate: true })

export default function CheckoutPage() {
  const page = useLoaderData<typeof loader>()
  const answered = useAnswer<typeof action>()
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
