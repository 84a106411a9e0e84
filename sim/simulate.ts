/**
 * One run: some checkouts over a few SKUs, driven by the real rules and effects through a bad network and crashes, until
 * all of them are over. Then everything must agree. The same seed gives the same run.
 */
import { type CheckoutDraft, type CheckoutState, effectOf, isOver, startCheckout, step } from '#domain/checkout.ts'
import { performEffect } from '#domain/checkout-effects.ts'
import { type Chance, chanceOf } from './random.ts'
import { Clock, SimulatedWorld, type Weather } from './world.ts'

interface Running {
  draft: CheckoutDraft
  /** As it is stored: a crash goes back to it. */
  state: CheckoutState
}
export interface Outcome {
  seed: number
  checkouts: number
  completed: number
  failed: number
  crashes: number
  steps: number
  /** What did not agree; empty in a good run. */
  faults: string[]
}

/** After so many steps a run that has not come to its end never will. */
const MAX_STEPS = 20_000

export async function simulate(seed: number): Promise<Outcome> {
  const chance = chanceOf(seed)
  const clock = new Clock()
  const rough = chance.next() * 0.4
  const weather: Weather = { lost: rough, repeated: rough / 2, slow: rough / 4, declined: 0.1 }
  const crashing = chance.next() * 0.3
  const world = new SimulatedWorld(chance, clock, weather)
  const variants = Array.from({ length: chance.whole(1, 4) }, (_, index) => `v${index}`)
  for (const variant of variants) world.receive(variant, chance.whole(0, 6))
  const running = Array.from({ length: chance.whole(1, 12) }, (_, index) => newCheckout(index, variants, chance, clock))

  const faults: string[] = []
  const outcome = { seed, checkouts: running.length, completed: 0, failed: 0, crashes: 0, steps: 0, faults }
  for (let open = running; open.length > 0; open = open.filter(({ state }) => !isOver(state))) {
    if (++outcome.steps > MAX_STEPS) {
      faults.push(`${open.length} checkouts never end: ${open.map(({ state }) => state.phase).join(', ')}`)
      return outcome
    }
    const next = open[chance.whole(0, open.length - 1)]
    if (next) outcome.crashes += await advance(next, world, chance, clock, crashing)
    for (const [id, sku] of world.skus) {
      const { onHand, held } = sku.stock()
      if (held > onHand || onHand < 0) faults.push(`${id} promises ${held} of ${onHand}`)
    }
  }
  for (const { state } of running) outcome[state.phase === 'completed' ? 'completed' : 'failed']++
  faults.push(...audit(world, running))
  return outcome
}

/** One turn of the cart's object: perform the effect, store the next state, unless the power goes in between. */
async function advance(checkout: Running, world: SimulatedWorld, chance: Chance, clock: Clock, crashing: number) {
  const effect = effectOf(checkout.state)
  if (!effect) return 0
  clock.nowMs = Math.max(clock.nowMs + chance.whole(1, 50), checkout.state.dueAtMs)
  if (chance.happens(crashing)) return 1 // before the effect
  const { draft, state } = checkout
  const event = await performEffect(world.ports(), effect, draft, state).catch(() => ({ type: 'faulted' as const }))
  if (chance.happens(crashing)) return 1 // after the effect, before its outcome is stored
  checkout.state = step(state, event, clock.nowMs)
  return 0
}

/** Orders, payments, holds and shelves against one another. */
function audit(world: SimulatedWorld, running: Running[]): string[] {
  const faults: string[] = []
  for (const { draft, state } of running) {
    const { checkoutId } = draft
    const isSold = state.phase === 'completed'
    const payment = world.payments.get(checkoutId)
    const holds = draft.lines.map((line) => world.skus.get(line.variantId)?.holds.get(checkoutId)?.state)
    const say = (fault: string) => faults.push(`${checkoutId} ${state.phase}: ${fault}`)
    if (world.orders.has(checkoutId) !== isSold) say(isSold ? 'no order' : 'an order all the same')
    if ((payment === 'paid') !== isSold) say(`payment is ${payment}`)
    if (isSold && holds.some((hold) => hold !== 'committed')) say(`holds are ${holds}`)
    if (!isSold && holds.some((hold) => hold === 'held' || hold === 'committed')) say(`holds are ${holds}`)
    if (isSold && state.orderNumber !== world.orders.get(checkoutId)) say('another order number')
  }
  for (const [id, sku] of world.skus) {
    if (sku.onHand + sku.piecesSold() !== sku.received) faults.push(`${id}: pieces are lost or made up`)
  }
  if (new Set(world.orders.values()).size !== world.orders.size) faults.push('an order number was given twice')
  return faults
}

function newCheckout(index: number, variants: string[], chance: Chance, clock: Clock): Running {
  const lines = variants
    .filter((_, position) => position === index % variants.length || chance.happens(0.5))
    .map((variantId) => ({
      ...{
        itemId: `i${index}`,
        variantId,
        productSlug: '',
        title: '',
        variantTitle: '',
        sku: variantId,
        imageUrl: null,
      },
      ...{ quantity: chance.whole(1, 3), unitPriceMinor: 100, lineTotalMinor: 100 },
    }))
  const checkoutId = `c${index}`
  const draft: CheckoutDraft = {
    ...{ checkoutId, cartId: checkoutId, storeId: 's', orderId: checkoutId, paymentId: checkoutId, customerId: 'p' },
    ...{ eventIds: { placed: 'e1', paid: 'e2' }, email: '', shippingMethod: '', currency: 'USD', lines },
    ...{ subtotalMinor: 100, shippingMinor: 0, taxMinor: 0, totalMinor: 100, taxIncluded: false, taxRateBps: 0 },
    payment: { provider: 'sim', methodId: 'sim', label: '' },
    shippingAddress: { name: '', line1: '', line2: '', city: '', region: '', postal_code: '', country: '', phone: '' },
  }
  return { draft, state: startCheckout(clock.nowMs) }
}
