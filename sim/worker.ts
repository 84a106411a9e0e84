/** One processor's share of the seeds. */
import { parentPort, workerData } from 'node:worker_threads'
import { Coverage } from './coverage.ts'
import { simulate } from './simulate.ts'

/** Every `step`th seed from `first` up to `seeds`. */
export interface Share {
  first: number
  step: number
  seeds: number
}
export interface Report {
  steps: number
  counts: Record<string, number>
  bad: { seed: number; faults: string[] }[]
}

const { first, step, seeds }: Share = workerData
const coverage = new Coverage()
const report: Report = { steps: 0, counts: coverage.counts, bad: [] }
for (let seed = first; seed <= seeds; seed += step) {
  const { steps, counts, faults } = await simulate(seed)
  report.steps += steps
  coverage.addAll(counts)
  if (faults.length > 0) report.bad.push({ seed, faults })
}
parentPort?.postMessage(report)
