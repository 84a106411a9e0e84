/** What the home of a spread SKU does for all its shards: counts over all of them, and errands that outlive a crash. */
import { HOME, type LendRequest, peersToAsk, type VersionedSettings } from '#domain/escrow.ts'
import { availableOf, onHandOf, type StockChange } from '#domain/reservation.ts'
import { type ChangeResult, expire, type StockBook } from '#domain/stock-book.ts'
import type { SkuStockStore } from './sku-stock.store.ts'
import type { Escrow } from './sku-stock-escrow.ts'
import type { StockLevel } from './sku-stock-level.ts'

/** What home asks of another shard. */
export interface HomePeer {
  snapshot(): Promise<Pick<StockLevel, 'shard' | 'onHand' | 'held' | 'owed' | 'locations'>>
  adopt(settings: VersionedSettings, everShards: number): Promise<void>
  /** Takes away what it has of them; returns how many. */
  writeOff(change: StockChange): Promise<number>
  ownAt(locationId: string): Promise<number>
}
/** What it reads and writes at home itself. */
type HomeStore = StockBook & Pick<SkuStockStore, 'ownAt'> & { facts: Pick<SkuStockStore['facts'], 'hasErrands'> }
interface HomeHost {
  store: HomeStore
  escrow: Escrow
  shards: () => number
  peer: (shard: number) => HomePeer
  settings: () => VersionedSettings
  turn: <T>(decide: (nowMs: number) => T) => T
}

/** Of looking for pieces that a count has not found. */
const MAX_ROUNDS = 8

export class Home {
  readonly #host: HomeHost
  /** Two that are under way at once would both take away what is too much. */
  #counting: Promise<unknown> = Promise.resolve()

  constructor(host: HomeHost) {
    this.#host = host
  }

  /**
   * What was counted at a location is what all shards have there together. Asked of their ledgers, since pieces that are on
   * their way from one to another lie on no shelf. `attempt` counts home's own shelf.
   */
  count(change: StockChange, attempt: (quantity: number) => ChangeResult): Promise<ChangeResult> {
    const counted = this.#counting.then(() => this.#count(change, attempt))
    this.#counting = counted.catch(() => {})
    return counted
  }

  async #count(change: StockChange, attempt: (quantity: number) => ChangeResult): Promise<ChangeResult> {
    const { store, escrow, peer } = this.#host
    const { locationId, quantity } = change
    if (store.hasMovement(change.movementId)) return attempt(0)
    let surplus = (await this.#ownAt(locationId)) - quantity
    // What is sought may be lent from one shard to another while it is sought.
    for (let round = 0; round < MAX_ROUNDS && surplus > this.#shelf(locationId); round += 1) {
      escrow.wake()
      await escrow.gather({ kind: 'pieces', locationId, wanted: surplus })
      // What others must still lose is held there: a count says how things are.
      for (const { shard, pieces } of await this.#elsewhere(locationId)) {
        const gone = Math.min(pieces, surplus - this.#shelf(locationId))
        if (gone <= 0) continue
        const movementId = `${change.movementId}:${crypto.randomUUID()}`
        surplus -= await peer(shard).writeOff({ ...change, type: 'adjust', locationId, quantity: -gone, movementId })
      }
      if ((await this.#ownAt(locationId)) <= this.#shelf(locationId)) break // nothing is anywhere else
    }
    return attempt(Math.max(0, this.#shelf(locationId) - surplus))
  }

  /**
   * Tells every shard the settings, and fetches what lies at those that are not used any more. Returns whether nothing is
   * left to be done: holds of former shards end where they are.
   */
  async runErrands(): Promise<boolean> {
    const { store, escrow, settings, shards, peer, turn } = this.#host
    const said = settings()
    const { safetyStock, shards: used, version } = said
    await Promise.all(this.#others().map((shard) => peer(shard).adopt(said, shards())))
    const former = await Promise.all(
      this.#others()
        .filter((shard) => shard >= used)
        .map((shard) => peer(shard).snapshot()),
    )
    const stock = store.stock()
    const stranded = former.reduce((sum, { onHand }) => sum + onHand, 0)
    const lacking = stranded + Math.max(0, safetyStock - onHandOf(stock))
    escrow.wake()
    const need = { kind: 'pieces', locationId: null } satisfies Partial<LendRequest>
    if (lacking > 0) await escrow.gather({ ...need, wanted: lacking + availableOf(stock) })
    const isOver = former.every(({ onHand, held, owed }) => onHand === 0 && held === 0 && owed === 0)
    turn(() => {
      store.facts.hasErrands = !isOver || settings().version !== version // others have been said meanwhile
    })
    return isOver
  }

  /** What lies there over all shards, and on its way between them. */
  async #ownAt(locationId: string): Promise<number> {
    const { store, peer } = this.#host
    const others = await Promise.all(this.#others().map((shard) => peer(shard).ownAt(locationId)))
    return others.reduce((sum, own) => sum + own, store.ownAt(locationId))
  }

  /** At home, once what is over has ended: that may have filled what was owed. */
  #shelf(locationId: string): number {
    const { store, turn } = this.#host
    turn((nowMs) => expire(store, nowMs))
    return store.stock().shelves.get(locationId) ?? 0
  }

  async #elsewhere(locationId: string): Promise<{ shard: number; pieces: number }[]> {
    const levels = await Promise.all(this.#others().map((shard) => this.#host.peer(shard).snapshot()))
    return levels.map(({ shard, locations }) => ({ shard, pieces: locations[locationId] ?? 0 }))
  }

  #others(): number[] {
    return peersToAsk(HOME, this.#host.shards())
  }
}
