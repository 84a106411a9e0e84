/**
 * Throttle: counts tries, exactly. One object per thing that is counted (an account, an address), so that tries from all
 * over the world meet in one place and a hundred at the same moment are a hundred.
 *
 * Nothing is awaited between reading and writing. The counts of a window that is over are forgotten by the alarm.
 */
import { DurableObject } from 'cloudflare:workers'
import { type Counter, countTry, LIMITS, type LimitName, returnTry } from '#domain/throttle.ts'

export interface TryResult {
  allowed: boolean
  remaining: number
  resetMs: number
}

export class ThrottleObject<Env = unknown> extends DurableObject<Env> {
  /** Counts one try, or refuses it. */
  async take(limit: LimitName): Promise<TryResult> {
    const nowMs = Date.now()
    const { counter, ...verdict } = countTry(this.#read(limit), LIMITS[limit], nowMs)
    this.ctx.storage.kv.put(limit, counter)
    if (verdict.allowed && counter.count === 1) await this.#wakeAt(counter.windowEndsAtMs)
    return verdict
  }

  /** The try was a success and does not count. */
  async giveBack(limit: LimitName): Promise<void> {
    const counter = returnTry(this.#read(limit), Date.now())
    if (counter) this.ctx.storage.kv.put(limit, counter)
  }

  override async alarm(): Promise<void> {
    const nowMs = Date.now()
    let nextMs = Number.POSITIVE_INFINITY
    for (const [name, counter] of this.ctx.storage.kv.list<Counter>()) {
      if (counter.windowEndsAtMs <= nowMs) this.ctx.storage.kv.delete(name)
      else nextMs = Math.min(nextMs, counter.windowEndsAtMs)
    }
    if (Number.isFinite(nextMs)) await this.ctx.storage.setAlarm(nextMs)
    else await this.ctx.storage.deleteAll()
  }

  #read(limit: LimitName): Counter | undefined {
    return this.ctx.storage.kv.get<Counter>(limit)
  }

  async #wakeAt(timeMs: number): Promise<void> {
    const set = await this.ctx.storage.getAlarm()
    if (set === null || set > timeMs) await this.ctx.storage.setAlarm(timeMs)
  }
}
