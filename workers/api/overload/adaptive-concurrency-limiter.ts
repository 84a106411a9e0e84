/**
 * Admission control with a bounded queue: so many requests run at once, so many wait, the rest is rejected. How many run is
 * found out: additive increase, multiplicative decrease, by how late those who wait come back, which is how long the isolate
 * is busy with other things. Pure: time is the caller's.
 *
 * Fairness   Requests wait in a fair queue by client address (`fair-queue.ts`).
 * Priority   Low-priority requests run when no other waits, in at most a quarter of the places.
 * Queue      A burst may fill it. One that has not been empty for ten seconds is no burst: there is more than can be done,
 *            so that it is kept short and nobody waits in it for long (as in Nichols and Jacobson, "Controlling Queue
 *            Delay", 2012).
 * Cut off    A request that dies never releases its place: what has not been heard of for a while does not count.
 */
import { FairQueue, type Queued } from './fair-queue.ts'

export interface QueueLimits {
  /** Requests that may wait. */
  burst: number
  /** Requests that may wait where the queue does not get empty any more; as in a burst, unless given. */
  standing?: number
}
export interface LimiterOptions {
  /** Requests that run at once; where `min` and `max` are given, what it begins with. */
  concurrency: number
  minConcurrency?: number
  maxConcurrency?: number
  queue: QueueLimits
  /** Of low-priority requests; none may wait, unless given. */
  lowPriorityQueue?: QueueLimits
}
export interface AdmissionRequest extends Queued {
  readonly lowPriority: boolean
}

/** Whoever waits asks again, the later the more are before it: a request takes a millisecond or more. */
const MIN_POLL_MS = 5
const MAX_POLL_MS = 200
/** Whoever waits asks again within that time, unless the isolate is busy; what is dead must not be taken for late. */
const DEAD_WAITER_MS = 10_000
/** Longer than any call takes. */
const DEAD_CALL_MS = 30_000
const SWEEP_INTERVAL_MS = 1_000
const STANDING_AFTER_MS = 10_000
/** A delay above which fewer are let in, and one below which more are. */
const LATE_MS = 40
const IN_TIME_MS = 20
/** Those who come back together have all seen the same. */
const DECREASE_INTERVAL_MS = 50

export class AdaptiveConcurrencyLimiter {
  readonly #options: LimiterOptions
  /** Request → since when it runs. */
  readonly #running = new Map<AdmissionRequest, number>()
  #lowPriorityRunning = 0
  readonly #queue: Waiting
  readonly #lowPriorityQueue: Waiting
  /** Those whose place in a queue somebody else has got. */
  readonly #displaced = new WeakSet<AdmissionRequest>()
  #concurrency: number
  #decreasedMs = Number.NEGATIVE_INFINITY
  #sweptMs = Number.NEGATIVE_INFINITY

  constructor(options: LimiterOptions) {
    this.#options = options
    this.#concurrency = options.concurrency
    this.#queue = new Waiting(options.queue)
    this.#lowPriorityQueue = new Waiting(options.lowPriorityQueue ?? { burst: 0 })
  }

  /** `acquired`: go on, and `release` when done. A number: ask again after so many milliseconds. `rejected`: do not wait. */
  tryAcquire(request: AdmissionRequest, nowMs: number): 'acquired' | 'rejected' | number {
    if (this.#displaced.has(request)) return 'rejected'
    const waiting = request.lowPriority ? this.#lowPriorityQueue : this.#queue
    this.#dropDead(nowMs)
    const before = request.lowPriority ? this.#queue.fair.size : 0
    const rank = waiting.fair.rankOf(request) + before
    if (rank < this.#room(request.lowPriority)) {
      waiting.fair.take(request)
      this.#running.set(request, nowMs)
      if (request.lowPriority) this.#lowPriorityRunning += 1
      return 'acquired'
    }
    if (waiting.fair.has(request)) waiting.fair.touch(request, nowMs)
    else if (!this.#enqueue(waiting, request, nowMs)) return 'rejected'
    return Math.min(MAX_POLL_MS, MIN_POLL_MS + rank)
  }

  /** Somebody who waited has come back, so much later than asked to: fewer or more are let in at once. */
  recordQueueDelay(delayMs: number, nowMs: number): void {
    const { minConcurrency = this.#concurrency, maxConcurrency = this.#concurrency } = this.#options
    if (delayMs < IN_TIME_MS) this.#concurrency = Math.min(maxConcurrency, this.#concurrency + 1)
    if (delayMs < LATE_MS || nowMs - this.#decreasedMs < DECREASE_INTERVAL_MS) return
    this.#decreasedMs = nowMs
    this.#concurrency = Math.max(minConcurrency, Math.floor(this.#concurrency * 0.75))
  }

  release(request: AdmissionRequest): void {
    if (this.#running.delete(request) && request.lowPriority) this.#lowPriorityRunning -= 1
    this.#queue.fair.remove(request)
    this.#lowPriorityQueue.fair.remove(request)
  }

  get isIdle(): boolean {
    return this.#running.size + this.#queue.fair.size + this.#lowPriorityQueue.fair.size === 0
  }

  #enqueue(waiting: Waiting, request: AdmissionRequest, nowMs: number): boolean {
    const { fair } = waiting
    if (fair.size >= waiting.limit(nowMs)) {
      const displaced = fair.displaceFor(request.flow)
      if (!displaced) return false
      this.#displaced.add(displaced)
    }
    fair.push(request, nowMs)
    return true
  }

  #room(lowPriority: boolean): number {
    const room = this.#concurrency - this.#running.size
    return lowPriority ? Math.min(room, Math.ceil(this.#concurrency / 4) - this.#lowPriorityRunning) : room
  }

  #dropDead(nowMs: number): void {
    if (nowMs - this.#sweptMs < SWEEP_INTERVAL_MS) return
    this.#sweptMs = nowMs
    for (const { fair } of [this.#queue, this.#lowPriorityQueue]) fair.dropUnseenSince(nowMs - DEAD_WAITER_MS)
    // They are in the order in which they began.
    for (const [request, sinceMs] of this.#running) {
      if (nowMs - sinceMs < DEAD_CALL_MS) return
      this.release(request)
    }
  }
}

/** A queue and for how long it has been one. */
class Waiting {
  readonly fair = new FairQueue<AdmissionRequest>()
  readonly #limits: QueueLimits
  #emptyMs = 0

  constructor(limits: QueueLimits) {
    this.#limits = limits
  }

  limit(nowMs: number): number {
    const { burst, standing = burst } = this.#limits
    if (this.fair.size === 0) this.#emptyMs = nowMs
    return nowMs - this.#emptyMs > STANDING_AFTER_MS ? standing : burst
  }
}
