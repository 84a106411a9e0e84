/** What the home of a spread SKU does for all its shards: counts over all of them, and errands that outlive a crash. */
import { HOME, type LendRequest, peersToAsk, type StockSettings } from '#domain/escrow.ts'
import { availableOf, onHandOf, type StockChange } from '#domain/reservation.ts'
import { type ChangeResult, expire } from '#domain/stock-book.ts'
import type { SkuStockStore } from './sku-stock.store.ts'
import type { Escrow } from './sku-stock-escrow.ts'
import type { StockLevel } from './sku-stock-level.ts'

interface Shard {
  snapshot(): Promise<StockLevel>
  adopt(settings: StockSettings, everShards: number): Promise<void>
  writeOff(change: StockChange): Promise<void>
  ownAt(locationId: string): Promise<number>
}
interface HomeHost {
  store: SkuStockStore
  escrow: Escrow
  shards: () => number
  peer: (shard: number) => Shard
  settings: () => StockSettings
  turn: <T>(decide: (nowMs: number) => T) => T
}

export class Home {
  readonly #host: HomeHost

  constructor(host: HomeHost) {
    this.#host = host
  }

  /**
   * What was counted at a location is what all shards have there together. Asked of their ledgers, since pieces that are on
   * their way from one to another lie on no shelf. `attempt` counts home's own shelf.
   */
  async count(change: StockChange, attempt: (quantity: number) => ChangeResult): Promise<ChangeResult> {
    const { store, escrow, peer } = this.#host
    const { locationId, quantity } = change
    if (store.hasMovement(change.movementId)) return attempt(0)
    const others = await Promise.all(this.#others().map((shard) => peer(shard).ownAt(locationId)))
    const here = this.#shelf(locationId)
    let surplus = others.reduce((sum, own) => sum + own, store.ownAt(locationId)) - quantity
    if (surplus <= here) return attempt(here - surplus)

    escrow.wake()
    await escrow.gather({ kind: 'pieces', locationId, wanted: surplus })
    // What others must still lose is held there: a count says how things are.
    for (const { shard, pieces } of await this.#elsewhere(locationId)) {
      const gone = Math.min(pieces, surplus - this.#shelf(locationId))
      if (gone <= 0) continue
      const movementId = `${change.movementId}:${crypto.randomUUID()}`
      await peer(shard).writeOff({ ...change, type: 'adjust', locationId, quantity: -gone, movementId })
      surplus -= gone
    }
    return attempt(Math.max(0, this.#shelf(locationId) - surplus))
  }

  /**
   * Tells every shard the settings, and fetches what lies at those that are not used any more. Returns whether nothing is
   * left to be done: holds of former shards end where they are.
   */
  async runErrands(): Promise<boolean> {
    const { store, escrow, settings, shards, peer, turn } = this.#host
    const { safetyStock, shards: used } = settings()
    await Promise.all(this.#others().map((shard) => peer(shard).adopt(settings(), shards())))
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
      store.facts.hasErrands = !isOver
    })
    return isOver
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
