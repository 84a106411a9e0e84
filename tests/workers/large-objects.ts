/**
 * Durable Objects that have been through much: thousands of rows of what is over, written straight into their SQLite, and
 * plenty of what is open. Each agrees with itself, as an audit would say.
 */
import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { DEFAULT_SETTINGS } from '#domain/escrow.ts'
import { env } from './fixtures.ts'
import { newShopper } from './shopper.ts'

/** Rows of what is over. */
export const HISTORY = 3_000
/** Holds that are open at this moment: a rush. */
export const OPEN = 500

const numbers = (count: number) =>
  `WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${count - 1})`
const DAY_MS = 24 * 3_600_000

/** Writes them, and makes the object read itself anew. */
async function fill(stub: DurableObjectStub, statements: string[]): Promise<void> {
  await runInDurableObject(stub, (_, { storage }) =>
    storage.transactionSync(() => {
      for (const statement of statements) storage.sql.exec(statement)
    }),
  )
  await evictDurableObject(stub)
}

/** Sold and bought `HISTORY` times; `OPEN` holds of one piece, as many owed, and so many loans of a spread SKU. */
export async function largeStock(name: string) {
  const stock = env.SKU_STOCK.getByName(name)
  const nowMs = Date.now()
  await stock.setOnHand({ movementId: 'opening', onHand: 10_000, reason: 'opening', actor: 'test' })
  await stock.publish()
  const atMs = `${nowMs - DAY_MS} + n`
  await fill(stock, [
    `${numbers(HISTORY)} INSERT INTO holds (id, quantity, expires_at_ms, state)
      SELECT 'old-' || n, 1, ${atMs}, CASE n % 3 WHEN 0 THEN 'committed' WHEN 1 THEN 'released' ELSE 'expired' END FROM numbers`,
    `${numbers(OPEN)} INSERT INTO holds (id, quantity, expires_at_ms, state)
      SELECT 'open-' || n, 1, ${nowMs + DAY_MS} + n, 'held' FROM numbers`,
    `${numbers(HISTORY)} INSERT INTO movements (movement_id, type, location_id, quantity, reason, actor, at_ms)
      SELECT iif(n % 2, 'sale:old-' || n, 'back-' || n), iif(n % 2, 'sale', 'return'), 'default', iif(n % 2, -1, 1), 'test', 'test',
        ${atMs} FROM numbers`,
    `${numbers(HISTORY)} INSERT INTO lent SELECT 'lent-' || n, '{"pieces":[],"allowance":0,"left":0,"isBusy":false}', ${atMs} FROM numbers`,
    `INSERT INTO shelves VALUES ('shop', 0)`,
    `INSERT INTO movements (movement_id, type, location_id, quantity, reason, actor, at_ms)
      VALUES ('shop', 'count', 'shop', 0, 'test', 'test', ${nowMs})`,
  ])
  return stock
}

/** Sold out, with `OPEN` backorders that wait for pieces. */
export async function owingStock(name: string) {
  const stock = env.SKU_STOCK.getByName(name)
  await stock.configure({ ...DEFAULT_SETTINGS, backorder: 'allow' })
  await stock.publish()
  await fill(stock, [
    `${numbers(OPEN)} INSERT INTO holds (id, quantity, expires_at_ms, state, backordered)
      SELECT 'waits-' || n, 2, ${Date.now()} + n, 'committed', 2 FROM numbers`,
    `${numbers(OPEN)} INSERT INTO owed (hold_id, quantity) SELECT 'waits-' || n, 2 FROM numbers`,
  ])
  return stock
}

/** Spent and given back `HISTORY` times, with a few checkouts under way. */
export async function largeGiftCard(name: string) {
  const card = env.GIFT_CARD.getByName(name)
  const money = { amountMinor: 100_000, currency: 'USD', expiresAtMs: null }
  await card.issue({ ...money, id: 'issued', reason: 'test', actor: 'test' })
  await fill(card, [
    `${numbers(HISTORY)} INSERT INTO holds SELECT 'old-' || n, 1, n, CASE n % 3 WHEN 0 THEN 'captured' WHEN 1 THEN 'released'
      ELSE 'expired' END FROM numbers`,
    `${numbers(10)} INSERT INTO holds SELECT 'open-' || n, 1, ${Date.now() + DAY_MS}, 'held' FROM numbers`,
    `${numbers(HISTORY)} INSERT INTO entries (id, type, amount_minor, reason, actor, at_ms)
      SELECT iif(n % 2, 'refunded:', 'captured:') || n, iif(n % 2, 'refunded', 'captured'), iif(n % 2, 1, -1), 'test', 'test', n
      FROM numbers`,
  ])
  return card
}

/** Used `HISTORY` times, by one customer as often as by all others, and held by `OPEN` checkouts. */
export async function largePromotion(name: string) {
  const uses = env.PROMOTION_USES.getByName(name)
  const limits = { total: 100_000, perCustomer: 10 }
  await uses.hold({ id: 'first', customerKey: 'first', ttlMs: DAY_MS, limits })
  await fill(uses, [
    `${numbers(HISTORY)} INSERT INTO uses SELECT 'used-' || n, iif(n % 2, 'often', 'once-' || n), n, 'used' FROM numbers`,
    `${numbers(HISTORY)} INSERT INTO uses SELECT 'ended-' || n, '', ${Date.now()} + n, iif(n % 2, 'released', 'expired') FROM numbers`,
    `${numbers(OPEN)} INSERT INTO uses SELECT 'open-' || n, 'open-' || n, ${Date.now() + DAY_MS} + n, 'held' FROM numbers`,
    `UPDATE promotion SET used = used + ${HISTORY}`,
  ])
  return uses
}

/** Changed two thousand times today, and taken to the till a thousand times in vain; its shopper is at hand. */
export async function largeCart(store: { id: string }, variantId: string) {
  const shopper = await newShopper(store.id)
  await shopper.add(variantId, 1)
  const cart = env.CART.getByName(`${store.id}:${shopper.cartId}`)
  const beforeMs = Date.now() - 2 * 3_600_000
  await fill(cart, [
    `${numbers(1_990)} INSERT INTO changes (key, request_hash, content, at_ms)
      SELECT 'old-' || n, 'x', '{"lines":[],"codes":[],"email":null}', ${beforeMs} + n FROM numbers`,
    `${numbers(1_000)} INSERT INTO checkouts (key, request_hash, draft, state)
      SELECT 'old-' || n, 'x', json_object('checkoutId', 'c-' || n, 'orderId', 'o-' || n, 'lines', json('[]'), 'email', '',
          'taxMinor', 0, 'totalMinor', 0),
        json_object('phase', 'failed', 'startedAtMs', ${beforeMs} + n, 'attempts', 0, 'dueAtMs', 0) FROM numbers`,
  ])
  return { cart, shopper, variantId }
}
