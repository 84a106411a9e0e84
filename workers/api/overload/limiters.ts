/** The concurrency limiters of this isolate, by the name of what they stand in front of: see `adaptive-concurrency-limiter.ts`. */
import { ApiProblem } from '../http/problem.ts'
import { AdaptiveConcurrencyLimiter, type LimiterOptions } from './adaptive-concurrency-limiter.ts'

/** Nobody waits longer: a little less than the half minute after which clients commonly give up. */
const MAX_WAIT_MS = 25_000

interface Caller {
  /** Between whom the queue is shared: the client's address. */
  flow?: string
  lowPriority?: boolean
}

export class Limiters {
  readonly #options: LimiterOptions
  readonly #byName = new Map<string, AdaptiveConcurrencyLimiter>()

  constructor(options: LimiterOptions) {
    this.#options = options
  }

  /** Does the work when it is its turn; throws `overloaded` when too many are before it, or for too long. */
  async run<T>(name: string, work: () => Promise<T>, { flow = '', lowPriority = false }: Caller = {}): Promise<T> {
    const limiter = this.#byName.get(name) ?? new AdaptiveConcurrencyLimiter(this.#options)
    this.#byName.set(name, limiter)
    const request = { flow, lowPriority }
    const cameMs = Date.now()
    try {
      for (let nowMs = cameMs; ; ) {
        const answer = limiter.tryAcquire(request, nowMs)
        if (answer === 'acquired') return await work()
        if (answer === 'rejected' || nowMs - cameMs > MAX_WAIT_MS) throw overloaded()
        await scheduler.wait(answer)
        const backMs = Date.now()
        limiter.recordQueueDelay(backMs - nowMs - answer, backMs)
        nowMs = backMs
      }
    } finally {
      limiter.release(request)
      if (limiter.isIdle) this.#byName.delete(name)
    }
  }
}

export const overloaded = () => new ApiProblem('overloaded', undefined, { 'retry-after': '1' })
