/**
 * A queue with an end, in front of what can only do so much at once: so many inside, so many waiting, the rest is told to
 * come again. Pure: time and tickets are the caller's. A request that is cut off never leaves by itself, so whoever has not
 * been seen for a while counts no more.
 */
export interface AdmissionLimits {
  atOnce: number
  waiting: number
  /** When given, `atOnce` is only where it begins: it moves within these as the machine can bear. */
  least?: number
  most?: number
}

/** Whoever waits is expected to ask again within this time. */
const LEFT_QUEUE_MS = 2_000
/** Longer than any call takes. */
const LEFT_INSIDE_MS = 30_000
/** Who comes back from waiting so late has been kept from it by those inside: they are too many. */
const LATE_MS = 40
const IN_TIME_MS = 20
/** Those who come back together have all seen the same. */
const ONE_LOOK_MS = 50

export class Admission {
  readonly #limits: AdmissionLimits
  /** Ticket → when it was last seen; in the order of arrival. */
  readonly #inside = new Map<number, number>()
  readonly #queue = new Map<number, number>()
  #atOnce: number
  #lookedMs = Number.NEGATIVE_INFINITY

  constructor(limits: AdmissionLimits) {
    this.#limits = limits
    this.#atOnce = limits.atOnce
  }

  /**
   * `in`: go on, and `leave` when done. A number: ask again after so many milliseconds. `full`: no use. Whoever is to be
   * turned away before others may say how many it waits behind at most.
   */
  ask(ticket: number, nowMs: number, waiting = this.#limits.waiting): 'in' | 'full' | number {
    forgetOlder(this.#inside, nowMs - LEFT_INSIDE_MS)
    forgetOlder(this.#queue, nowMs - LEFT_QUEUE_MS)
    const place = this.#placeOf(ticket)
    if (place < this.#atOnce - this.#inside.size) {
      this.#queue.delete(ticket)
      this.#inside.set(ticket, nowMs)
      return 'in'
    }
    if (!this.#queue.has(ticket) && this.#queue.size >= waiting) return 'full'
    this.#queue.set(ticket, nowMs)
    return Math.min(200, 5 + Math.ceil(place / 4))
  }

  /** Somebody who waited has come back, so much later than asked to: fewer or more are let in at once. */
  cameBack(lateMs: number, nowMs: number): void {
    const { atOnce, least = atOnce, most = atOnce } = this.#limits
    if (lateMs < IN_TIME_MS) this.#atOnce = Math.min(most, this.#atOnce + 1)
    if (lateMs < LATE_MS || nowMs - this.#lookedMs < ONE_LOOK_MS) return
    this.#lookedMs = nowMs
    this.#atOnce = Math.max(least, Math.floor(this.#atOnce * 0.75))
  }

  leave(ticket: number): void {
    this.#inside.delete(ticket)
    this.#queue.delete(ticket)
  }

  get isEmpty(): boolean {
    return this.#inside.size === 0 && this.#queue.size === 0
  }

  /** How many are before it in the queue. */
  #placeOf(ticket: number): number {
    let place = 0
    for (const other of this.#queue.keys()) {
      if (other === ticket) return place
      place += 1
    }
    return place
  }
}

function forgetOlder(tickets: Map<number, number>, beforeMs: number): void {
  for (const [ticket, seenMs] of tickets) if (seenMs < beforeMs) tickets.delete(ticket)
}
