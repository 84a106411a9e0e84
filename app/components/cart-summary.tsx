import type { Cart } from '#contract/cart.ts'
import type { Store } from '#contract/store.ts'
import { countryName } from '../lib/countries.ts'
import { priceText } from '../lib/price.ts'
import { CartNotices } from './cart-notices.tsx'
import { CodeField, EnteredCodes } from './entered-codes.tsx'
import { TotalsList } from './totals-list.tsx'

interface Props {
  cart: Cart
  store: Store
  /** A code that was refused, and why. */
  code: { typed: string; error: string | undefined }
}

export function CartSummary({ cart, store, code }: Props) {
  const { locale } = store
  return (
    <section className="summary" aria-labelledby="summary-title">
      <h2 id="summary-title">Summary</h2>
      <TotalsList of={cart} locale={locale} />
      <CartNotices notices={cart.notices} />
      <FreeDelivery cart={cart} locale={locale} />
      <div className="cart-codes">
        {cart.codes.length > 0 ? (
          <form method="post" action="/cart">
            <EnteredCodes codes={cart.codes} locale={locale} />
          </form>
        ) : null}
        <form method="post" action="/cart" noValidate data-once>
          <CodeField defaultValue={code.typed} error={code.error} />
        </form>
      </div>
      <Onward cart={cart} />
      {cart.needs_shipping ? (
        <p className="muted">
          Counted for delivery to: {countryName(cart.destination.country, locale)}. You can change it at checkout.
        </p>
      ) : null}
    </section>
  )
}

function Onward({ cart }: { cart: Cart }) {
  const isBlocked = cart.lines.some(({ notices }) =>
    notices.some(({ code }) => code === 'insufficient_stock' || code === 'unavailable'),
  )
  if (isBlocked && cart.status !== 'checking_out') {
    return <p className="notice notice--caution">Change the marked items to check out.</p>
  }
  return (
    <a className="button button--large" href="/checkout">
      {cart.status === 'checking_out' ? 'View payment status' : 'Check out'}
    </a>
  )
}

/** Said only while it is true and still ahead. Counts the goods as delivery does: after discounts. */
function FreeDelivery({ cart, locale }: { cart: Cart; locale: string }) {
  const { subtotal, discount } = cart.totals
  const worth = subtotal.amount_minor - discount.amount_minor
  const within = cart.shipping_rates.find(
    (rate) => rate.free_over && rate.price.amount_minor > 0 && rate.free_over.amount_minor > worth,
  )
  if (!within?.free_over || cart.totals.shipping.amount_minor === 0) return null
  const missing = { ...subtotal, amount_minor: within.free_over.amount_minor - worth }
  return (
    <div className="free-delivery">
      <p>
        {priceText(missing, locale)} more and {within.name.toLowerCase()} is free.
      </p>
      <progress value={worth} max={within.free_over.amount_minor} aria-label="Progress to free delivery" />
    </div>
  )
}
