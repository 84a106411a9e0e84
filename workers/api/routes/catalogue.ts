import { createRoute, z } from '@hono/zod-openapi'
import { Category, Product, ProductQuery, ProductSummary } from '#contract/catalogue.ts'
import { listOf } from '#contract/envelope.ts'
import { json, newRouter, problems, storeParam, success } from '../http.ts'
import { allow } from '../middleware/access.ts'
import { revalidated } from '../middleware/revalidated.ts'
import { ApiProblem } from '../problem.ts'
import { findProduct, listCategories, listProducts } from '../services/read-catalogue.ts'

const getProducts = createRoute({
  method: 'get',
  path: '/products',
  operationId: 'listProducts',
  summary: 'Products, by page, category, words, price and stock',
  tags: ['Catalogue'],
  ...allow('public', revalidated),
  request: { params: storeParam, query: ProductQuery },
  responses: { 200: json(listOf(ProductSummary), 'A page of products.'), ...problems },
})

const getProduct = createRoute({
  method: 'get',
  path: '/products/{slug}',
  operationId: 'getProduct',
  summary: 'One product with its variants, pictures and reviews',
  tags: ['Catalogue'],
  ...allow('public', revalidated),
  request: { params: storeParam.extend({ slug: z.string().min(1).max(200) }) },
  responses: { 200: json(Product, 'The product.'), ...problems },
})

const getCategories = createRoute({
  method: 'get',
  path: '/categories',
  operationId: 'listCategories',
  summary: 'The tree of categories',
  tags: ['Catalogue'],
  ...allow('public', revalidated),
  request: { params: storeParam },
  responses: {
    200: json(z.object({ items: z.array(Category) }), 'The top categories, each with its children.'),
    ...problems,
  },
})

export const catalogue = newRouter()
  .openapi(getProducts, async (c) => {
    const page = await listProducts(c.var.db, c.req.valid('query'), c.var.store.currency)
    return c.json(success(page), 200)
  })
  .openapi(getProduct, async (c) => {
    const product = await findProduct(c.var.db, c.req.valid('param').slug, c.var.store.currency)
    if (!product) throw new ApiProblem('product_not_found')
    return c.json(success(product), 200)
  })
  .openapi(getCategories, async (c) => c.json(success({ items: await listCategories(c.var.db) }), 200))
