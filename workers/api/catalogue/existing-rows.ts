/** One product's share of what was read for many. */
import type { ExistingProducts } from './existing-products.ts'
import { plainSku } from './generate-sku.ts'
import type { ExistingRows, ProductInput, ProductPlan } from './plan-product.ts'

export function existingRowsOf(existing: ExistingProducts, owners: SkuOwners, input: ProductInput): ExistingRows {
  const found = existing.bySlug.get(input.slug)
  const id = found?.id ?? ''
  return {
    product: found,
    options: (existing.options.get(id) ?? []).map(({ name, values }) => ({ name, values })),
    variants: existing.variants.get(id) ?? [],
    images: existing.images.get(id) ?? [],
    levels: existing.levels,
    categorySlugs: (existing.links.get(id) ?? []).map(({ slug }) => slug),
    knownCategories: existing.categorySlugs,
    foreignSkus: owners.foreignTo(found?.id, input),
    reviewIds: existing.reviewIds,
  }
}

/** SKUs that products would have by now, or would no longer have. */
export interface SkuChange {
  taken: readonly string[]
  free: readonly string[]
}

/** Whose each SKU is: as the store was read, and as the plans since then leave it. */
export class SkuOwners {
  readonly #owners: Map<string, string>

  /** `before`: of products that were decided and are not written. */
  constructor(owners: ReadonlyMap<string, string>, before: SkuChange = { taken: [], free: [] }) {
    this.#owners = new Map(owners)
    for (const sku of before.free) this.#owners.delete(sku)
    for (const sku of before.taken) this.#owners.set(sku, '')
  }

  /** Of the SKUs that the input could use, those of other products. */
  foreignTo(productId: string | undefined, { slug, variants }: ProductInput): Set<string> {
    const skus = variants.flatMap(({ sku, options }) => [sku ?? [], plainSku(slug, options)].flat())
    return new Set(skus.filter((sku) => this.#owners.has(sku) && this.#owners.get(sku) !== productId))
  }

  follow(plan: ProductPlan): void {
    const { taken, free } = skuChangeOf(plan)
    for (const sku of free) if (this.#owners.get(sku) === plan.row.id) this.#owners.delete(sku)
    for (const sku of taken) this.#owners.set(sku, plan.row.id)
  }
}

/** What it takes from the others, and leaves to them. */
export const skuChangeOf = ({ variants, skusGivenUp }: ProductPlan): SkuChange => ({
  taken: [...variants.inserts.map(({ sku }) => sku), ...variants.updates.flatMap(({ changes }) => changes.sku ?? [])],
  free: skusGivenUp,
})
