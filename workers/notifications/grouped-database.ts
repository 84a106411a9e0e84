/**
 * Statements that are asked for within a moment go to the database together: the events of a batch take the same steps side
 * by side, and a trip for each step of each event is most of what they cost.
 *
 * Alone    What fails together is tried again one by one, so that nobody's statement fails for its neighbours'. Whoever asks
 *          must therefore be able to bear being done twice, as with any answer that gets lost.
 */

/** Long enough for mates of a batch to catch up, too short for anybody to notice. */
const SETTLE_MS = 5
/** Of one trip: texts of mails are long. */
const MAX_TOGETHER = 20

interface Ask {
  statements: D1PreparedStatement[]
  resolve(results: D1Result[]): void
  reject(error: unknown): void
}

export class GroupedDatabase {
  readonly #d1: D1Database
  #waiting: Ask[] = []

  constructor(d1: D1Database) {
    this.#d1 = d1
  }

  prepare(query: string): D1PreparedStatement {
    return this.#d1.prepare(query)
  }

  /** All of these or none; resolves with their results. */
  run(...statements: D1PreparedStatement[]): Promise<D1Result[]> {
    const { promise, resolve, reject } = Promise.withResolvers<D1Result[]>()
    this.#waiting.push({ statements, resolve, reject })
    if (this.#waiting.length === 1) void this.#settle()
    return promise
  }

  async #settle(): Promise<void> {
    await scheduler.wait(SETTLE_MS)
    const asks = this.#waiting
    this.#waiting = []
    for (let from = 0; from < asks.length; from += MAX_TOGETHER) {
      await this.#answer(asks.slice(from, from + MAX_TOGETHER))
    }
  }

  async #answer(asks: readonly Ask[]): Promise<void> {
    try {
      const results = await this.#d1.batch(asks.flatMap(({ statements }) => statements))
      let from = 0
      for (const { statements, resolve } of asks) {
        resolve(results.slice(from, from + statements.length))
        from += statements.length
      }
    } catch (error) {
      const [only, ...others] = asks
      if (only && others.length === 0) only.reject(error)
      else await Promise.all(asks.map((ask) => this.#answer([ask])))
    }
  }
}
