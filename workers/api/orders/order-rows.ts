/**
 * The rows of an order, as statements for one batch. Each takes the store and its rows as one JSON parameter, however many
 * there are; a row that is there already stays as it is. The texts are constants, which nobody has to put together for
 * every order.
 */
import type { StoreDb } from '../db/store-db.ts'

/** Statements by what they write; `?1` is the store, `?2` the rows. */
const INSERTS = {
  customers: `INSERT INTO customers (id, store_id, email, name, created_at, updated_at)
    SELECT value ->> 'id', ?1, value ->> 'email', value ->> 'name', value ->> 'atMs', value ->> 'atMs'
    FROM json_each(?2) WHERE true ON CONFLICT DO NOTHING`,

  // D1 has one writer, so the highest number cannot change between the look and the insert. The customer is whoever is
  // logged in; else whoever has bought with this address before; else the one that was just written.
  orders: `INSERT INTO orders (id, store_id, checkout_id, number, customer_id, status, payment_status, email,
      shipping_address, shipping_method, payment_method, currency, subtotal_minor, discount_minor, shipping_minor, tax_minor,
      total_minor, gift_card_minor, tax_included, fulfillment_type, location_id, taxes, discounts, gift_cards, explanation,
      gifts, placed_at, created_at, updated_at)
    SELECT value ->> 'orderId', ?1, value ->> 'checkoutId',
      (SELECT COALESCE(MAX(number), value ->> 'firstNumber' - 1) + 1 FROM orders WHERE store_id = ?1),
      COALESCE(
        (SELECT id FROM customers WHERE id = value ->> 'customerId' AND +store_id = ?1),
        (SELECT id FROM customers WHERE store_id = ?1 AND customers.email = value ->> 'emailLower')),
      'confirmed', 'paid', value ->> 'email', value -> 'shippingAddress', value ->> 'shippingMethod',
      value ->> 'paymentLabel', value ->> 'currency', value ->> 'subtotalMinor', value ->> 'discountMinor',
      value ->> 'shippingMinor', value ->> 'taxMinor', value ->> 'totalMinor', value ->> 'giftCardMinor',
      value ->> 'taxIncluded', value ->> 'fulfillmentType', value ->> 'locationId', value -> 'taxes', value -> 'discounts',
      value -> 'giftCards', value -> 'explanation', value -> 'gifts', value ->> 'atMs', value ->> 'atMs', value ->> 'atMs'
    FROM json_each(?2) WHERE true ON CONFLICT DO NOTHING`,

  items: `INSERT INTO order_items (id, store_id, order_id, variant_id, product_slug, title, variant_title, sku, image_url,
      quantity, unit_price_minor, line_total_minor, discount_minor, taxes, is_gift_card, requires_shipping,
      backordered, position)
    SELECT value ->> 'itemId', ?1, value ->> 'orderId', value ->> 'variantId', value ->> 'productSlug', value ->> 'title',
      value ->> 'variantTitle', value ->> 'sku', value ->> 'imageUrl', value ->> 'quantity', value ->> 'unitPriceMinor',
      value ->> 'lineTotalMinor', value ->> 'discountMinor', value -> 'taxes', value ->> 'isGiftCard',
      value ->> 'requiresShipping', value ->> 'backordered', key
    FROM json_each(?2) WHERE true ON CONFLICT DO NOTHING`,

  payments: `INSERT INTO payments (id, store_id, order_id, provider, provider_reference, status, currency, amount_minor,
      created_at, updated_at)
    SELECT value ->> 'id', ?1, value ->> 'orderId', value ->> 'provider', value ->> 'reference', 'paid',
      value ->> 'currency', value ->> 'amountMinor', value ->> 'atMs', value ->> 'atMs'
    FROM json_each(?2) WHERE true ON CONFLICT DO NOTHING`,

  timeline: `INSERT INTO order_events (id, store_id, order_id, type, message, created_at)
    SELECT value ->> 'id', ?1, value ->> 'orderId', value ->> 'type', value ->> 'message', value ->> 'atMs'
    FROM json_each(?2) WHERE true ON CONFLICT DO NOTHING`,

  giftCards: `INSERT INTO gift_cards (id, store_id, code_hash, last_four, currency, initial_minor, balance_minor, sequence,
      disabled, expires_at, recipient, order_id, note, sender_name, recipient_name, message, send_at, created_at, updated_at)
    SELECT value ->> 'id', ?1, value ->> 'codeHash', value ->> 'lastFour', value ->> 'currency', value ->> 'initialMinor',
      value ->> 'balanceMinor', value ->> 'sequence', value ->> 'disabled', value ->> 'expiresAt', value ->> 'recipient',
      value ->> 'orderId', value ->> 'note', value ->> 'senderName', value ->> 'recipientName', value ->> 'message',
      value ->> 'sendAt', value ->> 'createdAt', value ->> 'updatedAt'
    FROM json_each(?2) WHERE true ON CONFLICT DO NOTHING`,

  // The order's number is known to the database alone, which therefore puts it into the messages.
  outbox: `INSERT INTO outbox (id, store_id, type, payload, created_at, due_at)
    SELECT value ->> '$.event.id', ?1, value ->> '$.event.type', CASE value ->> '$.event.type'
        WHEN 'ORDER_PLACED' THEN json_set(value -> 'event', '$.order.number', placed.number,
          '$.order_url', (value ->> 'origin') || '/orders/' || placed.number || '?token=' || (value ->> 'token'))
        WHEN 'ORDER_PAID' THEN json_set(value -> 'event', '$.order_number', placed.number)
        ELSE value -> 'event' END,
      value ->> 'atMs', value ->> 'dueAtMs'
    FROM json_each(?2) CROSS JOIN orders AS placed ON placed.id = value ->> 'orderId' AND +placed.store_id = ?1
    WHERE true ON CONFLICT DO NOTHING`,
}

export function insertOrderRows(db: StoreDb, into: keyof typeof INSERTS, rows: readonly object[]): D1PreparedStatement {
  return db.d1.prepare(INSERTS[into]).bind(db.storeId, JSON.stringify(rows))
}

const PLACED = `SELECT number, (
    SELECT json_group_array(json(payload)) FROM outbox
    WHERE id IN (SELECT value FROM json_each(?3)) AND +store_id = ?1) AS events
  FROM orders WHERE store_id = ?1 AND checkout_id = ?2`

export interface PlacedRow {
  number: number
  /** JSON of those of the given events that are in the outbox. */
  events: string
}

/** The order of a checkout, with what is told of it. */
export const selectPlaced = (db: StoreDb, checkoutId: string, eventIds: readonly string[]): D1PreparedStatement =>
  db.d1.prepare(PLACED).bind(db.storeId, checkoutId, JSON.stringify(eventIds))
