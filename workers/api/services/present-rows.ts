/** One product's share of what was read for many. */
import type { PresentProducts } from '../db/queries/present-products.ts'
import { plainSku } from './generate-sku.ts'
import type { PresentRows, ProductInput, ProductPlan } from './plan-product.ts'

export function presentRowsOf(present: PresentProducts, owners: SkuOwners, input: ProductInput): PresentRows {
  const found = present.bySlug.get(input.slug)
  const id = found?.id ?? ''
  return {
    product: found,
    options: (present.options.get(id) ?? []).map(({ name, values }) => ({ name, values })),
    variants: present.variants.get(id) ?? [],
    images: present.images.get(id) ?? [],
    categorySlugs: (present.links.get(id) ?? []).map(({ slug }) => slug),
    knownCategories: present.categorySlugs,
    foreignSkus: owners.foreignTo(found?.id, input),
    reviewIds: present.reviewIds,
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
    const skus = variants.map(({ sku, options }) => sku ?? plainSku(slug, options))
    return new Set(skus.filter((sku) => this.#owners.has(sku) && this.#owners.get(sku) !== productId))
  }

  follow({ row, variants, skusGivenUp }: ProductPlan): void {
    for (const sku of skusGivenUp) if (this.#owners.get(sku) === row.id) this.#owners.delete(sku)
    for (const { sku } of variants.inserts) this.#owners.set(sku, row.id)
    for (const { changes } of variants.updates) if (changes.sku !== undefined) this.#owners.set(changes.sku, row.id)
  }
}
