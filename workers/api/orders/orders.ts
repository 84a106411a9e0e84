/** Orders as their buyers see them: one way to read them, whoever asks. */
import { and, asc, desc, eq, gt, inArray, type SQL, sql } from 'drizzle-orm'
import type { OrderSummary } from '#contract/customer.ts'
import type { Order, OrderGift } from '#contract/order.ts'
import { readTaxParts } from '#domain/tax.ts'
import { countNear, farthest } from '../db/count-near.ts'
import type { StoreDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import type { Deps } from '../deps/deps.ts'
import { presentMoney } from '../lib/present-money.ts'
import { presentTime } from '../lib/present-time.ts'
import { presentDiscount, presentExplanation, presentTaxes } from '../pricing/present-quote.ts'
import { isOrderToken } from './order-link.ts'

/** For so long after an order was placed its link shows it, with name and address, to whoever holds the link. */
const LINK_MS = 365 * 24 * 3_600_000

/** The order with this number, for whoever has its token; null for a wrong or an old token as for no order. */
export async function findOrder(deps: Deps, number: number, token: string): Promise<Order | null> {
  const { db } = deps
  const isRecent = gt(t.orders.placedAt, Date.now() - LINK_MS)
  const [found] = await readOrders(db, and(eq(t.orders.number, number), isRecent))
  const checkoutId = found?.checkoutId ?? '' // compared all the same, so that time does not tell which numbers exist
  const allowed = await isOrderToken(token, db.storeId, checkoutId, deps.config)
  return found && allowed ? found.order : null
}

/** The customer's own order with this number. */
export async function findOrderOf(db: StoreDb, customerId: string, number: number): Promise<Order | null> {
  const [found] = await readOrders(db, and(eq(t.orders.customerId, customerId), eq(t.orders.number, number)))
  return found?.order ?? null
}

/** Everything that a customer has bought, oldest first. */
export async function readOrdersOf(db: StoreDb, customerId: string): Promise<Order[]> {
  const found = await readOrders(db, eq(t.orders.customerId, customerId))
  return found.map(({ order }) => order)
}

/** A page of what a customer has bought, newest first. */
export async function listOrdersOf(db: StoreDb, customerId: string, page: { page: number; per_page: number }) {
  const where = db.owned(t.orders, eq(t.orders.customerId, customerId))
  const pieces = db.drizzle
    .select({ total: sql<number>`coalesce(sum(${t.orderItems.quantity}), 0)` })
    .from(t.orderItems)
    .where(db.owned(t.orderItems, eq(t.orderItems.orderId, t.orders.id)))
  const [rows, counted] = await db.drizzle.batch([
    db.drizzle
      .select({ order: t.orders, itemCount: sql<number>`(${pieces})`.as('item_count') })
      .from(t.orders)
      .where(where)
      .orderBy(desc(t.orders.placedAt), desc(t.orders.id))
      .limit(page.per_page)
      .offset((page.page - 1) * page.per_page),
    countNear(
      db.drizzle,
      db.drizzle.select({ id: t.orders.id }).from(t.orders).where(where).limit(farthest(page)).as('near'),
    ),
  ])
  const items = rows.map(
    ({ order, itemCount }): OrderSummary => ({
      id: order.id,
      number: order.number,
      status: order.status,
      payment_status: order.paymentStatus,
      item_count: itemCount,
      total: presentMoney(order.totalMinor, order.currency),
      placed_at: presentTime(order.placedAt),
    }),
  )
  return { items, total: counted[0]?.total ?? 0, ...page }
}

async function readOrders(db: StoreDb, condition: SQL | undefined): Promise<{ checkoutId: string; order: Order }[]> {
  const these = db.owned(t.orders, condition)
  const ids = db.drizzle.select({ id: t.orders.id }).from(t.orders).where(these)
  const [orders, items, events] = await db.drizzle.batch([
    db.drizzle.select().from(t.orders).where(these).orderBy(asc(t.orders.placedAt), asc(t.orders.number)),
    db.drizzle
      .select()
      .from(t.orderItems)
      .where(db.owned(t.orderItems, inArray(t.orderItems.orderId, ids)))
      .orderBy(asc(t.orderItems.position)),
    db.drizzle
      .select()
      .from(t.orderEvents)
      .where(db.owned(t.orderEvents, inArray(t.orderEvents.orderId, ids)))
      .orderBy(asc(t.orderEvents.createdAt), asc(t.orderEvents.id)),
  ])
  const itemsOf = Map.groupBy(items, ({ orderId }) => orderId)
  const eventsOf = Map.groupBy(events, ({ orderId }) => orderId)
  return orders.map((row) => ({
    checkoutId: row.checkoutId,
    order: presentOrder(row, itemsOf.get(row.id) ?? [], eventsOf.get(row.id) ?? []),
  }))
}

const presentGift = (gift: t.KeptGift | undefined): OrderGift | null =>
  gift
    ? {
        recipient_name: gift.to,
        recipient: gift.recipient,
        message: gift.message,
        send_at: gift.sendAtMs === null ? null : presentTime(gift.sendAtMs),
      }
    : null

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
    fulfillment_type: order.fulfillmentType,
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
      discount: money(item.discountMinor),
      taxes: presentTaxes(readTaxParts(item.taxes)),
      is_gift_card: item.isGiftCard,
      requires_shipping: item.requiresShipping,
      gift: presentGift(order.gifts.find(({ itemId }) => itemId === item.id)),
      backordered: item.backordered,
    })),
    discounts: order.discounts.map((discount) => presentDiscount(discount, order.currency)),
    gift_cards: order.giftCards.map(({ lastFour, amountMinor }) => ({
      last_four: lastFour,
      amount: money(amountMinor),
    })),
    totals: {
      subtotal: money(order.subtotalMinor),
      discount: money(order.discountMinor),
      shipping: money(order.shippingMinor),
      tax: money(order.taxMinor),
      taxes: presentTaxes(readTaxParts(order.taxes)),
      total: money(order.totalMinor),
      gift_card: money(order.giftCardMinor),
      payable: money(order.totalMinor - order.giftCardMinor),
      tax_included: order.taxIncluded,
    },
    explanation: order.explanation.map((entry) => presentExplanation(entry, order.currency)),
    events: events.map(({ type, message, createdAt }) => ({ type, message, created_at: presentTime(createdAt) })),
    placed_at: presentTime(order.placedAt),
  }
}
