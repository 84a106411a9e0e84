/**
 * Copies the level of an object into the database that lists read: soon after a change, coalesced, and again until it is
 * written. Should the object die before, its alarm does it.
 */
import type { SkuStockStore } from './sku-stock.store.ts'

/** A reservation and the sale that follows it share one write. */
const SETTLE_MS = 100
export const PROJECTION_RETRY_MS = 1_000
/** A caller that projects many levels together needs a moment for it; after this it has died. */
export const CALLER_PROJECTS_MS = 30_000

export class Projector {
  readonly #store: SkuStockStore
  readonly #write: (sequence: number) => Promise<void>
  #writing: Promise<void> | null = null
  #isWaiting = false

  /** `write` stores the level of this sequence number, or throws. */
  constructor(store: SkuStockStore, write: (sequence: number) => Promise<void>) {
    this.#store = store
    this.#write = write
  }

  /** Never fails: what could not be written is left to the alarm. */
  async soon(): Promise<void> {
    if (this.#isWaiting) return
    this.#isWaiting = true
    await scheduler.wait(SETTLE_MS)
    this.#isWaiting = false
    await this.now().catch(() => {})
  }

  /** Writes until there is nothing newer; changes that come meanwhile share the next write. */
  now(): Promise<void> {
    this.#writing ??= this.#untilCurrent().finally(() => {
      this.#writing = null
    })
    return this.#writing
  }

  async #untilCurrent(): Promise<void> {
    const { facts } = this.#store
    while (facts.projectedSequence < facts.sequence) {
      const { sequence } = facts
      try {
        await this.#write(sequence)
      } catch (error) {
        console.error(JSON.stringify({ event: 'stock_projection_failed', name: facts.name, error: String(error) }))
        throw error
      }
      facts.projectedSequence = sequence
    }
  }
}
