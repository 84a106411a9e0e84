/**
 * Writes the order of a checkout: order, items, timeline, payment, customer and outbox in one D1 batch, so all or
 * nothing. Every id comes from the draft and every insert ignores what is there, so placing twice places once.
 */
import { type SQL, sql } from 'drizzle-orm'
import { EVENT_TEXT, type Event } from '#contract/events.ts'
import type { CheckoutDraft } from '#domain/checkout.ts'
import * as t from '../db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { orderToken, storeOrigin } from './order-link.ts'
import { SEND_GRACE_MS } from './outbox.ts'
import { presentMoney, presentTime } from './present.ts'
import type { StoreRecord } from './resolve-store.ts'

/** The number that the store's first order gets. */
const FIRST_NUMBER = 1001

/** Returns the order's number. */
export async function placeOrder(
  deps: Deps,
  store: StoreRecord,
  draft: CheckoutDraft,
  paymentReference: string,
): Promise<number> {
  const { drizzle } = deps.db
  const token = await orderToken(draft.storeId, draft.checkoutId, deps.config)
  const nowMs = Date.now()
  const mine = deps.db.owned(t.orders, sql`${t.orders.checkoutId} = ${draft.checkoutId}`)

  const [placed] = await drizzle
    .batch([
      drizzle.insert(t.customers).values(customerRow(draft, nowMs)).onConflictDoNothing(),
      drizzle.insert(t.orders).values(orderRow(draft, nowMs)).onConflictDoNothing(),
      ...draft.lines.map((line, position) =>
        drizzle
          .insert(t.orderItems)
          .values(itemRow(draft, line, position))
          .onConflictDoNothing(),
      ),
      drizzle
        .insert(t.payments)
        .values(paymentRow(draft, paymentReference, nowMs))
        .onConflictDoNothing(),
      ...timelineRows(draft, nowMs).map((row) => drizzle.insert(t.orderEvents).values(row).onConflictDoNothing()),
      ...outboxRows(draft, store, storeOrigin(store.slug, deps.config), token, nowMs).map((row) =>
        drizzle.insert(t.outbox).values(row).onConflictDoNothing(),
      ),
      drizzle.select({ number: t.orders.number }).from(t.orders).where(mine),
    ])
    .then((results) => results.at(-1) as { number: number }[])
  if (!placed) throw new Error(`Checkout ${draft.checkoutId} was placed and has no order`)
  return placed.number
}

const customerRow = (draft: CheckoutDraft, nowMs: number) => ({
  id: draft.customerId,
  storeId: draft.storeId,
  email: draft.email.toLowerCase(),
  name: draft.shippingAddress.name,
  createdAt: nowMs,
  updatedAt: nowMs,
})

function orderRow(draft: CheckoutDraft, nowMs: number) {
  const { storeId, checkoutId, email, currency } = draft
  const { subtotalMinor, shippingMinor, taxMinor, totalMinor, taxIncluded, taxRateBps } = draft
  return {
    ...{ id: draft.orderId, storeId, checkoutId, email, currency },
    ...{ subtotalMinor, shippingMinor, taxMinor, totalMinor, taxIncluded, taxRateBps },
    // D1 has one writer, so the highest number cannot change between the look and the insert.
    number: sql<number>`(
      SELECT COALESCE(MAX(number), ${FIRST_NUMBER - 1}) + 1 FROM orders WHERE store_id = ${storeId})`,
    customerId: sql<string>`(
      SELECT id FROM customers WHERE store_id = ${storeId} AND email = ${email.toLowerCase()})`,
    status: 'confirmed' as const,
    paymentStatus: 'paid' as const,
    shippingAddress: draft.shippingAddress,
    shippingMethod: draft.shippingMethod,
    paymentMethod: draft.payment.label,
    placedAt: nowMs,
    createdAt: nowMs,
    updatedAt: nowMs,
  }
}

function itemRow(draft: CheckoutDraft, line: CheckoutDraft['lines'][number], position: number) {
  const { itemId, ...rest } = line
  return { ...rest, id: itemId, storeId: draft.storeId, orderId: draft.orderId, position }
}

const paymentRow = (draft: CheckoutDraft, providerReference: string, nowMs: number) => ({
  id: draft.paymentId,
  storeId: draft.storeId,
  orderId: draft.orderId,
  provider: draft.payment.provider,
  providerReference,
  status: 'paid' as const,
  currency: draft.currency,
  amountMinor: draft.totalMinor,
  createdAt: nowMs,
  updatedAt: nowMs,
})

function timelineRows({ storeId, orderId, eventIds }: CheckoutDraft, nowMs: number) {
  const row = { storeId, orderId, createdAt: nowMs }
  return [
    { ...row, id: eventIds.placed, type: 'ORDER_PLACED', message: 'Order placed' },
    { ...row, id: eventIds.paid, type: 'ORDER_PAID', message: 'Payment received' },
  ]
}

/** The events of the order. Its number is known to the database alone, which therefore puts it into the payload. */
function outboxRows(draft: CheckoutDraft, store: StoreRecord, origin: string, token: string, nowMs: number) {
  const number = sql`(SELECT number FROM orders WHERE store_id = ${draft.storeId} AND id = ${draft.orderId})`
  const { placed, paid } = eventsOf(draft, store, origin, nowMs)
  const url = sql`${origin} || '/orders/' || ${number} || ${`?token=${token}`}`
  const row = { storeId: draft.storeId, createdAt: nowMs, dueAt: nowMs + SEND_GRACE_MS }
  return [
    {
      ...{ ...row, id: placed.id, type: placed.type },
      payload: json(sql`json_set(${JSON.stringify(placed)}, '$.order.number', ${number}, '$.order_url', ${url})`),
    },
    {
      ...{ ...row, id: paid.id, type: paid.type },
      payload: json(sql`json_set(${JSON.stringify(paid)}, '$.order_number', ${number})`),
    },
  ]
}

const clip = (text: string, length: number) => (text.length > length ? `${text.slice(0, length - 1)}…` : text)

const json = (expression: SQL) => expression as SQL<Event>

/** Both events but for the number and the link, which `outboxRows` adds. */
function eventsOf(draft: CheckoutDraft, store: StoreRecord, origin: string, nowMs: number) {
  const money = (amountMinor: number) => presentMoney(amountMinor, draft.currency)
  const occurred_at = presentTime(nowMs)
  const totals = {
    subtotal: money(draft.subtotalMinor),
    shipping: money(draft.shippingMinor),
    tax: money(draft.taxMinor),
    total: money(draft.totalMinor),
    tax_included: draft.taxIncluded,
    tax_rate_bps: draft.taxRateBps,
  }
  const { id, name, theme, locale, contactEmail } = store
  const eventStore = { id, name, theme, locale, contact_email: contactEmail, url: origin }
  const order = {
    id: draft.orderId,
    status: 'confirmed',
    payment_status: 'paid',
    email: draft.email,
    shipping_address: draft.shippingAddress,
    shipping_method: draft.shippingMethod,
    payment_method: draft.payment.label,
    items: draft.lines.map((line) => ({
      title: clip(line.title, EVENT_TEXT.title),
      variant_title: clip(line.variantTitle, EVENT_TEXT.variantTitle),
      sku: clip(line.sku, EVENT_TEXT.sku),
      image_url: line.imageUrl,
      quantity: line.quantity,
      unit_price: money(line.unitPriceMinor),
      line_total: money(line.lineTotalMinor),
    })),
    totals,
    placed_at: occurred_at,
  }
  const { eventIds } = draft
  return {
    placed: { id: eventIds.placed, type: 'ORDER_PLACED', occurred_at, store: eventStore, order },
    paid: { id: eventIds.paid, type: 'ORDER_PAID', occurred_at, store: eventStore, order_id: draft.orderId, totals },
  }
}
