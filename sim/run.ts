/**
 * `npm run sim`: many seeds on all processors, one summary. `npm run sim -- --seed 42` replays one and prints what happens in
 * it; `--seeds 100000` runs more.
 */
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { Coverage } from './coverage.ts'
import { simulate } from './simulate.ts'
import type { Report, Share } from './worker.ts'

const { values } = parseArgs({ options: { seed: { type: 'string' }, seeds: { type: 'string', default: '10000' } } })
const asked = Number(values.seed ?? values.seeds)
if (!Number.isSafeInteger(asked) || asked < 1) {
  console.error('--seed and --seeds take whole numbers above zero.')
  process.exit(2)
}
const isGood = values.seed === undefined ? await runMany(asked) : await replay(asked)
process.exit(isGood ? 0 : 1)

async function replay(seed: number): Promise<boolean> {
  const { faults, counts } = await simulate(seed, { log: (line) => console.log(line) })
  console.log(JSON.stringify(counts))
  return tell(faults.length === 0 ? [] : [{ seed, faults }])
}

async function runMany(seeds: number): Promise<boolean> {
  const startMs = Date.now()
  const step = availableParallelism()
  const reports = await Promise.all(
    Array.from({ length: step }, (_, index) => share({ first: index + 1, step, seeds })),
  )
  const coverage = new Coverage()
  for (const { counts } of reports) coverage.addAll(counts)
  const { checkouts = 0, completed = 0, failed = 0 } = coverage.counts
  const steps = reports.reduce((sum, report) => sum + report.steps, 0)
  for (const [what, times] of Object.entries(coverage.counts).sort())
    console.log(`${String(times).padStart(10)} ${what}`)
  console.log(
    `${seeds} seeds in ${((Date.now() - startMs) / 1_000).toFixed(1)} s: ${checkouts} checkouts, ` +
      `${completed} completed, ${failed} undone, ${steps} steps`,
  )
  return tell(reports.flatMap(({ bad }) => bad))
}

function share(workerData: Share): Promise<Report> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(join(import.meta.dirname, 'worker.ts'), { workerData })
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}

function tell(bad: Report['bad']): boolean {
  for (const { seed, faults } of bad.sort((a, b) => a.seed - b.seed).slice(0, 20)) {
    console.error(`seed ${seed} (npm run sim -- --seed ${seed})\n  ${faults.join('\n  ')}`)
  }
  console.log(bad.length === 0 ? 'Everything agrees.' : `${bad.length} seeds do not agree.`)
  return bad.length === 0
}
