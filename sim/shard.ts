/**
 * One of the objects of a SKU, in memory: the real rules, and the real escrow and home of the SKU's object, in a process
 * that dies. What comes here is what `durable-objects/sku-stock.ts` does with it.
 */
import { HOME, rulesAt, type StockSettings, type VersionedSettings } from '#domain/escrow.ts'
import { onHandOf, type StockChange } from '#domain/reservation.ts'
import { type ChangeResult, expire, fulfilBackorders, writeOff } from '#domain/stock-book.ts'
import { Escrow, isShort, type Need } from '#durable-objects/sku-stock-escrow.ts'
import { Home, type HomePeer } from '#durable-objects/sku-stock-home.ts'
import type { Process } from './network.ts'
import { ShardBook } from './shard-book.ts'
import type { SimulatedSku } from './sku.ts'

const RETRY_MS = 1_000
/** Errands, and whatever is owed, are seen to so often, until everybody has gone home. */
const AGAIN_MS = 60_000
const CLOSING_MS = 2 * 3_600_000

export class SimulatedShard implements HomePeer {
  readonly index: number
  readonly book: ShardBook
  readonly #sku: SimulatedSku
  #process: Process = { isAlive: true }
  #escrow: Escrow
  #home: Home
  #alarmAtMs: number | null = null
  /** An alarm whose handler has not come to its end rings again. */
  #isRinging = false
  #transfers = 0

  constructor(index: number, sku: SimulatedSku) {
    this.index = index
    this.#sku = sku
    this.book = new ShardBook((settings, allowance) => rulesAt(index, settings, allowance))
    this.#escrow = this.#startEscrow(this.#process)
    this.#home = this.#startHome(this.#process)
  }

  /** What was in memory is gone; what was stored is not. */
  crash(): void {
    this.#sku.crashes++
    this.#process.isAlive = false
    this.#process = { isAlive: true }
    this.#escrow = this.#startEscrow(this.#process)
    this.#home = this.#startHome(this.#process)
    if (this.#isRinging) this.#ring()
  }

  reserve(wanted: { id: string; quantity: number; locationId: string | null; ttlMs: number }) {
    const { ttlMs, ...hold } = wanted
    const attempt = (fromShelf: boolean) => {
      const { nowMs } = this.#sku.timeline
      const result = this.#sku.rules.reserve(this.book, { ...hold, expiresAtMs: nowMs + ttlMs }, nowMs, { fromShelf })
      if (result.outcome === 'held') this.#sku.checkRoom(this)
      return result
    }
    if (!this.#isSpread) return attempt(false)
    const { locationId, quantity } = hold
    const fromShelf = this.#withHelp(() => attempt(true), { kind: 'pieces', locationId, wanted: quantity })
    return fromShelf.then((result) => {
      const { backorder, backorderLimit } = this.book.facts.settings
      if (!isShort(result) || backorder === 'deny' || locationId !== null) return result
      if (backorderLimit === null) return attempt(false)
      return this.#withHelp(() => attempt(false), { kind: 'allowance', locationId, wanted: quantity })
    })
  }

  commit(holdId: string) {
    const { rules, timeline } = this.#sku
    const attempt = () => {
      const { nowMs } = timeline
      const before = this.book.findHold(holdId)
      const result = rules.commit(this.book, holdId, nowMs)
      const isLive = before?.state === 'held' && before.expiresAtMs > nowMs
      // What was held on backorder may be refused when less may be owed now; what lay on the shelf may not.
      const isFromShelf = before?.backordered === 0
      const isBroken = isLive && isFromShelf && result.outcome === 'refused'
      if (isBroken) this.#sku.breaksPromise(`${this.name} lets ${holdId} down`)
      return result
    }
    const result = attempt()
    const hold = isShort(result) && this.#isSpread ? this.book.findHold(holdId) : undefined
    if (!hold) return result
    return this.#withHelp(attempt, { kind: 'pieces', locationId: hold.locationId, wanted: hold.quantity })
  }

  release(holdId: string) {
    const { rules, timeline } = this.#sku
    return rules.release(this.book, holdId, timeline.nowMs)
  }

  change(change: StockChange): ChangeResult | Promise<ChangeResult> {
    const attempt = (quantity = change.quantity) => this.#move({ ...change, quantity })
    if (!this.#isSpread) return attempt()
    if (change.type === 'count') return this.#sku.rules.count(this.#home, change, attempt)
    const result = attempt()
    const need = { kind: 'pieces', locationId: change.locationId, wanted: Math.abs(change.quantity) } as const
    if (isShort(result)) return this.#withHelp(attempt, need)
    for (const shard of this.#others()) this.#tell('settle', shard, () => shard.settle()).catch(() => {})
    return result
  }

  /** As the merchant says; at home. */
  async configure(settings: StockSettings): Promise<void> {
    const version = this.book.facts.settings.version + 1
    await this.adopt({ ...settings, version }, Math.max(settings.shards, this.#everShards))
    if (!this.#isSpread) return
    this.book.facts.hasErrands = true
    await this.#runErrands()
  }

  /** New pieces have come to the SKU: what is owed here is asked for. */
  async settle(): Promise<void> {
    expire(this.book, this.#sku.timeline.nowMs)
    this.#escrow.wake()
    const { owed } = this.book.stock()
    const { nowMs } = this.#sku.timeline
    if (owed === 0 || nowMs > CLOSING_MS) return
    this.#wakeBy(nowMs + AGAIN_MS)
    await this.#escrow.gather({ kind: 'pieces', locationId: null, wanted: owed })
  }

  async adopt(settings: VersionedSettings, everShards: number): Promise<void> {
    const { facts } = this.book
    facts.settings = this.#sku.rules.adopt(facts.settings, settings)
    facts.everShards = Math.max(everShards, this.#everShards)
    fulfilBackorders(this.book, this.#sku.timeline.nowMs)
  }
  async snapshot() {
    expire(this.book, this.#sku.timeline.nowMs)
    const { shelves, held, owed } = this.book.stock()
    const onHand = onHandOf(this.book.stock())
    return { shard: this.index, onHand, held, owed, locations: Object.fromEntries(shelves) }
  }
  async writeOff(change: StockChange): Promise<number> {
    return writeOff(this.book, change, this.#sku.timeline.nowMs)
  }
  async ownAt(locationId: string): Promise<number> {
    await this.#escrow.resume().catch(() => {})
    expire(this.book, this.#sku.timeline.nowMs)
    return this.#sku.rules.ownAt(this.book, locationId)
  }
  lend(request: Parameters<Escrow['lend']>[0]) {
    return this.#escrow.lend(request)
  }

  get name(): string {
    return `${this.#sku.id}/${this.index}`
  }

  get #isSpread(): boolean {
    return this.#everShards > 1
  }
  get #everShards(): number {
    return Math.max(this.book.facts.everShards, this.index + 1)
  }
  #others(): SimulatedShard[] {
    return this.#sku.shards.slice(0, this.#everShards).filter((shard) => shard !== this)
  }

  #move(change: StockChange): ChangeResult {
    return this.#sku.rules.changeStock(this.book, change, this.#sku.timeline.nowMs)
  }

  #tell<T>(what: string, shard: SimulatedShard, handle: () => T | Promise<T>, process = this.#process): Promise<T> {
    return this.#sku.network.call(`${shard.name} ${what}`, process, handle)
  }

  #startEscrow(process: Process): Escrow {
    const { timeline, rules } = this.#sku
    return new Escrow({
      store: this.book,
      shard: () => this.index,
      shards: () => rules.reach(this.#everShards, this.book.facts.settings),
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
          const loan = await this.#tell(
            `lends ${request.wanted} to ${this.index}`,
            lender,
            () => lender.lend(request),
            process,
          )
          this.#sku.borrowed += loan.pieces.length
          return rules.receiveLoan(loan)
        },
      }),
    })
  }

  #startHome(process: Process): Home {
    const { timeline, rules } = this.#sku
    const ask = <T>(what: string, index: number, handle: (shard: SimulatedShard) => T | Promise<T>) => {
      const shard = this.#sku.shardAt(index)
      return this.#tell(what, shard, () => handle(shard), process)
    }
    return new Home({
      store: this.book,
      escrow: this.#escrow,
      settings: () => this.book.facts.settings,
      shards: () => rules.reach(this.#everShards, this.book.facts.settings),
      turn: (decide) => decide(timeline.nowMs),
      peer: (index) => ({
        snapshot: () => ask('snapshot', index, (shard) => shard.snapshot()),
        adopt: (settings, ever) => ask('adopt', index, (shard) => shard.adopt(settings, ever)),
        writeOff: (change) => ask(`writes off ${change.quantity}`, index, (shard) => shard.writeOff(change)),
        ownAt: (locationId) => ask(`own at ${locationId}`, index, (shard) => shard.ownAt(locationId)),
      }),
    })
  }

  async #withHelp<T extends { outcome: string }>(attempt: () => T, need: Need): Promise<T> {
    return (await this.#escrow.attemptWithHelp(attempt, need)).result
  }

  async #runErrands(): Promise<void> {
    this.#wakeBy(this.#sku.timeline.nowMs + AGAIN_MS)
    await this.#home.runErrands()
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
    const { facts } = this.book
    const { timeline } = this.#sku
    const isDue = facts.hasErrands && this.index === HOME && timeline.nowMs < CLOSING_MS
    const work = [this.#escrow.resume(), this.settle(), ...(isDue ? [this.#runErrands()] : [])]
    const results = await Promise.allSettled(work)
    if (results.some(({ status }) => status === 'rejected')) this.#wakeBy(timeline.nowMs + RETRY_MS)
    if (facts.hasErrands && timeline.nowMs < CLOSING_MS) this.#wakeBy(timeline.nowMs + AGAIN_MS)
    this.#isRinging = false
  }
}
