/**
 * `npm run bench`: what the API costs, as ratios to bare routes in the same run, and how much of D1 it reads and writes as
 * stores grow. Production bundles in one Miniflare. Writes bench/latest.json and docs/benchmarks.md.
 *
 *   --seconds 5                   for each row, and as long again for its floor
 *   --state memory,disk           where state lies: each has a table
 *   --parts speed,growth          also `import`, which takes minutes
 *   --import 10000                products of the imported file; half as many again are its variants
 *   --rows 1000,10000,100000      products of the stores for the growth table
 *   --orders 1000,100000          orders of each of them, and of the last column's
 *   --only cart                   only rows of speed with that in their name; nothing is written then
 *   --before bench/before.json    an earlier report, whose figures are put beside the new ones
 *   --json bench/latest.json      where the figures are written
 */
import { readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { ROOT } from '../scripts/environment.mjs'
import { measureGrowth } from './growth.mjs'
import { measureImport } from './importing.mjs'
import { CONNECTIONS } from './load.mjs'
import { hasMemory } from './platform.mjs'
import { culpritList, growthTable, importTable, page, placeOf, speedTable } from './report.mjs'
import { measureSpeed } from './speed.mjs'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    state: { type: 'string', default: hasMemory ? 'memory,disk' : 'disk' },
    parts: { type: 'string', default: 'speed,growth' },
    rows: { type: 'string', default: '1000,10000,100000' },
    orders: { type: 'string', default: '1000,100000' },
    import: { type: 'string', default: '10000' },
    only: { type: 'string', default: '' },
    before: { type: 'string' },
    json: { type: 'string', default: path.join(ROOT, 'bench', 'latest.json') },
  },
})
const { only } = values
const seconds = Number(values.seconds)
const states = values.state.split(',')
const parts = only ? ['speed'] : values.parts.split(',')
const before = values.before ? JSON.parse(readFileSync(values.before, 'utf8')) : null
const numbersOf = (text) => text.split(',').map(Number)

const report = {
  date: new Date().toISOString(),
  machine: `${os.cpus().length} × ${os.cpus()[0]?.model.trim()}, Node ${process.version}`,
  connections: CONNECTIONS,
  seconds,
}
if (parts.includes('growth')) {
  report.growth = await measureGrowth({ sizes: numbersOf(values.rows), orders: numbersOf(values.orders) })
  console.log(`\n${growthTable(report.growth, before?.growth)}\n\n${culpritList(report.growth)}\n`)
}
if (parts.includes('import')) {
  report.imports = await inEachState((where) => measureImport(where, Number(values.import)))
  console.log(`\n${importTable(report.imports, before?.imports)}\n`)
}
if (parts.includes('speed')) {
  report.speed = await inEachState((where) => measureSpeed(where, { seconds, only }))
  for (const measured of report.speed) {
    const old = before?.speed?.find(({ state }) => state === measured.state)
    console.log(`\nState ${placeOf(measured)}\n\n${speedTable(measured, old)}`)
  }
}
if (!only) {
  writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`)
  if (report.speed && report.growth) writeFileSync(path.join(ROOT, 'docs', 'benchmarks.md'), page(report, before))
}

async function inEachState(measure) {
  const measured = []
  for (const where of states) measured.push(await measure(where))
  return measured
}
