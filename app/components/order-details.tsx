import type { Order } from '#contract/order.ts'
import { addressLines } from '../lib/address-lines.ts'
import { priceText } from '../lib/price.ts'
import { Picture } from './picture.tsx'
import { TotalsList } from './totals-list.tsx'

const PAYMENT_WORDS: Record<Order['payment_status'], string> = {
  pending: 'not paid yet',
  authorized: 'authorised',
  paid: 'paid',
  failed: 'failed',
  partially_refunded: 'partly refunded',
  refunded: 'refunded',
}

export function OrderDetails({ order, locale }: { order: Order; locale: string }) {
  return (
    <section className="summary" aria-labelledby="summary-title">
      <h2 id="summary-title">Your order</h2>
      <ul className="summary__lines">
        {order.items.map((item) => (
          <li key={item.id}>
            <Picture image={pictureOf(item)} sizes="64px" isDecorative />
            <p>
              {item.title}
              {item.variant_title ? <span className="muted"> {item.variant_title}</span> : null}
              <br />
              <span className="muted">
                {item.quantity} × {priceText(item.unit_price, locale)}
              </span>
            </p>
            <p className="summary__amount">{priceText(item.line_total, locale)}</p>
          </li>
        ))}
      </ul>
      <TotalsList totals={order.totals} shippingName={order.shipping_method} locale={locale} />
      <dl className="order-facts">
        <div>
          <dt>Delivery to</dt>
          <dd>
            {addressLines(order.shipping_address, locale).map((line) => (
              <span key={line}>{line}</span>
            ))}
          </dd>
        </div>
        <div>
          <dt>Payment</dt>
          <dd>
            {order.payment_method}, {PAYMENT_WORDS[order.payment_status]}
          </dd>
        </div>
      </dl>
    </section>
  )
}

/** An order keeps only the address of the picture. */
const pictureOf = ({ id, image_url: url }: Order['items'][number]) => ({
  id,
  url,
  alt: '',
  width: null,
  height: null,
  color: null,
  option_values: null,
})
