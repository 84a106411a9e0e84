/** One run of an import job: what it works with, what it has gathered, and how much it may still do. */

import type { Env } from '../config/env.ts'
import type { StoreDb } from '../db/store-db.ts'
import type { ImageDeps } from '../media/images.ts'
import { BuyableTally } from './buyable.ts'
import type { Fault, Note } from './formats/entry.ts'
import type { JobRow, RowDraft } from './import-jobs.ts'

/**
 * What one run may do before it hands over to the next: short enough that a crash costs little, and below what a Worker may
 * ask for in one run, 1,000 queries of D1 and 1,000 calls (objects, R2, queues) on the paid plan. Checked between groups of
 * products, so the last one may go over.
 *
 * A group takes at most 40 queries, a product's picture 5 and 3 calls, a variant whose object is asked 2 calls, or 4 where it is
 * told how to sell: that counts twice.
 */
export interface SliceLimits {
  products: number
  /** Those whose stock an object was asked to set. */
  variants: number
  pictures: number
  rows: number
  ms: number
}
export const SLICE_LIMITS: SliceLimits = { products: 400, variants: 200, pictures: 40, rows: 1_500, ms: 15_000 }

export class Slice {
  readonly rows: RowDraft[] = []
  /** Slugs and SKUs that this slice has met, with their lines. */
  readonly keys = new Map<string, number>()
  /** Numbers of columns that are not read and have a value, of this slice and those before it. */
  readonly unread: Set<number>
  /** Hosts of pictures that did not answer. */
  readonly silences = new Map<string, { times: number; reason: string }>()
  imagesPending = 0
  products = 0
  variants = 0
  pictures = 0
  readonly tally: BuyableTally
  readonly #startedAt = Date.now()

  constructor(
    readonly env: Env,
    readonly db: StoreDb,
    readonly job: JobRow,
    readonly limits: SliceLimits,
  ) {
    this.tally = new BuyableTally(job.notBuyable)
    this.unread = new Set(job.cursor.csv?.unread)
  }

  get images(): ImageDeps {
    return { db: this.db, media: this.env.MEDIA, images: this.env.IMAGES }
  }

  /** Whether to stop before the next product. The first is always taken, so that every slice gets on. */
  get isOver(): boolean {
    const { products, variants, rows } = this.limits
    const isFull = this.products >= products || this.variants >= variants || this.rows.length >= rows
    return this.products > 0 && (isFull || this.#isLate || !this.mayFetch)
  }

  /** How many products it may still take. */
  get productsLeft(): number {
    return Math.max(1, this.limits.products - this.products)
  }

  /** Whether another picture may be fetched. The first always may. */
  get mayFetch(): boolean {
    return this.pictures === 0 || (this.pictures < this.limits.pictures && !this.#isLate)
  }

  get #isLate(): boolean {
    return Date.now() - this.#startedAt >= this.limits.ms
  }

  note(row: RowDraft): void {
    this.rows.push(row)
  }

  skip(faults: readonly Fault[], slug: string | null): void {
    this.#noteAll('skipped', faults, slug)
  }

  remark(notes: readonly Note[], slug: string): void {
    this.#noteAll('note', notes, slug)
  }

  #noteAll(outcome: RowDraft['outcome'], all: readonly (Fault | Note)[], slug: string | null): void {
    for (const { line, code, message } of mergeByKey(all)) this.note({ line, outcome, slug, code, message })
  }
}

/** A line has one row per code: further faults of the same kind on it are counted in the message. */
function mergeByKey<T extends Fault | Note>(faults: readonly T[]): T[] {
  const groups = Map.groupBy(faults, ({ line, code }) => `${line} ${code}`)
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (!first) return []
    return others.length === 0
      ? [first]
      : [{ ...first, message: `${first.message} (And ${others.length} more of the kind.)` }]
  })
}
