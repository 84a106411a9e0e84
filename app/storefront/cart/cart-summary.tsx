import type { Cart } from '#contract/cart.ts'
import type { Store } from '#contract/store.ts'
import { CartField } from './cart-field.tsx'
import { CartNotices } from './cart-notices.tsx'
import { countryInText } from './country-in-text.ts'
import { CodeField, EnteredCodes } from './entered-codes.tsx'
import { FreeDelivery } from './free-delivery.tsx'
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
      {cart.estimated ? (
        <p className="muted">Estimated for delivery to {countryInText(cart.destination.country, locale)}.</p>
      ) : null}
      <CartNotices notices={cart.notices} />
      <FreeDelivery cart={cart} locale={locale} />
      <div className="cart-codes">
        {cart.codes.length > 0 ? (
          <form method="post" action="/cart">
            <CartField />
            <EnteredCodes codes={cart.codes} locale={locale} />
          </form>
        ) : null}
        <form method="post" action="/cart" noValidate data-once>
          <CartField />
          <CodeField defaultValue={code.typed} error={code.error} />
        </form>
      </div>
      <Onward cart={cart} />
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
