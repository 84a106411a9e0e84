import type { Order, OrderGift } from '#contract/order.ts'
import { type DateSpeaker, dateText } from '#domain/dates.ts'
import { priceText } from '../../ui/price.ts'
import { LinePrice } from '../cart/line-price.tsx'
import { TotalsList } from '../cart/totals-list.tsx'
import { Picture } from '../product/picture.tsx'
import { addressLines } from './address-lines.ts'

const PAYMENT_WORDS: Record<Order['payment_status'], string> = {
  pending: 'not paid yet',
  authorized: 'authorised',
  paid: 'paid',
  failed: 'failed',
  partially_refunded: 'partly refunded',
  refunded: 'refunded',
}

const PLACE_WORDS: Record<Order['fulfillment_type'], string> = {
  shipping: 'Delivery to',
  pickup: 'Pickup at',
  none: 'Sent by e-mail to',
}

export function OrderDetails({ order, store }: { order: Order; store: DateSpeaker }) {
  const { locale } = store
  // To the buyer: gift cards for somebody else say themselves where they go.
  const isMailed = order.items.every(({ is_gift_card: isGiftCard, gift }) => isGiftCard && !gift)
  const isOnlyOrdered = order.fulfillment_type === 'none' && !isMailed
  return (
    <section className="summary" aria-labelledby="summary-title">
      <h2 id="summary-title">Order summary</h2>
      <ul className="summary__lines">
        {order.items.map((item) => (
          <li key={item.id}>
            <Picture image={pictureOf(item)} title={item.title} sizes="64px" isDecorative />
            <p>
              {item.title}
              {item.variant_title ? <span className="muted"> {item.variant_title}</span> : null}
              <br />
              <span className="muted">
                {item.quantity} × {priceText(item.unit_price, locale)}
              </span>
              {item.gift ? <GiftNote gift={item.gift} store={store} /> : null}
              {item.backordered > 0 ? <span className="summary__note">{item.backordered} on backorder</span> : null}
            </p>
            <p className="summary__amount">
              <LinePrice total={item.line_total} off={item.discount.amount_minor} locale={locale} />
            </p>
          </li>
        ))}
      </ul>
      <TotalsList of={order} payableLabel={order.payment_status === 'paid' ? 'Paid' : 'To pay'} locale={locale} />
      <dl className="order-facts">
        <div>
          <dt>{isOnlyOrdered ? 'Ordered by' : PLACE_WORDS[order.fulfillment_type]}</dt>
          <dd>
            {order.fulfillment_type === 'none' ? (
              <span className="break-anywhere">{order.email}</span>
            ) : (
              addressLines(order.shipping_address, locale).map((line) => <span key={line}>{line}</span>)
            )}
          </dd>
        </div>
        <div>
          <dt>Payment</dt>
          <dd>
            {order.gift_cards.map(({ last_four: lastFour, amount }) => (
              <span key={lastFour}>
                Gift card •••• {lastFour}, {priceText(amount, locale)}
              </span>
            ))}
            {order.totals.payable.amount_minor > 0 ? (
              <span>
                {order.payment_method}, {PAYMENT_WORDS[order.payment_status]}
              </span>
            ) : null}
          </dd>
        </div>
      </dl>
    </section>
  )
}

/** Whom it goes to, and when: the buyer sees it here, and not the code. */
function GiftNote({ gift, store }: { gift: OrderGift; store: DateSpeaker }) {
  const { recipient_name: name, recipient, message, send_at: at } = gift
  const isSent = at === null || Date.parse(at) <= Date.now()
  return (
    <span className="summary__note">
      To {name} <span className="break-anywhere">({recipient})</span>
      <br />
      {at === null ? 'Sent with the order' : `${isSent ? 'Sent' : 'To be sent'} on ${dateText(at, store)}`}
      {message ? (
        <>
          <br />“{message}”
        </>
      ) : null}
    </span>
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
