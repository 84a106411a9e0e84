/**
 * Messages between simulated processes: they are slow, get lost, arrive twice, in any order, and long after whoever sent
 * them has given up or died.
 */
import type { Chance } from './random.ts'
import type { Timeline } from './timeline.ts'

/** How often, of all calls, something goes wrong. */
export interface Weather {
  readonly lost: number
  readonly repeated: number
  readonly slow: number
}

/** Something that can die: from then on it hears nothing, and what it was doing is never continued. */
export interface Process {
  isAlive: boolean
}

/** As long as anybody waits for an answer. */
const PATIENCE_MS = 10_000
const LONGEST_DELAY_MS = 15 * 60_000

export class Network {
  readonly counts = { calls: 0, lost: 0, repeated: 0, late: 0 }
  readonly #timeline: Timeline
  readonly #chance: Chance
  readonly #weather: Weather
  readonly #trace: (line: string) => void

  constructor(timeline: Timeline, chance: Chance, weather: Weather, trace: (line: string) => void) {
    this.#timeline = timeline
    this.#chance = chance
    this.#weather = weather
    this.#trace = trace
  }

  /** Asks somebody to do something. Rejects when no answer comes in time, whether or not it has been done. */
  call<T>(name: string, caller: Process, handle: () => T | Promise<T>): Promise<T> {
    this.counts.calls++
    return new Promise<T>((resolve, reject) => {
      const giveUp = this.#timeline.in(PATIENCE_MS, () => {
        this.#trace(`${name}: no answer`)
        if (caller.isAlive) reject(new Error(`${name} did not answer`))
      })
      this.#deliver(name, caller, handle, (outcome) => {
        if (giveUp.isOff) return
        giveUp.isOff = true
        if (!caller.isAlive) return
        if ('error' in outcome) reject(outcome.error)
        else resolve(outcome.value)
      })
      if (this.#happens('repeated')) this.#deliver(`${name} (again)`, caller, handle, () => {})
    })
  }

  #deliver<T>(
    name: string,
    caller: Process,
    handle: () => T | Promise<T>,
    answer: (outcome: { value: T } | { error: unknown }) => void,
  ): void {
    if (this.#happens('lost')) return
    const sentAtMs = this.#timeline.nowMs
    this.#timeline.in(this.#delay(), async () => {
      const isLate = this.#timeline.nowMs - sentAtMs > PATIENCE_MS || !caller.isAlive
      if (isLate) this.counts.late++
      const outcome = await this.#handle(handle)
      this.#trace(`${name}${isLate ? ' (late)' : ''} → ${describe(outcome)}`)
      if (this.#happens('lost')) return
      const answered = this.#timeline.in(this.#delay(), () => answer(outcome))
      // Nobody waits that long: the run need not either.
      if (answered.atMs - sentAtMs > PATIENCE_MS) answered.isOff = true
    })
  }

  async #handle<T>(handle: () => T | Promise<T>): Promise<{ value: T } | { error: unknown }> {
    try {
      return { value: await handle() }
    } catch (error) {
      return { error }
    }
  }

  #delay(): number {
    const chance = this.#chance
    if (!chance.happens(this.#weather.slow)) return chance.whole(1, 20)
    return chance.happens(0.7) ? chance.whole(20, PATIENCE_MS) : chance.whole(PATIENCE_MS, LONGEST_DELAY_MS)
  }

  #happens(what: 'lost' | 'repeated'): boolean {
    if (!this.#chance.happens(this.#weather[what])) return false
    this.counts[what]++
    return true
  }
}

const describe = (outcome: { value: unknown } | { error: unknown }) =>
  'error' in outcome ? String(outcome.error) : (JSON.stringify(outcome.value) ?? 'done')
