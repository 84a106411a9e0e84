/**
 * `npm run stock -- audit --store demo`: replays the ledgers of all SKUs of a store and compares them with their shelves;
 * ends with 1 when one does not agree. `npm run stock -- rebuild --store demo`: copies all levels from their objects to
 * the database again. Options: `--url` of the platform. With TRADEWIND_API_KEY as that key, else as the demo merchant.
 */
import { parseArgs } from 'node:util'
import { apiAt } from './api-client.mjs'
import { fail } from './environment.mjs'
import { demoMerchant } from './merchant.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { store: { type: 'string' }, url: { type: 'string', default: 'http://localhost:8788' } },
})
const [task] = positionals
const TASKS = { audit, rebuild }
if (!TASKS[task] || !values.store) fail('Usage: npm run stock -- audit|rebuild --store SLUG [--url URL]')

await TASKS[task]().catch((error) => fail(error.message))

async function audit() {
  const { api, route } = await store()
  const wrong = []
  let count = 0
  for (let next = ''; next !== null; ) {
    const page = await api.call(`${route}/audit${next ? `?after=${encodeURIComponent(next)}` : ''}`)
    wrong.push(...page.items.filter((item) => !item.consistent))
    count += page.items.length
    next = page.next
  }
  for (const item of wrong) console.error(JSON.stringify(item))
  if (wrong.length > 0) fail(`${wrong.length} of ${count} SKUs do not agree with their ledgers.`)
  console.log(`${count} SKUs: every ledger agrees with its shelves.`)
}

async function rebuild() {
  const { api, route } = await store()
  let count = 0
  for (let after = ''; after !== null; ) {
    const page = await api.send('POST', `${route}/rebuild`, { after: after || null })
    count += page.rebuilt
    after = page.next
  }
  console.log(`${count} stock levels copied.`)
}

async function store() {
  const key = process.env.TRADEWIND_API_KEY
  const api = key ? apiAt(values.url, key) : (await demoMerchant(values.url)).api
  const host = new URL(values.url)
  const { id } = await api.call(`/stores/resolve?host=${encodeURIComponent(`${values.store}.${host.host}`)}`)
  return { api, route: `/stores/${id}/inventory` }
}
