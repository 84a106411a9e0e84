/** The tables of one SKU, brought up to date in place when the object wakes, and the few facts beside them. */

const FIRST = `
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
/** Holds of one shelf, backorders, and shards that lend to one another. */
const SECOND = `
  ALTER TABLE holds ADD COLUMN location_id TEXT;
  ALTER TABLE holds ADD COLUMN backordered INTEGER NOT NULL DEFAULT 0;
  CREATE TABLE owed (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, hold_id TEXT NOT NULL UNIQUE, quantity INTEGER NOT NULL CHECK (quantity > 0)
  ) STRICT;
  CREATE TABLE lent (transfer_id TEXT PRIMARY KEY, loan TEXT NOT NULL, at_ms INTEGER NOT NULL) STRICT;
  CREATE TABLE loans (transfer_id TEXT PRIMARY KEY, lender INTEGER NOT NULL, request TEXT NOT NULL) STRICT;
`
/** Pages of the ledger, and what was lent, by age; and of each shelf what is borrowed, less what is lent. */
const THIRD = `
  CREATE INDEX movements_age ON movements (at_ms);
  CREATE INDEX lent_age ON lent (at_ms);
  CREATE TABLE borrowed (location_id TEXT PRIMARY KEY, quantity INTEGER NOT NULL) STRICT;
  INSERT INTO borrowed SELECT location_id, SUM(quantity) FROM movements WHERE type IN ('lend', 'borrow') GROUP BY location_id;
`
const VERSIONS = [FIRST, SECOND, THIRD]

export function prepareTables(storage: DurableObjectStorage): void {
  storage.transactionSync(() => {
    storage.sql.exec('CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value ANY) STRICT')
    const facts = new Facts(storage.sql)
    for (let version = facts.schemaVersion; version < VERSIONS.length; version += 1) {
      storage.sql.exec(VERSIONS[version] ?? '')
      facts.schemaVersion = version + 1
    }
  })
}

/** What an object knows about itself. Read often, so that each is read once; call `forget` after an undone transaction. */
export class Facts {
  readonly #sql: SqlStorage
  readonly #known = new Map<string, string | number | null>()

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  forget(): void {
    this.#known.clear()
  }

  /** 0 also for an object from before there were versions: its tables are those of the first. */
  get schemaVersion(): number {
    return this.#number('schema_version')
  }
  set schemaVersion(value: number) {
    this.#set('schema_version', value)
  }
  /** `${storeId}:${variantId}`, and `:${shard}` behind it for all but home. */
  get name(): string | null {
    return this.#text('name')
  }
  set name(value: string) {
    this.#set('name', value)
  }
  /** Goes up with every change; the projection that was last written remembers which it was. */
  get sequence(): number {
    return this.#number('sequence')
  }
  set sequence(value: number) {
    this.#set('sequence', value)
  }
  get projectedSequence(): number {
    return this.#number('projected_sequence')
  }
  set projectedSequence(value: number) {
    this.#set('projected_sequence', value)
  }
  /** JSON of the settings; null before anybody chose any. */
  get settings(): string | null {
    return this.#text('settings')
  }
  set settings(value: string) {
    this.#set('settings', value)
  }
  /** Over how many objects the SKU was ever spread: those that are not used any more may still hold pieces. */
  get everShards(): number {
    return this.#number('ever_shards') || 1
  }
  set everShards(value: number) {
    this.#set('ever_shards', value)
  }
  /** At home: 1 while a shard may not have heard the newest settings, or a former one may still hold pieces. */
  get hasErrands(): boolean {
    return this.#number('has_errands') === 1
  }
  set hasErrands(value: boolean) {
    this.#set('has_errands', value ? 1 : 0)
  }
  /** What was borrowed of the right to sell on backorder, less what was lent. */
  get allowance(): number {
    return this.#number('allowance')
  }
  set allowance(value: number) {
    this.#set('allowance', value)
  }

  #number(name: string): number {
    const value = this.#read(name)
    return typeof value === 'number' ? value : 0
  }
  #text(name: string): string | null {
    const value = this.#read(name)
    return typeof value === 'string' ? value : null
  }
  #read(name: string): string | number | null {
    const known = this.#known.get(name)
    if (known !== undefined) return known
    const [row] = this.#sql.exec<{ value: string | number }>('SELECT value FROM facts WHERE name = ?', name).toArray()
    this.#known.set(name, row?.value ?? null)
    return row?.value ?? null
  }
  #set(name: string, value: string | number): void {
    this.#sql.exec(
      'INSERT INTO facts VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
      name,
      value,
    )
    this.#known.set(name, value)
  }
}
