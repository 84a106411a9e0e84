/**
 * The SQL of one SKU: shelves, holds and the ledger. Synchronous throughout, so that a decision and its writes are one
 * turn of the object. On hand is kept per location and always equals the sum of the location's movements.
 */
import type { Hold, HoldState, KnownHold, Stock } from '#domain/reservation.ts'

export const MOVEMENT_TYPES = ['count', 'adjustment', 'sale', 'sale_undone'] as const
export type MovementType = (typeof MOVEMENT_TYPES)[number]

export interface Movement {
  /** The caller's idempotency key. One key may move several locations. */
  movementId: string
  type: MovementType
  locationId: string
  /** Pieces: positive onto the shelf, negative off it. */
  quantity: number
  reason: string
  actor: string
  atMs: number
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value ANY) STRICT;
  CREATE TABLE IF NOT EXISTS shelves (location_id TEXT PRIMARY KEY, on_hand INTEGER NOT NULL CHECK (on_hand >= 0)) STRICT;
  CREATE TABLE IF NOT EXISTS holds (
    id TEXT PRIMARY KEY, quantity INTEGER NOT NULL CHECK (quantity >= 0), expires_at_ms INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('held', 'committed', 'released', 'expired'))
  ) STRICT;
  CREATE INDEX IF NOT EXISTS holds_live ON holds (expires_at_ms) WHERE state = 'held';
  CREATE INDEX IF NOT EXISTS holds_age ON holds (expires_at_ms) WHERE state <> 'held';
  CREATE TABLE IF NOT EXISTS movements (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, movement_id TEXT NOT NULL, type TEXT NOT NULL, location_id TEXT NOT NULL,
    quantity INTEGER NOT NULL, reason TEXT NOT NULL, actor TEXT NOT NULL, at_ms INTEGER NOT NULL,
    UNIQUE (movement_id, location_id)
  ) STRICT;
`

export class SkuStockStore {
  readonly #sql: SqlStorage

  constructor(storage: DurableObjectStorage) {
    this.#sql = storage.sql
    this.#sql.exec(SCHEMA)
  }

  stock(): Stock {
    const { onHand, held } = this.#sql
      .exec<{ onHand: number; held: number }>(
        `SELECT (SELECT COALESCE(SUM(on_hand), 0) FROM shelves) AS onHand,
                (SELECT COALESCE(SUM(quantity), 0) FROM holds WHERE state = 'held') AS held`,
      )
      .one()
    return { onHand, held }
  }

  onHandByLocation(): Map<string, number> {
    const rows = this.#sql.exec<{ id: string; onHand: number }>(
      'SELECT location_id AS id, on_hand AS onHand FROM shelves',
    )
    return new Map([...rows].map((row) => [row.id, row.onHand]))
  }

  findHold(id: string): KnownHold | undefined {
    const rows = this.#sql.exec<{ id: string; quantity: number; expiresAtMs: number; state: HoldState }>(
      'SELECT id, quantity, expires_at_ms AS expiresAtMs, state FROM holds WHERE id = ?',
      id,
    )
    return [...rows][0]
  }

  insertHold(hold: Hold, state: HoldState = 'held'): void {
    this.#sql.exec('INSERT INTO holds VALUES (?, ?, ?, ?)', hold.id, hold.quantity, hold.expiresAtMs, state)
    this.bumpSequence()
  }

  endHold(id: string, state: Exclude<HoldState, 'held'>): void {
    this.#sql.exec('UPDATE holds SET state = ? WHERE id = ?', state, id)
    this.bumpSequence()
  }

  /** Ends holds whose time is over; returns how many. */
  expireHolds(nowMs: number): number {
    const { rowsWritten } = this.#sql.exec(
      `UPDATE holds SET state = 'expired' WHERE state = 'held' AND expires_at_ms <= ?`,
      nowMs,
    )
    if (rowsWritten > 0) this.bumpSequence()
    return rowsWritten
  }

  /** Forgets ended holds: a duplicate of a message that old does not come any more. */
  pruneHolds(beforeMs: number): void {
    this.#sql.exec(`DELETE FROM holds WHERE state <> 'held' AND expires_at_ms < ?`, beforeMs)
  }

  nextExpiryMs(): number | null {
    return this.#sql
      .exec<{ at: number | null }>(`SELECT MIN(expires_at_ms) AS at FROM holds WHERE state = 'held'`)
      .one().at
  }

  hasMovement(movementId: string): boolean {
    return [...this.#sql.exec('SELECT 1 FROM movements WHERE movement_id = ? LIMIT 1', movementId)].length > 0
  }

  movementsOf(movementId: string): Movement[] {
    return this.#movements('WHERE movement_id = ? ORDER BY sequence', movementId)
  }

  /** Writes the ledger and moves the shelf: never one without the other (the caller holds the transaction). */
  insertMovement(movement: Movement): void {
    const { movementId, type, locationId, quantity, reason, actor, atMs } = movement
    this.#sql.exec(
      `INSERT INTO movements (movement_id, type, location_id, quantity, reason, actor, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)`,
      ...[movementId, type, locationId, quantity, reason, actor, atMs],
    )
    this.#sql.exec('INSERT OR IGNORE INTO shelves VALUES (?, 0)', locationId)
    this.#sql.exec('UPDATE shelves SET on_hand = on_hand + ? WHERE location_id = ?', quantity, locationId)
    this.bumpSequence()
  }

  /** The ledger, summed by location: what the shelves must say. */
  ledgerByLocation(): Map<string, number> {
    const rows = this.#sql.exec<{ id: string; total: number }>(
      'SELECT location_id AS id, SUM(quantity) AS total FROM movements GROUP BY location_id',
    )
    return new Map([...rows].map((row) => [row.id, row.total]))
  }

  ledgerByType(): Map<MovementType, number> {
    const rows = this.#sql.exec<{ type: MovementType; total: number }>(
      'SELECT type, SUM(quantity) AS total FROM movements GROUP BY type',
    )
    return new Map([...rows].map((row) => [row.type, row.total]))
  }

  /** Goes up with every change; the projection that was last written remembers which it was. */
  get sequence(): number {
    return this.#number('sequence')
  }
  get projectedSequence(): number {
    return this.#number('projected_sequence')
  }
  set projectedSequence(value: number) {
    this.#setFact('projected_sequence', value)
  }

  get name(): string | null {
    return [...this.#sql.exec<{ value: string }>(`SELECT value FROM facts WHERE name = 'name'`)][0]?.value ?? null
  }
  set name(value: string) {
    this.#setFact('name', value)
  }

  /** Marks a change, so that the next projection is newer than any before. */
  bumpSequence(): void {
    this.#setFact('sequence', this.sequence + 1)
  }

  #movements(where: string, ...bindings: string[]): Movement[] {
    const rows = this.#sql.exec<Record<keyof Movement, SqlStorageValue>>(
      `SELECT movement_id AS movementId, type, location_id AS locationId, quantity, reason, actor, at_ms AS atMs
       FROM movements ${where}`,
      ...bindings,
    )
    return [...rows] as unknown as Movement[]
  }

  #number(name: string): number {
    return [...this.#sql.exec<{ value: number }>('SELECT value FROM facts WHERE name = ?', name)][0]?.value ?? 0
  }

  #setFact(name: string, value: string | number): void {
    this.#sql.exec(
      'INSERT INTO facts VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
      name,
      value,
    )
  }
}
