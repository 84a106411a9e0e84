/**
 * One instance per `${storeId}:${promotionId}`: counts its uses exactly, in all and for each customer. D1 has a copy of the
 * count, never the truth. Rules are in `#domain/promotion-uses`; here they are read, decided and stored in one turn.
 */
import { DurableObject } from 'cloudflare:workers'
import {
  type CountUseResult,
  decideCountUse,
  decideHoldUse,
  decideReleaseUse,
  type HoldUseResult,
  type ReleaseUseResult,
  type UseLimits,
} from '#domain/promotion-uses.ts'
import { Projection } from './projection.ts'
import { PromotionUsesStore } from './promotion-uses.store.ts'

const KEEP_ENDED_MS = 30 * 24 * 3_600_000

export interface UseCount {
  storeId: string
  promotionId: string
  uses: number
  /** By checkouts that are under way. */
  held: number
  sequence: number
}
export interface PromotionUsesView {
  used: number
  held: number
  limits: UseLimits
  /** True when the counters equal the uses on record. */
  consistent: boolean
  mostByOneCustomer: number
}

export abstract class PromotionUsesObject<Env = unknown> extends DurableObject<Env> {
  readonly #store = new PromotionUsesStore(this.ctx.storage)
  readonly #projection = new Projection(this.ctx, this.#store, (sequence) => this.#project(sequence))

  /** Writes the count into the database that lists read. One with a lower sequence must not win there. */
  protected abstract project(count: UseCount): Promise<void>

  /** Sets one use aside for a checkout. The limits are those of the promotion as it is now. */
  async hold(wanted: { id: string; customerKey: string; ttlMs: number; limits: UseLimits }): Promise<HoldUseResult> {
    const { id, customerKey, ttlMs, limits } = wanted
    const name = this.ctx.id.name
    if (!name) throw new Error('The uses of a promotion are reached by the name storeId:promotionId')
    return this.#change((nowMs) => {
      this.#store.setLimits(name, limits)
      const hold = { id, customerKey, expiresAtMs: nowMs + ttlMs }
      const result = decideHoldUse(limits, this.#store.counts(customerKey, limits), this.#store.find(id), hold)
      if (result.outcome === 'held') this.#store.insertHeld(hold)
      // Somebody was offered what is gone: the copy is written again, whatever it says.
      if ('reason' in result && result.reason === 'code_used_up') this.#store.noteHeld()
      return result
    })
  }

  /** Counts the use for good. */
  async count(id: string): Promise<CountUseResult> {
    return this.#change(() => {
      const use = this.#store.find(id)
      const limits = this.#store.limits()
      const result = decideCountUse(limits, this.#store.counts(use?.customerKey ?? '', limits), use)
      if (result.outcome === 'used' && use) this.#store.setState(use, 'used')
      return result
    })
  }

  /** Gives a use back, whether held or counted. */
  async release(id: string): Promise<ReleaseUseResult> {
    return this.#change((nowMs) => {
      const use = this.#store.find(id)
      const result = decideReleaseUse(use)
      if (result.outcome === 'unknown') {
        this.#store.insertReleased(id, nowMs)
      } else if (use && result.outcome !== 'replayed') {
        this.#store.setState(use, 'released')
      }
      return result
    })
  }

  async uses(): Promise<PromotionUsesView> {
    return this.#change(() => {
      const { used, held, mostByOneCustomer } = this.#store.recount()
      const consistent = used === this.#store.used() && held === this.#store.held()
      return { used, held, limits: this.#store.limits(), consistent, mostByOneCustomer }
    })
  }

  override async alarm(): Promise<void> {
    const nowMs = Date.now()
    this.#transaction(() => {}) // which ends what is over
    this.#store.prune(nowMs - KEEP_ENDED_MS)
    await this.#projection.catchUp()
    await this.#wakeAtNextExpiry()
  }

  /** So that the copy says soon after a hold has ended that there is a use for somebody else, if nobody comes meanwhile. */
  async #wakeAtNextExpiry(): Promise<void> {
    const atMs = this.#store.nextExpiryMs()
    if (atMs === null) return
    const present = await this.ctx.storage.getAlarm()
    if (present === null || present > atMs) await this.ctx.storage.setAlarm(atMs)
  }

  /** Decides and stores in one transaction, after the holds whose time is over have ended. */
  async #change<T>(decide: (nowMs: number) => T): Promise<T> {
    const result = this.#transaction(decide)
    await this.#projection.follow()
    return result
  }

  #transaction<T>(decide: (nowMs: number) => T): T {
    try {
      return this.ctx.storage.transactionSync(() => {
        const nowMs = Date.now()
        this.#store.expire(nowMs)
        return decide(nowMs)
      })
    } catch (error) {
      this.#store.forget()
      throw error
    }
  }

  async #project(sequence: number): Promise<void> {
    const [storeId, promotionId] = this.#store.name.split(':')
    const [uses, held] = [this.#store.used(), this.#store.held()]
    if (storeId && promotionId) await this.project({ storeId, promotionId, uses, held, sequence })
  }
}
