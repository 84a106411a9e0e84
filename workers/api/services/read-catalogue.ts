/** What a storefront reads: lists, one product, the tree of categories. */
import { and, asc, eq } from 'drizzle-orm'
import type { Category, Product, ProductQuery, ProductSummary } from '#contract/catalogue.ts'
import { selectProduct, selectProducts } from '../db/queries/products.ts'
import * as t from '../db/schema/index.ts'
import type { StoreDb } from '../db/store-db.ts'
import { ApiProblem } from '../problem.ts'
import { presentImage, presentMoney, presentProductSummary, presentTime, presentVariant, ratingOf } from './present.ts'

export interface ProductPage {
  items: ProductSummary[]
  total: number
  page: number
  per_page: number
}

/** A page of products. An unknown category is a problem; an empty one is an empty page. */
export async function listProducts(db: StoreDb, query: ProductQuery, currency: string): Promise<ProductPage> {
  const { rows, total, categoryExists } = await selectProducts(db, query)
  if (query.category && !categoryExists) throw new ApiProblem('category_not_found')
  const items = rows.map(({ product, image }) => presentProductSummary(product, image, currency))
  return { items, total, page: query.page, per_page: query.per_page }
}

export async function findProduct(db: StoreDb, slug: string, currency: string): Promise<Product | null> {
  const found = await selectProduct(db, slug)
  if (!found) return null
  const { product, options, variants, images, breadcrumbs, reviews, similar } = found
  const { compareAtMinor } = product
  return {
    id: product.id,
    slug: product.slug,
    title: product.title,
    vendor: product.vendor,
    product_type: product.productType,
    tags: product.tags,
    featured: product.featured,
    description_html: product.descriptionHtml,
    seo_title: product.seoTitle,
    seo_description: product.seoDescription,
    price_min: presentMoney(product.minPriceMinor, currency),
    price_max: presentMoney(product.maxPriceMinor, currency),
    compare_at: compareAtMinor === null ? null : presentMoney(compareAtMinor, currency),
    availability: presentProductSummary(product, null, currency).availability,
    rating: ratingOf(product),
    options: options.map(({ name, values }) => ({ name, values })),
    variants: variants.map(({ variant, stock }) => presentVariant(variant, stock, currency)),
    images: images.map(presentImage),
    breadcrumbs: breadcrumbs.map(({ slug, name }) => ({ slug, name })),
    reviews: reviews.map(({ id, rating, title, comment, authorName, createdAt }) => ({
      ...{ id, rating, title, comment },
      author_name: authorName,
      created_at: presentTime(createdAt),
    })),
    similar: similar.map((row) => presentProductSummary(row.product, row.image, currency)),
    updated_at: presentTime(product.updatedAt),
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
