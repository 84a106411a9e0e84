/** Draws the cast of a run: SKUs, promotions, gift cards, checkouts, and what people and misfortune do meanwhile. */
import type { CheckoutDraft, DraftLine, SpentGiftCard } from '#domain/checkout.ts'
import type { StockSettings } from '#domain/escrow.ts'
import type { UseLimits } from '#domain/promotion-uses.ts'
import type { StockChange } from '#domain/reservation.ts'
import { SimulatedCart } from './cart.ts'
import { SimulatedPromotion } from './promotion.ts'
import { SimulatedSku } from './sku.ts'
import type { World } from './world.ts'

const LOCATIONS = ['north', 'south']
const CUSTOMERS = ['ann', 'ben', 'cleo']
const PRICE_MINOR = 100
/** Most checkouts begin, and people change stock, within this time. */
const BUSY_MS = 60_000
/** Or within so short a time that most of them meet. */
const RUSH_MS = 200
/** Some come when the holds of others have ended. */
const LONG_MS = 40 * 60_000

interface Run {
  /** Within what time most checkouts begin. */
  withinMs: number
  /** How likely a checkout has the merchant change something just then. */
  restless: number
}

export function drawScenario(world: World): SimulatedCart[] {
  const { chance, timeline } = world
  drawSkus(world)
  for (let index = chance.whole(0, 2); index > 0; index--) {
    const id = `p${index}`
    world.promotions.set(id, new SimulatedPromotion(id, drawLimits(world), timeline, world.rules))
  }
  for (let index = chance.whole(0, 2); index > 0; index--) drawGiftCard(world, `g${index}`)

  const carts = Array.from(
    { length: chance.whole(1, 10) },
    (_, index) => new SimulatedCart(drawDraft(world, index), world),
  )
  const run = { withinMs: chance.happens(0.4) ? RUSH_MS : BUSY_MS, restless: chance.happens(0.3) ? 0.8 : 0.1 }
  for (const cart of carts) letRun(world, cart, run)
  return carts
}

function drawSkus(world: World): void {
  const { chance, timeline, network, rules, outside } = world
  for (let index = chance.whole(1, 3); index > 0; index--) {
    const sku = new SimulatedSku(`v${index}`, drawSettings(world), timeline, network, rules)
    world.skus.set(sku.id, sku)
    // The first delivery is there before anybody buys.
    for (const locationId of LOCATIONS) {
      const about = { movementId: `opening-${locationId}`, reason: '', actor: '' }
      sku.shardAt(0).change({ ...about, type: 'receive', locationId, quantity: chance.whole(0, 6) })
    }
    for (let change = chance.whole(0, 3); change > 0; change--) {
      timeline.in(chance.whole(0, BUSY_MS), () => {
        sku.change(outside, drawChange(world, `${sku.id}-change${change}`)).catch(() => {})
      })
    }
    for (let time = chance.happens(0.2) ? chance.whole(1, 3) : 0; time > 0; time--) {
      timeline.in(chance.whole(0, BUSY_MS), () => changeSettings(world, sku))
    }
    for (const shard of sku.shards.slice(0, sku.settings.shards)) {
      const mayCrash = sku.settings.shards > 1 && chance.happens(world.crashing * 4)
      if (mayCrash) timeline.in(chance.whole(0, BUSY_MS), () => shard.crash())
    }
  }
}

function drawLimits({ chance }: World): UseLimits {
  const limit = (max: number) => (chance.happens(0.7) ? chance.whole(1, max) : null)
  return { total: limit(4), perCustomer: limit(2) }
}

/** The merchant raises or lowers what a promotion allows, or turns it off, while a checkout is under way. */
function changePromotion(world: World): void {
  const { chance, promotions, coverage } = world
  if (promotions.size === 0) return
  const promotion = chance.pick([...promotions.values()])
  promotion.limit(chance.happens(0.4) ? { total: 1, perCustomer: 1 } : drawLimits(world))
  promotion.isOn = chance.happens(0.7)
  coverage.add(promotion.isOn ? 'promotion_limited' : 'promotion_off')
}

function drawSettings({ chance }: World): StockSettings {
  return {
    tracked: true,
    backorder: chance.happens(0.25) ? 'allow' : 'deny',
    backorderLimit: chance.happens(0.8) ? chance.whole(1, 4) : null,
    safetyStock: chance.happens(0.25) ? chance.whole(1, 2) : 0,
    lowStockAt: null,
    shards: chance.happens(0.3) ? chance.whole(2, 4) : 1,
  }
}

function changeSettings(world: World, sku = world.chance.pick([...world.skus.values()])): void {
  sku.configure(world.outside, drawOtherSettings(world, sku.settings)).catch(() => {})
}

/** Mostly one thing is changed. */
function drawOtherSettings({ chance }: World, before: StockSettings): StockSettings {
  const shards = { ...before, shards: before.shards > 1 ? chance.pick([1, 2, 4]) : chance.whole(2, 4) }
  const policy: StockSettings = {
    ...before,
    tracked: true,
    backorder: before.backorder === 'deny' || chance.happens(0.4) ? 'allow' : 'deny',
    backorderLimit: chance.happens(0.8) ? chance.whole(1, 4) : null,
  }
  const safety = { ...before, safetyStock: chance.whole(0, 4) }
  return chance.pick([shards, shards, policy, safety, { ...policy, shards: shards.shards }])
}

function drawChange({ chance }: World, movementId: string): StockChange {
  const about = { movementId, reason: 'simulated', actor: 'somebody' }
  const locationId = chance.pick(LOCATIONS)
  const type = chance.pick(['receive', 'receive', 'transfer', 'return', 'adjust', 'count'] as const)
  if (type === 'transfer') {
    const toLocationId = LOCATIONS.find((other) => other !== locationId) ?? ''
    return { ...about, type, locationId, toLocationId, quantity: chance.whole(1, 3) }
  }
  return { ...about, type, locationId, quantity: type === 'adjust' ? chance.whole(-2, 2) : chance.whole(0, 4) }
}

function drawGiftCard(world: World, id: string): void {
  const { chance, timeline } = world
  const expiresAtMs = chance.happens(0.15) ? timeline.nowMs + chance.whole(0, BUSY_MS) : null
  const card = world.giftCard(id)
  card.issue({ id: 'issued', amountMinor: chance.whole(1, 6) * PRICE_MINOR, currency: 'USD' }, expiresAtMs)
  if (!chance.happens(0.15)) return
  timeline.in(chance.whole(0, BUSY_MS), () => {
    card.isDisabled = true
  })
}

/** When a checkout begins, and what happens to it beside its own course. */
function letRun(world: World, cart: SimulatedCart, { withinMs, restless }: Run): void {
  const { chance, timeline, crashing } = world
  // Some have been on their way for so long that they go by what was said at the beginning.
  const isOld = chance.happens(0.2)
  const startMs = chance.whole(0, chance.happens(0.7) ? withinMs : LONG_MS)
  timeline.in(startMs, () => cart.begin(isOld ? cart.draft : asOfNow(world, cart.draft)))
  if (chance.happens(0.5)) timeline.in(startMs + chance.whole(1, BUSY_MS), () => cart.visit())
  if (chance.happens(restless)) timeline.in(startMs + chance.whole(1, 150), () => changePromotion(world))
  if (chance.happens(restless / 2)) timeline.in(startMs + chance.whole(1, 150), () => changeSettings(world))
  if (chance.happens(0.1)) timeline.in(startMs + chance.whole(1, 100), () => cart.cancel())
  if (chance.happens(crashing * 3)) timeline.in(startMs + chance.whole(1, 300), () => cart.crash())
  // Whoever bought looks again in the end, should everything else have failed to wake the cart.
  timeline.in(2 * LONG_MS + startMs, () => cart.visit())
}

/** By the settings of this moment. */
function asOfNow({ skus, promotions }: World, draft: CheckoutDraft): CheckoutDraft {
  return {
    ...draft,
    lines: draft.lines.map((line) => ({ ...line, stockShards: skus.get(line.variantId)?.settings.shards ?? 1 })),
    promotionUses: draft.promotionUses.flatMap((use) => {
      const promotion = promotions.get(use.promotionId)
      return promotion?.isOn ? [{ ...use, limits: promotion.limits }] : []
    }),
  }
}

function drawDraft(world: World, index: number): CheckoutDraft {
  const { chance } = world
  const checkoutId = `c${index}`
  const variants = [...world.skus.keys()].filter(() => chance.happens(0.6))
  const hasCardLine = chance.happens(0.1)
  const lines = [
    ...(variants.length > 0 || hasCardLine ? variants : [chance.pick([...world.skus.keys()])]).map((variantId) =>
      drawLine(checkoutId, variantId, chance.whole(1, 3), world.skus.get(variantId)?.settings.shards),
    ),
    ...(hasCardLine ? [drawLine(checkoutId, 'card', chance.whole(1, 2))] : []),
  ]
  const totalMinor = lines.reduce((sum, line) => sum + line.lineTotalMinor, 0)
  const giftCards = drawSpending(world, totalMinor)
  const giftCardMinor = giftCards.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  const isPickup = chance.happens(0.2)
  const customerKey = chance.pick(CUSTOMERS)
  return {
    checkoutId,
    cartId: checkoutId,
    storeId: 's',
    orderId: checkoutId,
    paymentId: checkoutId,
    customerId: 'p',
    eventIds: { placed: `${checkoutId}-placed`, paid: `${checkoutId}-paid` },
    email: '',
    currency: 'USD',
    lines,
    shippingAddress: { name: '', line1: '', line2: '', city: '', region: '', postal_code: '', country: '', phone: '' },
    shippingMethod: '',
    fulfillmentType: isPickup ? 'pickup' : 'shipping',
    locationId: isPickup ? chance.pick(LOCATIONS) : null,
    payment: { provider: 'sim', methodId: 'sim', label: '' },
    subtotalMinor: totalMinor,
    discountMinor: 0,
    shippingMinor: 0,
    taxMinor: 0,
    taxes: [],
    totalMinor,
    giftCardMinor,
    payableMinor: totalMinor - giftCardMinor,
    taxIncluded: false,
    discounts: [],
    explanation: [],
    promotionUses: [...world.promotions.values()]
      .filter(() => chance.happens(0.5))
      .map(({ id, limits }) => ({ promotionId: id, customerKey, limits })),
    giftCards,
  }
}

function drawLine(checkoutId: string, variantId: string, quantity: number, stockShards = 1): DraftLine {
  const isGiftCard = variantId === 'card'
  const cards = Array.from({ length: isGiftCard ? quantity : 0 }, (_, index) => `${checkoutId}-card${index}`)
  return {
    itemId: `${checkoutId}-${variantId}`,
    variantId,
    productSlug: '',
    title: '',
    variantTitle: '',
    sku: variantId,
    imageUrl: null,
    quantity,
    unitPriceMinor: PRICE_MINOR,
    lineTotalMinor: quantity * PRICE_MINOR,
    discountMinor: 0,
    taxes: [],
    stockShards,
    isGiftCard,
    requiresShipping: true,
    giftCards: cards.map((giftCardId) => ({ giftCardId, eventId: `${giftCardId}-issued` })),
  }
}

/** As much of each card as it held when the cart was priced: others may spend it first. */
function drawSpending({ chance, giftCards }: World, totalMinor: number): SpentGiftCard[] {
  let left = totalMinor
  const spent: SpentGiftCard[] = []
  for (const { id, balanceMinor } of giftCards.values()) {
    const amountMinor = Math.min(left, balanceMinor)
    if (amountMinor === 0 || !chance.happens(0.4)) continue
    spent.push({ giftCardId: id, lastFour: '', amountMinor })
    left -= amountMinor
  }
  return spent
}
