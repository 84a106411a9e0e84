/** Simulated time: what is to happen, in order of its time. It passes only when somebody lets the next thing happen. */
export interface Appointment {
  readonly atMs: number
  /** Things of one moment happen in the order of this draw, so that no order is taken for granted. */
  readonly draw: number
  readonly happen: () => void
  isOff: boolean
}

const isBefore = (a: Appointment, b: Appointment) => (a.atMs === b.atMs ? a.draw < b.draw : a.atMs < b.atMs)

/** Lets every promise that can settle settle. */
const quiet = () => new Promise<void>((resolve) => setImmediate(resolve))

export class Timeline {
  nowMs = 1_000_000
  /** A binary heap: the next thing is in front. */
  readonly #heap: Appointment[] = []
  readonly #draw: () => number

  constructor(draw: () => number) {
    this.#draw = draw
  }

  in(delayMs: number, happen: () => void): Appointment {
    const appointment = { atMs: this.nowMs + Math.max(0, delayMs), draw: this.#draw(), happen, isOff: false }
    this.#push(appointment)
    return appointment
  }

  /** Lets the next thing happen and all that follows from it at once; false when nothing is left. */
  async advance(): Promise<boolean> {
    for (let next = this.#pop(); next; next = this.#pop()) {
      if (next.isOff) continue
      this.nowMs = next.atMs
      next.happen()
      await quiet()
      return true
    }
    return false
  }

  #push(appointment: Appointment): void {
    const heap = this.#heap
    let index = heap.push(appointment) - 1
    while (index > 0) {
      const parent = (index - 1) >> 1
      const above = heap[parent] as Appointment
      if (!isBefore(appointment, above)) break
      heap[index] = above
      index = parent
    }
    heap[index] = appointment
  }

  #pop(): Appointment | undefined {
    const heap = this.#heap
    const first = heap[0]
    const last = heap.pop()
    if (!first || !last || heap.length === 0) return first
    let index = 0
    for (;;) {
      const left = 2 * index + 1
      if (left >= heap.length) break
      const right = left + 1
      const isRight = right < heap.length && isBefore(heap[right] as Appointment, heap[left] as Appointment)
      const child = isRight ? right : left
      if (!isBefore(heap[child] as Appointment, last)) break
      heap[index] = heap[child] as Appointment
      index = child
    }
    heap[index] = last
    return first
  }
}
