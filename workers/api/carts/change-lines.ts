/**
 * Pieces go into a cart and out again. Whether there are enough is read from the copy of the stock level, so that the
 * common change is one call of one object; only where the copy says no is the stock itself asked. What a checkout reserves
 * is the truth.
 */
import { v7 as uuidv7 } from 'uuid'
import type { CartChange, Offer } from '#domain/cart.ts'
import type { CartResult, ChangeKey } from '#durable-objects/cart-answers.ts'
import { ApiProblem } from '../http/problem.ts'
import { isKnownSoldOut, stockOf } from '../inventory/stock.ts'
import {
  accepted,
  begunCart,
  type CartCall,
  type Changed,
  cartObject,
  changed,
  changeKey,
  tooFew,
} from './cart-call.ts'
import { type CartFacts, type FactReaders, offerOf, readCartFacts } from './cart-facts.ts'
import type { CartVariant } from './cart-variants.ts'

/** A change with what was read for it, so that pricing the answer need not read it again. */
export interface ChangedLines extends Changed {
  facts?: CartFacts
}

export async function addLine(
  call: CartCall,
  wanted: { variantId: string; quantity: number },
  key: string | null,
  readers: FactReaders,
): Promise<ChangedLines> {
  const change = await changeKey(key, wanted)
  const { facts, variant } = await readVariant(call, wanted.variantId, readers)
  if (!variant) return replayOrThrow(call, change, new ApiProblem('variant_not_found'))
  // Without a key there is nothing to be answered again, so the cart need not be asked either.
  if (change === null && !variant.isGiftCard && isKnownSoldOut(variant.id)) throw tooFew('quantity', 0)
  const offer = offered(call, facts, variant, 'variant_id')
  const added = { type: 'add' as const, lineId: uuidv7(), ...wanted }
  return changeWithin(call, { facts, variant, offer }, (now) => ({ ...added, offer: now }), change)
}

export async function changeLine(
  call: CartCall,
  wanted: { lineId: string; quantity: number },
  key: string | null,
  readers: FactReaders,
): Promise<ChangedLines> {
  const change = await changeKey(key, wanted)
  const seen = accepted(await cartObject(call.deps, call.cartId).view(call.owner, change, begunCart(call)))
  if (seen.outcome === 'replayed') return { snapshot: seen.cart, replayed: true }
  const line = seen.cart.lines.find(({ id }) => id === wanted.lineId)
  if (!line) throw new ApiProblem('cart_line_not_found')
  const { facts, variant } = await readVariant(call, line.variantId, readers)
  if (!variant) throw new ApiProblem('variant_unavailable')
  const offer = offered(call, facts, variant, 'quantity')
  return changeWithin(call, { facts, variant, offer }, (now) => ({ type: 'set', ...wanted, offer: now }), change)
}

/** A change for which nothing has to be known: the object decides. */
export async function applyCartChange(call: CartCall, change: CartChange, key: string | null): Promise<Changed> {
  const { deps, cartId, owner } = call
  return changed(await cartObject(deps, cartId).change(change, owner, await changeKey(key, change), begunCart(call)))
}

async function readVariant({ deps, store, owner, currency }: CartCall, variantId: string, readers: FactReaders) {
  const asked = { owner, currency, lines: [{ id: '', variantId, quantity: 1, unitPriceMinor: 0 }], codes: [] }
  const facts = await readCartFacts(deps.db, store, asked, readers)
  return { facts, variant: facts.variants.get(variantId) }
}

/** The answer of a change that was made before, when what it was about was still there. */
async function replayOrThrow(call: CartCall, change: ChangeKey | null, problem: ApiProblem): Promise<Changed> {
  const seen = accepted(await cartObject(call.deps, call.cartId).view(call.owner, change, begunCart(call)))
  if (seen.outcome === 'replayed') return { snapshot: seen.cart, replayed: true }
  throw problem
}

function offered({ store }: CartCall, facts: CartFacts, variant: CartVariant, path: string): Offer {
  const offer = offerOf(store, facts, variant)
  if (offer) return offer
  throw new ApiProblem('variant_unavailable', [{ path, message: 'This is not sold in this currency.' }])
}

async function changeWithin(
  call: CartCall,
  { facts, variant, offer }: { facts: CartFacts; variant: CartVariant; offer: Offer },
  changeOf: (offer: Offer) => CartChange,
  key: ChangeKey | null,
): Promise<ChangedLines> {
  const { deps, cartId, owner } = call
  const change = (now: Offer): Promise<CartResult> =>
    cartObject(deps, cartId).change(changeOf(now), owner, key, begunCart(call))
  const result = await change(offer)
  const isShort = result.outcome === 'refused' && result.reason === 'insufficient_stock'
  if (!isShort || variant.isGiftCard || isKnownSoldOut(variant.id)) return { ...changed(result), facts }
  const sellableNow = await stockOf(deps, variant).available()
  const available = Math.max(0, sellableNow - variant.backorderable)
  const variants = new Map([...facts.variants, [variant.id, { ...variant, available }]])
  return { ...changed(await change({ ...offer, available: sellableNow })), facts: { ...facts, variants } }
}
