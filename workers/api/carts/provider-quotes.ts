/**
 * A cart with what providers outside say of it: their delivery prices and tax rates become facts like those of the store's
 * own tables, and the cart is priced with them. A store that nobody serves is priced at once.
 *
 * Delivery  Asked for only where the place is said, not guessed: what is added to a cart waits for no carrier. Without an
 *           answer the zone's own rates are offered, with a notice.
 * Taxes     Asked for the one place that the cart is taxed at. Without an answer the store's table counts, if it has rates
 *           for all goods there; else the notice says that the total is without tax, and nobody can buy at it.
 */
import type { CartWideNotice } from '#contract/cart.ts'
import { DEFAULT_LOCATION } from '#contract/location.ts'
import { sumOf } from '#domain/money.ts'
import { isDelivered } from '#domain/price-parts.ts'
import { zoneOf } from '#domain/shipping.ts'
import { EXEMPT_CATEGORY, ratesFor } from '#domain/tax.ts'
import type { Deps } from '../deps/deps.ts'
import { ApiProblem } from '../http/problem.ts'
import type { PricingContext } from '../pricing/pricing-context.ts'
import { isProvided, type Place, rateOf, type ShippingRequest } from '../shipping/shipping-provider.ts'
import type { StoreRecord } from '../stores/resolve-store.ts'
import { taxRatesOf } from '../taxes/tax-provider.ts'
import type { CartFacts } from './cart-facts.ts'
import type { PricedCart, ShippingSelection } from './price-cart.ts'

type Providers = Pick<Deps, 'shipping' | 'tax'>
/** Providers are asked again after ten seconds. */
export const RETRY_AFTER = { 'retry-after': '10' }
const RATE_DETAIL = { path: 'shipping_rate_id', message: 'This cannot be priced at the moment.' }

type Price = (facts: CartFacts, wish: ShippingSelection) => PricedCart

/** Throws what `price` throws, and `shipping_rates_unavailable` for a delivery whose provider does not answer. */
export async function priceAsking(
  { shipping, tax }: Providers,
  store: StoreRecord,
  facts: CartFacts,
  said: ShippingSelection,
  price: Price,
): Promise<PricedCart> {
  const taxer = tax.find((provider) => provider.serves(store))
  const wish = { ...said, isTaxOpen: isTaxOpen(store, facts, said, taxer !== undefined) }
  const areRatesAsked = facts.context.zones.some((zone) => shipping.some((provider) => provider.serves(zone)))
  const delivery = areRatesAsked ? await askForDelivery(shipping, store, facts, wish, price) : null
  const priced = price(delivery?.facts ?? facts, wish)
  const taxed = await withTaxes(taxer, store, priced, wish, price)
  if (!delivery?.notice) return taxed
  const isEstimate = taxed.isEstimate || delivery.notice === 'shipping_rates_at_checkout'
  return { ...taxed, isEstimate, notices: [delivery.notice, ...taxed.notices] }
}

/** Tax that comes on top is told once the place is known as far as the tax depends on it. */
function isTaxOpen(store: StoreRecord, { context }: CartFacts, wish: ShippingSelection, isProvided: boolean): boolean {
  if (store.taxInclusive || wish.estimate === undefined) return false
  const { country } = homeOf(store, wish)
  const isByRegion = context.taxRates.some((rate) => rate.country === country && rate.region !== '')
  return wish.estimate === 'country' || isProvided || isByRegion
}

interface Delivery {
  facts: CartFacts
  notice: CartWideNotice | null
}

/** Null where nobody is to be asked. */
async function askForDelivery(
  shipping: Providers['shipping'],
  store: StoreRecord,
  facts: CartFacts,
  wish: ShippingSelection,
  price: Price,
): Promise<Delivery | null> {
  const { context, currency } = facts
  const destination = homeOf(store, wish)
  const zone = zoneOf(context.zones, destination)
  const providers = zone ? shipping.filter((provider) => provider.serves(zone)) : []
  if (!zone || providers.length === 0) return null
  const parcel = parcelOf(
    price({ ...facts, context: { ...context, zones: [], pickups: [] } }, { ...wish, rateId: undefined }),
  )
  if (parcel.pieces === 0) return null
  if (wish.country === undefined || wish.estimate !== undefined) return { facts, notice: 'shipping_rates_at_checkout' }
  const request: ShippingRequest = { store, zone, origin: originOf(store, context), destination, currency, parcel }
  const answers = await Promise.all(
    providers.map(async (provider) => ({ provider, provided: await provider.rates(request) })),
  )
  const rates = answers.flatMap(({ provider, provided }) =>
    provided.outcome === 'answered' ? provided.rates.map((rate) => rateOf(provider, rate, currency)) : [],
  )
  const isComplete = answers.every(({ provided }) => provided.outcome === 'answered')
  if (
    !isComplete &&
    wish.rateId !== undefined &&
    isProvided(wish.rateId) &&
    !rates.some(({ id }) => id === wish.rateId)
  ) {
    throw new ApiProblem('shipping_rates_unavailable', [RATE_DETAIL], RETRY_AFTER)
  }
  const zones = context.zones.map((one) => (one === zone ? { ...one, rates: [...one.rates, ...rates] } : one))
  return {
    facts: { ...facts, context: { ...context, zones } },
    notice: isComplete ? null : 'shipping_rates_unavailable',
  }
}

const homeOf = (store: StoreRecord, { country, region = '', postalCode = '' }: ShippingSelection): Place => ({
  country: country ?? store.country,
  region,
  postalCode,
})

/** The place itself, or at least the country, that parcels leave from. */
function originOf(store: StoreRecord, { locations }: PricingContext): Place {
  const address = locations.find(({ id }) => id === DEFAULT_LOCATION)?.address
  if (!address) return { country: store.country, region: '', postalCode: '' }
  return { country: address.country, region: address.region, postalCode: address.postal_code }
}

/** Of a cart that was priced without any delivery, so that its value does not depend on what is being asked. */
function parcelOf({ lines, quote }: PricedCart): ShippingRequest['parcel'] {
  const values = new Map(quote.lines.map(({ id, totalMinor }) => [id, totalMinor]))
  const goods = lines.flatMap(({ id, quantity, sold }) =>
    sold && isDelivered(sold.variant)
      ? [{ quantity, weightG: sold.variant.weightG * quantity, valueMinor: values.get(id) ?? 0 }]
      : [],
  )
  return {
    weightG: sumOf(goods.map(({ weightG }) => weightG)),
    valueMinor: sumOf(goods.map(({ valueMinor }) => valueMinor)),
    pieces: sumOf(goods.map(({ quantity }) => quantity)),
  }
}

/** Nobody is asked while the place is not known and the tax would come on top. */
async function withTaxes(
  provider: Providers['tax'][number] | undefined,
  store: StoreRecord,
  priced: PricedCart,
  wish: ShippingSelection,
  price: Price,
): Promise<PricedCart> {
  if (!priced.isTaxOpen) return provider ? askForTaxes(provider, store, priced, wish, price) : priced
  const isTaxed = provider !== undefined || priced.facts.context.taxRates.length > 0
  return isTaxed && taxedCategories(priced).length > 0 ? { ...priced, notices: ['tax_at_checkout'] } : priced
}

async function askForTaxes(
  provider: Providers['tax'][number],
  store: StoreRecord,
  priced: PricedCart,
  wish: ShippingSelection,
  price: Price,
): Promise<PricedCart> {
  const { facts } = priced
  const categories = taxedCategories(priced)
  if (categories.length === 0) return priced
  const destination = taxedAt(store, priced, wish)
  const answer = await provider.ratesFor({ store, destination, categories })
  if (answer.outcome === 'answered') {
    const taxRates = taxRatesOf(provider, answer.rates, destination)
    return price({ ...facts, context: { ...facts.context, taxRates } }, wish)
  }
  const { taxRates } = facts.context
  const isCovered = categories.every((category) => ratesFor(taxRates, destination, category).length > 0)
  if (isCovered) return priced
  const untaxed = price({ ...facts, context: { ...facts.context, taxRates: [] } }, wish)
  return { ...untaxed, notices: ['tax_unavailable'] }
}

/** Of the goods; delivery is taxed as they are. Nobody is asked about what the store says is not taxed. */
function taxedCategories({ lines }: PricedCart): string[] {
  const categories = lines.flatMap(({ sold }) => (sold && !sold.variant.isGiftCard ? [sold.variant.taxCategory] : []))
  return [...new Set(categories)].filter((category) => category !== EXEMPT_CATEGORY).sort()
}

/** A pickup is taxed where it is picked up, what is not delivered at home: neither asks for an address. */
function taxedAt(
  store: StoreRecord,
  { rate, facts, destination, needsShipping }: PricedCart,
  wish: ShippingSelection,
): Place {
  if (needsShipping && rate?.kind !== 'pickup') return { ...destination, postalCode: homeOf(store, wish).postalCode }
  const address = facts.context.locations.find(({ id }) => id === rate?.locationId)?.address
  return { ...destination, postalCode: address?.postal_code ?? '' }
}
