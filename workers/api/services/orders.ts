/** Orders as their buyers see them. */
import { asc, eq, sql } from 'drizzle-orm'
import type { Order } from '#contract/order.ts'
import * as t from '../db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { isOrderToken } from './order-link.ts'
import { presentMoney, presentTime } from './present.ts'

/** The order with this number, for whoever has its token; null for a wrong token as for no order. */
export async function findOrder(deps: Deps, number: number, token: string): Promise<Order | null> {
  const { db } = deps
  const mine = db.owned(t.orders, eq(t.orders.number, number))
  const orderId = db.drizzle.select({ id: t.orders.id }).from(t.orders).where(mine)
  const [orders, items, events] = await db.drizzle.batch([
    db.drizzle.select().from(t.orders).where(mine),
    db.drizzle
      .select()
      .from(t.orderItems)
      .where(db.owned(t.orderItems, sql`${t.orderItems.orderId} = (${orderId})`))
      .orderBy(asc(t.orderItems.position)),
    db.drizzle
      .select()
      .from(t.orderEvents)
      .where(db.owned(t.orderEvents, sql`${t.orderEvents.orderId} = (${orderId})`))
      .orderBy(asc(t.orderEvents.createdAt), asc(t.orderEvents.id)),
  ])
  const order = orders[0]
  const checkoutId = order?.checkoutId ?? '' // compared all the same, so that time does not tell which numbers exist
  const allowed = await isOrderToken(token, db.storeId, checkoutId, deps.config)
  return order && allowed ? presentOrder(order, items, events) : null
}

function presentOrder(
  order: typeof t.orders.$inferSelect,
  items: (typeof t.orderItems.$inferSelect)[],
  events: (typeof t.orderEvents.$inferSelect)[],
): Order {
  const money = (amountMinor: number) => presentMoney(amountMinor, order.currency)
  return {
    id: order.id,
    number: order.number,
    status: order.status,
    payment_status: order.paymentStatus,
    email: order.email,
    shipping_address: order.shippingAddress,
    shipping_method: order.shippingMethod,
    payment_method: order.paymentMethod,
    items: items.map((item) => ({
      id: item.id,
      product_slug: item.productSlug,
      title: item.title,
      variant_title: item.variantTitle,
      sku: item.sku,
      image_url: item.imageUrl,
      quantity: item.quantity,
      unit_price: money(item.unitPriceMinor),
      line_total: money(item.lineTotalMinor),
    })),
    totals: {
      subtotal: money(order.subtotalMinor),
      shipping: money(order.shippingMinor),
      tax: money(order.taxMinor),
      total: money(order.totalMinor),
      tax_included: order.taxIncluded,
      tax_rate_bps: order.taxRateBps,
    },
    events: events.map(({ type, message, createdAt }) => ({ type, message, created_at: presentTime(createdAt) })),
    placed_at: presentTime(order.placedAt),
  }
}
