/**
 * `npm run bench`: what the API's routes cost, as ratios to bare routes in the same run, and how much of D1 they read in
 * stores of growing size. Production bundles in one Miniflare. Writes bench/latest.json and docs/benchmarks.md.
 *
 *   --seconds 5                   for each row, and as long again for its floor
 *   --rows 1000,10000,100000      sizes of stores for the growth table
 *   --only cart                   only rows with that in their name; nothing is written then
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { buildAll, bundleOf, bundleScript } from '../scripts/build.mjs'
import { ROOT } from '../scripts/environment.mjs'
import { demoMerchant } from '../scripts/merchant.mjs'
import { migrate, startPlatform } from '../scripts/platform.mjs'
import { Connection, requestText } from './connection.mjs'
import { fillStore } from './fill.mjs'
import { measureGrowth } from './growth.mjs'
import { CONNECTIONS, load } from './load.mjs'
import { growthTable, page, speedTable } from './report.mjs'
import { rowsOf } from './rows.mjs'
import { shopperOf } from './shopper.mjs'

/** The store whose catalogue is read, as the peers' was. */
const CATALOGUE = 10_000
const FIGURES = ['perSecond', 'p50Ms', 'p99Ms', 'cpuUs']
const PORTS = { platform: 8890, all: 8891, edge: 8892, none: 8893, counted: 8894, floor: 8895 }

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    rows: { type: 'string', default: '1000,10000,100000' },
    only: { type: 'string', default: '' },
  },
})
const seconds = Number(values.seconds)
const sizes = values.rows.split(',').map(Number)

const memory = existsSync('/dev/shm')
const state = mkdtempSync(path.join(memory ? '/dev/shm' : os.tmpdir(), 'tradewind-bench-'))
await buildAll()
await migrate(state)
const [floor, counted] = await Promise.all([bundleScript('floor'), bundleScript('counted')])
const apiWith = (name, direct, cache) => ({ name, direct, bundle: bundleOf('api'), variables: { CACHE: cache } })
const platform = await startPlatform({
  ...{ port: PORTS.platform, state, direct: PORTS.all, unlimited: true },
  variables: { LOG_REQUESTS: 'false' },
  beside: [
    apiWith('api-edge-cache', PORTS.edge, 'edge'),
    apiWith('api-facts-only', PORTS.none, 'facts'),
    { name: 'api-counted', direct: PORTS.counted, bundle: counted, variables: { CACHE: 'facts' } },
    { name: 'floor', direct: PORTS.floor, bundle: floor, objects: { ROW: 'FloorRow' } },
  ],
})
try {
  const database = await platform.getD1Database('DB', 'tradewind-api')
  const stores = []
  for (const count of new Set([...sizes, CATALOGUE])) {
    console.log(`Filling a store with ${count} products…`)
    stores.push({ count, id: await fillStore(database, count) })
  }
  const speed = await measureSpeed(stores.find(({ count }) => count === CATALOGUE).id)
  console.log(`\n${speedTable(speed)}`)
  if (values.only) process.exitCode = 0
  else await finish(speed, stores)
} finally {
  await platform.dispose()
  rmSync(state, { recursive: true, force: true })
}

async function finish(speed, stores) {
  const counting = await Connection.open(PORTS.counted)
  const growth = await measureGrowth(
    counting,
    stores.filter(({ count }) => sizes.includes(count)),
  )
  counting.close()
  console.log(`\n${growthTable(growth)}`)
  const machine = `${os.cpus().length} × ${os.cpus()[0]?.model.trim()}, Node ${process.version}`
  const report = {
    ...{ date: new Date().toISOString(), machine, connections: CONNECTIONS, seconds },
    ...{ state: memory ? 'memory' : 'files', ...speed, growth },
  }
  writeFileSync(path.join(ROOT, 'bench', 'latest.json'), `${JSON.stringify(report, null, 2)}\n`)
  writeFileSync(path.join(ROOT, 'docs', 'benchmarks.md'), page(report))
}

async function measureSpeed(storeId) {
  const shop = await openShop()
  const { floors, rows, prepare } = rowsOf({
    ports: PORTS,
    storeId,
    shopper: shopperOf(shop.id, shop.variantId),
    bodyOf,
  })
  await once(PORTS.floor, prepare)
  const seen = {}
  const measured = []
  for (const { name, port, task, floor, target, peer } of rows.filter((row) => row.name.includes(values.only))) {
    const floorTask = floors[floor].task
    await load(port, Math.min(1, seconds / 2), task) // warm: the compiler, and whatever is cached
    const before = await load(PORTS.floor, seconds / 2, floorTask)
    const result = await load(port, seconds, task)
    const after = await load(PORTS.floor, seconds / 2, floorTask)
    seen[floor] = [...(seen[floor] ?? []), before, after]
    const ratio = result.perSecond / mean([before, after], 'perSecond')
    measured.push({ name, ...result, floor, ratio, target, peer })
    console.log(
      `${name}: ${Math.round(result.perSecond)}/s, ${ratio.toFixed(2)} of its floor; ${Math.round(result.cpuUs)} µs of CPU, its floor ${Math.round(mean([before, after], 'cpuUs'))}`,
    )
  }
  const floorRows = Object.entries(seen).map(([key, runs]) => {
    const [perSecond, p50Ms, p99Ms, cpuUs] = FIGURES.map((figure) => mean(runs, figure))
    return [key, { name: floors[key].name, perSecond, p50Ms, p99Ms, cpuUs }]
  })
  return { floors: Object.fromEntries(floorRows), rows: measured }
}

function mean(runs, figure) {
  return runs.reduce((sum, run) => sum + run[figure], 0) / runs.length
}

async function once(port, work) {
  const connection = await Connection.open(port)
  try {
    return await work(connection)
  } finally {
    connection.close()
  }
}

function bodyOf(route) {
  const text = requestText('GET', route)
  return once(PORTS.none, async (connection) => (await connection.send(text)).body.toString())
}

/** The demo merchant's store with one product on a shelf that lasts, so that no checkout is refused. */
async function openShop() {
  const { api, stores } = await demoMerchant(`http://127.0.0.1:${PORTS.all}`)
  const { id } = stores[0]
  const csv = 'Handle,Title,Variant SKU,Variant Price,Variant Inventory Qty\nlasting,Lasting,LAST-1,10,1000000\n'
  const headers = { 'content-type': 'text/csv' }
  await api.waitForImport(id, await api.call(`/stores/${id}/imports`, { method: 'POST', body: csv, headers }))
  const product = await api.call(`/stores/${id}/products/lasting`)
  return { id, variantId: product.variants[0].id }
}
