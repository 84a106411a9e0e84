/**
 * Throttle: counts tries, exactly. One object per thing that is counted (an account, an address), so that tries from all
 * over the world meet in one place and a hundred at the same moment are a hundred.
 *
 * Nothing is awaited between reading and writing. The counts of a window that is over are forgotten by the alarm, which also
 * tells of what was only counted.
 */
import { DurableObject } from 'cloudflare:workers'
import { v7 as uuidv7 } from 'uuid'
import { countRepetition, type EntryKind, type Repetition } from '#domain/repetitions.ts'
import { type Counter, consumeAttempt, LIMITS, type LimitName, returnAttempt } from '#domain/throttle.ts'

const TELL_AGAIN_AFTER_MS = 60_000

export interface AttemptResult {
  allowed: boolean
  remaining: number
  resetMs: number
}

interface Counted extends Counter {
  /** What came after the last try that was allowed. */
  repetitions?: Repetition[]
}

const isOver = (counter: Counter | undefined, nowMs: number) => (counter?.windowEndsAtMs ?? 0) <= nowMs

export abstract class ThrottleObject<Env = unknown> extends DurableObject<Env> {
  /** Writes the entry that tells of what was only counted. Must be idempotent by its id. */
  protected abstract tell(limit: LimitName, repetition: Repetition): Promise<void>

  /** Counts one try, or refuses it. */
  async take(limit: LimitName): Promise<AttemptResult> {
    const { counter, ...verdict } = consumeAttempt(this.#read(limit), LIMITS[limit], Date.now())
    this.ctx.storage.kv.put(limit, counter)
    if (verdict.allowed && counter.count === 1) await this.#wakeAt(counter.windowEndsAtMs)
    return verdict
  }

  /** The try was a success and does not count. */
  async giveBack(limit: LimitName): Promise<void> {
    const counter = returnAttempt(this.#read(limit), Date.now())
    if (counter) this.ctx.storage.kv.put(limit, counter)
  }

  /** Whether an entry is to be written. Once there were enough it is counted instead, and told of when the window is over. */
  async note(limit: LimitName, kind: EntryKind, count = 1): Promise<boolean> {
    const nowMs = Date.now()
    const known = this.#read(limit)
    const { counter, allowed } = consumeAttempt(known, LIMITS[limit], nowMs)
    const before = known?.repetitions ?? []
    const seen = { kind, count, atMs: nowMs, newId: uuidv7() }
    const repetitions = allowed ? before : countRepetition(before, seen)
    this.ctx.storage.kv.put<Counted>(limit, { ...counter, repetitions })
    await this.#wakeAt(counter.windowEndsAtMs)
    return allowed
  }

  override async alarm(): Promise<void> {
    const nowMs = Date.now()
    let nextMs = Number.POSITIVE_INFINITY
    for (const name of [...this.ctx.storage.kv.list()].map(([limit]) => limit as LimitName)) {
      const isTold = !isOver(this.#read(name), nowMs) || (await this.#tellAll(name))
      const counter = this.#read(name) // a new window may have begun while it was told
      if (!counter) continue
      if (!isOver(counter, nowMs)) nextMs = Math.min(nextMs, counter.windowEndsAtMs)
      else if (isTold) this.ctx.storage.kv.delete(name)
      else nextMs = Math.min(nextMs, nowMs + TELL_AGAIN_AFTER_MS)
    }
    if (Number.isFinite(nextMs)) await this.ctx.storage.setAlarm(nextMs)
    else await this.ctx.storage.deleteAll()
  }

  /** One by one, so that a fault repeats as little as possible. False: there is more to be told, later. */
  async #tellAll(limit: LimitName): Promise<boolean> {
    for (;;) {
      const next = this.#read(limit)?.repetitions?.[0]
      if (!next) return true
      try {
        await this.tell(limit, next)
      } catch (error) {
        console.error(JSON.stringify({ event: 'repetitions_not_told', limit, error: String(error) }))
        return false
      }
      const counter = this.#read(limit)
      if (!counter) return true
      const repetitions = counter.repetitions?.filter(({ id }) => id !== next.id)
      this.ctx.storage.kv.put<Counted>(limit, { ...counter, repetitions })
    }
  }

  #read(limit: LimitName): Counted | undefined {
    return this.ctx.storage.kv.get<Counted>(limit)
  }

  async #wakeAt(timeMs: number): Promise<void> {
    const set = await this.ctx.storage.getAlarm()
    if (set === null || set > timeMs) await this.ctx.storage.setAlarm(timeMs)
  }
}
