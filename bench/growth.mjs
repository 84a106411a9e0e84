/**
 * How much of D1 each page and each change reads and writes as a platform grows: rows, which D1 bills, and round trips. The
 * stores share one database and are filled one after the other; each is measured when it is full and the larger ones are
 * not there yet, so that what reads other stores' rows shows too.
 */
import { someVariants } from './fill.mjs'
import { buyerEmail, fillOrders, firstOrderOf } from './fill-orders.mjs'
import { OPERATIONS, warm } from './operations.mjs'
import { once, PORTS, withPlatform } from './platform.mjs'
import { openAccount, openFilledStore, openMerchant, stockVariants } from './shop.mjs'
import { shopperOf } from './shopper.mjs'

const COUNTS_PATH = '/bench/counts'
/** Variants with stock in the objects of the counted API. */
const STOCKED = 40
/** Of the small store that comes after each, and of a few more. */
const NEIGHBOUR_PRODUCTS = 40
/** The middle one counts. */
const ROUNDS = 3
/** Longer than an answer is cached, and longer than what was read for a cart: what is counted is read anew. */
const FORGOTTEN_MS = 1_100
const PREPARED_FORGOTTEN_MS = 5_100
const LOOK_MS = 100
const LIMIT = 1.1

let buyers = 0

/** `sizes` are numbers of products; each store has the first number of orders, and one is then filled to the second. */
export const measureGrowth = ({ sizes, orders: [few, many] }) =>
  withPlatform('memory', async (database) => {
    const merchant = await openMerchant(`http://127.0.0.1:${PORTS.all}`)
    const columns = []
    let shop = null
    const shops = []
    for (const products of sizes) {
      console.log(`Filling a store with ${products} products and ${few} orders…`)
      shop = await openShop(merchant, database, products, few)
      shops.push(shop)
      columns.push({ products, orders: few, counts: await measureShop(shop) })
    }
    const busiest = shops[Math.floor((shops.length - 1) / 2)]
    console.log(`Filling the one with ${busiest.products} products to ${many} orders…`)
    await fillOrders(database, busiest.storeId, busiest.products, few, many)
    columns.push({ products: busiest.products, orders: many, counts: await measureShop(busiest) })
    return {
      columns: columns.map(({ products, orders }) => ({ products, orders })),
      rows: [...columns[0].counts.keys()].map((name) => rowOf(name, columns)),
    }
  })

function rowOf(name, columns) {
  const at = columns.map(({ counts }) => counts.get(name))
  const growth = Math.max(...['rowsRead', 'rowsWritten'].map((figure) => growthOf(at.map((count) => count[figure]))))
  const shown = at.map(({ roundTrips, rowsRead, rowsWritten }) => ({ roundTrips, rowsRead, rowsWritten }))
  return { name, at: shown, growth, limit: LIMIT, culprit: growth > LIMIT ? culpritOf(at) : null }
}

function growthOf(figures) {
  const smallest = Math.min(...figures)
  const largest = Math.max(...figures)
  return largest === smallest ? 1 : largest / smallest
}

/** The statement whose rows differ most from column to column. */
function culpritOf(at) {
  const texts = new Set(at.flatMap(({ statements }) => Object.keys(statements)))
  const spans = [...texts].map((text) => {
    const rows = at.map(({ statements }) => statements[text] ?? 0)
    return { text, from: Math.min(...rows), to: Math.max(...rows) }
  })
  return spans.toSorted((a, b) => b.to - b.from - (a.to - a.from))[0] ?? null
}

async function openShop(merchant, database, products, orders) {
  const store = await openFilledStore(merchant, database, products)
  // What looks along an index reads one entry beyond its end: the newest store would lack it.
  await openFilledStore(merchant, database, NEIGHBOUR_PRODUCTS + buyers, `after-${products}`) // ids go by the number
  const { storeId } = store
  await fillOrders(database, storeId, products, 0, orders)
  const variantIds = someVariants(products, STOCKED)
  await stockVariants({ url: `http://127.0.0.1:${PORTS.counted}`, token: merchant.token }, storeId, variantIds)
  buyers += 1 // another one for each store: the newest link that was mailed to them is the right one
  const customerToken = await openAccount(`http://127.0.0.1:${PORTS.all}`, storeId, buyerEmail(buyers))
  const shopper = shopperOf(storeId, variantIds)
  const orderNumber = firstOrderOf(buyers)
  return { ...store, shopper, variantIds, api: merchant.api, token: merchant.token, customerToken, orderNumber }
}

/** Name of a row → what one of it takes. */
async function measureShop(shop) {
  const counts = new Map()
  for (const operation of OPERATIONS) {
    const rounds = []
    for (let round = 0; round < ROUNDS; round++) rounds.push(await measureRound(shop, operation, round))
    for (const [name, parts] of Object.entries(operation.rows)) {
      counts.set(name, middle(rounds.map((counted) => sumOf(counted, parts, operation.times ?? 1))))
      const { rowsRead, rowsWritten, roundTrips } = counts.get(name)
      console.log(`  ${name}: ${rowsRead} rows read, ${rowsWritten} written, ${roundTrips} round trips`)
    }
  }
  return counts
}

const middle = (rounds) => rounds.toSorted((a, b) => a.rowsRead - b.rowsRead)[Math.floor(rounds.length / 2)]

function measureRound(shop, { prepare, run, times = 1, settleMs = 0 }, round) {
  return once(PORTS.counted, async (connection) => {
    const things = []
    while (things.length < times) things.push(prepare ? await prepare(connection, shop, round) : null)
    await new Promise((resolve) => setTimeout(resolve, prepare ? PREPARED_FORGOTTEN_MS : FORGOTTEN_MS))
    await warm(connection, shop)
    await counted('DELETE')
    for (const thing of things) await run(connection, shop, thing)
    return settled(settleMs)
  })
}

/** What was counted, once nothing more has been for so long. */
async function settled(settleMs) {
  for (let last = '', quietMs = 0; ; quietMs += LOOK_MS) {
    const counts = await counted('GET')
    const text = JSON.stringify(counts)
    if (text !== last) quietMs = 0
    last = text
    if (quietMs >= settleMs) return counts
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}

async function counted(method) {
  const answers = await Promise.all(
    [PORTS.counted, PORTS.countedMails].map((port) => fetch(`http://127.0.0.1:${port}${COUNTS_PATH}`, { method })),
  )
  const [api, mails] = await Promise.all(answers.map((answer) => answer.json()))
  return { ...api, ...mails }
}

/** Of these parts together, for one of so many. */
function sumOf(counts, parts, times) {
  const sum = { roundTrips: 0, rowsRead: 0, rowsWritten: 0, statements: {} }
  for (const part of parts) {
    const { statements = {}, ...figures } = counts[part] ?? {}
    for (const [figure, value] of Object.entries(figures)) sum[figure] += value / times
    for (const [text, rows] of Object.entries(statements)) {
      sum.statements[text] = (sum.statements[text] ?? 0) + rows / times
    }
  }
  return sum
}
