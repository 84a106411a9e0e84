/** The queues of this isolate, by the name of what they stand in front of: see `admission.ts`. */
import { ApiProblem } from '../problem.ts'
import { Admission, type AdmissionLimits } from './admission.ts'

const PATIENCE_MS = 10_000

let tickets = 0

export class Queues {
  readonly #limits: AdmissionLimits
  readonly #byName = new Map<string, Admission>()

  constructor(limits: AdmissionLimits) {
    this.#limits = limits
  }

  /** Does the work when it is its turn; throws `overloaded` when too many are before it, or for too long. */
  async admit<T>(name: string, work: () => Promise<T>, goesLast = false): Promise<T> {
    const admission = this.#byName.get(name) ?? new Admission(this.#limits)
    this.#byName.set(name, admission)
    tickets += 1
    const ticket = tickets
    const cameMs = Date.now()
    try {
      for (let nowMs = cameMs; ; ) {
        const answer = admission.ask(ticket, nowMs, goesLast)
        if (answer === 'in') return await work()
        if (answer === 'full' || nowMs - cameMs > PATIENCE_MS) throw overloaded()
        await scheduler.wait(answer)
        const backMs = Date.now()
        admission.cameBack(backMs - nowMs - answer, backMs)
        nowMs = backMs
      }
    } finally {
      admission.leave(ticket)
      if (admission.isEmpty) this.#byName.delete(name)
    }
  }
}

export const overloaded = () => new ApiProblem('overloaded', undefined, { 'retry-after': '1' })
