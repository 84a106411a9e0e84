/** Measures each row right between two runs of its floor. */
import { requestText } from './connection.mjs'
import { someVariants } from './fill.mjs'
import { fillOrders } from './fill-orders.mjs'
import { evicted, load, warmUp } from './load.mjs'
import { once, PORTS, withPlatform } from './platform.mjs'
import { rowsOf, SPREAD } from './rows.mjs'
import { openFilledStore, openMerchant, stockVariants } from './shop.mjs'
import { shopperOf } from './shopper.mjs'

/** The store that is read and bought in, as the peers' was. */
const PRODUCTS = 10_000
const ORDERS = 1_000
const FIGURES = ['perSecond', 'p50Ms', 'p99Ms', 'cpuUs']
const WARM_S = 1
/** The optimising compiler is done with a route after some thousand calls. */
const WARM_REQUESTS = 3_000
const ALONE_S = 1

/** Floors and rows with the state in `where`; of the rows only those with `only` in their name. */
export const measureSpeed = (where, { seconds, only }) =>
  withPlatform(where, async (database) => {
    const storeId = await openShop(database)
    const shopper = shopperOf(storeId, someVariants(PRODUCTS, SPREAD))
    const { floors, rows, prepare } = rowsOf({ ports: PORTS, storeId, shopper, bodyOf })
    await once(PORTS.floor, prepare)
    const seen = {}
    const measured = []
    for (const row of rows.filter(({ name }) => name.includes(only))) {
      const { runs, ...result } = await measureRow(row, floors[row.floor].task, seconds)
      seen[row.floor] = [...(seen[row.floor] ?? []), ...runs]
      measured.push(result)
    }
    const floorRows = Object.entries(seen).map(([key, runs]) => [key, { name: floors[key].name, ...means(runs) }])
    return { state: where, floors: Object.fromEntries(floorRows), rows: measured }
  })

async function measureRow({ name, port, task, floor, target, peer }, floorTask, seconds) {
  await warmUp(PORTS.floor, WARM_S, WARM_REQUESTS, floorTask)
  await warmUp(port, WARM_S, WARM_REQUESTS, task)
  if (floor === 'write') await evicted()
  const before = await load(PORTS.floor, seconds / 2, floorTask)
  const result = await load(port, seconds, task)
  const after = await load(PORTS.floor, seconds / 2, floorTask)
  const alone = await load(port, Math.min(ALONE_S, seconds / 2), task, 1)
  const bare = means([before, after])
  const ratio = result.perSecond / bare.perSecond
  const cpuRatio = bare.cpuUs / result.cpuUs
  console.log(
    `${name}: ${Math.round(result.perSecond)}/s, ${ratio.toFixed(2)} of its floor, ${cpuRatio.toFixed(2)} by CPU; ${Math.round(result.cpuUs)} µs of CPU, its floor ${Math.round(bare.cpuUs)}`,
  )
  return { name, ...result, aloneMs: alone.p50Ms, floor, ratio, cpuRatio, target, peer, runs: [before, after] }
}

const means = (runs) =>
  Object.fromEntries(FIGURES.map((figure) => [figure, runs.reduce((sum, run) => sum + run[figure], 0) / runs.length]))

function bodyOf(route) {
  const text = requestText('GET', route)
  return once(PORTS.none, async (connection) => (await connection.send(text)).body.toString())
}

async function openShop(database) {
  const url = `http://127.0.0.1:${PORTS.all}`
  const merchant = await openMerchant(url)
  console.log(`Filling a store with ${PRODUCTS} products…`)
  const { storeId } = await openFilledStore(merchant, database, PRODUCTS)
  await fillOrders(database, storeId, PRODUCTS, 0, ORDERS)
  await stockVariants({ url, token: merchant.token }, storeId, someVariants(PRODUCTS, SPREAD))
  return storeId
}
