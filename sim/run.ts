/** `npm run sim`: many seeds, one summary. `npm run sim -- --seed 42` replays one; `--seeds 100000` runs more. */
import { parseArgs } from 'node:util'
import { type Outcome, simulate } from './simulate.ts'

const { values } = parseArgs({ options: { seed: { type: 'string' }, seeds: { type: 'string', default: '10000' } } })
const first = values.seed ? Number(values.seed) : 1
const count = values.seed ? 1 : Number(values.seeds)
if (![first, count].every((value) => Number.isSafeInteger(value) && value > 0)) {
  console.error('--seed and --seeds take whole numbers above zero.')
  process.exit(2)
}

const total = { checkouts: 0, completed: 0, failed: 0, crashes: 0, steps: 0 }
const bad: Outcome[] = []
for (let seed = first; seed < first + count; seed++) {
  const outcome = await simulate(seed)
  for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += outcome[key]
  if (outcome.faults.length > 0) bad.push(outcome)
}

console.log(
  `${count} seeds: ${total.checkouts} checkouts, ${total.completed} completed, ${total.failed} undone, ` +
    `${total.crashes} crashes, ${total.steps} steps`,
)
for (const { seed, faults } of bad.slice(0, 20)) {
  console.error(`seed ${seed} (npm run sim -- --seed ${seed})\n  ${faults.join('\n  ')}`)
}
console.log(bad.length === 0 ? 'Everything agrees.' : `${bad.length} seeds do not agree.`)
process.exit(bad.length === 0 ? 0 : 1)
