/**
 * One SKU's stock. `${storeId}:${variantId}` is home, and the only object of most SKUs; a spread one has
 * `${storeId}:${variantId}:${n}` besides. Each is the only writer of its pieces; D1 has a copy for lists, never the truth.
 * Rules are in `#domain/stock-book` and `#domain/escrow`; here a request is one transaction, and the copy follows.
 */
import { DurableObject } from 'cloudflare:workers'
import {
  HOME,
  type LendRequest,
  type Loan,
  NOT_SAID,
  newerOf,
  peersToAsk,
  rulesAt,
  type StockSettings,
  type VersionedSettings,
} from '#domain/escrow.ts'
import {
  availableToPromise,
  type CommitResult,
  type ReleaseResult,
  type ReserveResult,
  type Stock,
  type StockChange,
  UNLIMITED,
} from '#domain/reservation.ts'
import {
  type ChangeResult,
  changeStock,
  commit,
  expire,
  fulfilBackorders,
  type Movement,
  release,
  reserve,
  writeOff,
} from '#domain/stock-book.ts'
import { SkuStockStore } from './sku-stock.store.ts'
import { Alarm } from './sku-stock-alarm.ts'
import { type AuditOfShard, auditShard } from './sku-stock-audit.ts'
import { Escrow, isShort } from './sku-stock-escrow.ts'
import { Home } from './sku-stock-home.ts'
import { levelOf, type ShardName, type StockLevel, shardNameOf, skuStockName } from './sku-stock-level.ts'
import { LiveStockFeed, type ShownStock } from './sku-stock-live.ts'
import { Opening, type OpeningBalance } from './sku-stock-opening.ts'
import { CALLER_PROJECTS_MS, PROJECTION_RETRY_MS, Projector } from './sku-stock-projector.ts'
import { assertHoldId, assertPieces, type CountRequest, type ReserveRequest } from './sku-stock-requests.ts'

const KEEP_ENDED_HOLDS_MS = 30 * 24 * 3_600_000
const ERRAND_RETRY_MS = 5_000

export abstract class SkuStockObject<Env = unknown> extends DurableObject<Env> {
  readonly #store: SkuStockStore
  readonly #projector: Projector
  readonly #escrow: Escrow
  readonly #live: LiveStockFeed
  readonly #home: Home
  readonly #alarm: Alarm
  readonly #opening: Opening
  #settings: VersionedSettings | null = null
  #name: ShardName | null = null

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    this.#store = new SkuStockStore(ctx.storage, () => rulesAt(this.#shard, this.#kept(), this.#store.facts.allowance))
    this.#projector = new Projector(this.#store, (sequence) => this.#project(sequence))
    this.#alarm = new Alarm(ctx)
    const host = {
      store: this.#store,
      shard: () => this.#shard,
      shards: () => this.#everShards,
      peer: (shard: number) => this.#peer(shard),
      settings: () => this.#kept(),
      turn: <T>(decide: (nowMs: number) => T) => this.#turn(decide),
      wakeBy: (atMs: number) => this.#alarm.wakeBy(atMs),
      nowMs: () => Date.now(),
      pause: (forMs: number) => scheduler.wait(forMs),
      newId: () => crypto.randomUUID(),
      onOpenLoan: (lender: number, error: unknown) =>
        console.error(JSON.stringify({ event: 'stock_loan_open', lender, error: String(error) })),
    }
    this.#escrow = new Escrow(host)
    this.#home = new Home({ ...host, escrow: this.#escrow })
    this.#live = new LiveStockFeed(ctx, () => this.#identity().variantId)
    const claim = async () => (this.#shard === HOME ? this.claimOpeningBalance(this.#identity()) : null)
    this.#opening = new Opening(ctx, this.#store, claim)
  }

  /**
   * Writes the level into the database that lists read, where a level with a lower sequence must not win; returns what is
   * shown of the SKU over all its shards.
   */
  protected abstract project(level: StockLevel): Promise<ShownStock>

  /** Takes over what the database says that the SKU begins with; null when it says nothing. The same if it is asked again. */
  protected abstract claimOpeningBalance(name: ShardName): Promise<OpeningBalance | null>

  /** Another object of this SKU, in the namespace of this one. */
  protected abstract objectOf(name: string): DurableObjectStub<SkuStockObject>

  async reserve(wanted: ReserveRequest): Promise<ReserveResult> {
    assertPieces(wanted.quantity, 1)
    assertHoldId(wanted.id)
    const { id, quantity, locationId, ttlMs } = wanted
    const attempt = (fromShelf: boolean) =>
      this.#turn((nowMs) =>
        reserve(this.#store, { id, quantity, locationId, expiresAtMs: nowMs + ttlMs }, nowMs, { fromShelf }),
      )
    if (!this.#isSpread) return attempt(false)

    const { result, left } = await this.#escrow.attemptWithHelp(() => attempt(true), {
      kind: 'pieces',
      locationId,
      wanted: quantity,
    })
    if (!isShort(result)) return result
    const { backorder, backorderLimit } = this.#kept()
    if (backorder === 'deny' || locationId !== null) return { ...result, available: result.available + left }
    if (backorderLimit === null) return attempt(false)
    const second = await this.#escrow.attemptWithHelp(() => attempt(false), {
      kind: 'allowance',
      locationId,
      wanted: quantity,
    })
    return isShort(second.result)
      ? { ...second.result, available: second.result.available + left + second.left }
      : second.result
  }

  async commit(holdId: string): Promise<CommitResult> {
    const attempt = () => this.#turn((nowMs) => commit(this.#store, holdId, nowMs))
    const result = attempt()
    const hold = isShort(result) && this.#isSpread ? this.#store.findHold(holdId) : undefined
    if (!hold) return result
    const { quantity: wanted, locationId } = hold
    return (await this.#escrow.attemptWithHelp(attempt, { kind: 'pieces', locationId, wanted })).result
  }

  async release(holdId: string): Promise<ReleaseResult> {
    assertHoldId(holdId)
    return this.#turn((nowMs) => release(this.#store, holdId, nowMs))
  }

  /** A change made by people, over all shards: the same movement id again changes nothing. At home only. */
  async change(change: StockChange): Promise<ChangeResult> {
    assertPieces(change.quantity, change.type === 'adjust' ? Number.MIN_SAFE_INTEGER : 0)
    const attempt = (quantity = change.quantity) =>
      this.#turn((nowMs) => changeStock(this.#store, { ...change, quantity }, nowMs))
    if (!this.#isSpread) return attempt()
    if (change.type === 'count') return this.#home.count(change, attempt)
    const need = { kind: 'pieces', locationId: change.locationId, wanted: Math.abs(change.quantity) } as const
    const result = attempt()
    if (result.outcome === 'refused') return (await this.#escrow.attemptWithHelp(attempt, need)).result
    this.ctx.waitUntil(Promise.allSettled(this.#others().map((shard) => this.#peer(shard).settle())))
    return result
  }

  /**
   * Makes a location's shelf count what was counted there. The level comes back for the caller to copy; null when it is the
   * object that does, as it is with a spread SKU, of which a count may change every shard.
   */
  async setOnHand(count: CountRequest): Promise<StockLevel | null> {
    const { onHand: quantity, locationId = 'default', projectedBy = 'object', ...words } = count
    const change: StockChange = { ...words, type: 'count', locationId, quantity }
    if (projectedBy === 'object' || this.#isSpread) {
      await this.change(change)
      return null
    }
    assertPieces(quantity, 0)
    this.#turn((nowMs) => changeStock(this.#store, change, nowMs), CALLER_PROJECTS_MS)
    return this.#level(this.#store.stock())
  }
  /** For a caller that has copied the level of this sequence: what is shown of the SKU since then. */
  async projected(sequence: number, shown: ShownStock): Promise<void> {
    const { facts } = this.#store
    if (sequence > facts.projectedSequence) facts.projectedSequence = sequence
    const isIdle = facts.projectedSequence >= facts.sequence && this.#store.nextExpiryMs === null
    if (isIdle && !this.#isSpread) this.#alarm.cancel()
    await this.#live.hear(shown)
  }

  /** How the SKU is sold from now on; the rest stays. Tells every shard; one that does not answer is told by the alarm. At home only. */
  async configure(change: Partial<StockSettings>): Promise<void> {
    const settings = { ...this.#kept(), ...change, version: this.#kept().version + 1 }
    this.#adopt(settings, Math.max(settings.shards, this.#everShards))
    if (!this.#isSpread) return
    this.#turn(() => {
      this.#store.facts.hasErrands = true
    })
    await this.#runErrands()
  }

  async settings(): Promise<VersionedSettings> {
    return this.#kept()
  }

  /** What may still be promised over all shards: from one shelf, or backorder included. At home only. */
  async sellable(locationId: string | null): Promise<number> {
    const own = await this.sellableHere(locationId)
    if (!this.#isSpread) return own
    const others = await Promise.all(this.#others().map((shard) => this.#peer(shard).sellableHere(locationId)))
    return others.reduce((sum, each) => sum + each, own)
  }
  async sellableHere(locationId: string | null): Promise<number> {
    return Math.min(UNLIMITED, availableToPromise(this.#current(), locationId))
  }

  /** This shard alone. */
  async snapshot(): Promise<StockLevel> {
    return this.#level(this.#current())
  }
  /** All shards together: home first. At home only. */
  async snapshots(): Promise<StockLevel[]> {
    const others = this.#isSpread ? this.#others() : []
    return Promise.all([this.snapshot(), ...others.map((shard) => this.#peer(shard).snapshot())])
  }

  /** Entries of this shard's ledger from before a time, newest first. */
  async movements(beforeMs: number, limit: number): Promise<Movement[]> {
    return this.#store.movements(beforeMs, limit)
  }

  /** Replays the ledger of this shard and compares: the proof that nothing was sold twice or lost. */
  async audit(): Promise<AuditOfShard> {
    return auditShard(this.#store, this.#current())
  }

  /** Shards that hold or may hold pieces: those that are not used any more included. */
  async shards(): Promise<number[]> {
    return [HOME, ...this.#others()]
  }

  /** Writes the level into D1 once more, whatever is there: how the copy is rebuilt from the objects. At home only. */
  async republish(): Promise<void> {
    await this.republishHere()
    if (this.#isSpread) for (const shard of this.#others()) await this.#peer(shard).republishHere()
  }
  async republishHere(): Promise<void> {
    this.#turn(() => this.#store.changed())
    await this.#projector.now()
  }

  /** Brings the copy in D1 up to date before it returns. */
  async publish(): Promise<void> {
    await this.#projector.now()
  }

  /** For other shards: gives what can be spared. */
  async lend(request: LendRequest): Promise<Loan> {
    return this.#escrow.lend(request)
  }
  /** For home: takes over its settings. */
  async adopt(settings: VersionedSettings, everShards: number): Promise<void> {
    this.#adopt(settings, everShards)
  }
  /** For home: new pieces have come, of which some may be owed here. */
  async settle(): Promise<void> {
    this.#escrow.wake()
    const { owed } = this.#current()
    if (owed > 0) await this.#escrow.gather({ kind: 'pieces', locationId: null, wanted: owed })
  }
  /** For home, when it counts: what came to a location through this shard, once the loans that it waits for have come. */
  async ownAt(locationId: string): Promise<number> {
    await this.#escrow.resume().catch(() => {}) // the alarm asks again; the sum does not depend on it
    this.#current()
    return this.#store.ownAt(locationId)
  }
  /** For home, when it counted fewer than the shards have together: takes pieces away, held or not. */
  async writeOff(change: StockChange): Promise<number> {
    return this.#turn((nowMs) => writeOff(this.#store, change, nowMs))
  }
  /** For other shards: what is shown of the SKU has changed. */
  async hear(shown: ShownStock): Promise<void> {
    await this.#live.hear(shown)
  }

  /** A product page that wants to hear of the stock while it is open. At home only. */
  override async fetch(request: Request): Promise<Response> {
    return this.#live.open(request, () => this.project(this.#level(this.#current())))
  }
  /** Pages only listen. Their `ping` is answered without waking the object; whatever else comes would keep it from selling. */
  override webSocketMessage(socket: WebSocket): void {
    socket.close(1008, 'listen only')
  }
  override webSocketClose(socket: WebSocket): void {
    socket.close()
  }

  override async alarm(): Promise<void> {
    this.#alarm.hasRung()
    this.#turn((nowMs) => {
      expire(this.#store, nowMs)
      this.#store.prune(nowMs - KEEP_ENDED_HOLDS_MS)
    })
    const needsRebalance = this.#store.facts.hasErrands
    const results = await Promise.allSettled([
      this.#projector.now(),
      this.#escrow.resume(),
      ...(needsRebalance ? [this.#runErrands()] : []),
      ...(this.#isSpread ? [this.settle()] : []),
    ])
    const hasFailed = results.some(({ status }) => status === 'rejected')
    const isWaiting = this.#isSpread && this.#store.stock().owed > 0
    if (hasFailed) this.#alarm.wakeBy(Date.now() + PROJECTION_RETRY_MS)
    if (isWaiting || this.#store.facts.hasErrands) this.#alarm.wakeBy(Date.now() + ERRAND_RETRY_MS)
    const expiryMs = this.#store.nextExpiryMs
    if (expiryMs !== null) this.#alarm.wakeBy(expiryMs)
  }

  #peer(shard: number): DurableObjectStub<SkuStockObject> {
    const { storeId, variantId } = this.#identity()
    return this.objectOf(skuStockName(storeId, variantId, shard))
  }

  /**
   * Decides and stores in one transaction, then lets the copy in D1 follow without making the caller wait, or leaves it to
   * the caller for so long.
   */
  #turn<T>(decide: (nowMs: number) => T, callerProjectsMs = 0): T {
    this.#opening.assertDone()
    const nowMs = Date.now()
    const store = this.#store
    let hasChanged = false
    try {
      const result = this.ctx.storage.transactionSync(() => {
        if (this.ctx.id.name && store.facts.name === null) store.facts.name = this.ctx.id.name
        const decided = decide(nowMs)
        hasChanged = store.stamp()
        return decided
      })
      if (hasChanged) this.#follow(nowMs, callerProjectsMs)
      return result
    } catch (error) {
      store.forget()
      this.#settings = null
      throw error
    }
  }

  #follow(nowMs: number, callerProjectsMs: number): void {
    // Should the projection not be written, because the object or the caller died, this alarm writes it.
    this.#alarm.wakeBy(nowMs + (callerProjectsMs || PROJECTION_RETRY_MS))
    if (callerProjectsMs === 0) this.ctx.waitUntil(this.#projector.soon())
  }

  async #runErrands(): Promise<void> {
    this.#alarm.wakeBy(Date.now() + ERRAND_RETRY_MS)
    await this.#home.runErrands()
  }

  #adopt(said: VersionedSettings, everShards: number): void {
    this.#turn((nowMs) => {
      const settings = newerOf(this.#kept(), said)
      this.#store.facts.settings = JSON.stringify(settings)
      this.#store.facts.everShards = Math.max(everShards, this.#everShards)
      this.#settings = settings
      fulfilBackorders(this.#store, nowMs)
      this.#store.changed()
    })
  }

  async #project(sequence: number): Promise<void> {
    const shown = await this.project({ ...this.#level(this.#store.stock()), sequence })
    const isHome = this.#shard === HOME
    const told = isHome ? this.#live.hear(shown) : this.#peer(HOME).hear(shown)
    this.ctx.waitUntil(told.catch(() => {})) // the next change tells it
  }

  /** The stock of this moment: what is over has ended. */
  #current(): Stock {
    return this.#turn((nowMs) => {
      expire(this.#store, nowMs)
      return this.#store.stock()
    })
  }

  #level(stock: Stock): StockLevel {
    return levelOf(this.#identity(), stock, this.#kept().lowStockAt, this.#store.facts.sequence)
  }

  #kept(): VersionedSettings {
    const { settings } = this.#store.facts
    this.#settings ??= settings === null ? NOT_SAID : { ...NOT_SAID, ...(JSON.parse(settings) as VersionedSettings) }
    return this.#settings
  }

  get #everShards(): number {
    return Math.max(this.#store.facts.everShards, this.#shard + 1)
  }
  get #isSpread(): boolean {
    return this.#everShards > 1
  }
  #others(): number[] {
    return peersToAsk(this.#shard, this.#everShards)
  }
  get #shard(): number {
    return this.#identity().shard
  }
  #identity(): ShardName {
    this.#name ??= shardNameOf(this.ctx.id.name ?? this.#store.facts.name ?? '')
    return this.#name
  }
}
