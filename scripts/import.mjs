/**
 * `npm run import -- --store demo products.csv`: brings a file of products into a store of a running platform and prints
 * what became of it, faults with their lines. Ends with 0 when the import is through, 1 when it failed, 2 on wrong usage.
 */
import { createReadStream, statSync } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { parseArgs } from 'node:util'
import { buyableText } from '../contract/buyable-text.mjs'
import { apiAt } from './api-client.mjs'
import { demoMerchant } from './merchant.mjs'

const USAGE = `Usage: npm run import -- --store SLUG FILE [options]

  --store SLUG      the store, by the first part of its address ("demo" of demo.localhost), or its own domain
  --currency CODE   what the prices are in: needed where the file leaves it open (prices with decimals in a store of yen)
  --dry-run         report everything, write nothing
  --format FORMAT   shopify, dummyjson or tradewind; recognised from the file when absent
  --url URL         where the platform runs (http://localhost:8788)

TRADEWIND_API_KEY in the environment is a secret API key of the store with the scopes catalogue:read and catalogue:write.
Without it a local platform is asked as the merchant of the demo stores.`

const FORMATS = ['shopify', 'dummyjson', 'tradewind']
const CONTENT_TYPES = { '.csv': 'text/csv', '.json': 'application/json' }
const MAX_BYTES = 50 * 1024 * 1024 // what the API takes
const PER_PAGE = 100
const LINES_SHOWN = 200

try {
  process.exitCode = await run(readArguments())
} catch (error) {
  console.error([error.message, ...(error.details ?? []).map(({ message }) => message)].join('\n'))
  process.exitCode = 1
}

function readArguments() {
  const { values, positionals } = parse()
  const [file, ...others] = positionals
  if (values.help) {
    console.log(USAGE)
    process.exit(0)
  }
  if (!values.store) misused('Which store? Name it with --store.')
  if (!file || others.length > 0) misused('Name one file.')
  if (values.format && !FORMATS.includes(values.format)) misused(`There is no format ${values.format}.`)
  if (!URL.canParse(values.url)) misused(`${values.url} is not an address.`)
  const found = statSync(file, { throwIfNoEntry: false })
  if (!found?.isFile()) misused(`There is no file ${file}.`)
  if (found.size > MAX_BYTES) misused(`${file} is larger than 50 MB. Import it in parts.`)
  return { ...values, url: values.url.replace(/\/+$/, ''), dryRun: values['dry-run'], file }
}

function parse() {
  const options = {
    store: { type: 'string' },
    format: { type: 'string' },
    currency: { type: 'string' },
    url: { type: 'string', default: 'http://localhost:8788' },
    'dry-run': { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  }
  try {
    return parseArgs({ options, allowPositionals: true })
  } catch (error) {
    return misused(error.message)
  }
}

function misused(reason) {
  console.error(`${reason}\n\n${USAGE}`)
  process.exit(2)
}

async function run({ url, store: name, file, format, currency, dryRun }) {
  const host = name.includes('.') ? name : `${name}.${new URL(url).host}`
  const store = await apiAt(url).call(`/stores/resolve?host=${encodeURIComponent(host)}`)
  const api = await authorised(url)
  const query = new URLSearchParams({ dry_run: String(dryRun) })
  if (format) query.set('format', format)
  if (currency) query.set('currency', currency.toUpperCase())
  const queued = await api.call(`/stores/${store.id}/imports?${query}`, {
    method: 'POST',
    headers: { 'content-type': CONTENT_TYPES[path.extname(file).toLowerCase()] ?? 'application/octet-stream' },
    body: Readable.toWeb(createReadStream(file)),
  })
  console.log(`${dryRun ? 'Trying' : 'Importing'} ${path.basename(file)} (${queued.format}) into ${store.name}…`)
  const job = await api.waitForImport(store.id, queued)
  const rowsOf = `/stores/${store.id}/imports/${job.id}/rows`
  await printRows(api, rowsOf, 'skipped', 'Left out')
  await printRows(api, rowsOf, 'note', 'Not quite as the file says')
  await printRows(api, rowsOf, 'image_pending', 'Pictures not here yet (run the import again to retry)')
  await printRows(api, rowsOf, 'updated', dryRun ? 'Would be updated' : 'Updated')
  if (job.status === 'failed') console.error(`\nThe import failed: ${job.failure}`)
  console.log(`\nThe report: ${url}/dashboard/stores/${store.id}/imports/${job.id}`)
  console.log(`${summaryOf(job)}\n${buyableText(job)}`)
  return job.status === 'failed' ? 1 : 0
}

/** With the store's key; on one's own machine also as its demo merchant. */
async function authorised(url) {
  const key = process.env.TRADEWIND_API_KEY
  if (key) return apiAt(url, key)
  const { hostname } = new URL(url)
  if (hostname === 'localhost' || hostname === '127.0.0.1') return (await demoMerchant(url)).api
  throw new Error('Set TRADEWIND_API_KEY to a secret API key of the store.')
}

async function printRows(api, path, outcome, heading) {
  let printed = 0
  for (let page = 1; printed < LINES_SHOWN; page++) {
    const { items, total } = await api.call(`${path}?outcome=${outcome}&page=${page}&per_page=${PER_PAGE}`)
    if (total === 0) return
    if (page === 1) console.log(`\n${heading}: ${total}`)
    for (const row of items) console.log(lineOf(row))
    printed += items.length
    if (printed >= total) return
    if (printed >= LINES_SHOWN) console.log(`  … and ${total - printed} more`)
  }
}

function lineOf({ line, slug, code, message }) {
  const where = `  line ${String(line).padEnd(6)} ${slug ?? ''}`
  return message ? `${where}${slug ? ': ' : ''}${message}${code ? ` [${code}]` : ''}` : where
}

function summaryOf({ dry_run, created, updated, unchanged, skipped, images_pending }) {
  const parts = [
    `${created} created`,
    `${updated} updated`,
    `${unchanged} unchanged`,
    `${skipped} ${skipped === 1 ? 'row' : 'rows'} skipped`,
    `${images_pending} ${images_pending === 1 ? 'picture' : 'pictures'} pending`,
  ]
  return `${dry_run ? 'Dry run, nothing written: ' : ''}${parts.join(', ')}`
}
