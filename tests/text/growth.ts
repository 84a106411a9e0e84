/**
 * How the time of some work grows with its input, judged by ratios: the same on a fast machine and on a busy one.
 *
 * Exponent   1 is linear, 2 quadratic: at four times the size the time is 4 to that power times as long.
 * Noise      Of each size the shortest of several runs counts. What looks steep is run again, and the best of all rounds
 *            stands: a neighbour on the machine makes work slower, never faster.
 * Floor      What is done in a few milliseconds at its largest is no danger, however it grew on its way there.
 */
export interface Growth {
  exponent: number
  /** Of the largest size. */
  ms: number
}

const KILOBYTE = 1024
const SIZES = [8, 16, 32, 64].map((size) => size * KILOBYTE)
const FLOOR_MS = 15
const RUNS = 3
const ROUNDS = 4
/** A quadratic regular expression needs seconds for the largest size; the answer is known before. */
const HOPELESS_MS = 1_500
export const STEEP = 1.5

export function growthOf(work: (input: string) => unknown, make: (size: number) => string): Growth {
  const inputs = SIZES.map(make)
  const best = inputs.map(() => Number.POSITIVE_INFINITY)
  let growth: Growth = { exponent: Number.POSITIVE_INFINITY, ms: Number.POSITIVE_INFINITY }
  for (let round = 0; round < ROUNDS; round += 1) {
    const until = runAll(work, inputs, best)
    growth = judge(best, until)
    if (growth.exponent <= STEEP) break
  }
  return growth
}

/** Returns the number of sizes that were run. */
function runAll(work: (input: string) => unknown, inputs: readonly string[], best: number[]): number {
  for (const [index, input] of inputs.entries()) {
    for (let run = 0; run < RUNS; run += 1) {
      const start = performance.now()
      work(input)
      best[index] = Math.min(best[index] ?? Number.POSITIVE_INFINITY, performance.now() - start)
    }
    if ((best[index] ?? 0) > HOPELESS_MS) return index + 1
  }
  return inputs.length
}

/** From a quarter of the largest size on: a smaller one pays above all for what every run costs. */
function judge(best: readonly number[], count: number): Growth {
  const last = best[count - 1] ?? 0
  if (last < FLOOR_MS) return { exponent: 0, ms: last }
  if (count < 3) return { exponent: Number.POSITIVE_INFINITY, ms: last }
  const middle = Math.max(best[count - 3] ?? 0, 0.05)
  return { exponent: Math.log2(last / middle) / 2, ms: last }
}
