/**
 * A store of some size around the one product that a test is about, written straight into D1: products with variants,
 * stock, pictures, categories and prices; customers with sessions and carts; orders with all of their rows; promotions,
 * gift cards and what a platform of many such stores keeps beside them (users, audit entries, outbox, messages, keys).
 * What is in it is spread evenly and plausible enough for every index to be selective.
 */
import { sweepStaleSearch } from '#api/search/sweep-stale.ts'
import { env } from './fixtures.ts'

export interface StoreSize {
  products: number
  orders: number
  customers: number
  promotions: number
}

export const LARGE: StoreSize = { products: 2_000, orders: 3_000, customers: 500, promotions: 50 }

/** `?1` is the store, `?2` its tenant. `n` counts from 0. */
type Fill = (size: StoreSize) => string[]

const numbers = (count: number) =>
  `WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${count - 1})`

/** Ids of one kind of row: unique over stores and in the form of a UUIDv7. */
const id = (kind: string, n = 'n') => `printf('%s-%s-7${kind}0-8000-%012d', substr(?1, -12, 8), substr(?1, -4), ${n})`

const catalogue: Fill = ({ products }) => [
  `${numbers(40)} INSERT INTO categories (id, store_id, parent_id, slug, name, description, position, active, created_at, updated_at)
    SELECT ${id('c0')}, ?1, iif(n < 8, NULL, ${id('c0', 'n % 8')}), 'filled-' || n, 'Category ' || n, '', n, 1, 1, 1 FROM numbers`,
  `${numbers(products)} INSERT INTO products (id, store_id, slug, title, description_html, description_text, vendor, product_type,
      tags, status, featured, min_price_minor, max_price_minor, available, rating_sum, rating_count, created_at, updated_at)
    SELECT ${id('a0')}, ?1, 'filled-' || n, 'Thing ' || (n * 7919 % ${products}), '<p>A thing.</p>',
      'A thing of ' || CASE n % 4 WHEN 0 THEN 'cotton' WHEN 1 THEN 'stone' WHEN 2 THEN 'oak' ELSE 'linen' END || ' week ' || (n % 97),
      'Harbour', 'Thing', '["filled"]', CASE n % 20 WHEN 0 THEN 'draft' ELSE 'active' END, n % 50 = 0, 1000 + n * 37 % 4000,
      1000 + n * 37 % 4000, n % 5 * 2, 4, 1, n, n FROM numbers`,
  `${numbers(products)} INSERT INTO product_categories (store_id, category_id, product_id, position)
    SELECT ?1, ${id('c0', '(8 + n % 32)')}, ${id('a0')}, 0 FROM numbers`,
  `${numbers(products)} INSERT INTO product_options (id, store_id, product_id, name, position, "values")
    SELECT ${id('a1')}, ?1, ${id('a0')}, 'Size', 0, '["S","L"]' FROM numbers`,
  `${numbers(products * 2)} INSERT INTO variants (id, store_id, product_id, sku, options, price_minor, position, created_at, updated_at)
    SELECT ${id('a2')}, ?1, ${id('a0', 'n / 2')}, 'FILLED-' || n, iif(n % 2, '["L"]', '["S"]'), 1000 + n / 2 * 37 % 4000, n % 2, 1, 1
    FROM numbers`,
  `${numbers(products * 2)} INSERT INTO stock_levels (store_id, variant_id, on_hand, held, available, sequence, updated_at)
    SELECT ?1, ${id('a2')}, n / 2 % 5, 0, n / 2 % 5, 1, 1 FROM numbers`,
  `${numbers(products * 2)} INSERT INTO stock_states (store_id, variant_id, state, available, changed_at)
    SELECT ?1, ${id('a2')}, CASE n / 2 % 5 WHEN 0 THEN 'out' WHEN 1 THEN 'low' ELSE 'ok' END, n / 2 % 5, 1 FROM numbers`,
  `${numbers(products)} INSERT INTO product_images (id, store_id, product_id, status, r2_key, alt, position, content_type, bytes,
      width, height, color, created_at, updated_at)
    SELECT ${id('a3')}, ?1, ${id('a0')}, 'ready', 'filled/' || n, '', 0, 'image/webp', 9000, 800, 800, '#a0b0c0', 1, 1 FROM numbers`,
  `${numbers(products)} INSERT INTO reviews (id, store_id, product_id, rating, title, comment, author_name, status, created_at)
    SELECT ${id('a4')}, ?1, ${id('a0')}, 4, 'Good', 'As described.', 'Ada', 'published', 1 FROM numbers`,
  `INSERT INTO customer_groups (id, store_id, name, created_at, updated_at) VALUES (${id('b0', '1')}, ?1, 'Filled', 1, 1)`,
  `INSERT INTO price_lists (id, store_id, name, currency, customer_group_id, active, priority, created_at, updated_at)
    VALUES (${id('b1', '1')}, ?1, 'Filled', 'USD', ${id('b0', '1')}, 1, 5, 1, 1)`,
  `${numbers(products)} INSERT INTO prices (store_id, variant_id, price_list_id, min_quantity, price_minor)
    SELECT ?1, ${id('a2', 'n * 2')}, ${id('b1', '1')}, 1, 900 FROM numbers`,
  `${numbers(products)} INSERT INTO stock_subscriptions (id, store_id, variant_id, email, created_at)
    SELECT ${id('a5')}, ?1, ${id('a2', 'n * 2')}, 'waits-' || n || '@example.com', 1 FROM numbers`,
]

const ADDRESS = `json_object('name', 'Ada', 'line1', '1 Way', 'line2', '', 'city', 'Portland', 'region', 'OR',
  'postal_code', '97204', 'country', 'US', 'phone', '')`

const people: Fill = ({ customers }) => [
  `${numbers(customers)} INSERT INTO customers (id, store_id, email, name, account_at, created_at, updated_at)
    SELECT ${id('d0')}, ?1, 'filled-' || n || '@example.com', 'Customer ' || n, 1, 1, 1 FROM numbers`,
  `${numbers(customers)} INSERT INTO customer_group_members (store_id, group_id, customer_id)
    SELECT ?1, ${id('b0', '1')}, ${id('d0')} FROM numbers`,
  `${numbers(customers)} INSERT INTO addresses (id, store_id, customer_id, address, created_at, updated_at)
    SELECT ${id('d1')}, ?1, ${id('d0')}, ${ADDRESS}, 1, 1 FROM numbers`,
  `${numbers(customers)} INSERT INTO customer_carts (store_id, customer_id, cart_id, updated_at)
    SELECT ?1, ${id('d0')}, ${id('d2')}, 1 FROM numbers`,
  `${numbers(customers * 2)} INSERT INTO sessions (id, realm, subject_id, store_id, method, salt, generation, rotated_at,
      last_used_at, ends_at, address, user_agent, created_at)
    SELECT ${id('d3')}, 'customer', ${id('d0', 'n / 2')}, ?1, 'password', 'x', 1, unixepoch() * 1000, unixepoch() * 1000,
      unixepoch() * 1000 + 1000000000, '203.0.113.0/24', 'filled', unixepoch() * 1000 FROM numbers`,
]

const orders: Fill = ({ orders: count, customers, products }) => [
  `${numbers(count)} INSERT INTO orders (id, store_id, checkout_id, number, customer_id, status, payment_status, email,
      shipping_address, shipping_method, payment_method, currency, subtotal_minor, shipping_minor, tax_minor, total_minor,
      tax_included, placed_at, created_at, updated_at)
    SELECT ${id('e0')}, ?1, ${id('e1')}, 1 + n, ${id('d0', `n % ${customers}`)}, 'confirmed', 'paid', 'filled@example.com',
      ${ADDRESS}, 'Standard', 'Card', 'USD', 1000, 500, 0, 1500, 0, n, n, n FROM numbers`,
  `${numbers(count * 2)} INSERT INTO order_items (id, store_id, order_id, variant_id, product_slug, title, variant_title, sku,
      quantity, unit_price_minor, line_total_minor, position)
    SELECT ${id('e2')}, ?1, ${id('e0', 'n / 2')}, ${id('a2', `n % ${products}`)}, 'filled', 'Thing', 'S', 'FILLED', 1, 500, 500,
      n % 2 FROM numbers`,
  `${numbers(count)} INSERT INTO payments (id, store_id, order_id, provider, provider_reference, status, currency, amount_minor,
      created_at, updated_at)
    SELECT ${id('e3')}, ?1, ${id('e0')}, 'test', ${id('e3')}, 'paid', 'USD', 1500, n, n FROM numbers`,
  `${numbers(count * 2)} INSERT INTO order_events (id, store_id, order_id, type, message, created_at)
    SELECT ${id('e4')}, ?1, ${id('e0', 'n / 2')}, 'ORDER_PLACED', 'Order placed', n FROM numbers`,
  // Sent and arrived, as the sweep leaves them for thirty days.
  `${numbers(count * 2)} INSERT INTO outbox (id, store_id, type, payload, created_at, sends, due_at)
    SELECT ${id('e5')}, ?1, 'ORDER_PAID', '{}', unixepoch() * 1000 - n, 1, NULL FROM numbers`,
  `${numbers(count * 2)} INSERT INTO processed_events (store_id, consumer, event_id, processed_at)
    SELECT ?1, 'notifications', ${id('e5')}, 1 FROM numbers`,
  `${numbers(count)} INSERT INTO notifications (id, store_id, event_id, event_type, channel, recipient, subject, body_html,
      body_text, status, attempts, created_at, updated_at)
    SELECT ${id('e6')}, ?1, ${id('e5', 'n * 2')}, 'ORDER_PLACED', 'email', 'filled-' || (n % 500) || '@example.com', 'Order', '',
      '', 'sent', 1, n, n FROM numbers`,
]

const selling: Fill = ({ promotions, customers }) => [
  `${numbers(promotions)} INSERT INTO promotions (id, store_id, title, code, effect, product_ids, category_ids, min_subtotal_minor,
      min_quantity, currency, customer_group_ids, active, exclusive, priority, created_at, updated_at)
    SELECT ${id('f0')}, ?1, 'Sale ' || n, iif(n % 10 = 0, NULL, 'FILLED' || n),
      '{"kind":"percentage","share_bps":100,"on":"goods"}', '[]', '[]', 100000000, 0, 'USD', '[]', 1, 0, 100, n, n FROM numbers`,
  `${numbers(customers)} INSERT INTO gift_cards (id, store_id, code_hash, last_four, currency, initial_minor, balance_minor,
      sequence, disabled, note, created_at, updated_at)
    SELECT ${id('f1')}, ?1, ${id('f1')}, '0000', 'USD', 500, 500, 1, 0, '', n, n FROM numbers`,
  `${numbers(200)} INSERT INTO import_jobs (id, store_id, status, format, dry_run, r2_key, cursor, created, updated, unchanged,
      skipped, images_pending, finished_at, created_at, updated_at)
    SELECT ${id('f2')}, ?1, 'completed', 'shopify', 0, 'x', '{}', 0, 0, 0, 0, 0, 1, n, n FROM numbers`,
  `${numbers(3000)} INSERT INTO import_rows (store_id, import_id, line, outcome, slug, code, message)
    SELECT ?1, ${id('f2', '1')}, n, 'created', 'filled-' || n, '', '' FROM numbers`,
]

/** What the platform keeps of all stores together. */
const platform: Fill = ({ customers, orders: count }) => [
  `${numbers(customers)} INSERT INTO users (id, email, name, created_at, updated_at)
    SELECT ${id('01')}, 'filled-' || substr(?1, -12) || n || '@example.com', 'User', 1, 1 FROM numbers`,
  `${numbers(customers)} INSERT INTO tenants (id, name, status, created_at, updated_at)
    SELECT ${id('02')}, 'Business ' || n, 'active', n, n FROM numbers`,
  `${numbers(customers)} INSERT INTO memberships (tenant_id, user_id, role, created_at, updated_at)
    SELECT ${id('02')}, ${id('01')}, 'owner', 1, 1 FROM numbers`,
  `${numbers(customers)} INSERT INTO stores (id, tenant_id, slug, name, tagline, status, currency, locale, country, theme,
      contact_email, tax_inclusive, catalogue_version, shard, created_at, updated_at)
    SELECT ${id('03')}, ${id('02')}, 'filled-' || substr(?1, -12) || '-' || n, 'Store', '', 'active', 'USD', 'en-US', 'US', 'plain',
      'a@example.com', 0, 1, 'DB', n, n FROM numbers`,
  `${numbers(count)} INSERT INTO audit_log (id, at, action, outcome, actor_type, store_id, tenant_id, address, user_agent, request_id)
    SELECT ${id('04')}, n, 'session.started', 'success', 'user', ?1, ?2, '203.0.113.0/24', 'filled', ${id('04')} FROM numbers`,
  `${numbers(count)} INSERT INTO idempotency_keys (store_id, principal, route, key, request_hash, status, locked_until, created_at)
    SELECT ?1, 'filled', 'filled', ${id('05')}, 'x', 200, 0, unixepoch() * 1000 FROM numbers`,
  `${numbers(customers)} INSERT INTO one_time_tokens (id, kind, realm, store_id, token_hash, payload, expires_at, created_at)
    SELECT ${id('06')}, 'reset', 'customer', ?1, ${id('06')}, '{}', unixepoch() * 1000 + 1000000000, 1 FROM numbers`,
  `${numbers(customers)} INSERT INTO oauth_states (state_hash, provider, realm, store_id, origin, return_to, verifier, nonce,
      proof_hash, expires_at)
    SELECT ${id('07')}, 'google', 'customer', ?1, 'x', '/', 'x', 'x', 'x', unixepoch() * 1000 + 1000000000 FROM numbers`,
]

export async function fillStore(
  { id: storeId, tenantId }: { id: string; tenantId: string },
  size = LARGE,
): Promise<void> {
  for (const fill of [catalogue, people, orders, selling, platform]) {
    const statements = fill(size).map((sql) => {
      const usesTenant = sql.includes('?2')
      return env.DB.prepare(sql).bind(...(usesTenant ? [storeId, tenantId] : sql.includes('?1') ? [storeId] : []))
    })
    await env.DB.batch(statements)
  }
  while ((await sweepStaleSearch(env)) > 0);
}
