/** Orders of a filled store as checkouts leave them, with everybody told of them. */
import { idPattern, numbers, PART, run } from './fill.mjs'

const ORDERS_PER_CUSTOMER = 10
const FIRST_NUMBER = 1001
/** Of the numbers that checkouts may have taken between two fillings. */
const MOST_PLACED = 1_000
const DAY_MS = 24 * 3_600_000
/** Of the past: nothing is so old that the sweep takes it away. */
const DAYS = 20

/** Of the buyer with this number, who has ten orders. */
export const buyerEmail = (number) => `buyer-${number}@bench.example`
export const firstOrderOf = (number) => FIRST_NUMBER + number * ORDERS_PER_CUSTOMER

/** Those from the one with number `from` on: customer, items, payment, timeline, outbox and mails. */
export async function fillOrders(database, storeId, products, from, to) {
  const id = (kind, number) => `printf('${idPattern(products, kind)}%012d', ${number})`
  const email = `'buyer-' || (n / ${ORDERS_PER_CUSTOMER}) || '@bench.example'`
  const at = `(${Date.now() - DAYS * DAY_MS} + n % ${DAYS} * ${DAY_MS})`
  const address =
    '{"name":"Ada Lovelace","line1":"1 Analytical Way","line2":"","city":"San Francisco","region":"CA","postal_code":"94107","country":"US","phone":""}'
  const firstNumber = from === 0 ? FIRST_NUMBER : FIRST_NUMBER + MOST_PLACED
  for (let first = from; first < to; first += PART) {
    const part = numbers(first, Math.min(PART, to - first))
    const two = 'numbers, (SELECT 0 AS k UNION ALL SELECT 1)'
    await run(database, [
      `${part} INSERT INTO customers (id, store_id, email, name, created_at, updated_at)
       SELECT ${id('d', `n / ${ORDERS_PER_CUSTOMER}`)}, '${storeId}', ${email}, 'Ada Lovelace', ${at}, ${at} FROM numbers
       WHERE n % ${ORDERS_PER_CUSTOMER} = 0 ON CONFLICT DO NOTHING`,
      `${part} INSERT INTO orders (id, store_id, checkout_id, number, customer_id, status, payment_status, email,
        shipping_address, shipping_method, payment_method, currency, subtotal_minor, shipping_minor, tax_minor, total_minor,
        tax_included, placed_at, created_at, updated_at)
       SELECT ${id('e', 'n')}, '${storeId}', ${id('f', 'n')}, ${firstNumber} + n, ${id('d', `n / ${ORDERS_PER_CUSTOMER}`)}, 'confirmed',
        'paid', ${email}, '${address}', 'Standard delivery', 'Test card', 'USD', 2000, 0, 0, 2000, 0, ${at}, ${at}, ${at}
       FROM numbers`,
      `${part} INSERT INTO order_items (id, store_id, order_id, variant_id, product_slug, title, variant_title, sku, quantity,
        unit_price_minor, line_total_minor, position)
       SELECT ${id('1', 'n * 2 + k')}, '${storeId}', ${id('e', 'n')}, ${id('9', `n % ${products} * 2 + k`)},
        'product-' || (n % ${products}), 'Product', iif(k, 'L', 'S'), 'SKU-' || (n % ${products}) || '-' || k, 1, 1000, 1000, k
       FROM ${two}`,
      `${part} INSERT INTO payments (id, store_id, order_id, provider, provider_reference, status, currency, amount_minor,
        created_at, updated_at)
       SELECT ${id('2', 'n')}, '${storeId}', ${id('e', 'n')}, 'test', 'bench-' || n, 'paid', 'USD', 2000, ${at}, ${at}
       FROM numbers`,
      `${part} INSERT INTO order_events (id, store_id, order_id, type, message, created_at)
       SELECT ${id('3', 'n * 2 + k')}, '${storeId}', ${id('e', 'n')}, iif(k, 'ORDER_PAID', 'ORDER_PLACED'), 'As it was', ${at}
       FROM ${two}`,
      `${part} INSERT INTO outbox (id, store_id, type, payload, created_at, sends, due_at)
       SELECT ${id('3', 'n * 2 + k')}, '${storeId}', iif(k, 'ORDER_PAID', 'ORDER_PLACED'), '{}', ${at}, 1, NULL FROM ${two}`,
      `${part} INSERT INTO processed_events (store_id, consumer, event_id, processed_at)
       SELECT '${storeId}', 'notifications', ${id('3', 'n * 2 + k')}, ${at} FROM ${two}`,
      `${part} INSERT INTO notifications (id, store_id, event_id, event_type, channel, recipient, subject, body_html, body_text,
        status, attempts, sent_at, created_at, updated_at)
       SELECT ${id('4', 'n')}, '${storeId}', ${id('3', 'n * 2')}, 'ORDER_PLACED', 'email', ${email}, 'Your order',
        '<p>Thank you for</p>', 'Thank you for', 'sent', 1, ${at}, ${at}, ${at} FROM numbers`,
    ])
  }
}
