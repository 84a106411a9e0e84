/**
 * The copy of an object's state in D1: written soon after a change, by an alarm if the object dies first, and never older
 * than what is there (the writer compares sequences). Changes that come while it is being written share the next write.
 */
const FIRST_RETRY_MS = 1_000
const LONGEST_RETRY_MS = 60_000

export interface Projected {
  /** Goes up with every change that the copy shows. */
  sequence(): number
  /** That of the newest copy which was written. */
  projectedSequence(): number
  setProjectedSequence(sequence: number): void
}

export class Projection {
  readonly #ctx: DurableObjectState
  readonly #state: Projected
  readonly #write: (sequence: number) => Promise<void>
  #writing: Promise<void> | null = null
  /** In a row. */
  #failures = 0

  constructor(ctx: DurableObjectState, state: Projected, write: (sequence: number) => Promise<void>) {
    this.#ctx = ctx
    this.#state = state
    this.#write = write
  }

  /** Lets the copy follow without making the caller wait for it. */
  async follow(): Promise<void> {
    if (this.#isCurrent()) return
    await this.#wakeSoon()
    this.#ctx.waitUntil(this.catchUp())
  }

  /** Writes until there is nothing newer; when that fails, the alarm tries again. */
  catchUp(): Promise<void> {
    this.#writing ??= this.#writeUntilCurrent().finally(() => {
      this.#writing = null
    })
    return this.#writing
  }

  async #writeUntilCurrent(): Promise<void> {
    while (!this.#isCurrent()) {
      const sequence = this.#state.sequence()
      try {
        await this.#write(sequence)
      } catch (error) {
        const about = { event: 'projection_failed', object: this.#ctx.id.name ?? this.#ctx.id.toString() }
        console.error(JSON.stringify({ ...about, error: String(error) }))
        this.#failures++
        await this.#wakeSoon()
        return
      }
      this.#failures = 0
      this.#state.setProjectedSequence(sequence)
    }
  }

  #isCurrent(): boolean {
    return this.#state.projectedSequence() >= this.#state.sequence()
  }

  async #wakeSoon(): Promise<void> {
    const atMs = Date.now() + Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#failures)
    const present = await this.#ctx.storage.getAlarm()
    if (present === null || present > atMs) await this.#ctx.storage.setAlarm(atMs)
  }
}
