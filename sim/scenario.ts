/** Draws the cast of a run: SKUs, promotions, gift cards, checkouts, and what people and misfortune do meanwhile. */
import type { CheckoutDraft, DraftLine, SpentGiftCard } from '#domain/checkout.ts'
import type { StockSettings } from '#domain/escrow.ts'
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
/** Some come when the holds of others have ended. */
const LONG_MS = 40 * 60_000

export function drawScenario(world: World): SimulatedCart[] {
  const { chance, timeline } = world
  drawSkus(world)
  for (let index = chance.whole(0, 2); index > 0; index--) {
    const limit = (max: number) => (chance.happens(0.7) ? chance.whole(1, max) : null)
    const promotion = { total: limit(4), perCustomer: limit(2) }
    world.promotions.set(`p${index}`, new SimulatedPromotion(`p${index}`, promotion, timeline, world.rules))
  }
  for (let index = chance.whole(0, 2); index > 0; index--) drawGiftCard(world, `g${index}`)

  const carts = Array.from(
    { length: chance.whole(1, 10) },
    (_, index) => new SimulatedCart(drawDraft(world, index), world),
  )
  for (const cart of carts) disturb(world, cart)
  return carts
}

function drawSkus(world: World): void {
  const { chance, timeline, network, rules, outside } = world
  for (let index = chance.whole(1, 3); index > 0; index--) {
    const isSpread = chance.happens(0.3)
    const settings: StockSettings = {
      backorder: chance.happens(0.25) ? 'allow' : 'deny',
      backorderLimit: chance.happens(0.8) ? chance.whole(1, 4) : null,
      safetyStock: chance.happens(0.25) ? chance.whole(1, 2) : 0,
      lowStockAt: null,
      shards: isSpread ? chance.whole(2, 4) : 1,
    }
    const sku = new SimulatedSku(`v${index}`, settings, timeline, network, rules)
    world.skus.set(sku.id, sku)
    // The first delivery is there before anybody buys.
    for (const locationId of LOCATIONS) {
      const about = { movementId: `opening-${locationId}`, reason: '', actor: '' }
      sku.shardAt(0).change({ ...about, type: 'receive', locationId, quantity: chance.whole(0, 6) })
    }
    for (let change = chance.whole(0, 3); change > 0; change--) {
      timeline.in(chance.whole(0, BUSY_MS), () => {
        sku.change(outside, drawChange(world, `${sku.id}-change${change}`, isSpread)).catch(() => {})
      })
    }
    if (isSpread) {
      for (const shard of sku.shards) {
        if (chance.happens(world.crashing * 4)) timeline.in(chance.whole(0, BUSY_MS), () => shard.crash())
      }
    }
  }
}

function drawChange({ chance }: World, movementId: string, isSpread: boolean): StockChange {
  const about = { movementId, reason: 'simulated', actor: 'somebody' }
  const locationId = chance.pick(LOCATIONS)
  const type = chance.pick([
    'receive',
    'receive',
    'transfer',
    'return',
    'adjust',
    isSpread ? 'receive' : 'count',
  ] as const)
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

/** What happens to a checkout beside its own course. */
function disturb({ chance, timeline, crashing }: World, cart: SimulatedCart): void {
  const startMs = chance.whole(0, chance.happens(0.7) ? BUSY_MS : LONG_MS)
  timeline.in(startMs, () => cart.begin())
  if (chance.happens(0.5)) timeline.in(startMs + chance.whole(1, BUSY_MS), () => cart.visit())
  if (chance.happens(0.1)) timeline.in(startMs + chance.whole(1, 100), () => cart.cancel())
  if (chance.happens(crashing * 3)) timeline.in(startMs + chance.whole(1, 300), () => cart.crash())
  // Whoever bought looks again in the end, should everything else have failed to wake the cart.
  timeline.in(2 * LONG_MS + startMs, () => cart.visit())
}

function drawDraft(world: World, index: number): CheckoutDraft {
  const { chance } = world
  const checkoutId = `c${index}`
  const variants = [...world.skus.keys()].filter(() => chance.happens(0.6))
  const hasCardLine = chance.happens(0.1)
  const lines = [
    ...(variants.length > 0 || hasCardLine ? variants : [chance.pick([...world.skus.keys()])]).map((variantId) =>
      drawLine(checkoutId, variantId, chance.whole(1, 3)),
    ),
    ...(hasCardLine ? [drawLine(checkoutId, 'card', chance.whole(1, 2))] : []),
  ]
  const totalMinor = lines.reduce((sum, line) => sum + line.lineTotalMinor, 0)
  const giftCards = drawSpending(world, totalMinor)
  const giftCardMinor = giftCards.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  const isPickup = chance.happens(0.2)
  const customerKey = chance.pick(CUSTOMERS)
  return {
    ...{ checkoutId, cartId: checkoutId, storeId: 's', orderId: checkoutId, paymentId: checkoutId, customerId: 'p' },
    ...{ eventIds: { placed: `${checkoutId}-placed`, paid: `${checkoutId}-paid` }, email: '', currency: 'USD', lines },
    shippingAddress: { name: '', line1: '', line2: '', city: '', region: '', postal_code: '', country: '', phone: '' },
    ...{ shippingMethod: '', fulfillmentType: isPickup ? 'pickup' : 'shipping' },
    locationId: isPickup ? chance.pick(LOCATIONS) : null,
    payment: { provider: 'sim', methodId: 'sim', label: '' },
    ...{ subtotalMinor: totalMinor, discountMinor: 0, shippingMinor: 0, taxMinor: 0, taxes: [], totalMinor },
    ...{ giftCardMinor, payableMinor: totalMinor - giftCardMinor, taxIncluded: false, discounts: [], explanation: [] },
    promotionUses: [...world.promotions.values()]
      .filter(() => chance.happens(0.5))
      .map(({ id, limits }) => ({ promotionId: id, customerKey, limits })),
    giftCards,
  }
}

function drawLine(checkoutId: string, variantId: string, quantity: number): DraftLine {
  const isGiftCard = variantId === 'card'
  const cards = Array.from({ length: isGiftCard ? quantity : 0 }, (_, index) => `${checkoutId}-card${index}`)
  return {
    ...{
      itemId: `${checkoutId}-${variantId}`,
      variantId,
      productSlug: '',
      title: '',
      variantTitle: '',
      sku: variantId,
    },
    ...{ imageUrl: null, quantity, unitPriceMinor: PRICE_MINOR, lineTotalMinor: quantity * PRICE_MINOR },
    ...{ discountMinor: 0, taxes: [], stockShards: 1, isGiftCard },
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
