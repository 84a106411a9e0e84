import type { Cart, CartNotice } from '#contract/cart.ts'
import type { Store } from '#contract/store.ts'
import { priceText } from '../../ui/price.ts'
import { CartNotices } from '../cart/cart-notices.tsx'
import { countryInText } from '../cart/country-in-text.ts'
import { FreeDeliveryLost } from '../cart/free-delivery.tsx'
import { LinePrice, sumOf } from '../cart/line-price.tsx'
import { TotalsList } from '../cart/totals-list.tsx'
import { Picture } from '../product/picture.tsx'

export function CheckoutSummary({ cart, store }: { cart: Cart; store: Store }) {
  return (
    <section className="summary" aria-labelledby="summary-title">
      <div className="section__head">
        <h2 id="summary-title">Order summary</h2>
        <a className="text-link" href="/cart">
          Edit cart
        </a>
      </div>
      <ul className="summary__lines">
        {cart.lines.map((line) => (
          <li key={line.id}>
            <Picture image={line.image} title={line.title} sizes="64px" isDecorative />
            <p>
              {line.title}
              {line.variant_title ? <span className="muted"> {line.variant_title}</span> : null}
              <br />
              <span className="muted">
                {line.quantity} × {priceText(line.unit_price, store.locale)}
              </span>
              <LaterPieces notices={line.notices} />
            </p>
            <p className="summary__amount">
              <LinePrice total={line.line_total} off={sumOf(line.discounts)} locale={store.locale} />
            </p>
          </li>
        ))}
      </ul>
      <TotalsList of={cart} locale={store.locale} />
      {cart.estimated ? (
        <p className="muted">Estimated for delivery to {countryInText(cart.destination.country, store.locale)}.</p>
      ) : null}
      <CartNotices notices={cart.notices} />
      <FreeDeliveryLost cart={cart} locale={store.locale} />
    </section>
  )
}

function LaterPieces({ notices }: { notices: CartNotice[] }) {
  const backorder = notices.find((notice) => notice.code === 'backorder')
  if (!backorder) return null
  return <span className="summary__note">{backorder.pieces} on backorder</span>
}
