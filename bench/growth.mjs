/** How much of D1 a page reads in stores of 1,000, 10,000 and 100,000 products: rows, which D1 bills, and round trips. */
import { requestText } from './connection.mjs'

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

/** `stores` are `{ count, id }`; `connection` leads to the API that counts. */
export async function measureGrowth(connection, stores) {
  const rows = []
  for (const [name, path] of Object.entries(PAGES)) {
    const at = []
    for (const { count, id } of stores)
      at.push({ count, ...(await countOf(connection, `/api/v1/stores/${id}${path}`)) })
    const read = at.map(({ rowsRead }) => rowsRead)
    rows.push({ name, at, growth: Math.max(...read) / Math.min(...read) })
  }
  return rows
}

/** The second time: then the store itself is known, as it is on any page that somebody else has just opened. */
async function countOf(connection, path) {
  const text = requestText('GET', path)
  await connection.send(text)
  const { status, head } = await connection.send(text)
  if (status !== 200) throw new Error(`${path} answered ${status}`)
  const numberOf = (name) => Number(new RegExp(`${name}: *(\\d+)`, 'i').exec(head)?.[1])
  return { rowsRead: numberOf('x-d1-rows-read'), roundTrips: numberOf('x-d1-round-trips') }
}
