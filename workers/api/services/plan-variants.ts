/**
 * Decides, without I/O, which variant of the store each variant of an input is, and what that changes.
 *
 * Identity   The same SKU within the product; else the same option values; else, when the product had one variant without
 *            options and now gets options, its first. So a variant keeps its id, stock and place in past orders.
 * Kept       A variant that the input does not name stays as it is. Nothing here deletes.
 * Stock      Is not set here: `stock` lists the counts that the input asks for and did not ask for last time, of variants
 *            that are there already. A new one begins with its count, which is written together with its row: `opening`.
 */
import type * as t from '../db/schema/index.ts'
import { generateSku } from './generate-sku.ts'

export type VariantRow = typeof t.variants.$inferSelect

/** An absent field means that the source does not say: what is there stays. */
export interface VariantInput {
  sku: string | null // null: one is made up unless the variant has one
  options: string[]
  priceMinor: number
  compareAtMinor?: number | null
  costMinor?: number | null
  barcode?: string | null
  weightG?: number | null
  quantity?: number
}

export interface StockCount {
  variantId: string
  quantity: number
}

export interface LeftOut {
  index: number // of the input's variant
  code: 'sku_duplicate' | 'variant_duplicate'
  message: string
}

export interface VariantPlan {
  /** Every variant of the product as it will be, in order. */
  rows: VariantRow[]
  inserts: VariantRow[]
  updates: { id: string; changes: Partial<VariantRow> }[]
  stock: StockCount[]
  opening: StockCount[]
  /** SKUs that its variants had and have no more. */
  skusGivenUp: string[]
  leftOut: LeftOut[]
  /** A variant that stays has not as many option values as the product would have options. */
  optionsConflict: boolean
}

export interface VariantContext {
  storeId: string
  productId: string
  slug: string
  optionCount: number
  existing: VariantRow[]
  /** SKUs of the store that belong to other products, of those that the input could use. */
  foreignSkus: ReadonlySet<string>
  nowMs: number
  newId: () => string
}

export function planVariants(inputs: readonly VariantInput[], context: VariantContext): VariantPlan {
  const { existing, foreignSkus, nowMs } = context
  const leftOut: LeftOut[] = []
  const foreign = (sku: string | null) => sku !== null && foreignSkus.has(sku)
  const candidates = [...inputs.entries()].filter(([index, { sku }]) => {
    if (!foreign(sku)) return true
    leftOut.push({ index, code: 'sku_duplicate', message: `The SKU “${sku}” belongs to another product of the store.` })
    return false
  })

  const { matches, kept } = matchVariants(candidates, existing)
  const occupied = new Map(kept.map((row) => [optionKey(row.options), row]))
  const skus = new Set([...foreignSkus, ...existing.map(({ sku }) => sku), ...inputs.flatMap(({ sku }) => sku ?? [])])
  const plan: VariantPlan = {
    rows: [],
    inserts: [],
    updates: [],
    stock: [],
    opening: [],
    skusGivenUp: [],
    leftOut,
    optionsConflict: false,
  }

  for (const [index, input] of candidates) {
    const present = matches.get(index)
    if (occupied.has(optionKey(input.options))) {
      const message = `Another variant of the product, which the file does not name, is “${input.options.join(' / ')}” already.`
      leftOut.push({ index, code: 'variant_duplicate', message })
      if (present) kept.push(present)
      continue
    }
    const sku = input.sku ?? present?.sku ?? generateSku(context.slug, input.options, (wanted) => skus.has(wanted))
    skus.add(sku)
    const row = { ...mergeVariant(present ?? blankVariant(context), input, index), sku }
    addRow(plan, { row, present, quantity: input.quantity, nowMs })
  }
  plan.rows.push(...kept)
  plan.optionsConflict = plan.rows.some((row) => row.options.length !== context.optionCount)
  return plan
}

interface AddedRow {
  row: VariantRow
  present: VariantRow | undefined
  quantity: number | undefined
  nowMs: number
}

function addRow(plan: VariantPlan, { row, present, quantity, nowMs }: AddedRow): void {
  plan.rows.push(row)
  const count = quantity === undefined || quantity === row.importedQuantity ? null : { variantId: row.id, quantity }
  if (!present) {
    plan.inserts.push(count ? { ...row, importedQuantity: count.quantity } : row)
    if (count) plan.opening.push(count)
    return
  }
  const changes = changesBetween(present, row)
  if (present.sku !== row.sku) plan.skusGivenUp.push(present.sku)
  if (changes) plan.updates.push({ id: row.id, changes: { ...changes, updatedAt: nowMs } })
  if (count) plan.stock.push(count)
}

/** The fields of `after` that differ from `before`, or null when none does. */
export function changesBetween<T extends object>(before: T, after: T): Partial<T> | null {
  const keys = (Object.keys(after) as (keyof T)[]).filter((key) => !isSame(before[key], after[key]))
  if (keys.length === 0) return null
  return Object.fromEntries(keys.map((key) => [key, after[key]])) as Partial<T>
}

const isSame = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)

export const optionKey = (values: readonly string[]): string => JSON.stringify(values)

function matchVariants(candidates: [number, VariantInput][], existing: VariantRow[]) {
  const free = new Set(existing)
  const matches = new Map<number, VariantRow>()
  const take = (index: number, row: VariantRow | undefined) => {
    if (row && free.delete(row)) matches.set(index, row)
  }
  for (const [index, { sku }] of candidates) {
    take(index, sku === null ? undefined : existing.find((row) => row.sku === sku))
  }
  for (const [index, { options }] of candidates) {
    if (!matches.has(index))
      take(
        index,
        [...free].find((row) => optionKey(row.options) === optionKey(options)),
      )
  }
  const only = existing.length === 1 ? existing[0] : undefined
  const first = candidates[0]
  if (only && first && free.has(only) && only.options.length === 0) take(first[0], only)
  return { matches, kept: [...free] }
}

const blankVariant = ({ storeId, productId, nowMs, newId }: VariantContext): VariantRow => ({
  id: newId(),
  storeId,
  productId,
  sku: '',
  options: [],
  priceMinor: 0,
  compareAtMinor: null,
  costMinor: null,
  barcode: null,
  weightG: null,
  position: 0,
  stockShards: 1,
  importedQuantity: null,
  createdAt: nowMs,
  updatedAt: nowMs,
})

function mergeVariant(present: VariantRow, input: VariantInput, position: number): VariantRow {
  const compareAt = input.compareAtMinor === undefined ? present.compareAtMinor : input.compareAtMinor
  return {
    ...present,
    options: input.options,
    priceMinor: input.priceMinor,
    compareAtMinor: compareAt !== null && compareAt > input.priceMinor ? compareAt : null,
    costMinor: input.costMinor === undefined ? present.costMinor : input.costMinor,
    barcode: input.barcode === undefined ? present.barcode : input.barcode,
    weightG: input.weightG === undefined ? present.weightG : input.weightG,
    position,
  }
}
