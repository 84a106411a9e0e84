/**
 * Carts are begun and looked at. A new cart costs nothing: its token is all there is of it until something is put into it.
 * Under a key an object is asked, since it remembers what the key was used for.
 */
import { v7 as uuidv7 } from 'uuid'
import type { CartContents } from '#contract/cart.ts'
import { CART_LIFETIME_MS, EMPTY_CART } from '#domain/cart.ts'
import { type CartSnapshot, UNWRITTEN } from '#durable-objects/cart-answers.ts'
import { type CartBearer, isCartLink } from '../access/cart-token.ts'
import type { Deps } from '../deps/deps.ts'
import { ApiProblem } from '../http/problem.ts'
import { sign } from '../lib/secrets.ts'
import type { StoreRecord } from '../stores/resolve-store.ts'
import { accepted, begunCart, type CartCall, cartObject } from './cart-call.ts'
import { currencyOf } from './cart-facts.ts'

/** So long that nobody guesses it: whoever sends the same key from the same address is given the same cart. */
const MIN_KEY_LENGTH = 16

export interface NewCartRequest {
  currency: string | undefined
  /** The client's Idempotency-Key. */
  key: string | null
  /** Where it came from. */
  address: string
}

export interface OpenedCart {
  cartId: string
  snapshot: CartSnapshot
  replayed: boolean
  /** What its token says. */
  bearer: CartBearer
}

export async function openCart(deps: Deps, store: StoreRecord, request: NewCartRequest): Promise<OpenedCart> {
  const { key, address } = request
  const currency = offeredCurrency(store, request.currency)
  if (key !== null && key.length < MIN_KEY_LENGTH) {
    const message = `Here a key has at least ${MIN_KEY_LENGTH} characters.`
    throw new ApiProblem('validation_failed', [{ path: 'idempotency-key', message }])
  }
  if (key === null) return beginCart(currency, Date.now())
  const cartId = await derivedId(`cart:${store.id}:${address}:${key}`, deps.config.signingSecret)
  const created = accepted(await cartObject(deps, cartId).create({ storeId: store.id, cartId, currency, owner: '' }))
  return { cartId, snapshot: created.cart, replayed: created.outcome === 'replayed', bearer: created.cart }
}

/** As its object will show it until it is changed. */
function beginCart(currency: string, begunAtMs: number): OpenedCart {
  const snapshot: CartSnapshot = {
    ...EMPTY_CART,
    version: UNWRITTEN,
    status: 'open',
    currency,
    owner: '',
    expiresAtMs: begunAtMs + CART_LIFETIME_MS,
    checkout: null,
  }
  return { cartId: uuidv7(), snapshot, replayed: false, bearer: { owner: '', currency, begunAtMs } }
}

/** The store's own when none is named; one that it does not sell in is refused. */
export function offeredCurrency(store: StoreRecord, wanted: string | undefined): string {
  const { currency, currencies } = store
  if (wanted === undefined || wanted === currency || currencies.includes(wanted)) return wanted ?? currency
  throw new ApiProblem('currency_not_offered', [{ path: 'currency', message: 'Choose another currency.' }])
}

/** An id in the form of a UUIDv7 that only we can tell beforehand. */
async function derivedId(message: string, secret: string): Promise<string> {
  const bytes = Buffer.from(await sign(message, secret), 'base64url')
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** What is in a guest's cart, for whoever has the link of its reminder. A cart that was bought, or is a customer's by now, is none. */
export async function readLinkedCart(
  deps: Deps,
  store: StoreRecord,
  cartId: string,
  token: string,
): Promise<CartContents> {
  if (!(await isCartLink(token, cartId, store.id, deps.config.signingSecret))) {
    throw new ApiProblem('cart_token_invalid')
  }
  const { cart } = accepted(await cartObject(deps, cartId).view(null))
  if (cart.owner !== '' || cart.status === 'completed') throw new ApiProblem('cart_not_found')
  return {
    currency: currencyOf(store, cart),
    items: cart.lines.map(({ variantId, quantity }) => ({ variant_id: variantId, quantity })),
  }
}

export const viewCart = async (call: CartCall): Promise<CartSnapshot> =>
  accepted(await cartObject(call.deps, call.cartId).view(call.owner, null, begunCart(call))).cart
