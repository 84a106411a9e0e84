/**
 * One run: some checkouts over a few SKUs, promotions and gift cards, driven by the real rules, effects and driver through
 * a bad network and crashes, until nothing is left to happen. What must never be is looked for after every step; in the
 * end everything must agree. The same seed gives the same run.
 */
import { audit } from './audit.ts'
import { REAL_RULES, type Rules } from './rules.ts'
import { drawScenario } from './scenario.ts'
import { World } from './world.ts'

export interface Outcome {
  seed: number
  steps: number
  /** What has happened, and how often. */
  counts: Record<string, number>
  /** What did not agree; empty in a good run. */
  faults: string[]
}

/** After so many steps a run that has not come to its end never will. */
const MAX_STEPS = 50_000

export async function simulate(
  seed: number,
  options: { rules?: Partial<Rules>; log?: (line: string) => void } = {},
): Promise<Outcome> {
  const world = new World(seed, { ...REAL_RULES, ...options.rules }, options.log ?? null)
  const carts = drawScenario(world)
  world.sweep(() => carts.every(({ state }) => state.phase === 'completed' || state.phase === 'failed'))
  const outcome: Outcome = { seed, steps: 0, counts: world.coverage.counts, faults: [] }
  while (outcome.faults.length === 0 && (await world.timeline.advance())) {
    outcome.faults.push(...world.faults())
    if (++outcome.steps > MAX_STEPS) outcome.faults.push('the run does not end')
  }
  if (outcome.faults.length === 0) outcome.faults.push(...audit(world, carts))
  count(
    world,
    carts.map(({ state }) => state.phase),
  )
  for (const fault of outcome.faults) world.trace(`FAULT ${fault}`)
  return outcome
}

function count({ coverage, network, bank, skus, database }: World, phases: string[]): void {
  coverage.add('checkouts', phases.length)
  for (const phase of phases) coverage.add(phase)
  for (const [what, times] of Object.entries(network.counts)) coverage.add(what, times)
  const payments = [...bank.payments.values()]
  coverage.add('refunded', payments.filter(({ status }) => status === 'refunded').length)
  coverage.add(
    'shard_crash',
    [...skus.values()].reduce((sum, { crashes }) => sum + crashes, 0),
  )
  coverage.add(
    'expired_hold',
    [...skus.values()].flatMap(({ shards }) => shards).reduce((sum, { book }) => sum + book.expired, 0),
  )
  const changes = [...skus.values()].flatMap((sku) => sku.changes.map((made) => ({ ...made, isSpread: sku.isSpread })))
  for (const { change, outcome, isSpread } of changes) {
    if (isSpread && outcome !== 'unknown') coverage.add(`spread_${change.type}`)
  }
  coverage.add(
    'configured',
    [...skus.values()].reduce((sum, { configured }) => sum + configured, 0),
  )
  coverage.add(
    'borrowed',
    [...skus.values()].reduce((sum, { borrowed }) => sum + borrowed, 0),
  )
  const orders = [...database.orders.values()]
  coverage.add('backordered', orders.filter(({ settlement }) => settlement.backordered.length > 0).length)
  const sold = [...skus.values()]
    .flatMap(({ shards }) => shards)
    .flatMap(({ book }) => {
      const holds = [...book.holds.values()].filter(({ state }) => state === 'committed')
      return holds.map((hold) => ({ hold, sale: book.salesOf(hold.id)[0] }))
    })
  coverage.add('retaken', sold.filter(({ hold, sale }) => sale && sale.atMs > hold.expiresAtMs).length)
  coverage.add('bought_cards', orders.filter(({ draft }) => draft.lines.some(({ isGiftCard }) => isGiftCard)).length)
  coverage.add('unpaid_orders', orders.filter(({ draft }) => draft.payableMinor === 0).length)
  coverage.add('picked_up', orders.filter(({ draft }) => draft.locationId !== null).length)
}
