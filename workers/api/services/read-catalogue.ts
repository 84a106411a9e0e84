/** What a storefront reads: lists, one product, the tree of categories. */
import { and, asc, eq } from 'drizzle-orm'
import type { Category, Product, ProductList, ProductQuery } from '#contract/catalogue.ts'
import { selectProducts } from '../db/queries/listings.ts'
import { selectProduct } from '../db/queries/products.ts'
import * as t from '../db/schema/index.ts'
import type { StoreDb } from '../db/store-db.ts'
import { ApiProblem } from '../problem.ts'
import {
  type Currencies,
  presentImage,
  presentProductFacts,
  presentProductSummary,
  presentTime,
  presentVariant,
} from './present.ts'

const listPricesNow = ({ own, asked }: Currencies) => ({ asked, isOwn: own === asked, nowMs: Date.now() })

/** A page of products. An unknown category is a problem; an empty one is an empty page. */
export async function listProducts(db: StoreDb, query: ProductQuery, currencies: Currencies): Promise<ProductList> {
  const { items, total, isExact, categoryExists } = await selectProducts(db, query, listPricesNow(currencies))
  if (!categoryExists) throw new ApiProblem('category_not_found')
  const { page, per_page } = query
  return {
    items: items.map((product) => presentProductSummary(product, currencies)),
    total,
    total_is_exact: isExact,
    page,
    per_page,
  }
}

export async function findProduct(db: StoreDb, slug: string, currencies: Currencies): Promise<Product | null> {
  const found = await selectProduct(db, slug, listPricesNow(currencies))
  if (!found) return null
  return {
    ...presentProductFacts(found.product, currencies),
    product_type: found.productType,
    tags: found.tags,
    is_gift_card: found.isGiftCard,
    description_html: found.descriptionHtml,
    seo_title: found.seoTitle,
    seo_description: found.seoDescription,
    options: found.options,
    variants: found.variants.map((variant) => presentVariant(variant, currencies)),
    images: found.images.map(presentImage),
    breadcrumbs: found.breadcrumbs,
    reviews: found.reviews.map(({ id, rating, title, comment, authorName, createdAt }) => ({
      ...{ id, rating, title, comment },
      author_name: authorName,
      created_at: presentTime(createdAt),
    })),
    similar: found.similar.map((product) => presentProductSummary(product, currencies)),
    updated_at: presentTime(found.updatedAt),
  }
}

/** Every active category, as a tree in the merchant's order. A child of an inactive parent is not shown. */
export async function listCategories(db: StoreDb): Promise<Category[]> {
  const rows = await db.drizzle
    .select()
    .from(t.categories)
    .where(db.owned(t.categories, and(eq(t.categories.active, true))))
    .orderBy(asc(t.categories.position), asc(t.categories.name))
  const childrenOf = Map.groupBy(rows, (row) => row.parentId)
  const branch = (parentId: string | null): Category[] =>
    (childrenOf.get(parentId) ?? []).map(({ id, slug, name, description }) => ({
      ...{ id, slug, name, description },
      children: branch(id),
    }))
  return branch(null)
}
