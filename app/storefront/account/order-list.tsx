import type { OrderSummary } from '#contract/customer.ts'
import { type DateSpeaker, dateText } from '#domain/dates.ts'
import { priceText } from '../../ui/price.ts'

export const ORDER_WORDS: Record<OrderSummary['status'], string> = {
  pending: 'Placed',
  confirmed: 'Confirmed',
  processing: 'Preparing',
  packed: 'Packed',
  shipped: 'Shipped',
  delivered: 'Delivered',
  cancelled: 'Cancelled',
  partially_refunded: 'Partly refunded',
  refunded: 'Refunded',
}

/** Each order is one link: its number, when, how it stands, and what it came to. */
export function OrderList({ orders, store }: { orders: OrderSummary[]; store: DateSpeaker }) {
  return (
    <ul className="account-orders">
      {orders.map((order) => (
        <li key={order.id} className="account-order">
          <p>
            <a className="cover-link" href={`/account/orders/${order.number}`}>
              Order {order.number}
            </a>
            <span className="muted">
              <time dateTime={order.placed_at}>{dateText(order.placed_at, store)}</time>,{' '}
              {order.item_count === 1 ? '1 item' : `${order.item_count} items`}
            </span>
          </p>
          <p className="account-order__status">{ORDER_WORDS[order.status]}</p>
          <p className="price">{priceText(order.total, store.locale)}</p>
        </li>
      ))}
    </ul>
  )
}

export function NoOrders() {
  return (
    <div className="account-empty">
      <p>No orders yet.</p>
      <p>
        <a className="text-link" href="/search">
          Start shopping
        </a>
      </p>
    </div>
  )
}
