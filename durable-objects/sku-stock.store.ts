/**
 * The SQL of one SKU at one shard: shelves, holds, what is owed, and the ledger. Synchronous throughout, so that a
 * decision and its writes are one turn of the object. On hand is kept per location and always equals the sum of the
 * location's movements. Sums are also kept in memory, so that a reservation costs one read and one write; after a
 * transaction that was undone they are forgotten and read again.
 */
import type { LendRequest, Loan } from '#domain/escrow.ts'
import type { KnownHold, Stock } from '#domain/reservation.ts'
import { type Movement, type Owed, type StockBook, saleId } from '#domain/stock-book.ts'
import { Facts, prepareTables } from './sku-stock.schema.ts'

export interface Asked {
  lender: number
  request: LendRequest
}
interface Sums {
  shelves: Map<string, number>
  bound: Map<string, number>
  held: number
  claimed: number
  owed: number
  /** No live hold ends before; null when none is live. */
  nextExpiryMs: number | null
}
const HOLD_COLUMNS = `id, quantity, location_id AS locationId, expires_at_ms AS expiresAtMs, state, backordered`
const MOVEMENT_COLUMNS = `movement_id AS movementId, type, location_id AS locationId, quantity, reason, actor, at_ms AS atMs`

export class SkuStockStore implements StockBook {
  readonly facts: Facts
  readonly #sql: SqlStorage
  #sums: Sums | null = null
  #hasChanged = false

  constructor(
    storage: DurableObjectStorage,
    readonly rules: () => { safetyStock: number; backorderLimit: number; tracked?: boolean },
  ) {
    this.#sql = storage.sql
    prepareTables(storage)
    this.facts = new Facts(storage.sql)
  }

  stock(): Stock {
    return { ...this.#kept(), ...this.rules() }
  }

  findHold(id: string): KnownHold | undefined {
    return this.#all<KnownHold>(`SELECT ${HOLD_COLUMNS} FROM holds WHERE id = ?`, id)[0]
  }

  putHold(hold: KnownHold): void {
    const sums = this.#kept()
    const known = this.findHold(hold.id)
    if (known) count(sums, known, -1)
    count(sums, hold, 1)
    if (hold.state === 'held') sums.nextExpiryMs = Math.min(sums.nextExpiryMs ?? hold.expiresAtMs, hold.expiresAtMs)
    this.#sql.exec(
      `INSERT INTO holds (id, quantity, location_id, expires_at_ms, state, backordered) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET state = excluded.state, backordered = excluded.backordered`,
      hold.id,
      hold.quantity,
      hold.locationId,
      hold.expiresAtMs,
      hold.state,
      hold.backordered,
    )
    this.changed()
  }

  expireHolds(nowMs: number): number {
    const sums = this.#kept()
    if (sums.nextExpiryMs === null || sums.nextExpiryMs > nowMs) return 0
    const over = this.#all<Pick<KnownHold, 'quantity' | 'locationId' | 'backordered'>>(
      `UPDATE holds SET state = 'expired' WHERE state = 'held' AND expires_at_ms <= ?
       RETURNING quantity, location_id AS locationId, backordered`,
      nowMs,
    )
    for (const hold of over) count(sums, { ...hold, state: 'held' }, -1)
    const [next] = this.#all<{ atMs: number | null }>(
      `SELECT MIN(expires_at_ms) AS atMs FROM holds WHERE state = 'held'`,
    )
    sums.nextExpiryMs = next?.atMs ?? null
    if (over.length > 0) this.changed()
    return over.length
  }

  /** Forgets ended holds and what was lent: a duplicate of a message that old does not come any more. */
  prune(beforeMs: number): void {
    this.#sql.exec(
      `DELETE FROM holds WHERE state <> 'held' AND expires_at_ms < ? 
         AND NOT EXISTS (SELECT 1 FROM owed WHERE hold_id = holds.id)`,
      beforeMs,
    )
    this.#sql.exec('DELETE FROM lent WHERE at_ms < ?', beforeMs)
  }

  /** When the next hold ends, or a time before it; null when none is live. */
  get nextExpiryMs(): number | null {
    return this.#kept().nextExpiryMs
  }

  hasMovement(movementId: string): boolean {
    return this.#all('SELECT 1 FROM movements WHERE movement_id = ? LIMIT 1', movementId).length > 0
  }

  salesOf(holdId: string): Movement[] {
    const id = saleId(holdId)
    return this.#all<Movement>(
      `SELECT ${MOVEMENT_COLUMNS} FROM movements
       WHERE movement_id = ? OR (movement_id > ? AND movement_id < ?) ORDER BY sequence`,
      id,
      `${id}:`,
      `${id};`,
    )
  }

  insertMovement(movement: Movement): void {
    const { shelves } = this.#kept()
    const { movementId, type, locationId, quantity, reason, actor, atMs } = movement
    this.#sql.exec(
      `INSERT INTO movements (movement_id, type, location_id, quantity, reason, actor, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)`,
      movementId,
      type,
      locationId,
      quantity,
      reason,
      actor,
      atMs,
    )
    this.#sql.exec('INSERT OR IGNORE INTO shelves VALUES (?, 0)', locationId)
    this.#sql.exec('UPDATE shelves SET on_hand = on_hand + ? WHERE location_id = ?', quantity, locationId)
    if (type === 'lend' || type === 'borrow') {
      this.#sql.exec(
        `INSERT INTO borrowed VALUES (?, ?)
         ON CONFLICT (location_id) DO UPDATE SET quantity = borrowed.quantity + excluded.quantity`,
        locationId,
        quantity,
      )
    }
    shelves.set(locationId, (shelves.get(locationId) ?? 0) + quantity)
    this.changed()
  }

  nextOwed(): Owed | undefined {
    return this.#all<Owed>('SELECT hold_id AS holdId, quantity FROM owed ORDER BY sequence LIMIT 1')[0]
  }

  setOwed({ holdId, quantity }: Owed): void {
    const sums = this.#kept()
    const [known] = this.#all<Pick<Owed, 'quantity'>>('SELECT quantity FROM owed WHERE hold_id = ?', holdId)
    sums.owed += quantity - (known?.quantity ?? 0)
    if (quantity === 0) this.#sql.exec('DELETE FROM owed WHERE hold_id = ?', holdId)
    else {
      this.#sql.exec(
        'INSERT INTO owed (hold_id, quantity) VALUES (?, ?) ON CONFLICT (hold_id) DO UPDATE SET quantity = excluded.quantity',
        holdId,
        quantity,
      )
    }
    this.changed()
  }

  /** What was answered to a request of another shard. */
  findLent(transferId: string): Loan | undefined {
    const [row] = this.#all<{ loan: string }>('SELECT loan FROM lent WHERE transfer_id = ?', transferId)
    return row && JSON.parse(row.loan)
  }
  putLent(transferId: string, loan: Loan, atMs: number): void {
    this.#sql.exec('INSERT INTO lent VALUES (?, ?, ?)', transferId, JSON.stringify(loan), atMs)
  }
  /** What was asked of other shards and is not accepted yet. */
  askedFor(): Asked[] {
    const rows = this.#all<{ lender: number; request: string }>('SELECT lender, request FROM loans')
    return rows.map(({ lender, request }) => ({ lender, request: JSON.parse(request) }))
  }
  putAsked({ lender, request }: Asked): void {
    this.#sql.exec('INSERT INTO loans VALUES (?, ?, ?)', request.transferId, lender, JSON.stringify(request))
  }
  /** Returns whether it was still open. */
  closeAsked(transferId: string): boolean {
    return this.#all('DELETE FROM loans WHERE transfer_id = ? RETURNING 1', transferId).length > 0
  }

  /** The ledger, newest first, of the time before `beforeMs`: so many entries, and all others of the last one's moment. */
  movements(beforeMs: number, limit: number): Movement[] {
    const page = this.#all<Movement & { sequence: number }>(
      `SELECT sequence, ${MOVEMENT_COLUMNS} FROM movements WHERE at_ms < ?
       ORDER BY at_ms DESC, sequence DESC LIMIT ?`,
      beforeMs,
      limit,
    )
    const last = page.at(-1)
    if (!last || page.length < limit) return page
    const same = this.#all<Movement & { sequence: number }>(
      `SELECT sequence, ${MOVEMENT_COLUMNS} FROM movements WHERE at_ms = ? AND sequence < ? ORDER BY sequence DESC`,
      last.atMs,
      last.sequence,
    )
    return [...page, ...same]
  }

  /** The ledger, summed by location: what the shelves must say. */
  ledgerByLocation(): Map<string, number> {
    return this.#pairs('SELECT location_id AS name, SUM(quantity) AS total FROM movements GROUP BY location_id')
  }
  /**
   * What came to a location through this object, less what left by it, loans left aside. The sum over all shards is what
   * lies there altogether, pieces on their way between two of them included.
   */
  ownAt(locationId: string): number {
    const [own] = this.#all<{ total: number }>(
      `SELECT COALESCE((SELECT on_hand FROM shelves WHERE location_id = ?1), 0)
         - COALESCE((SELECT quantity FROM borrowed WHERE location_id = ?1), 0) AS total`,
      locationId,
    )
    return own?.total ?? 0
  }
  ledgerByType(): Map<string, number> {
    return this.#pairs('SELECT type AS name, SUM(quantity) AS total FROM movements GROUP BY type')
  }
  /** What is borrowed less what is lent, over all shelves. */
  borrowed(): number {
    return this.#all<{ total: number }>('SELECT COALESCE(SUM(quantity), 0) AS total FROM borrowed')[0]?.total ?? 0
  }
  /** Shelves, holds and debts as they are stored, whatever memory says. */
  stored(): Pick<Sums, 'shelves' | 'bound' | 'held' | 'claimed' | 'owed'> {
    return this.#read()
  }

  /** Call after a transaction was undone. */
  forget(): void {
    this.#sums = null
    this.#hasChanged = false
    this.facts.forget()
  }

  /** Marks a change, so that the next projection is newer than any before. */
  changed(): void {
    this.#hasChanged = true
  }

  /** At the end of a transaction: the sequence goes up once, if anything changed. Returns whether it did. */
  stamp(): boolean {
    const { facts } = this
    if (this.#hasChanged) facts.sequence += 1
    const hadChanged = this.#hasChanged
    this.#hasChanged = false
    return hadChanged
  }

  #kept(): Sums {
    this.#sums ??= this.#read()
    return this.#sums
  }

  #read(): Sums {
    const bound = this.#pairs(`SELECT location_id AS name, SUM(quantity) AS total FROM holds
      WHERE state = 'held' AND location_id IS NOT NULL GROUP BY location_id`)
    const shelves = this.#pairs('SELECT location_id AS name, on_hand AS total FROM shelves')
    const [live] = this.#all<{ held: number; claimed: number; nextExpiryMs: number | null }>(
      `SELECT COALESCE(SUM(quantity), 0) AS held, COALESCE(SUM(quantity - backordered), 0) AS claimed,
         MIN(expires_at_ms) AS nextExpiryMs FROM holds WHERE state = 'held'`,
    )
    if (!live) throw new Error('A sum is always one row')
    return { shelves, bound, ...live, owed: this.#owed() }
  }

  #owed(): number {
    return this.#all<{ total: number }>('SELECT COALESCE(SUM(quantity), 0) AS total FROM owed')[0]?.total ?? 0
  }

  #pairs(query: string): Map<string, number> {
    return new Map(this.#all<{ name: string; total: number }>(query).map(({ name, total }) => [name, total]))
  }

  /** SQLite's types are ours: the tables are strict. */
  #all<Row>(query: string, ...bindings: (string | number | null)[]): Row[] {
    return this.#sql.exec(query, ...bindings).toArray() as Row[]
  }
}

function count(sums: Sums, hold: Omit<KnownHold, 'id' | 'expiresAtMs'>, sign: 1 | -1): void {
  if (hold.state !== 'held') return
  const { quantity, backordered, locationId } = hold
  sums.held += sign * quantity
  sums.claimed += sign * (quantity - backordered)
  if (locationId !== null) sums.bound.set(locationId, (sums.bound.get(locationId) ?? 0) + sign * quantity)
}
