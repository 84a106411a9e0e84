/**
 * `npm run chaos`: the real platform under a crowd and under power cuts, judged from outside.
 *
 *   1 crowd    500 buyers at once for 37 pieces of one SKU: exactly 37 orders.
 *   2 mixed    500 buyers with carts of one and of three lines, the SKUs in opposite orders, a limited promotion and one
 *              gift card among them; the process group is killed (SIGKILL) at random moments and started again.
 *   3 points   for each named crash point: a few buyers, a kill right there, a restart.
 *
 * After each part the history is checked against everybody's books. Options: `--buyers 500 --stock 37 --kills 4 --seed 1`,
 * `--only crowd|mixed|points`.
 */
import { parseArgs } from 'node:util'
import { CRASH_POINTS } from '#domain/checkout.ts'
import { chanceOf } from '../sim/random.ts'
import { newState, type RunningPlatform, removeState, startPlatform } from '../tests/e2e/platform.ts'
import { readBooks } from './books.ts'
import { buy } from './buyer.ts'
import { check } from './check.ts'
import { History, type Wish } from './history.ts'
import { limitsOf, openShop, type Shop, shelvesOf } from './shop.ts'

const { values } = parseArgs({
  options: {
    buyers: { type: 'string', default: '500' },
    stock: { type: 'string', default: '37' },
    kills: { type: 'string', default: '4' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
})
const buyers = whole('buyers', 1)
const stock = whole('stock', 1)
const kills = whole('kills', 0)
const chance = chanceOf(whole('seed', 1))
let isBad = false

/** Most cards work; some are refused, and some banks take the money and do not say so. */
const METHODS = ['test_pays', 'test_times_out', 'test_pays', 'test_declines', 'test_pays']

const PARTS: Record<string, () => Promise<void>> = { crowd, mixed, points }
const chosen = values.only ? [values.only] : Object.keys(PARTS)
for (const name of chosen) {
  const part = PARTS[name]
  if (!part) {
    console.error(`--only takes ${Object.keys(PARTS).join(', ')}.`)
    process.exit(2)
  }
  await part()
}
console.log(isBad ? 'The history and the books do not agree.' : 'Everything agrees.')
process.exit(isBad ? 1 : 0)

async function crowd() {
  const run = await begin()
  const wishes = wishesOf(buyers, () => [run.shop.variantIds[0] ?? ''], run.shop, 0)
  for (const wish of wishes) wish.paymentMethodId = 'test_pays'
  const tookMs = await letBuy(run, wishes)
  const orders = await judge('crowd', run, tookMs)
  if (buyers >= stock && orders !== stock) fault(`crowd: ${orders} orders for ${stock} pieces`)
}

async function mixed() {
  const run = await begin()
  const [a, b, c] = run.shop.variantIds as [string, string, string]
  const wanted = () => {
    const kind = chance.whole(0, 3)
    if (kind === 0) return [[a], [b], [c]][chance.whole(0, 2)] ?? [a]
    return chance.happens(0.5) ? [a, b, c] : [c, b, a]
  }
  const wishes = wishesOf(buyers, wanted, run.shop, 0.3)
  let isOver = false
  const buying = letBuy(run, wishes).finally(() => {
    isOver = true
  })
  for (let kill = 0; kill < kills; kill++) {
    // Spread over the crowd's payments, and then at any moment of the second that follows.
    const after = Math.round(((kill + 0.5) * buyers) / (kills + 1))
    while (run.history.begun < after && !isOver) await pause(5)
    await pause(chance.whole(0, 400))
    await run.restart()
  }
  const tookMs = await buying
  await judge('mixed', run, tookMs)
}

async function points() {
  for (const point of CRASH_POINTS) {
    const run = await begin({ HALT_AT: point })
    const [a, b, c] = run.shop.variantIds as [string, string, string]
    const wishes = wishesOf(8, () => (chance.happens(0.5) ? [a, b, c] : [c, b, a]), run.shop, 0.5)
    const buying = letBuy(run, wishes)
    const was = await run.halted(point)
    await run.restart()
    const tookMs = await buying
    await judge(`point ${point}${was ? '' : ' (never reached)'}`, run, tookMs)
    if (!was) fault(`${point} was never reached`)
  }
}

interface Run {
  shop: Shop
  history: History
  origin: () => string
  /** Kills the process group and starts the platform again on the same port and data. */
  restart: () => Promise<void>
  /** Waits until a checkout stops at the point; false when none does. */
  halted: (point: string) => Promise<boolean>
  end: () => Promise<{ state: string }>
}

async function begin(variables: Record<string, string> = {}): Promise<Run> {
  const state = newState()
  let platform: RunningPlatform = await startPlatform({ state, seed: false })
  const { port, url } = platform
  const shop = await openShop(url, 'chaos', stock)
  if (Object.keys(variables).length > 0) {
    await platform.stop()
    platform = await startPlatform({ state, port, seed: false, variables })
  }
  return {
    ...{ shop, history: new History(), origin: () => url },
    async restart() {
      await platform.kill()
      platform = await startPlatform({ state, port, seed: false })
    },
    halted: (point) =>
      platform.printed(`"point":"${point}"`, 30_000).then(
        () => true,
        () => false,
      ),
    async end() {
      await platform.stop()
      return { state }
    },
  }
}

/** Who wants what; a share of them with the promotion's code, and with the gift card. */
function wishesOf(count: number, variantIds: () => string[], shop: Shop, withCodes: number): Wish[] {
  return Array.from({ length: count }, (_, index) => ({
    email: `buyer-${index}@example.com`,
    variantIds: variantIds(),
    paymentMethodId: METHODS[index % METHODS.length] ?? 'test_pays',
    promotionCode: chance.happens(withCodes) ? shop.promotion.code : null,
    giftCardCode: chance.happens(withCodes / 2) ? shop.giftCard.code : null,
  }))
}

/** All at once; resolves when each of them knows. */
async function letBuy(run: Run, wishes: Wish[]): Promise<number> {
  const startedMs = performance.now()
  for (const wish of wishes) run.history.wishes.set(wish.email, wish)
  await Promise.all(wishes.map((wish) => buy(run.origin, run.shop.storeId, wish, run.history)))
  return performance.now() - startedMs
}

/** Waits for messages and holds to settle, stops the platform and checks. Returns how many orders there are. */
async function judge(name: string, run: Run, tookMs: number): Promise<number> {
  const { shop, history, origin } = run
  const untilMs = Date.now() + 150_000
  let shelves = await shelvesOf(origin(), shop, stock)
  const limits = async () => limitsOf(origin(), shop)
  const isSettled = () => shelves.every(({ audit }) => audit.held === 0 && audit.in_transit === 0 && audit.projected)
  while (!isSettled() && Date.now() < untilMs) {
    await pause(1_000)
    shelves = await shelvesOf(origin(), shop, stock)
  }
  await mailsAreSent(run, untilMs)
  const found = await limits()
  const { state } = await run.end()
  const books = readBooks(state, shop.storeId)
  const faults = check(history, books, shelves, found)
  const sold = shelves.map(({ audit }) => audit.sold)
  const unknown = history.attempts.filter(({ told }) => told.outcome === 'unknown').length
  const waited = history.answers.filter(({ status }) => status === 503 || status === 429).length
  console.log(
    `${name}: ${history.wishes.size} buyers, ${books.orders.length} orders, sold ${sold.join('/')} of ${stock}, ` +
      `${history.answers.length} answers, ${unknown} attempts without an answer, ${waited} times told to wait, ` +
      `${(tookMs / 1000).toFixed(1)} s: ${faults.length === 0 ? 'agrees' : `${faults.length} FAULTS`}`,
  )
  for (const text of faults.slice(0, 30)) fault(`${name}: ${text}`)
  removeState(state)
  return books.orders.length
}

/** The sweep sends what a kill left behind, a minute later at most. */
async function mailsAreSent({ origin, shop, history }: Run, untilMs: number): Promise<void> {
  const placed = new Set(history.attempts.flatMap(({ buyer, told }) => (told.outcome === 'completed' ? [buyer] : [])))
  const waiting = new Set(placed)
  while (waiting.size > 0 && Date.now() < untilMs) {
    for (const email of [...waiting]) {
      const response = await fetch(`${origin()}/api/v1/dev/mailbox?per_page=1&recipient=${encodeURIComponent(email)}`)
      const { data } = (await response.json()) as { data: { total: number } }
      if (data.total > 0) waiting.delete(email)
    }
    if (waiting.size > 0) await pause(1_000)
  }
  if (waiting.size > 0) fault(`${waiting.size} buyers of ${shop.storeId} have no mail`)
}

function whole(name: 'buyers' | 'stock' | 'kills' | 'seed', min: number): number {
  const value = Number(values[name])
  if (Number.isSafeInteger(value) && value >= min) return value
  console.error(`--${name} takes a whole number from ${min}.`)
  process.exit(2)
}

function fault(text: string) {
  isBad = true
  console.error(`  ✗ ${text}`)
}

function pause(ms: number) {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
