/** Categories as a storefront reads them: a page of one level, and one with what is around it. */
import type { CategoryDetail, CategoryPage, CategoryPageQuery, CategoryRef } from '#contract/catalogue.ts'
import { MAX_RELATED_CATEGORIES, NAMED_CHILDREN } from '#contract/catalogue.ts'
import type { StoreDb } from '../db/store-db.ts'
import { ApiProblem } from '../http/problem.ts'
import { selectCategories, selectCategoryPath, selectCategoryRefs } from './categories.ts'
import { presentImage } from './present.ts'

const refOf = ({ slug, name }: CategoryRef): CategoryRef => ({ slug, name })

/** Also of a page beyond the last: it is empty. */
export async function listCategoryPage(db: StoreDb, query: CategoryPageQuery): Promise<CategoryPage> {
  const path = query.parent === undefined ? [] : await findPath(db, query.parent)
  const rows = await selectCategories(db, path.at(-1)?.id ?? null, query)
  const { page, per_page } = query
  return {
    items: rows.slice(0, per_page).map(({ id, slug, name, description, image, children }) => ({
      id,
      slug,
      name,
      description,
      image: image && presentImage(image),
      children: children.slice(0, NAMED_CHILDREN),
      has_more_children: children.length > NAMED_CHILDREN,
    })),
    has_more: rows.length > per_page,
    page,
    per_page,
    parents: path.map(refOf),
  }
}

export async function findCategory(db: StoreDb, slug: string): Promise<CategoryDetail> {
  const path = await findPath(db, slug)
  const category = path.at(-1)
  const above = path.at(-2)
  if (!category) throw new ApiProblem('category_not_found')
  const children = await selectCategoryRefs(db, category.id, MAX_RELATED_CATEGORIES + 1)
  const isLeaf = children.length === 0
  // At the top those beside it are the menu, which every page has anyway.
  const beside = isLeaf && above ? await selectCategoryRefs(db, above.id, MAX_RELATED_CATEGORIES + 1) : []
  const related = isLeaf ? beside : children
  return {
    ...category,
    parents: path.slice(0, -1).map(refOf),
    related: related.slice(0, MAX_RELATED_CATEGORIES),
    related_below: related.length === 0 ? null : ((isLeaf ? above : category)?.slug ?? null),
    has_more_related: related.length > MAX_RELATED_CATEGORIES,
  }
}

async function findPath(db: StoreDb, slug: string) {
  const path = await selectCategoryPath(db, slug)
  if (path.length === 0) throw new ApiProblem('category_not_found')
  return path
}
