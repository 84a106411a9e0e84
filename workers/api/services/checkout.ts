/** From a cart and what the person filled in to a running checkout, and from its state to what they are told. */
import { v7 as uuidv7 } from 'uuid'
import type { Checkout, StartCheckout } from '#contract/checkout.ts'
import type { ErrorDetail } from '#contract/errors.ts'
import type { CheckoutDraft, Failure } from '#domain/checkout.ts'
import type { CheckoutView } from '#durable-objects/cart.ts'
import type { Deps } from '../deps.ts'
import { ApiProblem } from '../problem.ts'
import { cartObject, type PricedCart, readCart } from './carts.ts'
import { orderToken } from './order-link.ts'
import { presentImage } from './present.ts'
import type { StoreRecord } from './resolve-store.ts'
import { sha256 } from './secrets.ts'

type Provided = { provider: string; methodId: string; label: string }

/** Starts the checkout, or finds the one that this key started. Refusals are thrown as problems; nothing is written. */
export async function beginCheckout(
  deps: Deps,
  store: StoreRecord,
  cartId: string,
  command: StartCheckout,
  key: string,
): Promise<{ checkout: Checkout; replayed: boolean }> {
  const cart = cartObject(deps, cartId)
  const requestHash = await sha256(JSON.stringify(command))
  const known = await cart.findCheckout(key)
  if (!known) {
    const priced = await readCart(deps, store, cartId, command.shipping_rate_id)
    const draft = draftOf(store, priced, command, acceptable(deps, store, priced, command))
    const begun = await cart.beginCheckout(draft, { key, requestHash, cartVersion: priced.snapshot.version })
    if (begun.outcome === 'refused') {
      throw new ApiProblem(begun.reason === 'cart_changed' ? 'price_changed' : begun.reason)
    }
    const replayed = begun.outcome === 'replayed'
    return { checkout: await presentCheckout(deps, cartId, begun.checkout), replayed }
  }
  if (known.requestHash !== requestHash) throw new ApiProblem('idempotency_conflict')
  return { checkout: await presentCheckout(deps, cartId, known.checkout), replayed: true }
}

/** How the cart's latest checkout stands. */
export async function readCheckout(deps: Deps, cartId: string): Promise<Checkout> {
  const snapshot = await cartObject(deps, cartId).view()
  if (!snapshot) throw new ApiProblem('cart_not_found')
  return snapshot.checkout ? presentCheckout(deps, cartId, snapshot.checkout) : { status: 'none' }
}

async function presentCheckout(deps: Deps, cartId: string, { checkoutId, state }: CheckoutView): Promise<Checkout> {
  if (state.phase === 'completed' && state.orderNumber !== null) {
    const order_token = await orderToken(deps.db.storeId, checkoutId, deps.config)
    return { status: 'completed', checkout_id: checkoutId, order_number: state.orderNumber, order_token }
  }
  // While it is being undone nothing will be sold any more, so the person need not wait to hear it.
  if (state.failure) {
    const details = await detailsOf(deps, cartId, state.failure)
    return { status: 'failed', checkout_id: checkoutId, code: state.failure.code, details }
  }
  return { status: 'processing', checkout_id: checkoutId }
}

async function detailsOf(deps: Deps, cartId: string, failure: Failure): Promise<ErrorDetail[]> {
  if (failure.code !== 'insufficient_stock') return []
  const lines = (await cartObject(deps, cartId).view())?.lines ?? []
  return failure.shortages.map(({ variantId, available }) => {
    const line = lines.find((candidate) => candidate.variantId === variantId)
    const message = available === 0 ? 'This is sold out.' : `Only ${available} left.`
    return { path: line ? `lines.${line.id}` : 'lines', message, available }
  })
}

/** Checks what only the cart and the store together can tell; returns the payment that was chosen. */
function acceptable(deps: Deps, store: StoreRecord, cart: PricedCart, command: StartCheckout): Provided {
  if (cart.snapshot.status === 'completed') throw new ApiProblem('cart_completed')
  if (cart.lines.length === 0) throw new ApiProblem('cart_empty')
  const gone = cart.lines.filter(({ current }) => !current)
  if (gone.length > 0) {
    const message = 'This is not sold any more.'
    throw new ApiProblem(
      'variant_unavailable',
      gone.map(({ id }) => ({ path: `lines.${id}`, message })),
    )
  }
  if (!store.countries.includes(command.shipping_address.country)) {
    const message = 'We do not deliver to this country.'
    throw new ApiProblem('country_not_served', [{ path: 'shipping_address.country', message }])
  }
  const { amount_minor, currency } = command.expected_total
  if (amount_minor !== cart.quote.totalMinor || currency !== store.currency) throw new ApiProblem('price_changed')
  for (const provider of deps.payments.values()) {
    const method = provider.methods().find(({ id }) => id === command.payment_method_id)
    if (method) return { provider: provider.id, methodId: method.id, label: method.label }
  }
  throw new ApiProblem('payment_method_not_found', [
    { path: 'payment_method_id', message: 'Choose another way to pay.' },
  ])
}

function draftOf(store: StoreRecord, cart: PricedCart, command: StartCheckout, payment: Provided): CheckoutDraft {
  const { subtotalMinor, shippingMinor, taxMinor, totalMinor } = cart.quote
  return {
    checkoutId: uuidv7(),
    cartId: cart.id,
    storeId: store.id,
    orderId: uuidv7(),
    paymentId: uuidv7(),
    customerId: uuidv7(),
    eventIds: { placed: uuidv7(), paid: uuidv7() },
    email: command.email,
    shippingAddress: command.shipping_address,
    shippingMethod: cart.rate.name,
    payment,
    currency: store.currency,
    ...{ subtotalMinor, shippingMinor, taxMinor, totalMinor },
    taxIncluded: store.taxInclusive,
    taxRateBps: store.taxRateBps,
    lines: cart.lines.flatMap(({ current, quantity }, index) => {
      if (!current) return []
      const { variant, product, image } = current
      const { sku, priceMinor: unitPriceMinor } = variant
      return [
        {
          ...{ itemId: uuidv7(), variantId: variant.id, sku, quantity, unitPriceMinor },
          productSlug: product.slug,
          title: product.title,
          variantTitle: variant.options.join(' / '),
          imageUrl: image ? presentImage(image).url : null,
          lineTotalMinor: cart.quote.lines[index]?.totalMinor ?? 0,
        },
      ]
    }),
  }
}
