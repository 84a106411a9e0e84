/** A cart with its price: every way to deliver it is counted through, and the one that was chosen is what it costs. */

import type { CartQuery, CartWideNotice } from '#contract/cart.ts'
import type { ChosenPrice } from '#domain/price-list.ts'
import { isDelivered } from '#domain/price-parts.ts'
import { type PricingInput, priceCart, type Quote, type SpendableGiftCard } from '#domain/pricing.ts'
import { type ShippingRate, zoneOf } from '#domain/shipping.ts'
import type { Destination } from '#domain/tax.ts'
import type { CartSnapshot } from '#durable-objects/cart-answers.ts'
import type { Deps } from '../deps/deps.ts'
import { ApiProblem } from '../http/problem.ts'
import type { PricingContext } from '../pricing/pricing-context.ts'
import { isProvided } from '../shipping/shipping-provider.ts'
import type { StoreRecord } from '../stores/resolve-store.ts'
import { type CartFacts, type FactReaders, FRESH, type GiftCardRow, priceOf, readCartFacts } from './cart-facts.ts'
import type { CartVariant } from './cart-variants.ts'
import { priceAsking } from './provider-quotes.ts'

export interface PricedCartLine {
  id: string
  variantId: string
  quantity: number
  previousPriceMinor: number
  /** Null: it is not sold any more, or not in this currency. It costs nothing, and nobody can buy the cart with it. */
  sold: { variant: CartVariant; price: ChosenPrice } | null
}
export interface OfferedRate {
  rate: ShippingRate
  /** Before promotions. */
  priceMinor: number
  quote: Quote
}
export interface PricedCart {
  id: string
  snapshot: CartSnapshot
  facts: CartFacts
  lines: PricedCartLine[]
  needsShipping: boolean
  offered: OfferedRate[]
  rate: ShippingRate | null
  destination: Destination
  /** The address may change the total. */
  isEstimate: boolean
  /** Tax would be added to the total, and is left out because the place is a guess. */
  isTaxOpen: boolean
  quote: Quote
  notices: readonly CartWideNotice[]
}
/** Where it goes and how, as far as the person has said. */
export interface ShippingSelection {
  rateId?: string | undefined
  country?: string | undefined
  region?: string | undefined
  postalCode?: string | undefined
  /** From where on it is still to be said. */
  estimate?: CartQuery['estimate']
  /** Tax would be added, and is not told while the place may be another. */
  isTaxOpen?: boolean | undefined
}

/** Throws `shipping_rate_not_found`, `shipping_rate_unavailable` or `shipping_rates_unavailable` for a delivery option that it cannot have. */
export async function priceSnapshot(
  { deps, store, cartId }: { deps: Pick<Deps, 'db' | 'shipping' | 'tax'>; store: StoreRecord; cartId: string },
  snapshot: CartSnapshot,
  wish: ShippingSelection = {},
  readers: FactReaders = FRESH,
  known: CartFacts | null = null,
): Promise<PricedCart> {
  const facts = await readCartFacts(deps.db, store, snapshot, readers, known)
  return priceAsking(deps, store, facts, wish, (all, wanted) => priceWith(store, cartId, snapshot, all, wanted))
}

export function priceWith(
  store: StoreRecord,
  cartId: string,
  snapshot: CartSnapshot,
  facts: CartFacts,
  wish: ShippingSelection,
): PricedCart {
  const lines = snapshot.lines.map((line) => pricedLine(store, facts, line))
  const input = inputOf(store, snapshot, facts, lines)
  const { context } = facts
  const needsShipping = input.lines.some(isDelivered)
  const own = { country: store.country, region: '' }
  const home = { country: wish.country ?? store.country, region: wish.region ?? '' }

  /** A pickup is taxed where it is picked up. */
  const placeOf = (rate: ShippingRate | null) => (isDelivery(rate) ? home : (addressOf(rate, facts) ?? own))
  const quoteOf = (rate: ShippingRate | null) => {
    const taxRates = wish.isTaxOpen && needsShipping && isDelivery(rate) ? [] : input.taxRates
    // What is not delivered has no address that would be asked for: it is taxed at home.
    return priceCart({ ...input, taxRates, shippingRate: rate, destination: needsShipping ? placeOf(rate) : own })
  }

  const rates = [...(zoneOf(context.zones, home)?.rates ?? []), ...context.pickups]
  const offered = (needsShipping ? rates : []).flatMap((rate): OfferedRate[] => {
    if (rate.currency !== facts.currency) return []
    const quote = quoteOf(rate)
    const { priceMinor } = quote.shipping
    return priceMinor === null ? [] : [{ rate, priceMinor, quote }]
  })
  if (wish.rateId !== undefined) checkRate(facts, wish.rateId, needsShipping ? offered : null)
  const chosen = offered.find(({ rate }) => rate.id === wish.rateId) ?? offered[0] ?? null
  const rate = chosen?.rate ?? null
  const destination = needsShipping ? placeOf(rate) : own
  const quote = chosen?.quote ?? quoteOf(null)
  const isForAddress = needsShipping && isDelivery(rate)
  const isTaxOpen = isForAddress && wish.isTaxOpen === true
  const isEstimate = isTaxOpen || (isForAddress && isPriceOpen(context, home, wish))
  const priced = { id: cartId, snapshot, facts, lines, needsShipping, offered, rate, destination }
  return { ...priced, isEstimate, isTaxOpen, quote, notices: [] }
}

/** Whether delivery may cost something else where it goes in the end. */
const isPriceOpen = (
  { zones }: PricingContext,
  { country: here }: Destination,
  { country, estimate }: ShippingSelection,
): boolean =>
  country === undefined ||
  estimate === 'country' ||
  (estimate === 'region' &&
    zones.some(({ places }) => places.some((place) => place.country === here && place.regions.length > 0)))

/** While nothing is chosen, or can be, it is a delivery that is looked for. */
const isDelivery = (rate: ShippingRate | null): boolean => rate?.kind !== 'pickup'

function pricedLine(store: StoreRecord, facts: CartFacts, line: CartSnapshot['lines'][number]): PricedCartLine {
  const { id, variantId, quantity, unitPriceMinor } = line
  const variant = facts.variants.get(variantId)
  const price = variant && priceOf(store, facts, variant, quantity)
  const sold = variant && price ? { variant, price } : null
  return { id, variantId, quantity, previousPriceMinor: unitPriceMinor, sold }
}

function inputOf(
  store: StoreRecord,
  snapshot: CartSnapshot,
  facts: CartFacts,
  lines: readonly PricedCartLine[],
): Omit<PricingInput, 'shippingRate' | 'destination'> {
  const { context, currency, nowMs, customerGroupIds, promotions } = facts
  return {
    currency,
    nowMs,
    customerGroupIds,
    lines: lines.flatMap(({ id, quantity, sold }) => {
      if (!sold) return []
      const { productId, categoryIds, taxCategory, weightG, isGiftCard, requiresShipping } = sold.variant
      const goods = { productId, categoryIds, taxCategory, weightG, isGiftCard, requiresShipping }
      return [{ id, ...goods, quantity, ...sold.price }]
    }),
    promotions: [...context.automatic, ...promotions],
    codes: snapshot.codes.filter(({ kind }) => kind === 'promotion').map(({ value }) => value),
    taxInclusive: store.taxInclusive,
    taxRates: context.taxRates,
    giftCards: snapshot.codes.flatMap((code): SpendableGiftCard[] => {
      const card = code.kind === 'gift_card' ? facts.giftCards.get(code.value) : undefined
      if (!card || giftCardProblem(card, facts)) return []
      const { id, lastFour, balanceMinor } = card
      return [{ id, lastFour, currency, balanceMinor }]
    }),
  }
}

/** Why a gift card cannot pay for a cart at this moment; null when it can. */
export function giftCardProblem(card: GiftCardRow, { currency, nowMs }: Pick<CartFacts, 'currency' | 'nowMs'>) {
  if (card.disabled) return 'gift_card_disabled'
  if (card.expiresAt !== null && card.expiresAt <= nowMs) return 'gift_card_expired'
  if (card.currency !== currency) return 'gift_card_currency_mismatch'
  return card.balanceMinor === 0 ? 'gift_card_insufficient' : null
}

/** Where a pickup is; null where the location has no address. */
function addressOf(rate: ShippingRate | null, { context }: CartFacts): Destination | null {
  const address = context.locations.find(({ id }) => id === rate?.locationId)?.address
  return address ? { country: address.country, region: address.region } : null
}

/** `offered` is null where nothing is sent, so that any option of the store is as good as none. */
function checkRate({ context }: CartFacts, id: string, offered: readonly OfferedRate[] | null): void {
  const known = [...context.zones.flatMap(({ rates }) => rates), ...context.pickups]
  const detail = { path: 'shipping_rate_id', message: 'Choose another delivery option.' }
  if (!isProvided(id) && !known.some((rate) => rate.id === id))
    throw new ApiProblem('shipping_rate_not_found', [detail])
  if (offered && !offered.some(({ rate }) => rate.id === id)) {
    throw new ApiProblem('shipping_rate_unavailable', [detail])
  }
}
