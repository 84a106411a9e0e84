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

/** Whose each SKU is: as the store was read, and as the plans since then leave it. */
export class SkuOwners {
  readonly #owners: Map<string, string>

  constructor(owners: ReadonlyMap<string, string>) {
    this.#owners = new Map(owners)
  }

  /** Of the SKUs that the input could use, those of other products. */
  foreignTo(productId: string | undefined, { slug, variants }: ProductInput): Set<string> {
    const skus = variants.flatMap(({ sku, options }) => [sku ?? [], plainSku(slug, options)].flat())
    return new Set(skus.filter((sku) => this.#owners.has(sku) && this.#owners.get(sku) !== productId))
  }

  follow({ row, variants, skusGivenUp }: ProductPlan): void {
    for (const sku of skusGivenUp) if (this.#owners.get(sku) === row.id) this.#owners.delete(sku)
    for (const { sku } of variants.inserts) this.#owners.set(sku, row.id)
    for (const { changes } of variants.updates) if (changes.sku !== undefined) this.#owners.set(changes.sku, row.id)
  }
}
