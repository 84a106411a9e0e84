/**
 * `npm run chaos`: the real platform under a crowd and under power cuts, judged from outside.
 *
 *   1 crowd    500 buyers at once for 37 pieces of one SKU: exactly 37 orders.
 *   2 mixed    500 buyers with carts of one and of three lines, the SKUs in opposite orders, a limited promotion and one
 *              gift card among them; the process group is killed (SIGKILL) at random moments and started again.
 *   3 points   for each named crash point: a few buyers, a kill right there, a restart.
 *   4 overload what 16 buyers at a time get is measured; then three times as many come, whatever they are answered.
 *
 * After each part the history is checked against everybody's books. Options: `--buyers 500 --stock 37 --kills 4 --seed 1`,
 * `--only crowd|mixed|points|overload`, `--seconds 15` of overload.
 */
import { parseArgs } from 'node:util'
import { CRASH_POINTS } from '#domain/checkout.ts'
import { chanceOf } from '../sim/random.ts'
import { buy } from './buyer.ts'
import type { Wish } from './history.ts'
import { describeLoad, overload } from './overload.ts'
import { begin, judge, pause, type Session } from './session.ts'
import type { Shop } from './shop.ts'

const { values } = parseArgs({
  options: {
    buyers: { type: 'string', default: '500' },
    stock: { type: 'string', default: '37' },
    kills: { type: 'string', default: '4' },
    seed: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '15' },
    only: { type: 'string' },
  },
})
const buyers = whole('buyers', 1)
const stock = whole('stock', 1)
const kills = whole('kills', 0)
const seconds = whole('seconds', 1)
const chance = chanceOf(whole('seed', 1))
let isBad = false

/** More than anybody can buy within the time. */
const AMPLE = 1_000_000

/** Most cards work; some are refused, and some banks take the money and do not say so. */
const METHODS = ['test_pays', 'test_times_out', 'test_pays', 'test_declines', 'test_pays']

const PARTS: Record<string, () => Promise<void>> = { crowd, mixed, points, overload: flood }
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
  const run = await begin(stock)
  const wishes = wishesOf(buyers, () => [run.shop.variantIds[0] ?? ''], run.shop, 0)
  for (const wish of wishes) wish.paymentMethodId = 'test_pays'
  const tookMs = await letBuy(run, wishes)
  const orders = await tell('crowd', run, tookMs)
  if (buyers >= stock && orders !== stock) fault(`crowd: ${orders} orders for ${stock} pieces`)
}

async function mixed() {
  const run = await begin(stock)
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
  await tell('mixed', run, tookMs)
}

async function points() {
  for (const point of CRASH_POINTS) {
    const run = await begin(stock, { HALT_AT: point })
    const [a, b, c] = run.shop.variantIds as [string, string, string]
    const wishes = wishesOf(8, () => (chance.happens(0.5) ? [a, b, c] : [c, b, a]), run.shop, 0.5)
    for (const wish of wishes) if (wish.paymentMethodId === 'test_declines') wish.giftCardCode = null // or nothing is left to refuse
    const buying = letBuy(run, wishes)
    const was = await run.halted(point)
    await run.restart()
    const tookMs = await buying
    await tell(`point ${point}${was ? '' : ' (never reached)'}`, run, tookMs)
    if (!was) fault(`${point} was never reached`)
  }
}

async function flood() {
  const run = await begin(AMPLE)
  const startedMs = performance.now()
  const load = await overload(run, { measureMs: 5_000, overloadMs: seconds * 1_000, mostUnderWay: 2_000 })
  console.log(describeLoad(load))
  for (const text of load.faults) fault(`overload: ${text}`)
  await tell('overload', run, performance.now() - startedMs)
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
async function letBuy(run: Session, wishes: Wish[]): Promise<number> {
  const startedMs = performance.now()
  for (const wish of wishes) run.history.wishes.set(wish.email, wish)
  await Promise.all(wishes.map((wish) => buy(run.origin, run.shop.storeId, wish, run.history)))
  return performance.now() - startedMs
}

/** Checks, prints the outcome; returns how many orders there are. */
async function tell(name: string, session: Session, tookMs: number): Promise<number> {
  const { orders, faults, summary } = await judge(session)
  const verdict = faults.length === 0 ? 'agrees' : `${faults.length} FAULTS`
  console.log(`${name}: ${summary}, ${(tookMs / 1000).toFixed(1)} s: ${verdict}`)
  for (const text of faults.slice(0, 30)) fault(`${name}: ${text}`)
  return orders
}

function whole(name: 'buyers' | 'stock' | 'kills' | 'seed' | 'seconds', min: number): number {
  const value = Number(values[name])
  if (Number.isSafeInteger(value) && value >= min) return value
  console.error(`--${name} takes a whole number from ${min}.`)
  process.exit(2)
}

function fault(text: string) {
  isBad = true
  console.error(`  ✗ ${text}`)
}
