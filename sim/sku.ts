/**
 * The stock of one SKU in memory, over one object or several that borrow from one another, between processes that die and
 * messages that get lost; and the people who change it, who ask again until they hear what came of it.
 */
import type { StockPort } from '#domain/checkout-effects.ts'
import { HOME, type StockSettings, shardOfHold } from '#domain/escrow.ts'
import { availableToPromise, onHandOf, type StockChange } from '#domain/reservation.ts'
import type { Movement } from '#domain/stock-book.ts'
import type { Network, Process } from './network.ts'
import type { Rules } from './rules.ts'
import { SimulatedShard } from './shard.ts'
import type { Timeline } from './timeline.ts'

const MOST_SHARDS = 4
const ASKS = 6
const ASK_AGAIN_MS = 5_000

/** A change that somebody made. */
export interface Change {
  readonly change: StockChange
  readonly fromMs: number
  /** When they heard of it; null when they never did. */
  toMs: number | null
  outcome: 'moved' | 'refused' | 'unknown'
}

export class SimulatedSku {
  readonly id: string
  readonly timeline: Timeline
  readonly network: Network
  readonly rules: Rules
  readonly shards: readonly SimulatedShard[]
  /** What the merchant said last, and has heard to be so. */
  settings: StockSettings
  /** The most that was ever to be owed. */
  highestLimit: number
  /** Whether people have taken pieces away, promised or not: then a promise may have to be broken. */
  hasShrunk = false
  /** Whether less may be promised than once: what was promised before stands. */
  hasTightened = false
  readonly changes: Change[] = []
  borrowed = 0
  crashes = 0
  configured = 0
  /** When what is said now was said first. */
  configuredAtMs = 0
  readonly #broken: string[] = []
  #said = 0

  constructor(id: string, settings: StockSettings, timeline: Timeline, network: Network, rules: Rules) {
    this.id = id
    this.settings = settings
    this.timeline = timeline
    this.network = network
    this.rules = rules
    this.highestLimit = limitOf(settings)
    this.shards = Array.from({ length: MOST_SHARDS }, (_, index) => new SimulatedShard(index, this))
    for (const { book } of this.shards.slice(0, settings.shards)) {
      Object.assign(book.facts, { settings: { ...settings, version: 0 }, everShards: settings.shards })
    }
  }

  /** Whether it ever was, as far as home knows. */
  get isSpread(): boolean {
    return this.shardAt(HOME).book.facts.everShards > 1
  }

  shardAt(index: number): SimulatedShard {
    const shard = this.shards[index]
    if (!shard) throw new RangeError(`${this.id} has no shard ${index}`)
    return shard
  }

  /** `shards`: over how many the SKU was spread when the checkout was begun. */
  port(caller: Process, shards: number): StockPort {
    const ask = <T>(what: string, holdId: string, handle: (shard: SimulatedShard) => T | Promise<T>) => {
      const shard = this.shardAt(shardOfHold(holdId, shards))
      return this.network.call(`${shard.name} ${what} ${holdId}`, caller, () => handle(shard))
    }
    return {
      reserve: ({ holdId: id, ...wanted }) => ask('reserve', id, (shard) => shard.reserve({ id, ...wanted })),
      commit: (id) => ask('commit', id, (shard) => shard.commit(id)),
      release: (id) => ask('release', id, (shard) => shard.release(id)),
      available: () =>
        this.network.call(`${this.id} available`, caller, () =>
          this.shards.reduce((sum, { book }) => sum + Math.min(999, availableToPromise(book.stock(), null)), 0),
        ),
    }
  }

  /** What people do: receive, adjust, transfer, count. At home; the same again under the same id until it is answered. */
  async change(caller: Process, change: StockChange): Promise<void> {
    if (change.type === 'count' || (change.type === 'adjust' && change.quantity < 0)) this.hasShrunk = true
    const made: Change = { change, fromMs: this.timeline.nowMs, toMs: null, outcome: 'unknown' }
    this.changes.push(made)
    const { type, quantity } = change
    await this.#insist(`${this.id} ${type} ${quantity}`, caller, async () => {
      const { outcome } = await this.shardAt(HOME).change(change)
      return outcome
    }).then((outcome) => {
      made.outcome = outcome === 'refused' ? 'refused' : 'moved'
      made.toMs = this.timeline.nowMs
    })
  }

  /** How it is sold from now on. The catalogue says so once the objects have heard it. */
  async configure(caller: Process, settings: StockSettings): Promise<void> {
    const { safetyStock } = this.settings
    if (settings.safetyStock > safetyStock || limitOf(settings) < this.highestLimit) this.hasTightened = true
    this.highestLimit = Math.max(this.highestLimit, limitOf(settings))
    const said = ++this.#said
    const saidAtMs = this.timeline.nowMs
    await this.#insist(`${this.id} is sold by ${JSON.stringify(settings)}`, caller, async () => {
      // Nobody says again what has been said otherwise since.
      if (said === this.#said) await this.shardAt(HOME).configure(settings)
    })
    if (said !== this.#said) return
    this.settings = settings
    this.configured++
    this.configuredAtMs = saidAtMs
  }

  /** A promise that nothing has taken away was not kept. */
  breaksPromise(what: string): void {
    if (!this.hasShrunk) this.#broken.push(what)
  }

  /** After every reservation, whatever was promised before: there is room for it. */
  checkRoom({ name, book }: SimulatedShard): void {
    const stock = book.stock()
    const room = Math.max(0, onHandOf(stock) - stock.safetyStock) + stock.backorderLimit
    if (stock.held + stock.owed > room) this.#broken.push(`${name} promises ${stock.held + stock.owed} of ${room}`)
  }

  /** What must never be, at any moment. */
  *faults(): Generator<string> {
    yield* this.#broken
    for (const { name, book } of this.shards) {
      const stock = book.stock()
      for (const [location, onHand] of stock.shelves) if (onHand < 0) yield `${name}: ${onHand} on shelf ${location}`
      if (this.hasShrunk || this.hasTightened) continue
      const forSale = Math.max(0, onHandOf(stock) - stock.safetyStock)
      if (stock.claimed > forSale) yield `${name}: promises ${stock.claimed} of ${forSale} on the shelf`
      const room = forSale + stock.backorderLimit
      if (stock.held + stock.owed > room) yield `${name}: promises ${stock.held + stock.owed} of ${room}`
    }
  }

  get movements(): Movement[] {
    return this.shards.flatMap(({ book }) => book.movements)
  }

  async #insist<T>(name: string, caller: Process, handle: () => Promise<T>): Promise<T> {
    for (let time = 1; ; time++) {
      try {
        return await this.network.call(name, caller, handle)
      } catch (error) {
        if (time === ASKS) throw error
      }
      await new Promise<void>((resolve) => {
        this.timeline.in(ASK_AGAIN_MS, resolve)
      })
    }
  }
}

const limitOf = ({ backorder, backorderLimit }: StockSettings): number =>
  backorder === 'deny' ? 0 : (backorderLimit ?? Number.POSITIVE_INFINITY)
