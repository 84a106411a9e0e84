import type { Cart } from '#contract/cart.ts'
import type { Store } from '#contract/store.ts'
import { priceText } from '../lib/price.ts'
import { Picture } from './picture.tsx'
import { TotalsList } from './totals-list.tsx'

export function CheckoutSummary({ cart, store }: { cart: Cart; store: Store }) {
  const rate = cart.shipping_rates.find((one) => one.id === cart.shipping_rate_id)
  return (
    <section className="summary" aria-labelledby="summary-title" aria-live="polite">
      <div className="section__head">
        <h2 id="summary-title">Your order</h2>
        <a className="text-link" href="/cart">
          Change
        </a>
      </div>
      <ul className="summary__lines">
        {cart.lines.map((line) => (
          <li key={line.id}>
            <Picture image={line.image} sizes="64px" isDecorative />
            <p>
              {line.title}
              {line.variant_title ? <span className="muted"> {line.variant_title}</span> : null}
              <br />
              <span className="muted">
                {line.quantity} × {priceText(line.unit_price, store.locale)}
              </span>
            </p>
            <p className="summary__amount">{priceText(line.line_total, store.locale)}</p>
          </li>
        ))}
      </ul>
      <TotalsList totals={cart.totals} shippingName={rate?.name ?? 'Delivery'} locale={store.locale} />
    </section>
  )
}
