import type { Category } from '#contract/catalogue.ts'

/** The way down to a category, itself last; empty when the tree does not have it. */
export function pathToCategory(tree: readonly Category[], slug: string): Category[] {
  for (const category of tree) {
    if (category.slug === slug) return [category]
    const below = pathToCategory(category.children, slug)
    if (below.length > 0) return [category, ...below]
  }
  return []
}
