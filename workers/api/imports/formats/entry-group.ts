/**
 * Products that are brought in together: so many that they share the cost of a batch, so few that memory is bounded and that
 * reads of other stores do not stand behind a long one. Of 20 or 50, the latter are a tenth faster, and the slowest reads twice
 * as slow.
 */
import type { Entry } from './entry.ts'

const MAX_PRODUCTS = 20
/** Rows that they make in the store: variants, pictures, reviews. */
const MAX_ROWS = 600
/** Characters of their descriptions and attributes. */
const MAX_TEXT = 500_000

export class EntryGroup {
  readonly entries: Entry[] = []
  readonly #maxProducts: number
  #rows = 0
  #text = 0

  constructor(maxProducts: number) {
    this.#maxProducts = Math.min(MAX_PRODUCTS, maxProducts)
  }

  add(entry: Entry): void {
    this.entries.push(entry)
    const { product } = entry
    if (!product) return
    this.#rows += product.variants.length + product.images.length + (product.reviews?.length ?? 0)
    this.#text += product.descriptionHtml?.length ?? 0
    for (const { value } of product.attributes ?? []) this.#text += value?.length ?? 0
  }

  get isFull(): boolean {
    return this.entries.length >= this.#maxProducts || this.#rows >= MAX_ROWS || this.#text >= MAX_TEXT
  }
}
