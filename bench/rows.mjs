/** What is measured, each beside its floor, and how near it should come. */

import { requestText } from './connection.mjs'
import { always, CONNECTIONS } from './load.mjs'

const get = (path) => always(requestText('GET', path))
/** Another address for each connection, so that none of them shares another's look-up. */
const each = (pathOf) => (index) => get(pathOf(index))()

/** Over so many carts, variants and bare objects each row of the shop is spread. */
export const SPREAD = 300
const SPREAD_EACH = Math.ceil(SPREAD / CONNECTIONS)

/** Each connection takes turns with things of its own; `make` makes one before the time begins. */
const spread = (make, use) => async (index, connection) => {
  const things = []
  while (things.length < SPREAD_EACH) things.push(await make(connection, index * SPREAD_EACH + things.length))
  let turn = 0
  return (same) => use(same, things[turn++ % things.length])
}

async function post(connection, path) {
  const { status, body } = await connection.send(requestText('POST', path))
  if (status !== 200) throw new Error(`${path} answered ${status}: ${body}`)
  return body
}

/** The address of one that is there. */
async function bareObject(connection, number) {
  const path = `/write/row-${number}`
  await post(connection, path)
  return path
}

/** A new object, two calls of it, and what `/purchase` does: as many requests as `buyOnce` sends. */
async function buyBarely(connection) {
  const name = JSON.parse((await post(connection, '/new')).toString())
  const sku = Number.parseInt(name.slice(0, 8), 16) % SPREAD
  for (const path of [`/write/${name}`, `/write/${name}`, `/purchase/${name}/${sku}`]) await post(connection, path)
}

/** For each connection; enough for a run of some seconds. */
const WAITING_CARTS = 40

/**
 * `ports` are those of the API (all caches), of the same with only the data centre's cache, of the same without, and of the
 * floor. `storeId` has 10,000 products; `shopper` buys some of them.
 */
export function rowsOf({ ports, storeId, shopper, bodyOf }) {
  const base = `/api/v1/stores/${storeId}`
  const list = `${base}/products`
  const detail = `${list}/product-4242`
  const floors = {
    ping: { name: 'bare Hono route', task: get('/ping') },
    query: { name: 'bare route, one D1 query', task: get(`/query/${storeId}`) },
    write: {
      name: 'bare route, one Durable Object write',
      task: spread(bareObject, post),
    },
    fresh: { name: 'bare route, one write in a new Durable Object', task: always(requestText('POST', '/new')) },
    purchase: { name: 'bare calls of a purchase: four requests, no rules, no mail', task: () => buyBarely },
    matchList: { name: 'bare caches.default.match, as long as a list', task: get('/match/list') },
    matchDetail: { name: 'bare caches.default.match, as long as a product', task: get('/match/detail') },
  }
  const prepare = async (connection) => {
    await connection.send(requestText('PUT', '/tables'))
    for (const [key, path] of [
      ['list', list],
      ['detail', detail],
    ]) {
      await connection.send(requestText('PUT', `/match/${key}`, { 'content-type': 'text/plain' }, await bodyOf(path)))
    }
  }
  const row = (name, port, task, floor, target = null, peer = null) => ({ name, port, task, floor, target, peer })
  const catalogue = [
    row('list of 20, from the isolate (L1)', ports.all, get(list), 'ping', 0.6, 'listCached'),
    row('product, from the isolate (L1)', ports.all, get(detail), 'ping', 0.6, 'detailCached'),
    row(
      'list of 20, from the Cache API (L2)',
      ports.edge,
      each((index) => `${list}?page=${index + 1}`),
      'matchList',
      0.7,
    ),
    row(
      'product, from the Cache API (L2)',
      ports.edge,
      each((index) => `${list}/product-${4242 + index}`),
      'matchDetail',
      0.7,
    ),
    row('product, uncached', ports.none, get(detail), 'query', 0.7, 'detail'),
    row('list of 20, uncached', ports.none, get(list), 'query', null, 'list'),
    row('list of a category, uncached', ports.none, get(`${list}?category=all`), 'query'),
    row(
      'list by price and stock, uncached',
      ports.none,
      get(`${list}?price_min=1500&price_max=2500&in_stock=true`),
      'query',
    ),
    row('search, uncached', ports.none, get(`${list}?q=cotton`), 'query', null, 'search'),
  ]
  /** Carts that wait for their checkout; made anew should they run out. */
  const checkingOut = async (_, connection) => {
    const fill = async () => {
      const cart = await shopper.filledCart(connection)
      return { cart, quote: await shopper.quote(connection, cart) }
    }
    const waiting = []
    while (waiting.length < WAITING_CARTS) waiting.push(await fill())
    return async () => {
      const { cart, quote } = waiting.pop() ?? (await fill())
      await shopper.checkOut(connection, cart, quote)
    }
  }
  const buying = [
    row('read a cart with address (quote)', ports.all, spread(shopper.filledCart, shopper.quote), 'write'),
    row('add to cart', ports.all, spread(shopper.filledCart, shopper.add), 'write', 0.45),
    row('add to cart, with Idempotency-Key', ports.all, spread(shopper.filledCart, shopper.addKeyed), 'write'),
    row('new cart with one line', ports.all, () => shopper.filledCart, 'fresh', 0.45, 'cart'),
    row('checkout of a cart that is there', ports.all, checkingOut, 'write'),
    row(
      'whole one-line checkout, from new cart to order',
      ports.all,
      () => shopper.buyOnce,
      'purchase',
      0.3,
      'checkout',
    ),
  ]
  return { floors, rows: [...catalogue, ...buying], prepare }
}
