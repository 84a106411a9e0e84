/**
 * Carts as the API knows them: lines from the cart's object, joined with the prices and stock of this moment. The
 * object decides and stores; here its answer is priced and shown.
 */
import { v7 as uuidv7 } from 'uuid'
import type { Cart, CartLine, CartNotice } from '#contract/cart.ts'
import type { ErrorCode } from '#contract/errors.ts'
import { priceCart, type Quote } from '#domain/pricing.ts'
import type { CartResult, CartSnapshot } from '#durable-objects/cart.ts'
import { selectVariantsForCart } from '../db/queries/products.ts'
import type { Deps } from '../deps.ts'
import { ApiProblem } from '../problem.ts'
import { availableIn, presentImage, presentMoney, presentStore, presentTime } from './present.ts'
import type { ShippingRateRow, StoreRecord } from './resolve-store.ts'
import { sha256 } from './secrets.ts'

type CartVariant = Awaited<ReturnType<typeof selectVariantsForCart>>[number]

/** A cart with everything that its price depends on, read at one moment. */
export interface PricedCart {
  id: string
  snapshot: CartSnapshot
  lines: { id: string; quantity: number; previousPriceMinor: number; current: CartVariant | null }[]
  rate: ShippingRateRow
  quote: Quote
}

export const cartObject = (deps: Deps, cartId: string) => deps.env.CART.getByName(`${deps.db.storeId}:${cartId}`)
export const skuObject = (deps: Deps, variantId: string) =>
  deps.env.SKU_STOCK.getByName(`${deps.db.storeId}:${variantId}`)

export async function createCart(deps: Deps, store: StoreRecord, cartId: string): Promise<PricedCart> {
  return priced(deps, store, cartId, await cartObject(deps, cartId).create())
}

/** The cart, priced with the delivery option asked for, or the store's first. Throws `cart_not_found`. */
export async function readCart(deps: Deps, store: StoreRecord, cartId: string, rateId?: string): Promise<PricedCart> {
  const snapshot = await cartObject(deps, cartId).view()
  if (!snapshot) throw new ApiProblem('cart_not_found')
  return priced(deps, store, cartId, snapshot, rateId)
}

/** `key` is the client's Idempotency-Key: the object remembers it with the change, so that a lost answer costs nothing. */
export async function addLine(
  deps: Deps,
  store: StoreRecord,
  cartId: string,
  wanted: { variantId: string; quantity: number },
  key: string | null,
): Promise<{ cart: PricedCart; replayed: boolean }> {
  const found = await selectVariantsForCart(deps.db, [wanted.variantId])
  const variant = found[0]?.variant
  if (!variant) throw new ApiProblem('variant_not_found') // before its object is asked: a made-up id makes no object
  const { available } = await skuObject(deps, variant.id).snapshot()
  const line = { id: uuidv7(), ...wanted, unitPriceMinor: variant.priceMinor }
  const change = key === null ? null : { key, requestHash: await sha256(JSON.stringify(wanted)) }
  const result = await cartObject(deps, cartId).addLine(line, available, change)
  return { cart: await changed(deps, store, cartId, result), replayed: result.outcome === 'replayed' }
}

export async function changeLine(
  deps: Deps,
  store: StoreRecord,
  cartId: string,
  wanted: { lineId: string; quantity: number },
): Promise<PricedCart> {
  const snapshot = await cartObject(deps, cartId).view()
  if (!snapshot) throw new ApiProblem('cart_not_found')
  const line = snapshot.lines.find(({ id }) => id === wanted.lineId)
  if (!line) throw new ApiProblem('cart_line_not_found')
  const found = await selectVariantsForCart(deps.db, [line.variantId])
  const variant = found[0]?.variant
  if (!variant) throw new ApiProblem('variant_unavailable')
  const { available } = await skuObject(deps, variant.id).snapshot()
  const change = { id: line.id, quantity: wanted.quantity, unitPriceMinor: variant.priceMinor }
  return changed(deps, store, cartId, await cartObject(deps, cartId).changeLine(change, available))
}

export async function removeLine(deps: Deps, store: StoreRecord, cartId: string, lineId: string): Promise<PricedCart> {
  return changed(deps, store, cartId, await cartObject(deps, cartId).removeLine(lineId))
}

function changed(deps: Deps, store: StoreRecord, cartId: string, result: CartResult): Promise<PricedCart> {
  if (result.outcome !== 'refused') return priced(deps, store, cartId, result.cart)
  if (result.reason !== 'insufficient_stock') throw new ApiProblem(result.reason satisfies ErrorCode)
  const { available } = result
  const message = available === 0 ? 'This is sold out.' : `Only ${available} left.`
  throw new ApiProblem('insufficient_stock', [{ path: 'quantity', message, available }])
}

async function priced(
  deps: Deps,
  store: StoreRecord,
  cartId: string,
  snapshot: CartSnapshot,
  rateId?: string,
): Promise<PricedCart> {
  const rate = rateId ? store.shippingRates.find(({ id }) => id === rateId) : store.shippingRates[0]
  if (!rate)
    throw new ApiProblem('shipping_rate_not_found', [
      { path: 'shipping_rate_id', message: 'Choose another delivery option.' },
    ])
  const variantIds = snapshot.lines.map((line) => line.variantId)
  const found = variantIds.length === 0 ? [] : await selectVariantsForCart(deps.db, variantIds)
  const byId = new Map(found.map((row) => [row.variant.id, row]))
  const lines = snapshot.lines.map(({ id, quantity, variantId, unitPriceMinor }) => ({
    ...{ id, quantity },
    previousPriceMinor: unitPriceMinor,
    current: byId.get(variantId) ?? null,
  }))
  const { taxInclusive, taxRateBps } = store
  const quote = priceCart({
    // What is not sold any more costs nothing; the line says so and checkout refuses it.
    lines: lines.map(({ quantity, current }) => ({ quantity, unitPriceMinor: current?.variant.priceMinor ?? 0 })),
    ...{ shippingRate: rate, taxInclusive, taxRateBps },
  })
  return { id: cartId, snapshot, lines, rate, quote }
}

/** The cart in the contract's shape. */
export function presentCart(deps: Deps, store: StoreRecord, cart: PricedCart): Cart {
  const money = (amountMinor: number) => presentMoney(amountMinor, store.currency)
  const { snapshot, quote } = cart
  const lines = cart.lines.map((line, index): CartLine => {
    const { current } = line
    return {
      id: line.id,
      variant_id: snapshot.lines[index]?.variantId ?? '',
      product_slug: current?.product.slug ?? '',
      title: current?.product.title ?? 'No longer available',
      variant_title: current?.variant.options.join(' / ') ?? '',
      sku: current?.variant.sku ?? '',
      image: current?.image ? presentImage(current.image) : null,
      quantity: line.quantity,
      available: availableIn(current?.stock ?? null),
      unit_price: money(current?.variant.priceMinor ?? 0),
      line_total: money(quote.lines[index]?.totalMinor ?? 0),
      notices: noticesOf(line, money),
    }
  })
  return {
    id: cart.id,
    status: snapshot.status,
    lines,
    item_count: lines.reduce((sum, line) => sum + line.quantity, 0),
    totals: {
      subtotal: money(quote.subtotalMinor),
      shipping: money(quote.shippingMinor),
      tax: money(quote.taxMinor),
      total: money(quote.totalMinor),
      tax_included: store.taxInclusive,
      tax_rate_bps: store.taxRateBps,
    },
    shipping_rate_id: cart.rate.id,
    shipping_rates: presentStore(store).shipping_rates,
    payment_methods: [...deps.payments.values()].flatMap((provider) => provider.methods()),
    expires_at: presentTime(snapshot.expiresAtMs),
  }
}

function noticesOf(
  line: PricedCart['lines'][number],
  money: (amountMinor: number) => CartLine['unit_price'],
): CartNotice[] {
  const { current, quantity, previousPriceMinor } = line
  if (!current) return [{ code: 'unavailable' }]
  const notices: CartNotice[] = []
  if (current.variant.priceMinor !== previousPriceMinor) {
    notices.push({ code: 'price_changed', previous: money(previousPriceMinor) })
  }
  const available = availableIn(current.stock)
  if (available < quantity) notices.push({ code: 'insufficient_stock', available })
  return notices
}
