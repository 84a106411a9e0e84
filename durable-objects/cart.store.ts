/**
 * The SQL of one cart: what is in it, the changes that made it so, and its checkouts with the state that each has reached.
 * The object is the only writer, so the cart and its latest checkout are also kept in memory, as they were last stored; a
 * transaction that was undone makes them be read again.
 */
import { type CartContent, EMPTY_CART } from '#domain/cart.ts'
import type { CheckoutDraft, CheckoutState } from '#domain/checkout.ts'
import { readDraft, readState } from './checkouts-before.ts'

export interface CheckoutRecord {
  draft: CheckoutDraft
  state: CheckoutState
  /** The Idempotency-Key it was started with, and the hash of that request. */
  key: string
  requestHash: string
}

/** So many changes are remembered however old, and all of the last day. */
const CHANGES_KEPT = 200
const CHANGES_KEPT_MS = 24 * 3_600_000
/** No shopper needs more in a day: a cart that is full of them takes no further change with a key. */
const MAX_CHANGES_KEPT = 2000
/** Attempts to pay within an hour: whoever tries out stolen cards needs many. */
const MAX_CHECKOUTS = 50
const CHECKOUTS_COUNTED_MS = 3_600_000
/** A checkout that came to nothing is forgotten together with its key. */
const FAILED_KEPT_MS = 24 * 3_600_000
/** Of what has become too old, with each that comes: more than one, so that they become fewer. */
const FORGOTTEN_AT_ONCE = 20

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS cart (
    id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL, completed INTEGER NOT NULL, expires_at_ms INTEGER NOT NULL,
    store_id TEXT NOT NULL DEFAULT '', cart_id TEXT NOT NULL DEFAULT '', currency TEXT NOT NULL DEFAULT '',
    owner TEXT NOT NULL DEFAULT '', content TEXT NOT NULL DEFAULT '', touched_at_ms INTEGER NOT NULL DEFAULT 0,
    merged_into TEXT, closed INTEGER NOT NULL DEFAULT 0, abandoned_event_id TEXT, abandoned_told INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE IF NOT EXISTS changes (
    sequence INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, request_hash TEXT NOT NULL,
    content TEXT NOT NULL DEFAULT '', at_ms INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE IF NOT EXISTS checkouts (
    sequence INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, request_hash TEXT NOT NULL,
    draft TEXT NOT NULL, state TEXT NOT NULL
  ) STRICT;
`

/** Carts that were begun when lines had a table of their own. */
const FROM_LINES = `
  ALTER TABLE cart ADD COLUMN store_id TEXT NOT NULL DEFAULT '';
  ALTER TABLE cart ADD COLUMN cart_id TEXT NOT NULL DEFAULT '';
  ALTER TABLE cart ADD COLUMN currency TEXT NOT NULL DEFAULT '';
  ALTER TABLE cart ADD COLUMN owner TEXT NOT NULL DEFAULT '';
  ALTER TABLE cart ADD COLUMN content TEXT NOT NULL DEFAULT '';
  ALTER TABLE cart ADD COLUMN touched_at_ms INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE cart ADD COLUMN merged_into TEXT;
  ALTER TABLE cart ADD COLUMN closed INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE cart ADD COLUMN abandoned_event_id TEXT;
  ALTER TABLE cart ADD COLUMN abandoned_told INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE changes ADD COLUMN content TEXT NOT NULL DEFAULT '';
  ALTER TABLE changes ADD COLUMN at_ms INTEGER NOT NULL DEFAULT 0;
  UPDATE cart SET content = (
    SELECT json_object('lines', json_group_array(json_object(
      'id', id, 'variantId', variant_id, 'quantity', quantity, 'unitPriceMinor', unit_price_minor)), 'codes', json('[]'),
      'email', NULL)
    FROM (SELECT * FROM lines ORDER BY position));
  DROP TABLE lines;
`

export interface NewCart {
  storeId: string
  cartId: string
  /** Does not change any more. Empty in carts from before there was a choice: the store's own. */
  currency: string
  /** The customer whose it is; empty for a guest's. */
  owner: string
}
export interface CartFacts extends NewCart {
  version: number
  completed: boolean
  expiresAtMs: number
  touchedAtMs: number
  content: CartContent
  /** The cart that its lines have gone to, or are on their way to. */
  mergedInto: string | null
  /** Nothing is in it any more, nor will be. */
  closed: boolean
  abandonedEventId: string | null
  abandonedTold: boolean
}

const FACTS = `
  SELECT version, completed, expires_at_ms AS expiresAtMs, store_id AS storeId, cart_id AS cartId, currency, owner, content,
    touched_at_ms AS touchedAtMs, merged_into AS mergedInto, closed, abandoned_event_id AS abandonedEventId,
    abandoned_told AS abandonedTold
  FROM cart`

const FORGET_DRAFTS = "UPDATE checkouts SET draft = json_set(draft, '$.email', '', '$.shippingAddress', NULL)"

type Flags = 'completed' | 'closed' | 'abandonedTold'
type FactsRow = Omit<CartFacts, Flags | 'content'> & { content: string } & Record<Flags, number>

const contentOf = (json: string): CartContent => (json === '' ? EMPTY_CART : JSON.parse(json))

export class CartStore {
  readonly #storage: DurableObjectStorage
  readonly #sql: SqlStorage
  /** Tables are made with the first write: whoever only looks leaves nothing behind. */
  #hasTables: boolean
  /** Undefined: to be read. */
  #facts: CartFacts | null | undefined
  #latest: CheckoutRecord | null | undefined
  /** Of the last change that is remembered. */
  #sequence: number | undefined

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage
    this.#sql = storage.sql
    const tables = this.#tables()
    if (tables.has('lines')) storage.transactionSync(() => this.#sql.exec(FROM_LINES))
    if (tables.has('cart') && !tables.has('checkouts')) this.#sql.exec(SCHEMA) // the last of them
    this.#hasTables = tables.has('cart')
  }

  #tables(): Set<string> {
    const rows = this.#sql.exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'").toArray()
    return new Set(rows.map(({ name }) => name))
  }

  /** All of it or nothing. */
  transaction<T>(write: () => T): T {
    try {
      return this.#storage.transactionSync(write)
    } catch (error) {
      this.forget()
      this.#hasTables = this.#tables().has('cart')
      throw error
    }
  }

  /** What is in memory is read again. */
  forget(): void {
    this.#facts = undefined
    this.#latest = undefined
    this.#sequence = undefined
  }

  facts(): CartFacts | null {
    if (this.#facts === undefined) this.#facts = this.#readFacts()
    return this.#facts
  }

  #readFacts(): CartFacts | null {
    if (!this.#hasTables) return null
    const row = this.#sql.exec<{ [K in keyof FactsRow]: FactsRow[K] }>(FACTS).toArray()[0]
    if (!row) return null
    const { completed, closed, abandonedTold, content } = row
    return {
      ...row,
      content: contentOf(content),
      completed: completed === 1,
      closed: closed === 1,
      abandonedTold: abandonedTold === 1,
    }
  }

  /** Writes into the one row, which is read again when it is next asked for. */
  #write(statement: string, ...bindings: (string | number | null)[]): void {
    this.#facts = undefined
    this.#sql.exec(statement, ...bindings)
  }

  /** Returns the cart as it is then. */
  create(cart: NewCart, content: CartContent, nowMs: number, expiresAtMs: number): CartFacts {
    const { storeId, cartId, currency, owner } = cart
    if (!this.#hasTables) this.#sql.exec(SCHEMA)
    this.#hasTables = true
    this.#write(
      `INSERT INTO cart (id, version, completed, expires_at_ms, store_id, cart_id, currency, owner, content, touched_at_ms)
       VALUES (1, 1, 0, ?, ?, ?, ?, ?, ?, ?)`,
      expiresAtMs,
      storeId,
      cartId,
      currency,
      owner,
      JSON.stringify(content),
      nowMs,
    )
    const created = this.facts()
    if (!created) throw new Error('The cart that was just written is gone')
    return created
  }

  /** Every change makes a new version and a new lease of life. Returns the cart as it is then. */
  saveContent(facts: CartFacts, content: CartContent, nowMs: number, expiresAtMs: number): CartFacts {
    const version = facts.version + 1
    this.#write(
      'UPDATE cart SET content = ?, version = ?, touched_at_ms = ?, expires_at_ms = ?',
      JSON.stringify(content),
      version,
      nowMs,
      expiresAtMs,
    )
    this.#facts = { ...facts, content, version, touchedAtMs: nowMs, expiresAtMs }
    return this.#facts
  }

  /** Without a new version: what a checkout that is prepared goes by stays as it was. */
  saveEmail(email: string | null): void {
    this.#write("UPDATE cart SET content = json_set(content, '$.email', ?) WHERE content <> ''", email)
  }

  /** A merge that was begun and not ended is off: there is no other cart any more. */
  setOwner(owner: string): void {
    this.#write('UPDATE cart SET owner = ?, merged_into = NULL, version = version + 1', owner)
  }

  setMergedInto(cartId: string | null): void {
    this.#write('UPDATE cart SET merged_into = ?', cartId)
  }

  close(): void {
    this.forgetPeople()
    this.#write("UPDATE cart SET closed = 1, content = '', version = version + 1")
  }

  setAbandonedEvent(id: string): void {
    this.#write('UPDATE cart SET abandoned_event_id = ?', id)
  }

  setAbandonedTold(): void {
    this.#write('UPDATE cart SET abandoned_told = 1')
  }

  complete(): void {
    this.forgetPeople()
    this.#write('UPDATE cart SET completed = 1')
  }

  /** The request that made this change and what the cart was after it (null: not kept); null if it was not made. */
  findChange(key: string): { requestHash: string; content: CartContent | null } | null {
    if (!this.#hasTables) return null
    const row = this.#sql
      .exec<{ hash: string; content: string }>('SELECT request_hash AS hash, content FROM changes WHERE key = ?', key)
      .toArray()[0]
    return row ? { requestHash: row.hash, content: row.content === '' ? null : contentOf(row.content) } : null
  }

  recordChange({ key, requestHash }: { key: string; requestHash: string }, content: CartContent, nowMs: number): void {
    const { sequence } = this.#sql
      .exec<{ sequence: number }>(
        'INSERT INTO changes (key, request_hash, content, at_ms) VALUES (?, ?, ?, ?) RETURNING sequence',
        key,
        requestHash,
        JSON.stringify(content),
        nowMs,
      )
      .one()
    this.#sequence = sequence
    if (sequence <= CHANGES_KEPT) return
    this.#sql.exec(
      `DELETE FROM changes WHERE sequence IN (
         SELECT sequence FROM (SELECT sequence, at_ms FROM changes ORDER BY sequence LIMIT ${FORGOTTEN_AT_ONCE})
         WHERE sequence <= ? AND at_ms <= ?)`,
      sequence - CHANGES_KEPT,
      nowMs - CHANGES_KEPT_MS,
    )
  }

  /** Whether as many changes of the last day are remembered as fit. */
  isFullOfChanges(nowMs: number): boolean {
    this.#sequence ??= this.#sql
      .exec<{ last: number }>('SELECT coalesce(max(sequence), 0) AS last FROM changes')
      .one().last
    if (this.#sequence < MAX_CHANGES_KEPT) return false
    const first = this.#sequence - MAX_CHANGES_KEPT + 1
    const [row] = this.#sql.exec<{ atMs: number }>('SELECT at_ms AS atMs FROM changes WHERE sequence = ?', first)
    return row !== undefined && row.atMs > nowMs - CHANGES_KEPT_MS
  }

  isFullOfCheckouts(nowMs: number): boolean {
    const { recent } = this.#sql
      .exec<{ recent: number }>(
        `SELECT count(*) AS recent FROM (SELECT state FROM checkouts ORDER BY sequence DESC LIMIT ${MAX_CHECKOUTS})
         WHERE state ->> '$.startedAtMs' > ?`,
        nowMs - CHECKOUTS_COUNTED_MS,
      )
      .one()
    return recent >= MAX_CHECKOUTS
  }

  /** Takes people out of what is remembered: of changes, and of checkouts that are over. */
  forgetPeople(): void {
    this.forget()
    this.saveEmail(null)
    this.#sql.exec("UPDATE changes SET content = json_set(content, '$.email', NULL) WHERE content <> ''")
    this.#sql.exec(`${FORGET_DRAFTS} WHERE state ->> '$.phase' IN ('completed', 'failed')`)
  }

  /** Of a checkout that is over only the outcome is asked for. */
  forgetDraft(key: string): void {
    this.#latest = undefined
    this.#sql.exec(`${FORGET_DRAFTS} WHERE key = ?`, key)
  }

  insertCheckout(record: CheckoutRecord, nowMs: number): void {
    this.#latest = undefined
    this.#sql.exec(
      `DELETE FROM checkouts WHERE sequence IN (
         SELECT sequence FROM (SELECT sequence, state FROM checkouts ORDER BY sequence LIMIT ${FORGOTTEN_AT_ONCE})
         WHERE state ->> '$.phase' = 'failed' AND state ->> '$.startedAtMs' <= ?)`,
      nowMs - FAILED_KEPT_MS,
    )
    this.#sql.exec(
      'INSERT INTO checkouts (key, request_hash, draft, state) VALUES (?, ?, ?, ?)',
      record.key,
      record.requestHash,
      JSON.stringify(record.draft),
      JSON.stringify(record.state),
    )
    this.#latest = record
  }

  saveCheckoutState(key: string, state: CheckoutState): void {
    const latest = this.latestCheckout()
    this.#latest = undefined
    this.#sql.exec('UPDATE checkouts SET state = ? WHERE key = ?', JSON.stringify(state), key)
    this.#latest = latest?.key === key ? { ...latest, state } : latest
  }

  latestCheckout(): CheckoutRecord | null {
    if (this.#latest === undefined) this.#latest = this.#checkout('ORDER BY sequence DESC LIMIT 1')
    return this.#latest
  }

  checkoutByKey(key: string): CheckoutRecord | null {
    const latest = this.latestCheckout()
    return latest === null || latest.key === key ? latest : this.#checkout('WHERE key = ?', key)
  }

  #checkout(where: string, ...bindings: string[]): CheckoutRecord | null {
    if (!this.#hasTables) return null
    const row = this.#sql
      .exec<{ key: string; requestHash: string; draft: string; state: string }>(
        `SELECT key, request_hash AS requestHash, draft, state FROM checkouts ${where}`,
        ...bindings,
      )
      .toArray()[0]
    return row ? { ...row, draft: readDraft(row.draft), state: readState(row.state) } : null
  }
}
