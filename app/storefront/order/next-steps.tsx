import type { Order } from '#contract/order.ts'

/** What happens now, in order, without promising what is not known. */
export function NextSteps({ order }: { order: Order }) {
  const isPartlyLater = order.items.some(({ backordered }) => backordered > 0)
  const hasGiftCard = order.items.some(({ is_gift_card: isGiftCard }) => isGiftCard)
  const hasGift = order.items.some(({ gift }) => gift)
  return (
    <section className="next-steps" aria-labelledby="next">
      <h2 id="next">What happens next</h2>
      <ol>
        <li>
          <h3>We e-mail your confirmation</h3>
          <p className="muted">
            To <span className="break-anywhere">{order.email}</span>, with a link to this page.
          </p>
        </li>
        {order.fulfillment_type === 'none' ? null : (
          <li>
            <h3>We pack your order</h3>
            <p className="muted">
              {isPartlyLater
                ? 'Items in stock are reserved for you; the rest follow when back in stock.'
                : 'Everything is reserved for you.'}
            </p>
          </li>
        )}
        {hasGiftCard ? (
          <li>
            <h3>We e-mail your gift cards</h3>
            <p className="muted">
              {hasGift ? 'Each to its recipient, on the day you chose.' : 'Each with its code, ready to use or give.'}
            </p>
          </li>
        ) : null}
        {order.fulfillment_type === 'shipping' ? (
          <li>
            <h3>We deliver it</h3>
            <p className="muted">
              {order.shipping_method}, to {order.shipping_address.city}.
            </p>
          </li>
        ) : null}
        {order.fulfillment_type === 'pickup' ? (
          <li>
            <h3>You pick it up</h3>
            <p className="muted">
              {order.shipping_method}: {order.shipping_address.line1}, {order.shipping_address.city}.
            </p>
          </li>
        ) : null}
      </ol>
    </section>
  )
}
