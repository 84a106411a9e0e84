/**
 * A queue with an end, in front of an object that can only do so much at once: so many inside, so many waiting, the rest
 * is told to come again. Pure: time and tickets are the caller's. A request that is cut off never leaves by itself, so
 * whoever has not been seen for a while counts no more.
 */
export interface AdmissionLimits {
  atOnce: number
  waiting: number
}

/** Whoever waits is expected to ask again within this time. */
const LEFT_QUEUE_MS = 2_000
/** Longer than any call takes. */
const LEFT_INSIDE_MS = 30_000

export class Admission {
  readonly #limits: AdmissionLimits
  /** Ticket → when it was last seen; in the order of arrival. */
  readonly #inside = new Map<string, number>()
  readonly #queue = new Map<string, number>()

  constructor(limits: AdmissionLimits) {
    this.#limits = limits
  }

  /** `in`: go on, and `leave` when done. A number: ask again after so many milliseconds. `full`: no use. */
  ask(ticket: string, nowMs: number): 'in' | 'full' | number {
    forgetOlder(this.#inside, nowMs - LEFT_INSIDE_MS)
    forgetOlder(this.#queue, nowMs - LEFT_QUEUE_MS)
    const place = this.#placeOf(ticket)
    if (place < this.#limits.atOnce - this.#inside.size) {
      this.#queue.delete(ticket)
      this.#inside.set(ticket, nowMs)
      return 'in'
    }
    if (!this.#queue.has(ticket) && this.#queue.size >= this.#limits.waiting) return 'full'
    this.#queue.set(ticket, nowMs)
    return Math.min(200, 5 + Math.ceil(place / 4))
  }

  leave(ticket: string): void {
    this.#inside.delete(ticket)
    this.#queue.delete(ticket)
  }

  get isEmpty(): boolean {
    return this.#inside.size === 0 && this.#queue.size === 0
  }

  /** How many are before it in the queue. */
  #placeOf(ticket: string): number {
    let place = 0
    for (const other of this.#queue.keys()) {
      if (other === ticket) return place
      place += 1
    }
    return place
  }
}

function forgetOlder(tickets: Map<string, number>, beforeMs: number): void {
  for (const [ticket, seenMs] of tickets) if (seenMs < beforeMs) tickets.delete(ticket)
}
