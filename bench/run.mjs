/**
 * `npm run bench`: what the API's routes cost, as ratios to a bare route in the same run. Production bundles in one
 * Miniflare, measured on the API Worker's own socket (no edge in front), 16 connections, a fresh state with the demo
 * stores. Options: `--seconds 5`.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import autocannon from 'autocannon'
import { buildAll } from '../scripts/build.mjs'
import { ROOT } from '../scripts/environment.mjs'
import { demoMerchant } from '../scripts/merchant.mjs'
import { migrate, startPlatform } from '../scripts/platform.mjs'
import { seed } from '../scripts/seed.mjs'
import { buyOnce, newCart } from './shopper.mjs'

const PORT = 8891
const CONNECTIONS = 16
const { values } = parseArgs({ options: { seconds: { type: 'string', default: '5' } } })
const seconds = Number(values.seconds)

const state = mkdtempSync(path.join(os.tmpdir(), 'tradewind-bench-'))
await Promise.all([migrate(state), buildAll()])
const platform = await startPlatform({ port: PORT - 1, state, direct: PORT, variables: { LOG_REQUESTS: 'false' } })
try {
  const url = `http://127.0.0.1:${PORT}`
  await seed({ url })
  const rows = await measure(url)
  print(rows)
  const machine = `${os.cpus().length} × ${os.cpus()[0]?.model.trim()}, Node ${process.version}`
  const report = { date: new Date().toISOString(), machine, connections: CONNECTIONS, seconds, rows }
  writeFileSync(path.join(ROOT, 'bench', 'latest.json'), `${JSON.stringify(report, null, 2)}\n`)
} finally {
  await platform.dispose()
  rmSync(state, { recursive: true, force: true })
}

async function measure(url) {
  const { api } = await demoMerchant(url)
  const store = await api.call('/stores/resolve?host=demo.localhost')
  const base = `/api/v1/stores/${store.id}`
  const variantId = await makeLastingProduct(api, store.id)
  const cart = await newCart(url, store.id, variantId)
  const rows = [
    ['ping (bare route)', () => load(`${url}/health`)],
    ['one D1 query', () => load(`${url}/api/v1/stores/resolve?host=demo.localhost`)],
    ['list of 20 products', () => load(`${url}${base}/products`)],
    ['list of a category', () => load(`${url}${base}/products?category=table`)],
    ['search', () => load(`${url}${base}/products?q=stone`)],
    ['product detail', () => load(`${url}${base}/products/harbour-jug`)],
    ['read a cart', () => load(`${url}${cart.route}`, cart.headers)],
    ['new cart with one line', () => repeat(() => newCart(url, store.id, variantId))],
    ['whole checkout, from new cart to order', () => repeat(() => buyOnce(url, store.id, variantId))],
  ]
  const measured = []
  for (const [name, run] of rows) measured.push({ name, ...(await run()) })
  return measured.map((row) => ({ ...row, toPing: round(row.perSecond / measured[0].perSecond, 3) }))
}

/** So that no checkout is refused: a product with a shelf that lasts. */
async function makeLastingProduct(api, storeId) {
  const csv = 'Handle,Title,Variant SKU,Variant Price,Variant Inventory Qty\nlasting,Lasting,LAST-1,10,1000000\n'
  const headers = { 'content-type': 'text/csv' }
  const job = await api.call(`/stores/${storeId}/imports`, { method: 'POST', body: csv, headers })
  await api.waitForImport(storeId, job)
  const product = await api.call(`/stores/${storeId}/products/lasting`)
  return product.variants[0].id
}

async function load(target, headers = {}) {
  const result = await autocannon({ url: target, headers, connections: CONNECTIONS, duration: seconds })
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${target} failed ${result.non2xx + result.errors} times`)
  return { perSecond: round(result.requests.average, 1), p50Ms: result.latency.p50, p99Ms: result.latency.p99 }
}

/** For what takes several requests: so many at once, over and over, until the time is up. */
async function repeat(work) {
  const times = []
  const endMs = performance.now() + seconds * 1000
  const worker = async () => {
    while (performance.now() < endMs) {
      const startMs = performance.now()
      await work()
      times.push(performance.now() - startMs)
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, worker))
  times.sort((a, b) => a - b)
  const at = (share) => round(times[Math.floor(share * (times.length - 1))] ?? 0, 1)
  return { perSecond: round(times.length / seconds, 1), p50Ms: at(0.5), p99Ms: at(0.99) }
}

function print(rows) {
  console.log('\n| what | per second | × ping | p50 ms | p99 ms |\n|---|---:|---:|---:|---:|')
  for (const { name, perSecond, toPing, p50Ms, p99Ms } of rows) {
    console.log(`| ${name} | ${perSecond} | ${toPing} | ${p50Ms} | ${p99Ms} |`)
  }
}

function round(value, digits) {
  return Number(value.toFixed(digits))
}
