/** What a storefront reads: lists, one product, the tree of categories. */
import { and, asc, eq } from 'drizzle-orm'
import type { Category, Product, ProductList, ProductQuery } from '#contract/catalogue.ts'
import type { StoreDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { ApiProblem } from '../http/problem.ts'
import { presentTime } from '../lib/present-time.ts'
import type { Currencies } from '../pricing/currencies.ts'
import { groupsOfCustomer } from '../pricing/groups-of-customer.ts'
import { AS_FOR_ALL, readShownPrices, type ShownPrices } from '../pricing/shown-prices.ts'
import { correctQuery } from '../search/correct-query.ts'
import { selectProducts } from './listings.ts'
import { presentImage, presentProductFacts, presentProductSummary, presentVariant } from './present.ts'
import type { ProductRow } from './product-sql.ts'
import { selectProduct } from './products.ts'

/** For whom prices are shown. */
export interface Viewer extends Currencies {
  /** A customer of a store that has prices for groups; they may be in one. */
  customerId?: string | undefined
  /** Whether price lists for everybody say something about what is shown in the store's own currency. */
  hasOwnListPrices?: boolean
  /** The store's, for the forms of words. */
  locale?: string
}

const listPricesNow = ({ own, asked }: Currencies) => ({ asked, isOwn: own === asked, nowMs: Date.now() })

/**
 * A page of products. An unknown category is a problem; an empty one is an empty page. Where nothing has one of the words, a word of
 * the store that is one letter apart is searched for instead, and the answer says so.
 */
export async function listProducts(db: StoreDb, query: ProductQuery, viewer: Viewer): Promise<ProductList> {
  const how = { ...listPricesNow(viewer), locale: viewer.locale ?? 'en' }
  const [asked, groupIds] = await Promise.all([selectProducts(db, query, how), groupsOf(db, viewer)])
  if (!asked.categoryExists) throw new ApiProblem('category_not_found')
  const corrected = query.q && asked.total === 0 ? await correctQuery(db, query.q, how.locale) : null
  const { items, total, isExact } =
    corrected === null ? asked : await selectProducts(db, { ...query, q: corrected }, how)
  const { page, per_page } = query
  const { ranges } = await pricesFor(db, items, viewer, groupIds)
  return {
    items: items.map((product) => presentProductSummary(product, viewer, ranges.get(product.id))),
    total,
    total_is_exact: isExact,
    corrected_q: total > 0 ? corrected : null,
    page,
    per_page,
  }
}

export async function findProduct(db: StoreDb, slug: string, viewer: Viewer): Promise<Product | null> {
  const [found, groupIds] = await Promise.all([selectProduct(db, slug, listPricesNow(viewer)), groupsOf(db, viewer)])
  if (!found) return null
  const isWhole = found.variants.every(({ listPriceMinor }) => listPriceMinor !== null)
  const named = isWhole ? found.product : { ...found.product, listed: null }
  const { ranges, byVariant } = await pricesFor(db, [named, ...found.similar], viewer, groupIds)
  return {
    ...presentProductFacts(found.product, viewer, ranges.get(found.product.id)),
    product_type: found.productType,
    tags: found.tags,
    attributes: found.attributes,
    is_gift_card: found.isGiftCard,
    description_html: found.descriptionHtml,
    seo_title: found.seoTitle,
    seo_description: found.seoDescription,
    options: found.options,
    variants: found.variants.map((variant) => presentVariant(variant, viewer, byVariant.get(variant.id))),
    images: found.images.map(presentImage),
    breadcrumbs: found.breadcrumbs,
    reviews: found.reviews.map(({ id, rating, title, comment, authorName, createdAt }) => ({
      id,
      rating,
      title,
      comment,
      author_name: authorName,
      created_at: presentTime(createdAt),
    })),
    similar: found.similar.map((product) => presentProductSummary(product, viewer, ranges.get(product.id))),
    updated_at: presentTime(found.updatedAt),
  }
}

/** The customer's; none for everybody else. */
const groupsOf = async (db: StoreDb, { customerId }: Viewer): Promise<readonly string[]> =>
  customerId === undefined ? [] : groupsOfCustomer(db, customerId)

/** Nothing more is read where everybody sees the same and the products' own statement has said it all. */
async function pricesFor(
  db: StoreDb,
  products: readonly Pick<ProductRow, 'id' | 'listed'>[],
  viewer: Viewer,
  groupIds: readonly string[],
): Promise<ShownPrices> {
  const { own, asked, hasOwnListPrices } = viewer
  const isInOwn = ({ listed }: Pick<ProductRow, 'listed'>) => (listed?.minPriceMinor ?? null) === null
  const isMixed = hasOwnListPrices === true && own !== asked && products.some(isInOwn)
  if (groupIds.length === 0 && !isMixed) return AS_FOR_ALL
  const ids = products.map(({ id }) => id)
  return readShownPrices(db, ids, viewer, groupIds)
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
      id,
      slug,
      name,
      description,
      children: branch(id),
    }))
  return branch(null)
}
