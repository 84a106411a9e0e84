/**
 * Writes the order of a checkout: customer, order, items, payments, timeline, bought gift cards and outbox in one D1 batch,
 * so all or nothing. Every id comes from the draft and every insert ignores what is there, so placing twice places once.
 * Rows of one table are one statement, however many there are: their values travel as one JSON parameter.
 */
import { type SQL, sql } from 'drizzle-orm'
import type { CheckoutDraft } from '#domain/checkout.ts'
import { NO_PAYMENT, type Settlement } from '#domain/checkout-effects.ts'
import * as t from '../db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { type PreparedGiftCard, prepareGiftCard } from './gift-cards/issue.ts'
import { orderEvents, paymentLabel } from './order-events.ts'
import { orderToken, storeOrigin } from './order-link.ts'
import { SEND_GRACE_MS } from './outbox.ts'
import type { StoreRecord } from './resolve-store.ts'

/** The number that the store's first order gets. */
const FIRST_NUMBER = 1001

/** Returns the order's number. */
export async function placeOrder(
  deps: Deps,
  store: StoreRecord,
  draft: CheckoutDraft,
  settlement: Settlement,
): Promise<number> {
  const { db, config } = deps
  const nowMs = Date.now()
  const cards = await boughtCards(deps, store, draft, nowMs)
  const events = [
    ...orderEvents(draft, store, settlement.backordered, config, nowMs),
    ...cards.flatMap(({ mail }) => mail?.payload ?? []),
  ]
  const url = {
    origin: storeOrigin(store.slug, config),
    token: await orderToken(draft.storeId, draft.checkoutId, config),
  }
  const mine = db.owned(t.orders, sql`${t.orders.checkoutId} = ${draft.checkoutId}`)
  const results = await db.drizzle.batch([
    db.drizzle.insert(t.customers).values(customerRow(draft, nowMs)).onConflictDoNothing(),
    db.drizzle.insert(t.orders).values(orderRow(draft, nowMs)).onConflictDoNothing(),
    db.statement(insertItems(draft, settlement)),
    db.statement(insertPayments(draft, settlement, nowMs)),
    db.statement(insertTimeline(draft, nowMs)),
    ...(cards.length > 0 ? [db.statement(insertGiftCards(cards))] : []),
    db.statement(insertOutbox(draft, events, url, nowMs)),
    db.drizzle.select({ number: t.orders.number }).from(t.orders).where(mine),
  ])
  const [placed] = results.at(-1) as { number: number }[]
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
  const { storeId, checkoutId, customerId, email, currency, fulfillmentType, locationId } = draft
  const { subtotalMinor, discountMinor, shippingMinor, taxMinor, totalMinor, giftCardMinor, taxIncluded } = draft
  const emailLower = email.toLowerCase()
  return {
    ...{ id: draft.orderId, storeId, checkoutId, email, currency, fulfillmentType, locationId, taxIncluded },
    ...{ subtotalMinor, discountMinor, shippingMinor, taxMinor, totalMinor, giftCardMinor },
    // D1 has one writer, so the highest number cannot change between the look and the insert.
    number: sql<number>`(
      SELECT COALESCE(MAX(number), ${FIRST_NUMBER - 1}) + 1 FROM orders WHERE store_id = ${storeId})`,
    // Whoever is logged in; else whoever has bought with this address before; else the one that was just written.
    customerId: sql<string>`(
      SELECT id FROM customers WHERE store_id = ${storeId} AND (id = ${customerId} OR email = ${emailLower})
      ORDER BY id = ${customerId} DESC LIMIT 1)`,
    status: 'confirmed' as const,
    paymentStatus: 'paid' as const,
    shippingAddress: draft.shippingAddress,
    shippingMethod: draft.shippingMethod,
    paymentMethod: paymentLabel(draft),
    taxes: [...draft.taxes],
    discounts: [...draft.discounts],
    giftCards: [...draft.giftCards],
    explanation: [...draft.explanation],
    placedAt: nowMs,
    createdAt: nowMs,
    updatedAt: nowMs,
  }
}

function insertItems({ storeId, orderId, lines }: CheckoutDraft, { backordered }: Settlement): SQL {
  const owedOf = new Map(backordered.map(({ variantId, quantity }) => [variantId, quantity]))
  const rows = lines.map((line) => ({ ...line, backordered: owedOf.get(line.variantId) ?? 0 }))
  return sql`INSERT OR IGNORE INTO order_items (id, store_id, order_id, variant_id, product_slug, title, variant_title, sku,
      image_url, quantity, unit_price_minor, line_total_minor, discount_minor, taxes, is_gift_card, backordered, position)
    SELECT value ->> 'itemId', ${storeId}, ${orderId}, value ->> 'variantId', value ->> 'productSlug', value ->> 'title',
      value ->> 'variantTitle', value ->> 'sku', value ->> 'imageUrl', value ->> 'quantity', value ->> 'unitPriceMinor',
      value ->> 'lineTotalMinor', value ->> 'discountMinor', value -> 'taxes', value ->> 'isGiftCard',
      value ->> 'backordered', key
    FROM json_each(${JSON.stringify(rows)})`
}

/** What the provider took, and what each gift card gave. */
function insertPayments(draft: CheckoutDraft, { paymentReference }: Settlement, nowMs: number): SQL {
  const { storeId, orderId, paymentId, checkoutId, payment, payableMinor, currency } = draft
  const rows = draft.giftCards.map(({ giftCardId, amountMinor }, index) => ({
    ...{
      id: `${paymentId}-${index + 1}`,
      provider: 'gift_card',
      reference: `${giftCardId}:${checkoutId}`,
      amountMinor,
    },
  }))
  if (paymentReference !== NO_PAYMENT) {
    rows.unshift({ id: paymentId, provider: payment.provider, reference: paymentReference, amountMinor: payableMinor })
  }
  return sql`INSERT OR IGNORE INTO payments (id, store_id, order_id, provider, provider_reference, status, currency,
      amount_minor, created_at, updated_at)
    SELECT value ->> 'id', ${storeId}, ${orderId}, value ->> 'provider', value ->> 'reference', 'paid', ${currency},
      value ->> 'amountMinor', ${nowMs}, ${nowMs}
    FROM json_each(${JSON.stringify(rows)})`
}

function insertTimeline({ storeId, orderId, eventIds }: CheckoutDraft, nowMs: number): SQL {
  const rows = [
    { id: eventIds.placed, type: 'ORDER_PLACED', message: 'Order placed' },
    { id: eventIds.paid, type: 'ORDER_PAID', message: 'Payment received' },
  ]
  return sql`INSERT OR IGNORE INTO order_events (id, store_id, order_id, type, message, created_at)
    SELECT value ->> 'id', ${storeId}, ${orderId}, value ->> 'type', value ->> 'message', ${nowMs}
    FROM json_each(${JSON.stringify(rows)})`
}

/** The cards' objects have their money already; the buyer gets the codes. */
function boughtCards(
  { config }: Deps,
  store: StoreRecord,
  { lines, currency, orderId, email }: CheckoutDraft,
  nowMs: number,
): Promise<PreparedGiftCard[]> {
  const cards = lines.flatMap(({ giftCards, unitPriceMinor }) =>
    giftCards.map(({ giftCardId, eventId }) => ({ id: giftCardId, eventId, amountMinor: unitPriceMinor })),
  )
  const common = { currency, expiresAtMs: null, recipient: email, orderId, note: '' }
  return Promise.all(cards.map((card) => prepareGiftCard(store, config, { ...card, ...common }, nowMs)))
}

function insertGiftCards(cards: readonly PreparedGiftCard[]): SQL {
  return sql`INSERT OR IGNORE INTO gift_cards (id, store_id, code_hash, last_four, currency, initial_minor, balance_minor,
      sequence, disabled, expires_at, recipient, order_id, note, created_at, updated_at)
    SELECT value ->> 'id', value ->> 'storeId', value ->> 'codeHash', value ->> 'lastFour', value ->> 'currency',
      value ->> 'initialMinor', value ->> 'balanceMinor', value ->> 'sequence', value ->> 'disabled',
      value ->> 'expiresAt', value ->> 'recipient', value ->> 'orderId', value ->> 'note', value ->> 'createdAt',
      value ->> 'updatedAt'
    FROM json_each(${JSON.stringify(cards.map(({ row }) => row))})`
}

/** The order's number is known to the database alone, which therefore puts it into the messages. */
function insertOutbox(
  { storeId, orderId }: CheckoutDraft,
  events: readonly { id: string; type: string }[],
  { origin, token }: { origin: string; token: string },
  nowMs: number,
): SQL {
  const number = sql`(SELECT number FROM orders WHERE store_id = ${storeId} AND id = ${orderId})`
  const url = sql`${origin} || '/orders/' || ${number} || ${`?token=${token}`}`
  return sql`INSERT OR IGNORE INTO outbox (id, store_id, type, payload, created_at, due_at)
    SELECT value ->> 'id', ${storeId}, value ->> 'type', CASE value ->> 'type'
        WHEN 'ORDER_PLACED' THEN json_set(value, '$.order.number', ${number}, '$.order_url', ${url})
        WHEN 'ORDER_PAID' THEN json_set(value, '$.order_number', ${number})
        ELSE value END,
      ${nowMs}, ${nowMs + SEND_GRACE_MS}
    FROM json_each(${JSON.stringify(events)})`
}
