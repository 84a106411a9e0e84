/**
 * What the growth table counts: pages, changes, and what follows them. `prepare` makes one thing before the counting begins,
 * `run` is counted, `times` over; `rows` says which parts of the Workers make up which row. `settleMs` is how long something
 * may still come after the answer.
 */

import { apiAt } from '../scripts/api-client.mjs'
import { requestText } from './connection.mjs'
import { PORTS } from './platform.mjs'

const PAGES = {
  'list of 20': '/products',
  'page 10 of the list': '/products?page=10',
  'list by price': '/products?sort=price_asc',
  'list of a category': '/products?category=category-3',
  'list of a category with sub-categories': '/products?category=all',
  'filter: in stock': '/products?in_stock=true',
  'filter: price': '/products?price_min=1500&price_max=2500',
  'filter: price and stock, by title': '/products?price_min=1500&price_max=2500&in_stock=true&sort=title',
  search: '/products?q=cotton',
  'search in a category, in stock': '/products?q=thing&category=all&in_stock=true',
  product: '/products/product-500',
  categories: '/categories',
}
const CUSTOMER_PAGES = {
  'customer: my orders': '/account/orders',
  'customer: one of my orders': (shop) => `/account/orders/${shop.orderNumber}`,
}
const MERCHANT_PAGES = {
  'merchant: stock levels': '/inventory',
  'merchant: stock of one SKU': (shop) => `/inventory/${shop.variantIds[0]}`,
  'merchant: prices of a list': (shop) => `/price-lists/${shop.priceList}/prices`,
}
/** Copies of stock follow within this time, and events are taken from the queue. */
const COPIES_MS = 800
const QUEUE_MS = 2_500

const bearer = (token) => ({ authorization: `Bearer ${token}` })

async function ask(connection, method, path, headers = {}, content = undefined) {
  const body = content === undefined ? '' : JSON.stringify(content)
  const typed = content === undefined ? headers : { ...headers, 'content-type': 'application/json' }
  const { status, body: answer } = await connection.send(requestText(method, path, typed, body))
  if (status >= 300) throw new Error(`${method} ${path} answered ${status}: ${answer}`)
}

const pages = (paths, tokenOf) =>
  Object.entries(paths).map(([name, path]) => ({
    run(connection, shop) {
      const route = typeof path === 'string' ? path : path(shop)
      const headers = tokenOf ? bearer(tokenOf(shop)) : {}
      return ask(connection, 'GET', `/api/v1/stores/${shop.storeId}${route}`, headers)
    },
    rows: { [name]: ['requests'] },
  }))

/** Afterwards the store is known, and how it sells, as in a shop where somebody has just been. */
export const warm = (connection, { shopper }) => shopper.newCart(connection)

const preparedQuote = async (connection, { shopper }) => {
  const cart = await shopper.filledCart(connection)
  return { cart, quote: await shopper.quote(connection, cart) }
}

/** Brings one product in and waits for it. The waiting asks another Worker, which counts nothing. */
async function importOne(shop, handle, price) {
  const base = `/stores/${shop.storeId}/imports`
  const body = `Handle,Title,Variant SKU,Variant Price,Variant Inventory Qty\n${handle},A thing,${handle},${price},5\n`
  const headers = { 'content-type': 'text/csv' }
  const counted = apiAt(`http://127.0.0.1:${PORTS.counted}`, shop.token)
  const job = await shop.api.waitForImport(shop.storeId, await counted.call(base, { method: 'POST', body, headers }))
  if (job.status !== 'completed') throw new Error(`An import has ${job.status}: ${job.failure}`)
  return handle
}

export const OPERATIONS = [
  ...pages(PAGES),
  {
    prepare: (connection, { shopper }) => shopper.newCart(connection),
    run: (connection, { shopper }, cart) => shopper.add(connection, cart),
    times: 5,
    rows: { 'add to cart': ['requests', 'Cart'] },
  },
  {
    prepare: (connection, { shopper }) => shopper.filledCart(connection),
    run: (connection, { shopper }, cart) => shopper.quote(connection, cart),
    times: 5,
    rows: { 'read a cart with address (quote)': ['requests', 'Cart'] },
  },
  {
    prepare: preparedQuote,
    run: (connection, { shopper }, { cart, quote }) => shopper.checkOut(connection, cart, quote),
    times: 5,
    settleMs: QUEUE_MS,
    rows: {
      'checkout, to the order': ['requests', 'Cart'],
      'checkout: the copy of the stock': ['SkuStock'],
      'checkout: the mails': ['notifications'],
    },
  },
  ...pages(CUSTOMER_PAGES, ({ customerToken }) => customerToken),
  ...pages(MERCHANT_PAGES, ({ token }) => token),
  {
    run: (connection, shop) =>
      ask(
        connection,
        'POST',
        `/api/v1/stores/${shop.storeId}/inventory/${shop.variantIds[1]}/movements`,
        { ...bearer(shop.token), 'idempotency-key': crypto.randomUUID() },
        { type: 'receive', quantity: 1, reason: 'bench' },
      ),
    settleMs: COPIES_MS,
    rows: { 'merchant: receives stock': ['requests', 'SkuStock'] },
  },
  {
    run: (connection, shop) => {
      const price = { variant_id: shop.variantIds[2], min_quantity: 1, price_minor: newPrice() }
      const path = `/api/v1/stores/${shop.storeId}/price-lists/${shop.priceList}/prices`
      return ask(connection, 'PUT', path, bearer(shop.token), { prices: [price] })
    },
    rows: { 'merchant: changes a price of a list': ['requests'] },
  },
  {
    run: (_, shop) => importOne(shop, `new-${crypto.randomUUID()}`, 10),
    settleMs: COPIES_MS,
    rows: { 'import of one new product, with its stock': ['requests', 'imports', 'SkuStock'] },
  },
  {
    prepare: (_, shop) => importOne(shop, `old-${crypto.randomUUID()}`, 10),
    run: (_, shop, handle) => importOne(shop, handle, 11),
    settleMs: COPIES_MS,
    rows: { 'import of one product, at another price': ['requests', 'imports', 'SkuStock'] },
  },
  {
    run: (connection) => ask(connection, 'GET', '/bench/sweep'),
    rows: { 'sweep of a minute': ['sweep'] },
  },
]

let prices = 1000
const newPrice = () => ++prices
