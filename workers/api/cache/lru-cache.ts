/** A map of at most so many bytes: what was used longest ago goes first. */
export class BoundedMap<T> {
  readonly #entries = new Map<string, { value: T; bytes: number }>()
  #bytes = 0

  constructor(readonly maxBytes: number) {}

  get bytes(): number {
    return this.#bytes
  }

  get(key: string): T | undefined {
    const entry = this.#entries.get(key)
    if (!entry) return undefined
    // A Map remembers the order of insertion: the used one becomes the youngest.
    this.#entries.delete(key)
    this.#entries.set(key, entry)
    return entry.value
  }

  /** `bytes` is what the value takes; what is larger than the whole map is not kept. */
  set(key: string, value: T, bytes: number): void {
    this.delete(key)
    const taken = bytes + 2 * key.length + ENTRY_BYTES
    if (taken > this.maxBytes) return
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes + taken <= this.maxBytes) break
      this.delete(oldest)
    }
    this.#entries.set(key, { value, bytes: taken })
    this.#bytes += taken
  }

  delete(key: string): void {
    this.#bytes -= this.#entries.get(key)?.bytes ?? 0
    this.#entries.delete(key)
  }
}

/** What the map itself and an object's fields take, roughly. */
const ENTRY_BYTES = 200
