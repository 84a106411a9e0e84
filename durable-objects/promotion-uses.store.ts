/** The SQL of one promotion's uses: who holds or has used it. A use that counts is kept for good. */
import type { KnownUseHold, UseCounts, UseHold, UseHoldState, UseLimits } from '#domain/promotion-uses.ts'

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS promotion (
    id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT NOT NULL, total_limit INTEGER, customer_limit INTEGER,
    used INTEGER NOT NULL CHECK (used >= 0), sequence INTEGER NOT NULL, projected_sequence INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS uses (
    id TEXT PRIMARY KEY, customer_key TEXT NOT NULL, expires_at_ms INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('held', 'used', 'released', 'expired'))
  ) STRICT;
  CREATE INDEX IF NOT EXISTS uses_live ON uses (expires_at_ms) WHERE state = 'held';
  CREATE INDEX IF NOT EXISTS uses_customer ON uses (customer_key) WHERE state IN ('held', 'used');
  CREATE INDEX IF NOT EXISTS uses_ended ON uses (expires_at_ms) WHERE state IN ('released', 'expired');
`

interface PromotionRow extends Record<string, SqlStorageValue> {
  name: string
  total: number | null
  perCustomer: number | null
  used: number
  sequence: number
  projectedSequence: number
}

export class PromotionUsesStore {
  readonly #sql: SqlStorage
  /** How many are held; undefined: to be counted. */
  #held: number | undefined

  constructor(storage: DurableObjectStorage) {
    this.#sql = storage.sql
    this.#sql.exec(SCHEMA)
  }

  /** Remembers the limits that were told last. */
  setLimits(name: string, { total, perCustomer }: UseLimits): void {
    this.#sql.exec(
      `INSERT INTO promotion VALUES (1, ?, ?, ?, 0, 0, 0)
       ON CONFLICT (id) DO UPDATE SET total_limit = excluded.total_limit, customer_limit = excluded.customer_limit
         WHERE total_limit IS NOT excluded.total_limit OR customer_limit IS NOT excluded.customer_limit`,
      name,
      total,
      perCustomer,
    )
  }

  limits(): UseLimits {
    const row = this.#row()
    return { total: row?.total ?? null, perCustomer: row?.perCustomer ?? null }
  }

  get name(): string {
    return this.#row()?.name ?? ''
  }

  /** Counted, not those that are only held. */
  used(): number {
    return this.#row()?.used ?? 0
  }

  held(): number {
    this.#held ??= this.#count('held')
    return this.#held
  }

  /** Call after a transaction was undone. */
  forget(): void {
    this.#held = undefined
  }

  /** Of a customer no more are counted than the limit lets one have. */
  counts(customerKey: string, { perCustomer }: UseLimits): UseCounts {
    const counted = `SELECT 1 FROM uses WHERE customer_key = ? AND state IN ('held', 'used') LIMIT ?`
    const byCustomer = this.#sql.exec(counted, customerKey, perCustomer ?? 0).toArray().length
    return { total: this.used() + this.held(), byCustomer }
  }

  find(id: string): KnownUseHold | undefined {
    const rows = this.#sql.exec<{ id: string; customerKey: string; expiresAtMs: number; state: UseHoldState }>(
      'SELECT id, customer_key AS customerKey, expires_at_ms AS expiresAtMs, state FROM uses WHERE id = ?',
      id,
    )
    return [...rows][0]
  }

  insertHeld({ id, customerKey, expiresAtMs }: UseHold): void {
    const held = this.held()
    this.#sql.exec(`INSERT INTO uses VALUES (?, ?, ?, 'held')`, id, customerKey, expiresAtMs)
    this.#held = held + 1
    this.noteHeld()
  }

  /** So that a hold which comes after its own release holds nothing. */
  insertReleased(id: string, nowMs: number): void {
    this.#sql.exec(`INSERT INTO uses VALUES (?, '', ?, 'released')`, id, nowMs)
  }

  /** Moves a use from one state to another, and the count with it (the caller holds the transaction). */
  setState(use: KnownUseHold, state: 'used' | 'released'): void {
    const held = this.held()
    this.#sql.exec('UPDATE uses SET state = ? WHERE id = ?', state, use.id)
    this.#held = held - Number(use.state === 'held')
    const change = Number(state === 'used') - Number(use.state === 'used')
    if (change !== 0) this.#sql.exec('UPDATE promotion SET used = used + ?, sequence = sequence + 1', change)
    else if (use.state === 'held') this.noteHeld()
  }

  expire(nowMs: number): void {
    const ended = `UPDATE uses SET state = 'expired' WHERE state = 'held' AND expires_at_ms <= ? RETURNING id`
    const count = this.#sql.exec(ended, nowMs).toArray().length
    if (count === 0) return
    if (this.#held !== undefined) this.#held -= count
    this.noteHeld()
  }

  /** When the hold that ends first does; null where nothing is held. */
  nextExpiryMs(): number | null {
    return this.#sql
      .exec<{ atMs: number | null }>(`SELECT MIN(expires_at_ms) AS atMs FROM uses WHERE state = 'held'`)
      .one().atMs
  }

  /** The copy is to follow: it needs to know of what is held only where uses can run out for all. */
  noteHeld(): void {
    this.#sql.exec('UPDATE promotion SET sequence = sequence + 1 WHERE total_limit IS NOT NULL')
  }

  /** Forgets those that came to nothing: a duplicate of a message that old does not come any more. */
  prune(beforeMs: number): void {
    this.#sql.exec(`DELETE FROM uses WHERE state IN ('released', 'expired') AND expires_at_ms < ?`, beforeMs)
  }

  /** What the ledger of uses says, against the counters. */
  recount(): { used: number; held: number; mostByOneCustomer: number } {
    const mostByOneCustomer = this.#sql
      .exec<{ most: number }>(
        `SELECT COALESCE(MAX(uses), 0) AS most
         FROM (SELECT COUNT(*) AS uses FROM uses WHERE state IN ('held', 'used') GROUP BY customer_key)`,
      )
      .one().most
    return { used: this.#count('used'), held: this.#count('held'), mostByOneCustomer }
  }

  sequence(): number {
    return this.#row()?.sequence ?? 0
  }
  projectedSequence(): number {
    return this.#row()?.projectedSequence ?? 0
  }
  setProjectedSequence(sequence: number): void {
    this.#sql.exec('UPDATE promotion SET projected_sequence = ?', sequence)
  }

  #count(state: 'held' | 'used'): number {
    return this.#sql.exec<{ n: number }>(`SELECT COUNT(*) AS n FROM uses WHERE state = '${state}'`).one().n
  }

  #row(): PromotionRow | undefined {
    return [
      ...this.#sql.exec<PromotionRow>(
        `SELECT name, total_limit AS total, customer_limit AS perCustomer, used, sequence,
                projected_sequence AS projectedSequence
         FROM promotion`,
      ),
    ][0]
  }
}
