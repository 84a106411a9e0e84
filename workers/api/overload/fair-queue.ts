/**
 * A queue that is shared fairly between flows (here: client addresses): start-time fair queueing (Goyal, Vin and Cheng,
 * SIGCOMM 1996) with requests of one size. Of one flow the first in is the first out; between flows they alternate, so a
 * flow with many requests delays its own. Pure: the time is the caller's.
 *
 * Full     Whoever comes to a full queue takes the place of the newest request of the flow that has the most waiting, if that
 *          flow has more than its own would have then. So one flow may fill the queue, but not keep others out of it.
 * Cost     O(log n) for each question, O(n) for a change; n is a few hundred.
 */
export interface Queued {
  readonly flow: string
}
interface Entry<T> {
  readonly item: T
  /** Its turn: lower first, then in the order of arrival. */
  readonly startTag: number
  readonly arrival: number
  seenMs: number
}

export class FairQueue<T extends Queued> {
  readonly #byItem = new Map<T, Entry<T>>()
  /** In the order of their turns. */
  readonly #entries: Entry<T>[] = []
  /** Requests waiting, by flow. */
  readonly #waiting = new Map<string, number>()
  /** When the last request of a flow is done, in virtual time; those of the past are dropped. */
  readonly #finishTags = new Map<string, number>()
  /** The turn that was last taken. */
  #virtualTime = 0
  #arrivals = 0

  get size(): number {
    return this.#entries.length
  }

  has(item: T): boolean {
    return this.#byItem.has(item)
  }

  push(item: T, nowMs: number): void {
    const startTag = Math.max(this.#virtualTime, this.#finishTags.get(item.flow) ?? 0)
    this.#arrivals += 1
    const entry = { item, startTag, arrival: this.#arrivals, seenMs: nowMs }
    this.#entries.splice(this.#indexOf(entry), 0, entry)
    this.#byItem.set(item, entry)
    this.#finishTags.set(item.flow, startTag + 1)
    this.#waiting.set(item.flow, this.#waitingOf(item.flow) + 1)
  }

  /** How many are before it; all, when it is not here. */
  rankOf(item: T): number {
    const entry = this.#byItem.get(item)
    return entry ? this.#indexOf(entry) : this.size
  }

  /** It has asked again. */
  touch(item: T, nowMs: number): void {
    const entry = this.#byItem.get(item)
    if (entry) entry.seenMs = nowMs
  }

  /** Takes it out because it is its turn. */
  take(item: T): void {
    const entry = this.#byItem.get(item)
    if (!entry) return
    this.#virtualTime = Math.max(this.#virtualTime, entry.startTag)
    this.remove(item)
  }

  /** Takes it out because it does not wait any more. */
  remove(item: T): void {
    const entry = this.#byItem.get(item)
    if (!entry) return
    this.#entries.splice(this.#indexOf(entry), 1)
    this.#byItem.delete(item)
    const left = this.#waitingOf(item.flow) - 1
    if (left > 0) this.#waiting.set(item.flow, left)
    else this.#waiting.delete(item.flow)
    if (this.size === 0) this.#startAnew()
  }

  /** Makes room for a request of `flow` at the expense of the flow that has the most; returns who has lost its place. */
  displaceFor(flow: string): T | null {
    let [heaviest, most] = ['', 0]
    for (const [one, count] of this.#waiting) if (count > most) [heaviest, most] = [one, count]
    if (most <= this.#waitingOf(flow) + 1) return null
    const newest = this.#entries.findLast(({ item }) => item.flow === heaviest)
    if (!newest) return null
    this.#finishTags.set(heaviest, newest.startTag)
    this.remove(newest.item)
    return newest.item
  }

  /** Forgets whoever has not asked since. */
  dropUnseenSince(ms: number): void {
    for (const { item, seenMs } of [...this.#entries]) if (seenMs < ms) this.remove(item)
  }

  #waitingOf(flow: string): number {
    return this.#waiting.get(flow) ?? 0
  }

  /** A busy period is over: nothing that was owed to a flow outlives it. */
  #startAnew(): void {
    this.#virtualTime = 0
    this.#finishTags.clear()
  }

  /** Where it is, or belongs (binary search). */
  #indexOf({ startTag, arrival }: Entry<T>): number {
    let [low, high] = [0, this.#entries.length]
    while (low < high) {
      const middle = (low + high) >> 1
      const other = this.#entries[middle]
      if (other && (other.startTag < startTag || (other.startTag === startTag && other.arrival < arrival))) {
        low = middle + 1
      } else high = middle
    }
    return low
  }
}
