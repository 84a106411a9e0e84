/**
 * One product of a file into the store: rows, then stock, then pictures, each step harmless to repeat. Every fault becomes a
 * row of the report; what can be imported of the product is.
 *
 * Stock   is set only when the file asks for another number than the last import did (`variants.imported_quantity`), so that
 *         pieces sold since are not put back. The number is noted after the shelf has been set: a crash in between sets it
 *         again, by the same movement id, which changes nothing.
 */
import { sql } from 'drizzle-orm'
import type { ProductPlan } from '../plan-product.ts'
import { upsertProduct } from '../upsert-product.ts'
import { bringPictures } from './bring-pictures.ts'
import { type Entry, type Fault, type FileProduct, skippedWith } from './entry.ts'
import { findKeys, type RowDraft, recordRows } from './import-jobs.ts'
import type { Slice } from './slice.ts'

const STOCK_AT_ONCE = 6

/** Null when the entry is done; else how many of its pictures have been tried before the slice was over. */
export async function importEntry(slice: Slice, entry: Entry, fromImage: number): Promise<number | null> {
  slice.products++
  slice.skip(entry.loose ?? [], null)
  slice.skip(entry.faults, entry.slug)
  const product = entry.product && (await withoutRepeatedKeys(slice, entry, entry.product))
  if (!product) return null
  slice.variants += product.variants.length

  const plan = await upsertProduct(
    {
      db: slice.db,
      dryRun: slice.job.dryRun,
      record: ({ outcome }) => [recordRows(slice.db, slice.job.id, [outcomeRow(entry, product, outcome)])],
    },
    product,
  )
  const leftOut = plan.leftOut.map(({ index, code, message }) => ({
    line: lineOfVariant(product, index),
    code,
    message,
  }))
  if (plan.outcome === 'refused') {
    slice.skip(refusalOf(entry, plan, leftOut), entry.slug)
    return null
  }
  slice.skip(leftOut, entry.slug)
  slice.note(outcomeRow(entry, product, plan.outcome))
  if (slice.job.dryRun) return null

  await setStock(slice, plan.stock)
  const pictures = plan.pictures.map((row, index) => ({ ...row, line: product.images[index]?.line ?? headOf(entry) }))
  const tried = await bringPictures(slice, pictures, product.slug, fromImage)
  return tried === pictures.length ? null : tried
}

const headOf = (entry: Entry): number => entry.lines[0] ?? 0
const lineOfVariant = (product: FileProduct, index: number): number => product.variants[index]?.line ?? 0

const outcomeRow = (entry: Entry, { slug }: FileProduct, outcome: ProductPlan['outcome']): RowDraft => ({
  ...{ line: headOf(entry), outcome, slug, code: '', message: '' },
})

/** The whole product is left out: its reason at the head, unless variants' own reasons are all there is to say. */
function refusalOf(entry: Entry, { code, message }: Pick<Fault, 'code' | 'message'>, leftOut: Fault[]): Fault[] {
  const head = headOf(entry)
  const own = leftOut.some(({ line }) => line === head) ? [] : [{ line: head, code, message }]
  const reported = new Set(leftOut.map(({ line }) => line))
  return [...own, ...leftOut, ...skippedWith(entry.lines, head).filter(({ line }) => !reported.has(line))]
}

/** The product without what the file has named before: null when that is the product itself or all of its variants. */
async function withoutRepeatedKeys(slice: Slice, entry: Entry, product: FileProduct): Promise<FileProduct | null> {
  const slugKey = `slug:${product.slug}`
  const skuKey = (sku: string | null) => `sku:${sku}`
  const keys = [slugKey, ...product.variants.map(({ sku }) => skuKey(sku))]
  const earlier =
    slice.job.cursor.slice === 0 ? new Map<string, number>() : await findKeys(slice.db, slice.job.id, keys)
  const lineBefore = (key: string, line: number) => {
    const before = slice.keys.get(key) ?? earlier.get(key)
    if (before === undefined) slice.keys.set(key, line)
    return before === line ? undefined : before
  }

  const head = headOf(entry)
  const namedAt = lineBefore(slugKey, head)
  if (namedAt !== undefined) {
    const message = `The product “${product.slug}” is in the file before, at line ${namedAt}.`
    slice.skip([{ line: head, code: 'slug_duplicate', message }, ...skippedWith(entry.lines, head)], entry.slug)
    return null
  }
  const faults: Fault[] = []
  const variants = product.variants.filter(({ sku, line }) => {
    const usedAt = sku === null ? undefined : lineBefore(skuKey(sku), line)
    if (usedAt === undefined) return true
    faults.push({ line, code: 'sku_duplicate', message: `The SKU “${sku}” is in the file before, at line ${usedAt}.` })
    return false
  })
  if (variants.length > 0) {
    slice.skip(faults, entry.slug)
    return { ...product, variants }
  }
  const refusal = { code: 'variants_missing', message: 'No variant of the product is left.' } as const
  slice.skip(refusalOf(entry, refusal, faults), entry.slug)
  return null
}

async function setStock(slice: Slice, stock: ProductPlan['stock']): Promise<void> {
  if (stock.length === 0) return
  const { db, job, env } = slice
  for (let index = 0; index < stock.length; index += STOCK_AT_ONCE) {
    const group = stock.slice(index, index + STOCK_AT_ONCE)
    await Promise.all(
      group.map(({ variantId, quantity }) =>
        env.SKU_STOCK.getByName(`${db.storeId}:${variantId}`).setOnHand({
          movementId: `import:${job.id}:${variantId}`,
          onHand: quantity,
          reason: 'import',
          actor: `import:${job.id}`,
        }),
      ),
    )
  }
  const asked = sql`(SELECT value ->> 'quantity' FROM json_each(${JSON.stringify(stock)}) WHERE value ->> 'variantId' = variants.id)`
  await db.drizzle.run(sql`
    UPDATE variants SET imported_quantity = ${asked} WHERE +store_id = ${db.storeId}
    AND id IN (SELECT value ->> 'variantId' FROM json_each(${JSON.stringify(stock)}))`)
}
