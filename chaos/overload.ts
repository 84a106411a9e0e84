/**
 * Three times as many buyers as the platform can serve, all for one SKU of which there is enough. They come at a fixed
 * rate, however they are answered. What is asked: that each is answered in time, by an order or by being told to wait;
 * that nobody is told of an inner fault; and that a buyer who comes when it is over notices nothing any more.
 */
import type { Session } from './session.ts'
import { pause } from './session.ts'
import { type Crowd, outcomeOf, type Sent, type Unheard, visit } from './visitor.ts'

/** Buyers at a time, when what the platform can do is measured. */
const AT_ONCE = 16
const TIMES = 3
/** The answer in the middle: more, and requests wait in a queue that has no end. (A single one may wait long in its socket.) */
const SLOW_MS = 5_000
const RECOVERY_MS = 10_000
/** Of a purchase after the load, beside the one before: and never less than what a busy machine takes now and then. */
const SLACK = { times: 2, ms: 250 }
const SETTLE_MS = 60_000

export interface Load {
  /** Purchases in a second, by buyers who wait for one another. */
  capacity: number
  idleMs: number
  /** Buyers who came, and how many more would have. */
  came: number
  turnedBack: number
  overloadMs: number
  bought: number
  /** Checkouts whose buyers did not hear of them, until they asked again when it was over. */
  unheard: number
  sent: Sent[]
  recoveredMs: number | null
  faults: string[]
}

type Place = Pick<Session, 'history' | 'origin'> & { shop: Pick<Session['shop'], 'storeId' | 'variantIds'> }

/** `mostUnderWay`: buyers at a time; whoever would be one more does not come. */
export async function overload(
  session: Place,
  { measureMs, overloadMs, mostUnderWay }: { measureMs: number; overloadMs: number; mostUnderWay: number },
): Promise<Load> {
  const sent: Sent[] = []
  let buyers = 0
  const nextEmail = () => `buyer-${buyers++}@example.com`
  const { shop, history, origin } = session
  const crowd = (isOver: () => boolean, into: Sent[], patience: number): Crowd => ({
    origin: origin(),
    storeId: shop.storeId,
    variantId: shop.variantIds[0] ?? '',
    history,
    sent: into,
    isOver,
    patience,
  })
  const unheard: Unheard[] = []
  const note = (visited: Awaited<ReturnType<typeof visit>>) => {
    if (visited.outcome === 'unheard') unheard.push(visited.checkout)
    return visited.outcome === 'bought'
  }

  const calm = crowd(() => false, [], 5)
  for (let time = 0; time < 20; time++) await visit(calm, nextEmail())
  const idleMs = median(await times(10, () => timed(async () => note(await visit(calm, nextEmail())))))
  const capacity = await closedLoop(measureMs, async () => note(await visit(calm, nextEmail())))

  let isOver = false
  let [came, turnedBack, bought] = [0, 0, 0]
  const underWay = new Set<Promise<void>>()
  const crowded = crowd(() => isOver, sent, 3)
  const startedMs = performance.now()
  for (let passedMs = 0; passedMs < overloadMs; passedMs = performance.now() - startedMs) {
    const due = Math.floor((passedMs / 1_000) * capacity * TIMES)
    for (; came + turnedBack < due; ) {
      if (underWay.size >= mostUnderWay) {
        turnedBack++
        continue
      }
      came++
      const one = visit(crowded, nextEmail()).then((visited) => {
        if (note(visited)) bought++
        underWay.delete(one)
      })
      underWay.add(one)
    }
    await pause(5)
  }
  isOver = true
  const overMs = performance.now()
  const limitMs = Math.max(idleMs * SLACK.times, SLACK.ms)
  let recoveredMs: number | null = null
  while (recoveredMs === null && performance.now() - overMs < SETTLE_MS) {
    const tookMs = await timed(async () => note(await visit(calm, nextEmail())))
    if (tookMs <= limitMs) recoveredMs = performance.now() - overMs
    else await pause(100)
  }
  await Promise.all(underWay)
  const count = unheard.length
  await settle(session, unheard)
  const load = { capacity, idleMs, came, turnedBack, overloadMs, bought, unheard: count, sent, recoveredMs }
  return { ...load, faults: faultsOf(sent, recoveredMs) }
}

/** Each asks with the same key until they know. */
async function settle({ history }: Place, unheard: Unheard[]): Promise<void> {
  const untilMs = Date.now() + SETTLE_MS
  const waiting = [...unheard]
  const ask = async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      const answer = await one.ask()
      const told = answer === 'no_answer' ? null : outcomeOf(answer)
      if (told) history.tell(one.email, one.key, told)
      else if (Date.now() > untilMs) history.tell(one.email, one.key, { outcome: 'unknown' })
      else {
        waiting.push(one)
        await pause(50)
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, ask))
}

function faultsOf(sent: readonly Sent[], recoveredMs: number | null): string[] {
  const faults = new Map<string, number>()
  const say = (fault: string) => faults.set(fault, (faults.get(fault) ?? 0) + 1)
  for (const { step, status, code, retryAfter } of sent) {
    if (status === 0) say(`${step}: no answer`)
    else if (status === 429 || status === 503) {
      if (code === null || !(retryAfter !== null && retryAfter > 0)) say(`${step}: ${status} without Retry-After`)
    } else if (status >= 500) say(`${step}: ${status} ${code}`)
    else if (status >= 400 && code === null) say(`${step}: ${status} without a code`)
  }
  for (const [step, all] of Map.groupBy(sent, (one) => one.step)) {
    const middleMs = median(all.map(({ tookMs }) => tookMs))
    if (middleMs > SLOW_MS) say(`${step}: half of the answers take more than ${SLOW_MS / 1_000} s`)
  }
  if (recoveredMs === null || recoveredMs > RECOVERY_MS) say(`not itself again within ${RECOVERY_MS / 1_000} s`)
  return [...faults].map(([fault, count]) => `${count} × ${fault}`)
}

/** Some lines for people. */
export function describeLoad(load: Load): string {
  const { capacity, idleMs, came, turnedBack, overloadMs, bought, unheard, sent, recoveredMs } = load
  const seconds = overloadMs / 1_000
  const byStatus = Map.groupBy(sent, ({ step, status, code }) => `${step} ${status}${code ? ` ${code}` : ''}`)
  const lines = [...byStatus].sort().map(([what, all]) => {
    const took = all.map(({ tookMs }) => tookMs).sort((a, b) => a - b)
    const at = (share: number) => `${(took[Math.floor(share * (took.length - 1))] ?? 0).toFixed(0)} ms`
    return `  ${String(all.length).padStart(7)} × ${what.padEnd(24)} p50 ${at(0.5)}, p99 ${at(0.99)}, slowest ${at(1)}`
  })
  return [
    `overload: capacity ${capacity.toFixed(1)} purchases/s, one takes ${idleMs.toFixed(0)} ms; ` +
      `${(came / seconds).toFixed(1)}/s came for ${seconds} s (${turnedBack} more would have), ` +
      `${(bought / seconds).toFixed(1)}/s bought`,
    ...lines,
    `  ${unheard} had to ask again what became of their checkout; ` +
      `itself again after ${recoveredMs === null ? 'never' : `${(recoveredMs / 1_000).toFixed(2)} s`}`,
  ].join('\n')
}

async function closedLoop(forMs: number, buy: () => Promise<boolean>): Promise<number> {
  const startedMs = performance.now()
  let bought = 0
  const one = async () => {
    while (performance.now() - startedMs < forMs) if (await buy()) bought++
  }
  await Promise.all(Array.from({ length: AT_ONCE }, one))
  return bought / ((performance.now() - startedMs) / 1_000)
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now()
  await work()
  return performance.now() - startedMs
}

async function times<T>(count: number, work: () => Promise<T>): Promise<T[]> {
  const results: T[] = []
  for (let time = 0; time < count; time++) results.push(await work())
  return results
}

const median = (numbers: number[]) => numbers.sort((a, b) => a - b)[numbers.length >> 1] ?? 0
