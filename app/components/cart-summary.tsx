import type { Cart } from '#contract/cart.ts'
import type { Store } from '#contract/store.ts'
import { priceText } from '../lib/price.ts'
import { TotalsList } from './totals-list.tsx'

export function CartSummary({ cart, store }: { cart: Cart; store: Store }) {
  const rate = cart.shipping_rates.find((one) => one.id === cart.shipping_rate_id)
  const isBlocked = cart.lines.some((line) => line.notices.some((notice) => notice.code !== 'price_changed'))
  return (
    <section className="summary" aria-labelledby="summary-title">
      <h2 id="summary-title">Summary</h2>
      <TotalsList totals={cart.totals} shippingName={rate?.name ?? 'Delivery'} locale={store.locale} />
      <FreeDelivery cart={cart} locale={store.locale} />
      {cart.status === 'checking_out' ? (
        <a className="button button--large" href="/checkout">
          See how the payment stands
        </a>
      ) : isBlocked ? (
        <p className="notice notice--caution">Please settle the marked lines first, then you can check out.</p>
      ) : (
        <a className="button button--large" href="/checkout">
          Check out
        </a>
      )}
      <p className="muted">You can change how it is delivered at checkout.</p>
    </section>
  )
}

/** Said only while it is true and still ahead. */
function FreeDelivery({ cart, locale }: { cart: Cart; locale: string }) {
  const { subtotal } = cart.totals
  const within = cart.shipping_rates.find(
    (rate) => rate.free_over && rate.price.amount_minor > 0 && rate.free_over.amount_minor > subtotal.amount_minor,
  )
  if (!within?.free_over) return null
  const missing = { ...subtotal, amount_minor: within.free_over.amount_minor - subtotal.amount_minor }
  return (
    <div className="free-delivery">
      <p>
        {priceText(missing, locale)} more and {within.name.toLowerCase()} is free.
      </p>
      <progress
        value={subtotal.amount_minor}
        max={within.free_over.amount_minor}
        aria-label="On the way to free delivery"
      />
    </div>
  )
}
