/** The cart in the contract's shape. */
import type { Cart, CartLine, CartNotice, EnteredCode } from '#contract/cart.ts'
import { ERRORS, type ErrorCode } from '#contract/errors.ts'
import type { Money } from '#contract/primitives.ts'
import type { ShippingRate } from '#contract/shipping.ts'
import { isDelivered } from '#domain/price-parts.ts'
import { presentImage } from '../catalogue/present.ts'
import type { Deps } from '../deps/deps.ts'
import { presentMoney } from '../lib/present-money.ts'
import { presentTime } from '../lib/present-time.ts'
import { presentDiscount, presentExplanation, presentTaxes } from '../pricing/present-quote.ts'
import type { StoreRecord } from '../stores/resolve-store.ts'
import { sellable } from './cart-facts.ts'
import { giftCardProblem, type OfferedRate, type PricedCart, type PricedCartLine } from './price-cart.ts'

type Show = (amountMinor: number) => Money

export function presentCart(deps: Pick<Deps, 'payments'>, store: StoreRecord, cart: PricedCart): Cart {
  const { snapshot, quote, facts } = cart
  const money: Show = (amountMinor) => presentMoney(amountMinor, facts.currency)
  return {
    id: cart.id,
    status: snapshot.status,
    currency: facts.currency,
    lines: cart.lines.map((line) => presentLine(cart, line, money)),
    item_count: cart.lines.reduce((sum, line) => sum + line.quantity, 0),
    codes: snapshot.codes.map((code) => presentCode(cart, code, money)),
    discounts: quote.promotions.map((discount) => presentDiscount(discount, facts.currency)),
    totals: {
      subtotal: money(quote.subtotalMinor),
      discount: money(quote.discountMinor),
      shipping: money(quote.shippingMinor),
      tax: money(quote.taxMinor),
      taxes: presentTaxes(quote.taxes),
      total: money(quote.totalMinor),
      gift_card: money(quote.giftCardMinor),
      payable: money(quote.payableMinor),
      tax_included: store.taxInclusive,
    },
    explanation: quote.explanation.map((entry) => presentExplanation(entry, facts.currency)),
    destination: cart.destination,
    needs_shipping: cart.needsShipping,
    estimated: cart.isEstimate,
    email: snapshot.email,
    shipping_rate_id: cart.rate?.id ?? null,
    shipping_rates: cart.offered.map((offered) => presentRate(cart, offered, money)),
    notices: [...cart.notices],
    payment_methods: [...deps.payments.values()].flatMap((provider) => provider.methods()),
    expires_at: presentTime(snapshot.expiresAtMs),
  }
}

function presentLine(cart: PricedCart, line: PricedCartLine, money: Show): CartLine {
  const { id, variantId, quantity, sold } = line
  const priced = cart.quote.lines.find((one) => one.id === id)
  const variant = cart.facts.variants.get(variantId)
  return {
    id,
    variant_id: variantId,
    product_slug: variant?.slug ?? '',
    title: variant?.title ?? 'No longer available',
    variant_title: variant?.options.join(' / ') ?? '',
    sku: variant?.sku ?? '',
    image: variant?.image ? presentImage(variant.image) : null,
    quantity,
    available: variant ? (variant.isGiftCard ? sellable(variant) : variant.available) : 0,
    unit_price: money(sold?.price.unitPriceMinor ?? 0),
    price_list: sold?.price.priceListName ?? null,
    line_total: money(priced?.subtotalMinor ?? 0),
    discounts: (priced?.discounts ?? []).map((discount) => presentDiscount(discount, cart.facts.currency)),
    taxes: presentTaxes(priced?.taxes ?? []),
    is_gift_card: variant?.isGiftCard ?? false,
    requires_shipping: variant ? isDelivered(variant) : false,
    notices: noticesOf(line, money),
  }
}

function noticesOf({ sold, quantity, previousPriceMinor }: PricedCartLine, money: Show): CartNotice[] {
  if (!sold) return [{ code: 'unavailable' }]
  const { variant, price } = sold
  const notices: CartNotice[] = []
  if (price.unitPriceMinor !== previousPriceMinor) {
    notices.push({ code: 'price_changed', previous: money(previousPriceMinor) })
  }
  const most = sellable(variant)
  if (quantity > most) notices.push({ code: 'insufficient_stock', available: most })
  else if (!variant.isGiftCard && quantity > variant.available) {
    notices.push({ code: 'backorder', pieces: quantity - variant.available })
  }
  return notices
}

function presentCode(
  { quote, facts }: PricedCart,
  { id, kind, value, lastFour }: PricedCart['snapshot']['codes'][number],
  money: Show,
): EnteredCode {
  const isPromotion = kind === 'promotion'
  const applied = isPromotion
    ? quote.promotions.find(({ code }) => code === value)
    : quote.giftCards.find((card) => card.id === value)
  const reason = isPromotion
    ? (quote.refusedCodes.find(({ code }) => code === value)?.reason ?? null)
    : giftCardReason(facts, value)
  return {
    id,
    kind,
    label: isPromotion ? value : `•••• ${lastFour}`,
    status: reason ? 'refused' : 'applied',
    amount: money(applied?.amountMinor ?? 0),
    reason,
    message: reason && ERRORS[reason][1],
  }
}

function giftCardReason(facts: PricedCart['facts'], id: string): ErrorCode | null {
  const card = facts.giftCards.get(id)
  return card ? giftCardProblem(card, facts) : 'gift_card_not_found'
}

function presentRate({ facts }: PricedCart, { rate, priceMinor }: OfferedRate, money: Show): ShippingRate {
  const { id, kind, name, description, freeOverMinor, locationId } = rate
  const location = facts.context.locations.find((one) => one.id === locationId)
  const { line1, postal_code, city } = location?.address ?? { line1: '', postal_code: '', city: '' }
  return {
    id,
    kind,
    name,
    description,
    price: money(priceMinor),
    free_over: freeOverMinor === null ? null : money(freeOverMinor),
    location: location
      ? {
          id: location.id,
          name: location.name,
          note: location.pickupNote,
          address: [line1, [postal_code, city].filter(Boolean).join(' ')].filter(Boolean).join(', '),
        }
      : null,
  }
}
