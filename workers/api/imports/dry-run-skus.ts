/**
 * Whose each SKU would be by now, in a dry run: the products before have been decided and not written, so the store cannot say. Kept
 * beside the keys of the file until the job ends, so that a later slice knows as well. A product comes once in a file: it gives a
 * SKU up once and takes it once at most, and who has taken it has it.
 */
import type { SkuChange } from '../catalogue/existing-rows.ts'
import type { Slice } from './import-batch.ts'
import { findKeys } from './import-jobs.ts'

const takenKey = (sku: string) => `sku-taken:${sku}`
const freeKey = (sku: string) => `sku-free:${sku}`

/** `line`: where the first product of the group stands. What stands there or later is of this very slice, come twice. */
export async function skusBefore(slice: Slice, skus: readonly string[], line: number): Promise<SkuChange> {
  const wanted = [...new Set(skus)].flatMap((sku) => [takenKey(sku), freeKey(sku)])
  const isFirst = slice.job.cursor.slice === 0
  const earlier =
    isFirst || wanted.length === 0 ? new Map<string, number>() : await findKeys(slice.db, slice.job.id, wanted)
  const isKnown = (key: string) => slice.keys.has(key) || (earlier.get(key) ?? line) < line
  const known = new Set(wanted.filter(isKnown))
  return {
    taken: skus.filter((sku) => known.has(takenKey(sku))),
    free: skus.filter((sku) => known.has(freeKey(sku)) && !known.has(takenKey(sku))),
  }
}

export function noteSkus(slice: Slice, { taken, free }: SkuChange, line: number): void {
  for (const sku of taken) slice.keys.set(takenKey(sku), line)
  for (const sku of free) slice.keys.set(freeKey(sku), line)
}
