/** How fast a catalogue comes in, at its beginning and at its end, beside the bare writes of as many products. */
import { requestText } from './connection.mjs'
import { once, PORTS, withPlatform } from './platform.mjs'
import { openMerchant, openStore } from './shop.mjs'

const LOOK_MS = 250
const FLOOR_PART = 100
/** Of the products: each of their variants is written into an object of its own, whose files stay open for ten seconds. */
const FLOOR_SHARE = 0.2

/** `products` of them, every other with two variants. */
export const measureImport = (where, products) =>
  withPlatform(where, async () => {
    const url = `http://127.0.0.1:${PORTS.all}`
    const { api, ...merchant } = await openMerchant(url)
    const { id } = await openStore({ api, ...merchant }, 'bench-import')
    console.log(`Importing ${products} products…`)
    const measured = ratesOf(await importAll(api, id, products))
    console.log('The bare writes of a fifth of them…')
    const floor = ratesOf(await importBarely(products * FLOOR_SHARE))
    return { state: where, products, ...measured, floor, ratio: measured.perSecond / floor.perSecond }
  })

/** Looks at the job again and again: `[time, products that are in]`. */
async function importAll(api, storeId, products) {
  const headers = { 'content-type': 'text/csv' }
  const base = `/stores/${storeId}/imports`
  const seen = [[performance.now(), 0]]
  let job = await api.call(base, { method: 'POST', body: csvOf(products), headers })
  while (job.status === 'queued' || job.status === 'running') {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
    job = await api.call(`${base}/${job.id}`)
    seen.push([performance.now(), job.created])
  }
  if (job.created !== products) throw new Error(`The import has ${job.status} with ${job.created} products`)
  return seen
}

function csvOf(products) {
  const lines = [
    'Handle,Title,Body (HTML),Vendor,Type,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Inventory Qty',
  ]
  for (let number = 0; number < products; number++) {
    const handle = `import-${number}`
    lines.push(
      `${handle},Thing ${number},<p>A thing of week ${number % 997}.</p>,Harbour,Things,Size,S,I-${number}-S,10.00,25`,
    )
    if (number % 2 === 1) lines.push(`${handle},,,,,,L,I-${number}-L,12.00,25`)
  }
  return `${lines.join('\n')}\n`
}

function importBarely(products) {
  return once(PORTS.floor, async (connection) => {
    await connection.send(requestText('PUT', '/tables'))
    const seen = [[performance.now(), 0]]
    for (let from = 0; from < products; from += FLOOR_PART) {
      const { status, body } = await connection.send(requestText('POST', `/import/${from}/${FLOOR_PART}`))
      if (status !== 200) throw new Error(`The floor of imports answered ${status}: ${body}`)
      seen.push([performance.now(), from + FLOOR_PART])
    }
    return seen
  })
}

/** Over all, and in the first and the last tenth. */
function ratesOf(seen) {
  const total = seen.at(-1)[1]
  const rate = (from, to) => ((to - from) * 1000) / (timeAt(seen, to) - timeAt(seen, from))
  return {
    perSecond: rate(0, total),
    firstTenth: rate(0, total / 10),
    lastTenth: rate((total * 9) / 10, total),
  }
}

/** When so many were in, between the two looks before and after. */
function timeAt(seen, count) {
  const after = seen.findIndex(([, products]) => products >= count)
  const [toMs, to] = seen[after]
  const [fromMs, from] = seen[Math.max(0, after - 1)]
  return to === from ? toMs : fromMs + ((count - from) / (to - from)) * (toMs - fromMs)
}
