/** From a cart and what the person filled in to a running checkout, and from its state to what they are told. */
import type { Checkout, StartCheckout } from '#contract/checkout.ts'
import { ERRORS, type ErrorDetail } from '#contract/errors.ts'
import type { Failure } from '#domain/checkout.ts'
import { formatMoney } from '#domain/money.ts'
import type { CartSnapshot, CheckoutView } from '#durable-objects/cart-answers.ts'
import { accepted, begunCart, type CartCall, cartObject, leftMessage, tooManyAttempts } from '../carts/cart-call.ts'
import { currencyOf } from '../carts/cart-facts.ts'
import { viewCart } from '../carts/open-cart.ts'
import type { StoreDb } from '../db/store-db.ts'
import { ApiProblem } from '../http/problem.ts'
import { sha256 } from '../lib/secrets.ts'
import { orderToken } from '../orders/order-link.ts'
import { codeOfPromotion } from '../promotions/priced-promotions.ts'
import { draftOf } from './checkout-draft.ts'
import { acceptCheckout } from './validate-checkout.ts'

/** Starts the checkout, or finds the one that this key started. Refusals are thrown as problems; nothing is written. */
export async function beginCheckout(
  call: CartCall,
  command: StartCheckout,
  key: string,
): Promise<{ checkout: Checkout; replayed: boolean }> {
  const { deps, store, cartId, owner } = call
  const object = cartObject(deps, cartId)
  const requestHash = await sha256(JSON.stringify(command))
  const { cart, known } = accepted(await object.prepareCheckout(key, owner, begunCart(call)))
  if (known) {
    if (known.requestHash !== requestHash) throw new ApiProblem('idempotency_conflict')
    return { checkout: await presentCheckout(call, cart, known.checkout), replayed: true }
  }
  const { cart: priced, payment } = await acceptCheckout(deps, store, cartId, cart, command)
  const draft = await draftOf(deps.db, store, priced, command, payment)
  const begun = await object.beginCheckout(draft, { key, requestHash, cartVersion: cart.version, asker: owner })
  if (begun.outcome === 'refused') {
    if (begun.reason === 'too_many_requests') throw tooManyAttempts()
    if (begun.reason !== 'cart_changed') throw new ApiProblem(begun.reason)
    throw new ApiProblem('price_changed', [{ path: 'expected_total', message: 'The cart has changed meanwhile.' }])
  }
  return { checkout: await presentCheckout(call, cart, begun.checkout), replayed: begun.outcome === 'replayed' }
}

/** How the cart's latest checkout stands. */
export async function readCheckout(call: CartCall): Promise<Checkout> {
  const cart = await viewCart(call)
  return cart.checkout ? presentCheckout(call, cart, cart.checkout) : { status: 'none' }
}

/** Ends the checkout that is under way, if no money may have moved yet; tells how it stands. */
export async function cancelCheckout(call: CartCall): Promise<Checkout> {
  accepted(await cartObject(call.deps, call.cartId).cancelCheckout(call.owner, begunCart(call)))
  return readCheckout(call)
}

async function presentCheckout(
  { deps, store, owner }: CartCall,
  cart: CartSnapshot,
  { checkoutId, state }: CheckoutView,
): Promise<Checkout> {
  if (state.phase === 'completed' && state.orderNumber !== null) {
    // A customer's orders are in their account: no secret that would outlive the session is put into an address.
    const order_token = owner === '' ? await orderToken(deps.db.storeId, checkoutId, deps.config) : null
    return { status: 'completed', checkout_id: checkoutId, order_number: state.orderNumber, order_token }
  }
  // While it is being undone nothing will be sold any more, so the person need not wait to hear it.
  if (state.failure) {
    const show = (amountMinor: number) => formatMoney(amountMinor, currencyOf(store, cart), store.locale)
    const details = detailsOf(cart, state.failure, await refusedCode(deps.db, state.failure), show)
    return { status: 'failed', checkout_id: checkoutId, code: state.failure.code, details }
  }
  return { status: 'processing', checkout_id: checkoutId }
}

/** What was typed for the promotion that a checkout failed for; null for one that applies by itself. */
const refusedCode = (db: StoreDb, failure: Failure): Promise<string | null> | null =>
  'promotionId' in failure ? codeOfPromotion(db, failure.promotionId) : null

/** What of the cart it was: a line, or a code that was entered. */
function detailsOf(
  cart: CartSnapshot,
  failure: Failure,
  promotionCode: string | null,
  show: (amountMinor: number) => string,
): ErrorDetail[] {
  const codeOf = (value: string) => cart.codes.find((code) => code.value === value)
  switch (failure.code) {
    case 'insufficient_stock':
    case 'hold_expired':
      return failure.shortages.map(({ variantId, available }) => {
        const line = cart.lines.find((candidate) => candidate.variantId === variantId)
        return { path: line ? `lines.${line.id}` : 'lines', message: leftMessage(available), available }
      })
    case 'gift_card_insufficient':
    case 'gift_card_disabled':
    case 'gift_card_expired': {
      const { code, giftCardId, spendableMinor } = failure
      const entered = codeOf(giftCardId)
      const left = code === 'gift_card_insufficient' ? ` It holds ${show(spendableMinor)}.` : ''
      return entered ? [{ path: `codes.${entered.id}`, message: `${ERRORS[code][1]}${left}` }] : []
    }
    case 'code_used_up':
    case 'code_used_by_customer': {
      const entered = promotionCode === null ? undefined : codeOf(promotionCode)
      return [{ path: entered ? `codes.${entered.id}` : 'codes', message: ERRORS[failure.code][1] }]
    }
    default:
      return []
  }
}
