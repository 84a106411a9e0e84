/**
 * Slugs and SKUs that a file names twice: the first use counts, in this slice or an earlier one. A product that comes again is
 * left out, a variant whose SKU does is given another.
 */
import { withOwnSku } from '../catalogue/plan-variants.ts'
import { type Entry, type Fault, type FileProduct, skippedWith } from './formats/entry.ts'
import type { Slice } from './import-batch.ts'
import { findKeys } from './import-jobs.ts'

export interface KeptEntry {
  entry: Entry
  /** Without SKUs that the file has named before; null when it has named the product itself, or there was none. */
  product: FileProduct | null
  faults: Fault[]
}

type LineBefore = (key: string, line: number) => number | undefined

export async function withoutRepeatedKeys(slice: Slice, entries: readonly Entry[]): Promise<KeptEntry[]> {
  const keys = entries.flatMap(({ product }) => (product ? keysOf(product) : []))
  const isFirstSlice = slice.job.cursor.slice === 0
  const earlier = isFirstSlice || keys.length === 0 ? new Map() : await findKeys(slice.db, slice.job.id, keys)
  const lineBefore: LineBefore = (key, line) => {
    const before = slice.keys.get(key) ?? earlier.get(key)
    if (before === undefined) slice.keys.set(key, line)
    return before === line ? undefined : before
  }
  return entries.map((entry) => keep(entry, lineBefore))
}

const slugKey = (slug: string) => `slug:${slug}`
const skuKey = (sku: string) => `sku:${sku}`
const keysOf = ({ slug, variants }: FileProduct): string[] => [
  slugKey(slug),
  ...variants.flatMap(({ sku }) => (sku === null ? [] : skuKey(sku))),
]

function keep(entry: Entry, lineBefore: LineBefore): KeptEntry {
  const { product } = entry
  if (!product) return { entry, product, faults: [] }
  const head = headOf(entry)
  const namedAt = lineBefore(slugKey(product.slug), head)
  if (namedAt !== undefined) {
    const message = `The product “${product.slug}” is in the file before, at line ${namedAt}.`
    const faults: Fault[] = [{ line: head, code: 'slug_duplicate', message }, ...skippedWith(entry.lines, head)]
    return { entry, product: null, faults }
  }
  const taken = product.variants.flatMap(({ sku, line }) =>
    sku !== null && lineBefore(skuKey(sku), line) !== undefined ? sku : [],
  )
  const variants = product.variants.map((variant) => withOwnSku(variant, new Set(taken)))
  return { entry, product: { ...product, variants }, faults: [] }
}

export const headOf = (entry: Entry): number => entry.lines[0] ?? 0

/** The whole product is left out: its reason at the head, unless variants' own reasons are all there is to say. */
export function refusalOf(
  entry: Entry,
  { code, message }: Pick<Fault, 'code' | 'message'>,
  leftOut: readonly Fault[],
): Fault[] {
  const head = headOf(entry)
  const own = leftOut.some(({ line }) => line === head) ? [] : [{ line: head, code, message }]
  const reported = new Set(leftOut.map(({ line }) => line))
  return [...own, ...leftOut, ...skippedWith(entry.lines, head).filter(({ line }) => !reported.has(line))]
}
