/**
 * Decides, without I/O, which variant of the store each variant of an input is, and what that changes.
 *
 * Identity   The same SKU within the product; else the same option values; else, when the product had one variant without
 *            options and now gets options, its first. So a variant keeps its id, stock and place in past orders.
 * Kept       A variant that the input does not name stays as it is. Nothing here deletes.
 * Stock      Is not set here: `stock` lists the counts and policies that the input asks for and did not ask for last time, of
 *            variants that are there already. A new one begins with its own, written together with its row: `opening`.
 */
import type { StockPolicy } from '#domain/escrow.ts'
import type { UnitMeasure } from '#domain/unit-price.ts'
import type * as t from '../db/tables/index.ts'
import { generateSku } from './generate-sku.ts'

export type VariantRow = typeof t.variants.$inferSelect

/** An absent field means that the source does not say: what is there stays. */
export interface VariantInput {
  sku: string | null // null: one is made up unless the variant has one
  takenSku?: string // what the file calls it, where another variant has that SKU
  options: string[]
  priceMinor: number
  compareAtMinor?: number | null
  costMinor?: number | null
  barcode?: string | null
  weightG?: number | null
  requiresShipping?: boolean
  taxCategory?: string | null // null: the product's
  taxCode?: string | null
  unitMeasure?: UnitMeasure | null
  quantity?: number
  /** How it is sold when nothing is there. */
  policy?: StockPolicy
}

/** What a file asks for of a variant's stock; what is absent stays as it is. */
export interface StockRequest {
  variantId: string
  quantity?: number
  policy?: StockPolicy
}
export interface OpeningStock {
  variantId: string
  quantity: number
  policy: StockPolicy
}

export interface Skipped {
  index: number // of the input's variant
  code: 'variant_duplicate'
  message: string
}
/** What is in and is not quite what the input says. */
export interface VariantNote {
  index: number
  code: 'sku_duplicate'
  message: string
}

export interface VariantPlan {
  /** Every variant of the product as it will be, in order. */
  rows: VariantRow[]
  inserts: VariantRow[]
  updates: { id: string; changes: Partial<VariantRow> }[]
  stock: StockRequest[]
  opening: OpeningStock[]
  /** SKUs that its variants had and have no more. */
  skusGivenUp: string[]
  leftOut: Skipped[]
  notes: VariantNote[]
  /** Those that the input does not name. */
  kept: VariantRow[]
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
  const leftOut: Skipped[] = []
  const candidates = inputs
    .map((input) => withOwnSku(input, foreignSkus))
    .map((input, index) => [index, input] as const)

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
    notes: [],
    kept,
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
    if (input.takenSku !== undefined) {
      const message = `The SKU “${input.takenSku}” is another variant’s: this one has “${sku}”.`
      plan.notes.push({ index, code: 'sku_duplicate', message })
    }
    const row = { ...mergeVariant(present ?? blankVariant(context), input, index), sku }
    addRow(plan, { row, present, input, nowMs })
  }
  plan.rows.push(...kept)
  plan.optionsConflict = plan.rows.some((row) => row.options.length !== context.optionCount)
  return plan
}

interface AddedRow {
  row: VariantRow
  present: VariantRow | undefined
  input: VariantInput
  nowMs: number
}

function addRow(plan: VariantPlan, { row, present, input, nowMs }: AddedRow): void {
  plan.rows.push(row)
  const { quantity, policy } = input
  if (!present) {
    plan.inserts.push({ ...row, importedQuantity: quantity ?? null, importedPolicy: policy ?? null })
    const isNothing = quantity === undefined && (policy ?? 'deny') === 'deny'
    if (!isNothing) plan.opening.push({ variantId: row.id, quantity: quantity ?? 0, policy: policy ?? 'deny' })
    return
  }
  const wanted = {
    ...(quantity !== undefined && quantity !== row.importedQuantity && { quantity }),
    ...(policy !== undefined && policy !== (row.importedPolicy ?? 'deny') && { policy }),
  }
  const changes = changesBetween(present, row)
  if (present.sku !== row.sku) plan.skusGivenUp.push(present.sku)
  if (changes) plan.updates.push({ id: row.id, changes: { ...changes, updatedAt: nowMs } })
  if (Object.keys(wanted).length > 0) plan.stock.push({ variantId: row.id, ...wanted })
}

/** The fields of `after` that differ from `before`, or null when none does. */
export function changesBetween<T extends object>(before: T, after: T): Partial<T> | null {
  const keys = (Object.keys(after) as (keyof T)[]).filter((key) => !isSame(before[key], after[key]))
  if (keys.length === 0) return null
  return Object.fromEntries(keys.map((key) => [key, after[key]])) as Partial<T>
}

const isSame = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)

export const optionKey = (values: readonly string[]): string => JSON.stringify(values)

/** The first that has a SKU keeps it: any other is given one of its own. */
export const withOwnSku = <Input extends VariantInput>(input: Input, taken: ReadonlySet<string>): Input =>
  input.sku !== null && taken.has(input.sku) ? { ...input, sku: null, takenSku: input.sku } : input

function matchVariants(candidates: (readonly [number, VariantInput])[], existing: VariantRow[]) {
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
  importedPolicy: null,
  requiresShipping: true,
  taxCategory: null,
  taxCode: null,
  unitMeasure: null,
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
    requiresShipping: input.requiresShipping ?? present.requiresShipping,
    taxCategory: input.taxCategory === undefined ? present.taxCategory : input.taxCategory,
    taxCode: input.taxCode === undefined ? present.taxCode : input.taxCode,
    unitMeasure: input.unitMeasure === undefined ? present.unitMeasure : input.unitMeasure,
    position,
  }
}
