import type { ActionFunctionArgs, AppLoadContext, LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { data, redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { type Cart, EnterCode } from '#contract/cart.ts'
import { Quantity } from '#contract/primitives.ts'
import { isApiFailure } from '../../server/api.ts'
import { boughtCart, forgetCart, keepCart, readCartRef } from '../../server/cart-cookie.ts'
import { readCurrency } from '../../server/currency.ts'
import { isFault } from '../../server/page-error.ts'
import { readForm } from '../../server/read-form.ts'
import {
  CART_GONE,
  CART_KEPT,
  CART_KEPT_AND_NEW,
  isCartGone,
  isCartKept,
  refusalText,
  stockRefusal,
} from '../../server/refusal-text.ts'
import { requireStore } from '../../server/require-site.ts'
import { requireKnownSession } from '../../server/session.ts'
import type { CartRef, StorefrontClient } from '../../server/storefront-client.ts'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { siteOf, useCurrency, useStore } from '../../ui/frame.ts'
import { pageMeta } from '../../ui/seo.ts'
import { readWhole } from '../../ui/typed-numbers.ts'
import { useAnswer } from '../../ui/use-answer.ts'
import { orderPath } from '../checkout/pay.ts'
import { boughtWith, placeOfStale, readBought } from './bought-cart.ts'
import { CartIdContext } from './cart-field.tsx'
import { CART_FIELD } from './cart-field-names.ts'
import { CartLineItem, quantityFieldOf } from './cart-line.tsx'
import { openCart } from './cart-session.ts'
import { CartSummary } from './cart-summary.tsx'
import { readShortage } from './shortage.ts'
import { visitorCountry } from './visitor-country.ts'

export { loaderHeaders as headers } from '../../server/page-cache.ts'

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { shop, store } = await requireStore(context)
  const { origin } = context
  const guess = { country: visitorCountry(context, store), estimate: 'country' as const }
  const opened = await openCart(shop, { context, request }, guess)
  const { searchParams } = new URL(request.url)
  if (opened.outcome === 'open') {
    const fresh = searchParams.get('fresh')
    const notice = fresh === 'kept' ? CART_KEPT_AND_NEW : fresh === null ? null : CART_GONE
    const { cart } = opened
    // An empty cart in another currency than is wanted now makes room for one in that.
    const isInTheWay = cart.lines.length === 0 && cart.currency !== readCurrency({ request, origin }, store)
    const headers = isInTheWay ? forgetCart(origin) : keepCart(origin, opened.ref, cart.item_count)
    return data({ cart, notice, shortage: readShortage(searchParams), bought: null }, { headers })
  }
  const { bought, headers } = await whatWasBought(shop, { context, request }, opened.outcome)
  const notice = bought ? null : { none: null, gone: CART_GONE, kept: CART_KEPT }[opened.outcome]
  return data({ cart: null, notice, shortage: null, bought }, { headers })
}

/** An empty cart says which order the last one has become, as other tabs may not know it yet. */
async function whatWasBought(
  shop: StorefrontClient,
  visit: { context: AppLoadContext; request: Request },
  outcome: 'none' | 'gone' | 'kept',
) {
  const { origin } = visit.context
  const ref = outcome === 'gone' ? readCartRef({ request: visit.request, origin }) : null
  const placed = (ref && (await boughtWith(shop, ref))) ?? (outcome === 'kept' ? null : await readBought(shop, visit))
  const bought = placed && { number: placed.order_number, path: orderPath(placed) }
  const headers = outcome === 'none' ? undefined : ref && placed ? boughtCart(origin, ref) : forgetCart(origin)
  return { bought, headers }
}

/** Where it belongs: a line, the field of codes, or the page as a whole. */
interface Refused {
  message: string
  lineId: string | null
  /** As it was typed. */
  code: string | null
}

export async function action({ context, request }: ActionFunctionArgs) {
  const { shop } = await requireStore(context)
  const { origin } = context
  const form = await readForm(request, context.requestId)
  const ref = readCartRef({ request, origin })
  const place = {
    lineId: form.has('line_id') ? String(form.get('line_id')) : null,
    code: form.has('code') ? String(form.get('code')) : null,
  }
  const refuse = (message: string, status: number, headers?: Headers) =>
    data<Refused>({ message, ...place }, { status, headers })
  const stale = await placeOfStale(shop, { context, request }, form)
  if (stale) return redirect(stale, 303)
  if (!ref) return refuse(CART_GONE, 404, forgetCart(origin))
  // Of a cart that this browser does not have any more: nothing is done to the one that it has.
  if (form.has(CART_FIELD) && form.get(CART_FIELD) !== ref.cartId) return redirect('/cart', 303)
  try {
    const changed = await change(shop, ref, form)
    if (typeof changed === 'string') return refuse(changed, 422)
    return redirect('/cart', { status: 303, headers: keepCart(origin, ref, changed.item_count) })
  } catch (error) {
    if (!isApiFailure(error) || isFault(error)) throw error
    const placed = error.code === 'cart_completed' ? await boughtWith(shop, ref) : null
    if (placed) return redirect(orderPath(placed), { status: 303, headers: boughtCart(origin, ref) })
    if (isCartGone(error)) return refuse(CART_GONE, error.status, forgetCart(origin))
    if (isCartKept(error)) {
      requireKnownSession(context)
      return refuse(CART_KEPT, error.status, forgetCart(origin))
    }
    return refuse(refusalText(error), error.status)
  }
}

/** The cart as it is now, or what is wrong with what was typed. */
async function change(shop: StorefrontClient, ref: CartRef, form: FormData): Promise<Cart | string> {
  if (form.has('remove_code')) return shop.removeCode(ref, String(form.get('remove_code')))
  if (form.has('code')) {
    const entered = EnterCode.safeParse({ code: form.get('code') })
    return entered.success ? shop.enterCode(ref, entered.data.code) : problemOf(entered.error, 'Enter a code.')
  }
  const lineId = String(form.get('line_id') ?? '')
  if (form.has('remove')) return shop.removeLine(ref, lineId)
  const quantity = Quantity.safeParse(readWhole(String(form.get('quantity') ?? '')) ?? Number.NaN)
  return quantity.success
    ? shop.changeLine(ref, lineId, quantity.data)
    : problemOf(quantity.error, 'Enter a whole number.')
}

const problemOf = ({ issues }: { issues: { message: string }[] }, otherwise: string) => issues[0]?.message ?? otherwise

export const meta: MetaFunction<typeof loader> = ({ matches }) =>
  pageMeta({ ...siteOf(matches), title: 'Cart', path: '/cart', isPrivate: true })

export default function CartPage() {
  const { cart, notice, shortage, bought } = useLoaderData<typeof loader>()
  const refused = useAnswer<typeof action>()
  const store = useStore()
  const lineId = cart?.lines.find((line) => line.id === refused?.lineId)?.id
  const errors = refused ? errorsOf(refused, lineId) : []
  if (!cart || cart.lines.length === 0) return <EmptyCart notice={refused?.message ?? notice} bought={bought} />
  const left = (id: string) => (refused ? undefined : shortage?.leftByLine[id])
  const errorOf = (id: string) => {
    const pieces = left(id)
    if (id === lineId) return refused?.message
    return pieces === undefined ? undefined : stockRefusal(pieces)
  }
  return (
    <CartIdContext.Provider value={cart.id}>
      <div className="cart">
        <header className="page-head">
          <h1>Cart</h1>
        </header>
        <div className="cart__lines">
          {refused ? (
            <ErrorSummary message={errors.length > 0 ? null : refused.message} errors={errors} />
          ) : (
            <Notices cart={cart} words={shortage?.message ?? notice} />
          )}
          <ul>
            {cart.lines.map((line) => (
              <CartLineItem key={line.id} line={line} locale={store.locale} error={errorOf(line.id)} />
            ))}
          </ul>
        </div>
        <CartSummary
          cart={cart}
          store={store}
          code={{ typed: refused?.code ?? '', error: refused?.code != null ? refused.message : undefined }}
        />
      </div>
    </CartIdContext.Provider>
  )
}

function errorsOf({ message, code }: Refused, lineId: string | undefined) {
  if (code !== null) return [{ id: 'code', message }]
  return lineId ? [{ id: quantityFieldOf(lineId), message }] : []
}

/** What is to be known of the whole cart before anything else. */
function Notices({ cart, words }: { cart: Cart; words: string | null }) {
  const currency = useCurrency()
  const hasChanges = cart.lines.some(({ notices }) => notices.some(({ code }) => code !== 'backorder'))
  return (
    <>
      {words ? (
        <p className="notice" role="status">
          {words}
        </p>
      ) : null}
      {hasChanges ? (
        <p className="notice notice--caution" role="status">
          Some items have changed since you added them. Check the marked items.
        </p>
      ) : null}
      {cart.currency === currency ? null : (
        <p className="notice">
          This cart is in {cart.currency}. To pay in {currency}, empty it and start a new one.
        </p>
      )}
    </>
  )
}

interface EmptyProps {
  notice: string | null
  /** The order that the last cart has become. */
  bought: { number: number; path: string } | null
}

function EmptyCart({ notice, bought }: EmptyProps) {
  const isKept = notice === CART_KEPT
  return (
    <section className="message-page">
      <h1>{isKept ? 'Your cart is in your account' : 'Your cart is empty'}</h1>
      <EmptyWords notice={notice} bought={bought} />
      <p>
        {isKept ? (
          <a className="button" href="/account/log-in?return_to=/cart">
            Log in
          </a>
        ) : null}
        {bought ? (
          <a className="button" href={bought.path}>
            View order
          </a>
        ) : null}
        <a className={isKept || bought ? 'button button--quiet' : 'button'} href="/search">
          Continue shopping
        </a>
      </p>
    </section>
  )
}

function EmptyWords({ notice, bought }: EmptyProps) {
  if (!notice && bought) return <p>The items you had here are in order {bought.number}.</p>
  if (!notice) return <p>Items you add are kept here for 30 days.</p>
  return (
    <p className="notice" role="status">
      {notice}
    </p>
  )
}
