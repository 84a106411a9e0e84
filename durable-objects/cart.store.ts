/** The SQL of one cart: its lines, and its checkouts with the state that each has reached. */
import type { CartLine } from '#domain/cart.ts'
import type { CheckoutDraft, CheckoutState } from '#domain/checkout.ts'

export interface CheckoutRecord {
  draft: CheckoutDraft
  state: CheckoutState
  /** The Idempotency-Key it was started with, and the hash of that request. */
  key: string
  requestHash: string
}

const CHANGES_KEPT = 200

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS cart (
    id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL, completed INTEGER NOT NULL, expires_at_ms INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS lines (
    id TEXT PRIMARY KEY, variant_id TEXT NOT NULL UNIQUE, quantity INTEGER NOT NULL CHECK (quantity > 0),
    unit_price_minor INTEGER NOT NULL, position INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS changes (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, request_hash TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS checkouts (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, request_hash TEXT NOT NULL,
    draft TEXT NOT NULL, state TEXT NOT NULL
  ) STRICT;
`

export interface CartFacts {
  version: number
  completed: boolean
  expiresAtMs: number
}

export class CartStore {
  readonly #sql: SqlStorage

  constructor(storage: DurableObjectStorage) {
    this.#sql = storage.sql
    this.#sql.exec(SCHEMA)
  }

  facts(): CartFacts | null {
    const row = [
      ...this.#sql.exec<{ version: number; completed: number; expiresAtMs: number }>(
        'SELECT version, completed, expires_at_ms AS expiresAtMs FROM cart',
      ),
    ][0]
    return row ? { ...row, completed: row.completed === 1 } : null
  }

  create(expiresAtMs: number): void {
    this.#sql.exec('INSERT OR IGNORE INTO cart VALUES (1, 1, 0, ?)', expiresAtMs)
  }

  /** Every change of lines makes a new version and a new lease of life. */
  touch(expiresAtMs: number): void {
    this.#sql.exec('UPDATE cart SET version = version + 1, expires_at_ms = ?', expiresAtMs)
  }

  complete(): void {
    this.#sql.exec('UPDATE cart SET completed = 1')
  }

  lines(): CartLine[] {
    return [
      ...this.#sql.exec<{ id: string; variantId: string; quantity: number; unitPriceMinor: number }>(
        `SELECT id, variant_id AS variantId, quantity, unit_price_minor AS unitPriceMinor FROM lines ORDER BY position`,
      ),
    ]
  }

  saveLine(line: CartLine): void {
    this.#sql.exec(
      `INSERT INTO lines VALUES (?, ?, ?, ?, (SELECT COALESCE(MAX(position), 0) + 1 FROM lines))
       ON CONFLICT (id) DO UPDATE SET quantity = excluded.quantity, unit_price_minor = excluded.unit_price_minor`,
      ...[line.id, line.variantId, line.quantity, line.unitPriceMinor],
    )
  }

  /** Returns whether there was such a line. */
  deleteLine(id: string): boolean {
    return this.#sql.exec('DELETE FROM lines WHERE id = ?', id).rowsWritten > 0
  }

  /** The hash of the request that made this change, if it was made. */
  findChange(key: string): string | null {
    const rows = this.#sql.exec<{ hash: string }>('SELECT request_hash AS hash FROM changes WHERE key = ?', key)
    return [...rows][0]?.hash ?? null
  }

  /** Remembers the newest changes; a repetition of an older one does not come any more. */
  recordChange(key: string, requestHash: string): void {
    this.#sql.exec('INSERT INTO changes (key, request_hash) VALUES (?, ?)', key, requestHash)
    this.#sql.exec('DELETE FROM changes WHERE sequence <= (SELECT MAX(sequence) FROM changes) - ?', CHANGES_KEPT)
  }

  insertCheckout(record: CheckoutRecord): void {
    this.#sql.exec(
      'INSERT INTO checkouts (key, request_hash, draft, state) VALUES (?, ?, ?, ?)',
      ...[record.key, record.requestHash, JSON.stringify(record.draft), JSON.stringify(record.state)],
    )
  }

  saveCheckoutState(key: string, state: CheckoutState): void {
    this.#sql.exec('UPDATE checkouts SET state = ? WHERE key = ?', JSON.stringify(state), key)
  }

  latestCheckout(): CheckoutRecord | null {
    return this.#checkout('ORDER BY sequence DESC LIMIT 1')
  }

  checkoutByKey(key: string): CheckoutRecord | null {
    return this.#checkout('WHERE key = ?', key)
  }

  #checkout(where: string, ...bindings: string[]): CheckoutRecord | null {
    const row = [
      ...this.#sql.exec<{ key: string; requestHash: string; draft: string; state: string }>(
        `SELECT key, request_hash AS requestHash, draft, state FROM checkouts ${where}`,
        ...bindings,
      ),
    ][0]
    return row ? { ...row, draft: JSON.parse(row.draft), state: JSON.parse(row.state) } : null
  }
}
