/**
 * Some products of a file into the store, together: rows, then stock, then pictures, each step harmless to repeat. Every
 * fault becomes a row of the report; what can be imported of each product is.
 *
 * Stock   is set only when the file asks for another number than the last import did (`variants.imported_quantity`), so that
 *         pieces sold since are not put back. A new variant comes with its number. For one that is there the number is noted
 *         with the count where D1 has it, else after its object has set it: a crash in between sets it again, by the same
 *         movement id, which changes nothing.
 * Report  Says of each product what it would say had it come alone, in the order of the file: what a slice does not get to
 *         any more is not told of either, and is met again by the next.
 */

import { skuChangeOf } from '../catalogue/existing-rows.ts'
import type { PlanResult, ProductPlan } from '../catalogue/plan-product.ts'
import { upsertProducts } from '../catalogue/upsert-product.ts'
import { followLevels } from '../inventory/project-stock-levels.ts'
import { bringPictures } from './bring-pictures.ts'
import { noteSkus, skusBefore } from './dry-run-skus.ts'
import type { Entry, Fault, FileProduct, Note } from './formats/entry.ts'
import type { Slice } from './import-batch.ts'
import { type RowDraft, recordRows } from './import-jobs.ts'
import { headOf, refusalOf, withoutRepeatedKeys } from './repeated-keys.ts'
import { setStock } from './set-stock.ts'

/** Where the slice was over before the group was. */
export interface Unfinished {
  /** How many entries are done. */
  done: number
  /** How many pictures of the next one have been tried. */
  image: number
}

/** Null when all entries are done. `fromImage` is that of the first. */
export async function importGroup(
  slice: Slice,
  entries: readonly Entry[],
  fromImage: number,
): Promise<Unfinished | null> {
  const { db, job } = slice
  const kept = await withoutRepeatedKeys(slice, entries)
  const firstLine = entries[0] ? headOf(entries[0]) : 0
  const products = kept.flatMap(({ product }) => product ?? [])
  const entryOf = new Map(kept.flatMap(({ product, entry }) => (product ? [[product, entry] as const] : [])))
  const plans = await upsertProducts(
    {
      db,
      dryRun: job.dryRun,
      ...(job.dryRun && { skusBefore: (skus: readonly string[]) => skusBefore(slice, skus, firstLine) }),
      record: (written) => {
        const rows = written.flatMap(({ input, plan }) => {
          const entry = entryOf.get(input)
          return entry ? [outcomeRow(entry, input, plan.outcome)] : []
        })
        return [recordRows(db, job.id, rows)]
      },
    },
    products,
  )
  const planOf = new Map(products.map((product, index) => [product, plans[index]]))
  if (!job.dryRun) await setStockOf(slice, plans)
  for (const [done, { entry, product, faults }] of kept.entries()) {
    slice.products++
    slice.skip(entry.loose ?? [], null)
    slice.skip(entry.faults, entry.slug)
    slice.skip(faults, entry.slug)
    const plan = product && planOf.get(product)
    const tried = product && plan ? await finish(slice, entry, product, plan, done === 0 ? fromImage : 0) : null
    if (tried !== null) return { done, image: tried }
    const refusals = plan && product && refusalsOf(entry, product, plan)
    const written = plan && plan.outcome !== 'refused' ? plan : null
    if (written && job.dryRun) noteSkus(slice, skuChangeOf(written), headOf(entry))
    slice.tally.add(written, [...entry.faults, ...faults, ...(refusals ?? [])])
  }
  return null
}

async function setStockOf(slice: Slice, plans: readonly PlanResult[]): Promise<void> {
  const accepted = plans.filter((plan) => plan.outcome !== 'refused')
  await setStock(
    slice,
    accepted.flatMap(({ stock }) => stock),
  )
  // What died before may have set a count and told nobody.
  const isAgain = slice.job.cursor.attempts > 1
  if (isAgain) await followLevels(slice.env, slice.db, { productIds: accepted.map(({ row }) => row.id) })
}

/** Null when the product is done; else how many of its pictures have been tried before the slice was over. */
async function finish(
  slice: Slice,
  entry: Entry,
  product: FileProduct,
  plan: PlanResult,
  fromImage: number,
): Promise<number | null> {
  slice.skip(refusalsOf(entry, product, plan), entry.slug)
  if (plan.outcome === 'refused') return null
  slice.remark(notesOf(product, plan), product.slug)
  slice.note(outcomeRow(entry, product, plan.outcome))
  const pictures = plan.pictures.map((row, index) => ({ ...row, line: product.images[index]?.line ?? headOf(entry) }))
  const tried = await bringPictures(slice, pictures, product.slug, fromImage)
  return tried === pictures.length ? null : tried
}

/** What the store does not take of it. */
function refusalsOf(entry: Entry, product: FileProduct, plan: PlanResult): Fault[] {
  const leftOut = plan.leftOut.map((one) => ({ ...one, line: lineOf(product, one.index) }))
  return plan.outcome === 'refused' ? refusalOf(entry, plan, leftOut) : leftOut
}

function notesOf(product: FileProduct, plan: ProductPlan): Note[] {
  const leftOut = new Set(plan.leftOut.map(({ index }) => index))
  const ofFile = product.variants.flatMap(({ notes }, index) => (notes && !leftOut.has(index) ? notes : []))
  return [
    ...(product.notes ?? []),
    ...ofFile,
    ...plan.notes.map((note) => ({ ...note, line: lineOf(product, note.index) })),
  ]
}

const lineOf = (product: FileProduct, index: number): number => product.variants[index]?.line ?? 0

const outcomeRow = (entry: Entry, { slug }: FileProduct, outcome: ProductPlan['outcome']): RowDraft => ({
  line: headOf(entry),
  outcome,
  slug,
  code: '',
  message: '',
})
