/**
 * What only the cart, the store and the person's answers together can tell: whether the cart can be bought like this. Each
 * refusal names the field that it is about.
 */
import type { StartCheckout } from '#contract/checkout.ts'
import { ERRORS, type ErrorCode, type ErrorDetail } from '#contract/errors.ts'
import { formatMoney } from '#domain/money.ts'
import { zoneOf } from '#domain/shipping.ts'
import type { CartSnapshot } from '#durable-objects/cart-answers.ts'
import { currentFacts } from '../carts/cached-facts.ts'
import { leftMessage } from '../carts/cart-call.ts'
import { type CartFacts, MAX_GIFT_CARDS, readCartFacts } from '../carts/cart-facts.ts'
import { checkGifts } from '../carts/gift-deliveries.ts'
import { giftCardProblem, type PricedCart, priceWith } from '../carts/price-cart.ts'
import { priceAsking, RETRY_AFTER } from '../carts/provider-quotes.ts'
import type { Deps } from '../deps/deps.ts'
import { ApiProblem } from '../http/problem.ts'
import { isKnownSoldOut } from '../inventory/stock.ts'
import { isProvided } from '../shipping/shipping-provider.ts'
import type { StoreRecord } from '../stores/resolve-store.ts'
import { NO_PAYMENT_METHOD, type PaymentChoice } from './checkout-draft.ts'

export interface AcceptedCheckout {
  cart: PricedCart
  payment: PaymentChoice
}

/** Reads everything anew; throws the first refusal as a problem. */
export async function acceptCheckout(
  deps: Deps,
  store: StoreRecord,
  cartId: string,
  snapshot: CartSnapshot,
  command: StartCheckout,
): Promise<AcceptedCheckout> {
  if (snapshot.status === 'completed') throw new ApiProblem('cart_completed')
  if (snapshot.status === 'checking_out') throw new ApiProblem('checkout_in_progress')
  if (snapshot.lines.length === 0) throw new ApiProblem('cart_empty')
  const facts = await readCartFacts(deps.db, store, snapshot, currentFacts(deps.config))
  checkCurrency(facts, command)
  checkAddress(facts, command)
  const address = command.shipping_address
  const rateId = command.shipping_rate_id ?? undefined
  const wish = { rateId, country: address?.country, region: address?.region, postalCode: address?.postal_code }
  // Who chose a rate of the tables waits for no carrier.
  const shipping = rateId !== undefined && isProvided(rateId) ? deps.shipping : []
  const cart = await priceAsking({ shipping, tax: deps.tax }, store, facts, wish, (known, wanted) =>
    priceWith(store, cartId, snapshot, known, wanted),
  )
  checkLines(cart)
  checkSoldOut(cart)
  checkGiftCards(cart)
  checkGifts(cart, store, command)
  if (cart.needsShipping && command.shipping_rate_id === null) {
    throw refusal('validation_failed', 'shipping_rate_id', 'Choose a delivery option.')
  }
  checkCodes(cart)
  if (cart.notices.includes('tax_unavailable')) throw new ApiProblem('tax_unavailable', undefined, RETRY_AFTER)
  checkTotal(store, cart, command)
  return { cart, payment: paymentOf(deps, cart, command) }
}

const refusal = (code: ErrorCode, path: string, message: string = ERRORS[code][1]) =>
  new ApiProblem(code, [{ path, message }])

function checkCurrency({ currency }: CartFacts, { expected_total }: StartCheckout): void {
  if (expected_total.currency === currency) return
  throw refusal('currency_mismatch', 'expected_total', `This cart is in ${currency}.`)
}

/** A delivery needs an address in one of the store's zones; a pickup needs none. */
function checkAddress({ context }: CartFacts, { shipping_rate_id, shipping_address }: StartCheckout): void {
  const isProviders = shipping_rate_id !== null && isProvided(shipping_rate_id)
  const isDelivery = isProviders || context.zones.some(({ rates }) => rates.some(({ id }) => id === shipping_rate_id))
  if (!isDelivery) return
  if (!shipping_address) throw refusal('validation_failed', 'shipping_address', 'Enter a delivery address.')
  if (zoneOf(context.zones, shipping_address)) return
  const isKnown = context.countries.includes(shipping_address.country)
  throw isKnown
    ? refusal('country_not_served', 'shipping_address.region', 'We do not deliver to this region.')
    : refusal('country_not_served', 'shipping_address.country', 'We do not deliver to this country.')
}

function checkLines({ lines }: PricedCart): void {
  const gone = lines.filter(({ sold }) => !sold)
  if (gone.length === 0) return
  const message = 'This is no longer available.'
  throw new ApiProblem(
    'variant_unavailable',
    gone.map(({ id }) => ({ path: `lines.${id}`, message })),
  )
}

/** Who comes a moment after a sell-out is told so at once, and nothing is begun. */
function checkSoldOut({ lines }: PricedCart): void {
  const soldOut = lines.filter(({ variantId, sold }) => sold && !sold.variant.isGiftCard && isKnownSoldOut(variantId))
  if (soldOut.length === 0) return
  throw new ApiProblem(
    'insufficient_stock',
    soldOut.map(({ id }) => ({ path: `lines.${id}`, message: leftMessage(0), available: 0 })),
  )
}

/** Each is issued by its own object and told by its own mail, in one batch with the order. */
const MAX_GIFT_CARDS_OF_ORDER = 50

function checkGiftCards({ lines }: PricedCart): void {
  let left = MAX_GIFT_CARDS_OF_ORDER
  for (const { id, quantity, sold } of lines) {
    if (!sold?.variant.isGiftCard) continue
    const available = Math.min(left, MAX_GIFT_CARDS)
    if (quantity > available) {
      const message = `An order holds at most ${MAX_GIFT_CARDS_OF_ORDER} gift cards, ${MAX_GIFT_CARDS} of a kind.`
      throw new ApiProblem('insufficient_stock', [{ path: `lines.${id}`, message, available }])
    }
    left -= quantity
  }
}

/** Nobody pays more than they were shown because a code has stopped working meanwhile. */
function checkCodes({ snapshot, quote, facts }: PricedCart): void {
  for (const { id, kind, value } of snapshot.codes) {
    const card = facts.giftCards.get(value)
    const reason =
      kind === 'promotion'
        ? quote.refusedCodes.find(({ code }) => code === value)?.reason
        : card
          ? giftCardProblem(card, facts)
          : 'gift_card_not_found'
    if (reason) throw refusal(reason, `codes.${id}`)
  }
}

function checkTotal(store: StoreRecord, { quote, facts }: PricedCart, { expected_total }: StartCheckout): void {
  if (expected_total.amount_minor === quote.payableMinor) return
  const now = formatMoney(quote.payableMinor, facts.currency, store.locale)
  throw new ApiProblem('price_changed', [priceDetail(`It is ${now} now.`)])
}

const priceDetail = (message: string): ErrorDetail => ({ path: 'expected_total', message })

function paymentOf({ payments }: Deps, { quote }: PricedCart, { payment_method_id }: StartCheckout): PaymentChoice {
  if (quote.payableMinor === 0) return NO_PAYMENT_METHOD
  if (payment_method_id === null) throw refusal('validation_failed', 'payment_method_id', 'Choose a payment method.')
  for (const provider of payments.values()) {
    const method = provider.methods().find(({ id }) => id === payment_method_id)
    if (method) return { provider: provider.id, methodId: method.id, label: method.label }
  }
  throw refusal('payment_method_not_found', 'payment_method_id', 'Choose another payment method.')
}
