/**
 * A queue with an end, in front of what can only do so much at once: so many inside, so many waiting, the rest is told to
 * come again. Pure: time and tickets are the caller's. A request that is cut off never leaves by itself, so whoever has not
 * been seen for a while counts no more.
 */
export interface AdmissionLimits {
  atOnce: number
  waiting: number
  /** Of those who go last; none, unless given. They take at most a quarter of the places inside. */
  waitingLast?: number
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
  readonly #last = new Map<number, number>()
  readonly #lastInside = new Map<number, number>()
  #atOnce: number
  #lookedMs = Number.NEGATIVE_INFINITY

  constructor(limits: AdmissionLimits) {
    this.#limits = limits
    this.#atOnce = limits.atOnce
  }

  /**
   * `in`: go on, and `leave` when done. A number: ask again after so many milliseconds. `full`: no use. Who goes last waits
   * until nobody else does.
   */
  ask(ticket: number, nowMs: number, goesLast = false): 'in' | 'full' | number {
    for (const inside of [this.#inside, this.#lastInside]) forgetOlder(inside, nowMs - LEFT_INSIDE_MS)
    for (const queue of [this.#queue, this.#last]) forgetOlder(queue, nowMs - LEFT_QUEUE_MS)
    const queue = goesLast ? this.#last : this.#queue
    const place = placeIn(queue, ticket) + (goesLast ? this.#queue.size : 0)
    if (place < this.#room(goesLast)) {
      queue.delete(ticket)
      const inside = goesLast ? this.#lastInside : this.#inside
      inside.set(ticket, nowMs)
      return 'in'
    }
    const { waiting, waitingLast = 0 } = this.#limits
    if (!queue.has(ticket) && queue.size >= (goesLast ? waitingLast : waiting)) return 'full'
    queue.set(ticket, nowMs)
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
    for (const tickets of [this.#inside, this.#lastInside, this.#queue, this.#last]) tickets.delete(ticket)
  }

  get isEmpty(): boolean {
    return [this.#inside, this.#lastInside, this.#queue, this.#last].every(({ size }) => size === 0)
  }

  #room(goesLast: boolean): number {
    const room = this.#atOnce - this.#inside.size - this.#lastInside.size
    return goesLast ? Math.min(room, Math.ceil(this.#atOnce / 4) - this.#lastInside.size) : room
  }
}

/** How many are before it. */
function placeIn(queue: ReadonlyMap<number, number>, ticket: number): number {
  let place = 0
  for (const other of queue.keys()) {
    if (other === ticket) return place
    place += 1
  }
  return place
}

function forgetOlder(tickets: Map<number, number>, beforeMs: number): void {
  for (const [ticket, seenMs] of tickets) if (seenMs < beforeMs) tickets.delete(ticket)
}
