/** The SQL of one gift card: its facts, its ledger, and what checkouts have set aside. Amounts are minor units. */
import type { GiftCardHold, GiftCardHoldState, GiftCardState, KnownGiftCardHold } from '#domain/gift-card.ts'

export interface GiftCardEntry {
  /** The idempotency key of what it tells of. */
  id: string
  type: 'issued' | 'captured' | 'refunded'
  /** Signed: what was spent is negative. */
  amountMinor: number
  reason: string
  actor: string
  atMs: number
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS card (
    id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT NOT NULL, currency TEXT NOT NULL,
    balance_minor INTEGER NOT NULL CHECK (balance_minor >= 0), is_disabled INTEGER NOT NULL, expires_at_ms INTEGER,
    sequence INTEGER NOT NULL, projected_sequence INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS entries (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, type TEXT NOT NULL,
    amount_minor INTEGER NOT NULL, reason TEXT NOT NULL, actor TEXT NOT NULL, at_ms INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS holds (
    id TEXT PRIMARY KEY, amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0), expires_at_ms INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('held', 'captured', 'released', 'expired'))
  ) STRICT;
  CREATE INDEX IF NOT EXISTS holds_live ON holds (expires_at_ms) WHERE state = 'held';
`

interface CardRow extends Record<string, SqlStorageValue> {
  name: string
  currency: string
  balanceMinor: number
  isDisabled: number
  expiresAtMs: number | null
  sequence: number
  projectedSequence: number
}

export class GiftCardStore {
  readonly #sql: SqlStorage

  constructor(storage: DurableObjectStorage) {
    this.#sql = storage.sql
    this.#sql.exec(SCHEMA)
  }

  create(card: { name: string; currency: string; expiresAtMs: number | null }): void {
    const { name, currency, expiresAtMs } = card
    this.#sql.exec('INSERT INTO card VALUES (1, ?, ?, 0, 0, ?, 0, 0)', name, currency, expiresAtMs)
  }

  /** Undefined until the card is issued. */
  state(): GiftCardState | undefined {
    const row = this.#row()
    if (!row) return undefined
    const { currency, balanceMinor, isDisabled, expiresAtMs } = row
    return { currency, balanceMinor, heldMinor: this.#heldMinor(), isDisabled: isDisabled === 1, expiresAtMs }
  }

  get name(): string {
    return this.#row()?.name ?? ''
  }

  /** Writes the ledger and moves the balance: never one without the other (the caller holds the transaction). */
  insertEntry(entry: GiftCardEntry): void {
    const { id, type, amountMinor, reason, actor, atMs } = entry
    this.#sql.exec(
      'INSERT INTO entries (id, type, amount_minor, reason, actor, at_ms) VALUES (?, ?, ?, ?, ?, ?)',
      id,
      type,
      amountMinor,
      reason,
      actor,
      atMs,
    )
    this.#sql.exec('UPDATE card SET balance_minor = balance_minor + ?, sequence = sequence + 1', amountMinor)
  }

  /** Whether this entry put the first money onto the card. */
  isIssue(id: string): boolean {
    return this.#sql.exec(`SELECT 1 FROM entries WHERE id = ? AND type = 'issued'`, id).toArray().length > 0
  }

  entries(): GiftCardEntry[] {
    const rows = this.#sql.exec<Record<keyof GiftCardEntry, SqlStorageValue>>(
      'SELECT id, type, amount_minor AS amountMinor, reason, actor, at_ms AS atMs FROM entries ORDER BY sequence',
    )
    return [...rows] as unknown as GiftCardEntry[]
  }

  setDisabled(isDisabled: boolean): void {
    this.#sql.exec('UPDATE card SET is_disabled = ?, sequence = sequence + 1', isDisabled ? 1 : 0)
  }

  findHold(id: string): KnownGiftCardHold | undefined {
    const rows = this.#sql.exec<{ id: string; amountMinor: number; expiresAtMs: number; state: GiftCardHoldState }>(
      'SELECT id, amount_minor AS amountMinor, expires_at_ms AS expiresAtMs, state FROM holds WHERE id = ?',
      id,
    )
    return [...rows][0]
  }

  insertHold(hold: GiftCardHold, state: 'held' | 'released'): void {
    this.#sql.exec('INSERT INTO holds VALUES (?, ?, ?, ?)', hold.id, hold.amountMinor, hold.expiresAtMs, state)
  }

  endHold(id: string, state: 'captured' | 'released'): void {
    this.#sql.exec('UPDATE holds SET state = ? WHERE id = ?', state, id)
  }

  expireHolds(nowMs: number): void {
    this.#sql.exec(`UPDATE holds SET state = 'expired' WHERE state = 'held' AND expires_at_ms <= ?`, nowMs)
  }

  sequence(): number {
    return this.#row()?.sequence ?? 0
  }
  projectedSequence(): number {
    return this.#row()?.projectedSequence ?? 0
  }
  setProjectedSequence(sequence: number): void {
    this.#sql.exec('UPDATE card SET projected_sequence = ?', sequence)
  }
  bumpSequence(): void {
    this.#sql.exec('UPDATE card SET sequence = sequence + 1')
  }

  #heldMinor(): number {
    return this.#sql
      .exec<{ held: number }>(`SELECT COALESCE(SUM(amount_minor), 0) AS held FROM holds WHERE state = 'held'`)
      .one().held
  }

  #row(): CardRow | undefined {
    return [
      ...this.#sql.exec<CardRow>(
        `SELECT name, currency, balance_minor AS balanceMinor, is_disabled AS isDisabled, expires_at_ms AS expiresAtMs,
                sequence, projected_sequence AS projectedSequence
         FROM card`,
      ),
    ][0]
  }
}
