import { createRoute, z } from '@hono/zod-openapi'
import { Category, Product, ProductDetailQuery, ProductList, ProductQuery } from '#contract/catalogue.ts'
import { json, newRouter, problems, storeParam, success } from '../http.ts'
import { allow } from '../middleware/access.ts'
import { revalidated, tagged } from '../middleware/revalidated.ts'
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
  responses: { 200: json(ProductList, 'A page of products.'), ...problems },
})

const getProduct = createRoute({
  method: 'get',
  path: '/products/{slug}',
  operationId: 'getProduct',
  summary: 'One product with its variants, pictures and reviews',
  tags: ['Catalogue'],
  ...allow('public', revalidated),
  request: { params: storeParam.extend({ slug: z.string().min(1).max(200) }), query: ProductDetailQuery },
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

const currenciesOf = ({ currency: own }: { currency: string }, asked: string | undefined) => ({
  own,
  asked: asked ?? own,
})

export const catalogue = newRouter()
  .openapi(getProducts, async (c) => {
    const query = c.req.valid('query')
    const page = await listProducts(c.var.db, query, currenciesOf(c.var.store, query.currency))
    return c.json(success(page), 200, tagged(page))
  })
  .openapi(getProduct, async (c) => {
    const currencies = currenciesOf(c.var.store, c.req.valid('query').currency)
    const product = await findProduct(c.var.db, c.req.valid('param').slug, currencies)
    if (!product) throw new ApiProblem('product_not_found')
    return c.json(success(product), 200, tagged(product))
  })
  .openapi(getCategories, async (c) => {
    const tree = { items: await listCategories(c.var.db) }
    return c.json(success(tree), 200, tagged(tree))
  })
