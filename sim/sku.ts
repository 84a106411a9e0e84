/**
 * The stock of one SKU in memory, over one object or several that borrow from one another: the real rules, and the real
 * escrow of the SKU's object, between processes that die and messages that get lost.
 */
import type { StockPort } from '#domain/checkout-effects.ts'
import { HOME, rulesAt, type StockSettings, shardOfHold } from '#domain/escrow.ts'
import { onHandOf, promisable, type StockChange } from '#domain/reservation.ts'
import { changeStock, expire, type Movement } from '#domain/stock-book.ts'
import { Escrow, type Need } from '#durable-objects/sku-stock-escrow.ts'
import type { Network, Process } from './network.ts'
import type { Rules } from './rules.ts'
import { ShardBook } from './shard-book.ts'
import type { Timeline } from './timeline.ts'

/** As in the object. */
const MAX_ROUNDS = 8
const RETRY_MS = 1_000
/** Whatever is owed is asked for again so often, until everybody has gone home. */
const SETTLE_AGAIN_MS = 60_000
const CLOSING_MS = 2 * 3_600_000

type Short = { outcome: string; reason?: string }
const isShort = (result: Short) => result.reason === 'insufficient_stock'

class SimulatedShard {
  readonly index: number
  readonly book: ShardBook
  readonly #sku: SimulatedSku
  #process: Process = { isAlive: true }
  #escrow: Escrow
  #alarmAtMs: number | null = null
  /** An alarm whose handler has not come to its end rings again. */
  #isRinging = false
  #transfers = 0

  constructor(index: number, sku: SimulatedSku) {
    this.index = index
    this.#sku = sku
    this.book = new ShardBook(() => rulesAt(index, sku.settings, this.book.facts.allowance))
    this.#escrow = this.#start(this.#process)
  }

  /** What was in memory is gone; what was stored is not. */
  crash(): void {
    this.#sku.crashes++
    this.#process.isAlive = false
    this.#process = { isAlive: true }
    this.#escrow = this.#start(this.#process)
    if (this.#isRinging) this.#ring()
  }

  reserve(wanted: { id: string; quantity: number; locationId: string | null; ttlMs: number }) {
    const { ttlMs, ...hold } = wanted
    const { rules, timeline, settings, isSpread } = this.#sku
    const attempt = (fromShelf: boolean) => {
      const { nowMs } = timeline
      return rules.reserve(this.book, { ...hold, expiresAtMs: nowMs + ttlMs }, nowMs, { fromShelf })
    }
    if (!isSpread) return attempt(false)
    const { locationId, quantity } = hold
    return this.#withHelp(() => attempt(true), { kind: 'pieces', locationId, wanted: quantity }).then((result) => {
      if (!isShort(result) || settings.backorder === 'deny' || locationId !== null) return result
      if (settings.backorderLimit === null) return attempt(false)
      return this.#withHelp(() => attempt(false), { kind: 'allowance', locationId, wanted: quantity })
    })
  }

  commit(holdId: string) {
    const { rules, timeline, isSpread } = this.#sku
    const attempt = () => rules.commit(this.book, holdId, timeline.nowMs)
    const result = attempt()
    const hold = isShort(result) && isSpread ? this.book.findHold(holdId) : undefined
    if (!hold) return result
    return this.#withHelp(attempt, { kind: 'pieces', locationId: hold.locationId, wanted: hold.quantity })
  }

  release(holdId: string) {
    const { rules, timeline } = this.#sku
    return rules.release(this.book, holdId, timeline.nowMs)
  }

  change(change: StockChange) {
    const attempt = () => changeStock(this.book, change, this.#sku.timeline.nowMs)
    const result = attempt()
    const { locationId, quantity } = change
    if (!isShort(result) || !this.#sku.isSpread) return result
    return this.#withHelp(attempt, { kind: 'pieces', locationId, wanted: Math.abs(quantity) })
  }

  /** New pieces have come to the SKU: what is owed here is asked for. */
  async settle(): Promise<void> {
    expire(this.book, this.#sku.timeline.nowMs)
    this.#escrow.wake()
    const { owed } = this.book.stock()
    const { nowMs } = this.#sku.timeline
    if (owed === 0 || nowMs > CLOSING_MS) return
    this.#wakeBy(nowMs + SETTLE_AGAIN_MS)
    await this.#escrow.gather({ kind: 'pieces', locationId: null, wanted: owed })
  }

  lend(request: Parameters<Escrow['lend']>[0]) {
    return this.#escrow.lend(request)
  }

  #start(process: Process): Escrow {
    const { timeline, network } = this.#sku
    return new Escrow({
      store: this.book,
      shard: () => this.index,
      shards: () => this.#sku.shards.length,
      turn: (decide) => decide(timeline.nowMs),
      wakeBy: (atMs) => this.#wakeBy(atMs),
      nowMs: () => timeline.nowMs,
      pause: (forMs) =>
        new Promise((resolve) => {
          timeline.in(forMs, () => process.isAlive && resolve())
        }),
      newId: () => `loan${this.index}-${++this.#transfers}`,
      onOpenLoan: () => {},
      peer: (index) => ({
        lend: async (request) => {
          const lender = this.#sku.shardAt(index)
          const name = `${this.#sku.id}/${index} lends ${request.wanted} to ${this.index}`
          const loan = await network.call(name, process, () => lender.lend(request))
          this.#sku.borrowed += loan.pieces.length
          return this.#sku.rules.receiveLoan(loan)
        },
      }),
    })
  }

  async #withHelp<T extends Short>(attempt: () => T, need: Need): Promise<T> {
    let result = attempt()
    for (let round = 0; isShort(result) && round < MAX_ROUNDS; round++) {
      const { isOver } = await this.#escrow.gather(need)
      result = attempt()
      if (isOver) return result
    }
    return result
  }

  #wakeBy(atMs: number): void {
    if (this.#alarmAtMs !== null && this.#alarmAtMs <= atMs) return
    this.#alarmAtMs = atMs
    const { timeline } = this.#sku
    timeline.in(atMs - timeline.nowMs, () => {
      if (this.#alarmAtMs !== atMs) return
      this.#alarmAtMs = null
      this.#ring()
    })
  }

  async #ring(): Promise<void> {
    this.#isRinging = true
    const results = await Promise.allSettled([this.#escrow.resume(), this.settle()])
    const hasFailed = results.some(({ status }) => status === 'rejected')
    if (hasFailed) this.#wakeBy(this.#sku.timeline.nowMs + RETRY_MS)
    this.#isRinging = false
  }
}

export class SimulatedSku {
  readonly id: string
  readonly settings: StockSettings
  readonly timeline: Timeline
  readonly network: Network
  readonly rules: Rules
  readonly shards: readonly SimulatedShard[]
  /** Whether people have taken pieces away, promised or not: then a promise may have to be broken. */
  hasShrunk = false
  borrowed = 0
  crashes = 0

  constructor(id: string, settings: StockSettings, timeline: Timeline, network: Network, rules: Rules) {
    this.id = id
    this.settings = settings
    this.timeline = timeline
    this.network = network
    this.rules = rules
    this.shards = Array.from({ length: settings.shards }, (_, index) => new SimulatedShard(index, this))
  }

  get isSpread(): boolean {
    return this.shards.length > 1
  }

  shardAt(index: number): SimulatedShard {
    const shard = this.shards[index]
    if (!shard) throw new RangeError(`${this.id} has no shard ${index}`)
    return shard
  }

  port(caller: Process): StockPort {
    const ask = <T>(what: string, holdId: string, handle: (shard: SimulatedShard) => T | Promise<T>) => {
      const shard = this.shardAt(shardOfHold(holdId, this.shards.length))
      return this.network.call(`${this.id}/${shard.index} ${what} ${holdId}`, caller, () => handle(shard))
    }
    return {
      reserve: ({ holdId: id, ...wanted }) => ask('reserve', id, (shard) => shard.reserve({ id, ...wanted })),
      commit: (id) => ask('commit', id, (shard) => shard.commit(id)),
      release: (id) => ask('release', id, (shard) => shard.release(id)),
      available: () =>
        this.network.call(`${this.id} available`, caller, () =>
          this.shards.reduce((sum, { book }) => sum + Math.min(999, promisable(book.stock(), null)), 0),
        ),
    }
  }

  /** What people do: receive, adjust, transfer, count. At home. */
  async change(caller: Process, change: StockChange): Promise<void> {
    if (change.type === 'count' || (change.type === 'adjust' && change.quantity < 0)) this.hasShrunk = true
    await this.network.call(`${this.id} ${change.type} ${change.quantity}`, caller, async () => {
      const { outcome } = await this.shardAt(HOME).change(change)
      if (this.isSpread)
        for (const shard of this.shards) this.network.call('settle', caller, () => shard.settle()).catch(() => {})
      return outcome
    })
  }

  /** What must never be, at any moment. */
  *faults(): Generator<string> {
    for (const { index, book } of this.shards) {
      const stock = book.stock()
      const name = `${this.id}/${index}`
      for (const [location, onHand] of stock.shelves) if (onHand < 0) yield `${name}: ${onHand} on shelf ${location}`
      if (this.hasShrunk) continue
      const forSale = Math.max(0, onHandOf(stock) - stock.safetyStock)
      if (stock.claimed > forSale) yield `${name}: promises ${stock.claimed} of ${forSale} on the shelf`
      const room = forSale + stock.backorderLimit
      if (stock.held + stock.owed > room) yield `${name}: promises ${stock.held + stock.owed} of ${room}`
    }
  }

  get movements(): Movement[] {
    return this.shards.flatMap(({ book }) => book.movements)
  }
}
