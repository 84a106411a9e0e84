/** The object's one alarm. What is known of it is kept in memory, so that a change need not look. */

/** An alarm that is so late has been given up: the platform tries only so often. */
const LOST_MS = 10_000

export class Alarm {
  readonly #storage: DurableObjectStorage
  #atMs: number | null = null

  constructor(ctx: DurableObjectState) {
    this.#storage = ctx.storage
    ctx.blockConcurrencyWhile(async () => {
      this.#atMs = await ctx.storage.getAlarm()
    })
  }

  /** Call when it rings: it is not set any more. */
  hasRung(): void {
    this.#atMs = null
  }

  /** Sees to it that the object wakes at this time or before. */
  wakeBy(atMs: number): void {
    if (this.#atMs !== null && this.#atMs <= atMs && this.#atMs > Date.now() - LOST_MS) return
    this.#atMs = atMs
    void this.#storage.setAlarm(atMs) // goes with the writes of this turn, and holds back the answer as they do
  }

  /** Nothing is left to wake for. */
  cancel(): void {
    if (this.#atMs === null) return
    this.#atMs = null
    void this.#storage.deleteAlarm()
  }
}
