/**
 * The one way to write products: reads what the store has, decides (`plan-product.ts`), and writes products, options,
 * variants with the stock that they begin with, pictures, categories, reviews and the catalogue's new version in one D1
 * batch, so all or nothing. Many products share the read and the batch.
 *
 * Again     The same input again is `unchanged` and writes nothing.
 * Together  `record` may add statements to that batch: what the caller notes is true exactly when the products are written.
 * Refused   A group that the database refuses is halved, so that one product does not take others with it: those before it
 *           are written, and its own error is thrown.
 * Races     Two writers of one new product: the second one's batch fails on the unique slug or SKU, and it decides again.
 * Order     Each product is decided as if those before it in the group were written already.
 * Not here  Stock of variants that are there already and the bytes of pictures; the result says which are to be brought in.
 */
import type { BatchItem } from 'drizzle-orm/batch'
import type { StoreDb } from '../db/store-db.ts'
import { readExistingProducts } from './existing-products.ts'
import { existingRowsOf, type SkuChange, SkuOwners } from './existing-rows.ts'
import { plainSku } from './generate-sku.ts'
import { type PlanResult, type ProductInput, type ProductPlan, planProduct } from './plan-product.ts'
import { statementsOf } from './write-products.ts'

type Statement = BatchItem<'sqlite'>

export interface WrittenProduct<Input> {
  input: Input
  plan: ProductPlan
}

interface UpsertDeps {
  db: StoreDb
  /** Decide, and write nothing. */
  dryRun?: boolean
}
export interface UpsertManyDeps<Input> extends UpsertDeps {
  /** Statements for the batch of products that are created or updated. */
  record?: (written: WrittenProduct<Input>[]) => Statement[]
  /** Of a dry run: what the products before these, which nobody has written, made of these SKUs. */
  skusBefore?: (skus: readonly string[]) => Promise<SkuChange>
}
export interface UpsertOneDeps extends UpsertDeps {
  record?: (plan: ProductPlan) => Statement[]
}

/** Characters of descriptions that are cleaned at one go: other requests of this isolate wait for that long. */
const CLEANED_AT_ONCE = 64 * 1024

export async function upsertProduct({ record, ...deps }: UpsertOneDeps, input: ProductInput): Promise<PlanResult> {
  const recordAll = record && ((written: WrittenProduct<ProductInput>[]) => written.flatMap(({ plan }) => record(plan)))
  const [plan] = await upsertProducts({ ...deps, record: recordAll }, [input])
  if (!plan) throw new Error('One product has one plan')
  return plan
}

/** What became of each, in the order of the inputs. No two of them may have one slug. */
export async function upsertProducts<Input extends ProductInput>(
  deps: UpsertManyDeps<Input>,
  inputs: readonly Input[],
): Promise<PlanResult[]> {
  if (inputs.length === 0) return []
  try {
    return await decideAndWrite(deps, inputs)
  } catch (error) {
    if (inputs.length > 1) {
      const middle = Math.ceil(inputs.length / 2)
      const first = await upsertProducts(deps, inputs.slice(0, middle))
      return [...first, ...(await upsertProducts(deps, inputs.slice(middle)))]
    }
    if (!isTaken(error)) throw error
    return decideAndWrite(deps, inputs)
  }
}

const isTaken = (error: unknown): boolean =>
  String(error instanceof Error ? (error.cause ?? error) : error).includes('UNIQUE constraint failed')

async function decideAndWrite<Input extends ProductInput>(
  { db, dryRun = false, record, skusBefore }: UpsertManyDeps<Input>,
  inputs: readonly Input[],
): Promise<PlanResult[]> {
  const wanted = wantedBy(inputs)
  const existing = await readExistingProducts(db, wanted)
  const owners = new SkuOwners(existing.skuOwners, await skusBefore?.(wanted.skus))
  const nowMs = Date.now()
  const plans: PlanResult[] = []
  let cleaned = 0
  for (const input of inputs) {
    const plan = planProduct(input, existingRowsOf(existing, owners, input), db.storeId, nowMs)
    if (plan.outcome !== 'refused') owners.follow(plan)
    plans.push(plan)
    cleaned += input.descriptionHtml?.length ?? 0
    if (cleaned > CLEANED_AT_ONCE) {
      cleaned = 0
      await scheduler.wait(0)
    }
  }
  if (dryRun) return plans
  const written = inputs.flatMap((input, index) => {
    const plan = plans[index]
    return plan?.outcome === 'created' || plan?.outcome === 'updated' ? [{ input, plan }] : []
  })
  if (written.length > 0) {
    const rows = statementsOf(
      db,
      written.map(({ plan }) => plan),
      existing.categorySlugs,
    )
    await db.drizzle.batch([db.bumpCatalogue(), ...rows, ...(record?.(written) ?? [])])
  }
  return plans
}

const wantedBy = (inputs: readonly ProductInput[]) => ({
  slugs: inputs.map(({ slug }) => slug),
  skus: inputs.flatMap(({ slug, variants }) =>
    variants.flatMap(({ sku, options }) => [sku ?? [], plainSku(slug, options)].flat()),
  ),
  categorySlugs: [...new Set(inputs.flatMap(({ categories = [] }) => categories.map(({ slug }) => slug)))],
  reviewIds: inputs.flatMap(({ reviews = [] }) => reviews.map(({ id }) => id)),
})
