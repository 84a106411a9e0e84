import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import {
  Category,
  CategoryDetail,
  CategoryPage,
  CategoryPageQuery,
  Product,
  ProductDetailQuery,
  ProductList,
  ProductQuery,
} from '#contract/catalogue.ts'
import { allow, optionalCustomer } from '../access/allow.ts'
import { conditionalRequests, etagHeader, setPrivate } from '../cache/conditional-requests.ts'
import { ApiProblem } from '../http/problem.ts'
import { type AppEnv, json, newRouter, problems, storeParam, success } from '../http/router.ts'
import { findProduct, listCategories, listProducts, type Viewer } from './read-catalogue.ts'
import { findCategory, listCategoryPage } from './read-categories.ts'

const ASKED_BY_CUSTOMER =
  'With the token of a customer of the store, prices are those of their groups, and the answer is for nobody else. ' +
  'Filters and order go by the ordinary price in the store’s own currency.'

const getProducts = createRoute({
  method: 'get',
  path: '/products',
  operationId: 'listProducts',
  summary: 'Products, by page, category, words, price and stock',
  description: ASKED_BY_CUSTOMER,
  tags: ['Catalogue'],
  ...allow('public', conditionalRequests),
  request: { params: storeParam, query: ProductQuery },
  responses: { 200: json(ProductList, 'A page of products.'), ...problems },
})

const getProduct = createRoute({
  method: 'get',
  path: '/products/{slug}',
  operationId: 'getProduct',
  summary: 'One product with its variants, pictures and reviews',
  description: ASKED_BY_CUSTOMER,
  tags: ['Catalogue'],
  ...allow('public', conditionalRequests),
  request: { params: storeParam.extend({ slug: z.string().min(1).max(200) }), query: ProductDetailQuery },
  responses: { 200: json(Product, 'The product.'), ...problems },
})

const getCategories = createRoute({
  method: 'get',
  path: '/categories',
  operationId: 'listCategories',
  summary: 'The tree of categories',
  tags: ['Catalogue'],
  ...allow('public', conditionalRequests),
  request: { params: storeParam },
  responses: {
    200: json(z.object({ items: z.array(Category) }), 'The top categories, each with its children.'),
    ...problems,
  },
})

const getCategory = createRoute({
  method: 'get',
  path: '/categories/{slug}',
  operationId: 'getCategory',
  summary: 'One category, the ones above it and those around it',
  tags: ['Catalogue'],
  ...allow('public', conditionalRequests),
  request: { params: storeParam.extend({ slug: z.string().min(1).max(200) }) },
  responses: { 200: json(CategoryDetail, 'The category.'), ...problems },
})

const getCategoryPage = createRoute({
  method: 'get',
  path: '/category-index',
  operationId: 'listCategoryPage',
  summary: 'Categories of one level, by page',
  description: 'What a page of this costs does not grow with the number of categories, as the whole tree does.',
  tags: ['Catalogue'],
  ...allow('public', conditionalRequests),
  request: { params: storeParam, query: CategoryPageQuery },
  responses: { 200: json(CategoryPage, 'A page of categories, each with the first ones below it.'), ...problems },
})

/**
 * For whom it is shown. Only a store with prices for groups asks who is logged in, and what it says to them is theirs: no
 * cache keeps it, whether they are in a group or not.
 */
async function viewerOf(c: Context<AppEnv>, asked = ''): Promise<Viewer> {
  const { currency: own, currencies, hasGroupPrices, hasOwnListPrices, locale } = c.get('store')
  const customer = hasGroupPrices ? await optionalCustomer(c) : null
  if (customer) setPrivate(c)
  return { own, asked: currencies.includes(asked) ? asked : own, customerId: customer?.id, hasOwnListPrices, locale }
}

export const catalogue = newRouter()
  .openapi(getProducts, async (c) => {
    const query = c.req.valid('query')
    const viewer = await viewerOf(c, query.currency)
    const page = await listProducts(c.var.db, query, viewer)
    return c.json(success(page), 200, etagHeader(page))
  })
  .openapi(getProduct, async (c) => {
    const viewer = await viewerOf(c, c.req.valid('query').currency)
    const product = await findProduct(c.var.db, c.req.valid('param').slug, viewer)
    if (!product) throw new ApiProblem('product_not_found')
    return c.json(success(product), 200, etagHeader(product))
  })
  .openapi(getCategories, async (c) => {
    const tree = { items: await listCategories(c.var.db) }
    return c.json(success(tree), 200, etagHeader(tree))
  })
  .openapi(getCategory, async (c) => {
    const category = await findCategory(c.var.db, c.req.valid('param').slug)
    return c.json(success(category), 200, etagHeader(category))
  })
  .openapi(getCategoryPage, async (c) => {
    const page = await listCategoryPage(c.var.db, c.req.valid('query'))
    return c.json(success(page), 200, etagHeader(page))
  })
