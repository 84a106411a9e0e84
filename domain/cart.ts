/**
 * What may happen to a cart. Quantities are whole pieces, prices minor units; a refusal changes nothing.
 *
 * Merging   Takes nothing away: of a variant that both carts have there are as many pieces as both together, as far as
 *           there is stock, and never fewer than in either. What does not fit is left out.
 */

export interface CartLine {
  readonly id: string
  readonly variantId: string
  readonly quantity: number
  /** The price when the line was last touched, to notice a change; what is charged is read anew. */
  readonly unitPriceMinor: number
}
export interface CartCode {
  readonly id: string
  readonly kind: 'promotion' | 'gift_card'
  /** A promotion's code, upper case, or a gift card's id: the code of a gift card is kept nowhere. */
  readonly value: string
  /** Of a gift card's code; empty for a promotion. */
  readonly lastFour: string
}
export interface CartContent {
  readonly lines: readonly CartLine[]
  readonly codes: readonly CartCode[]
  /** Where the person can be reached, as far as they have said. */
  readonly email: string | null
}
/** A variant as the catalogue has it at this moment. */
export interface Offer {
  /** Unit prices by least quantity, rising; the first is from 1 on. */
  readonly tiers: readonly { readonly from: number; readonly unitPriceMinor: number }[]
  /** Pieces that can be sold, those on backorder included. */
  readonly available: number
}

export type CartChange =
  | { type: 'add'; lineId: string; variantId: string; quantity: number; offer: Offer }
  | { type: 'set'; lineId: string; quantity: number; offer: Offer }
  | { type: 'remove'; lineId: string }
  | { type: 'enter_code'; code: CartCode }
  | { type: 'remove_code'; codeId: string }
  | { type: 'contact'; email: string }
  | { type: 'merge'; from: CartContent; offers: Readonly<Record<string, Offer>> }

export type ChangeResult =
  | { outcome: 'changed'; content: CartContent }
  | { outcome: 'refused'; reason: 'cart_limit_reached' | 'cart_line_not_found' | 'code_not_found' | 'limit_reached' }
  | { outcome: 'refused'; reason: 'insufficient_stock'; available: number }

/** How long a cart is kept that nobody changes. */
export const CART_LIFETIME_MS = 30 * 24 * 3_600_000
export const MAX_LINES = 100
export const MAX_QUANTITY = 999
/** Of each kind. */
export const MAX_CODES = 5
export const EMPTY_CART: CartContent = { lines: [], codes: [], email: null }

export function changeCart(cart: CartContent, change: CartChange): ChangeResult {
  switch (change.type) {
    case 'add':
      return addPieces(cart, change)
    case 'set':
      return setPieces(cart, change)
    case 'remove':
      return removeLine(cart, change.lineId)
    case 'enter_code':
      return enterCode(cart, change.code)
    case 'remove_code':
      return removeCode(cart, change.codeId)
    case 'contact':
      return { outcome: 'changed', content: { ...cart, email: change.email } }
    case 'merge':
      return { outcome: 'changed', content: mergeCarts(cart, change.from, change.offers) }
  }
}

/** Adds pieces of a variant: to its line when it has one, else as a new line. */
function addPieces(cart: CartContent, wanted: Extract<CartChange, { type: 'add' }>): ChangeResult {
  const { variantId, offer } = wanted
  const present = cart.lines.find((line) => line.variantId === variantId)
  if (!present && cart.lines.length >= MAX_LINES) return { outcome: 'refused', reason: 'cart_limit_reached' }
  const line = { id: present?.id ?? wanted.lineId, variantId }
  return withPieces(cart, line, (present?.quantity ?? 0) + wanted.quantity, offer)
}

function setPieces(cart: CartContent, wanted: Extract<CartChange, { type: 'set' }>): ChangeResult {
  const present = cart.lines.find(({ id }) => id === wanted.lineId)
  if (!present) return { outcome: 'refused', reason: 'cart_line_not_found' }
  return withPieces(cart, present, wanted.quantity, wanted.offer)
}

function withPieces(
  cart: CartContent,
  { id, variantId }: Pick<CartLine, 'id' | 'variantId'>,
  quantity: number,
  offer: Offer,
): ChangeResult {
  const most = Math.min(offer.available, MAX_QUANTITY)
  if (quantity > most) return { outcome: 'refused', reason: 'insufficient_stock', available: most }
  const line = { id, variantId, quantity, unitPriceMinor: unitPrice(offer, quantity) }
  return { outcome: 'changed', content: { ...cart, lines: withLine(cart.lines, line) } }
}

const unitPrice = ({ tiers }: Offer, quantity: number): number =>
  tiers.findLast(({ from }) => from <= quantity)?.unitPriceMinor ?? 0

const withLine = (lines: readonly CartLine[], line: CartLine): CartLine[] =>
  lines.some(({ id }) => id === line.id) ? lines.map((one) => (one.id === line.id ? line : one)) : [...lines, line]

function removeLine(cart: CartContent, lineId: string): ChangeResult {
  const lines = cart.lines.filter(({ id }) => id !== lineId)
  if (lines.length === cart.lines.length) return { outcome: 'refused', reason: 'cart_line_not_found' }
  return { outcome: 'changed', content: { ...cart, lines } }
}

/** A code that is there already stays as it is. */
function enterCode(cart: CartContent, code: CartCode): ChangeResult {
  if (cart.codes.some((one) => isSameCode(one, code))) return { outcome: 'changed', content: cart }
  if (cart.codes.filter(({ kind }) => kind === code.kind).length >= MAX_CODES) {
    return { outcome: 'refused', reason: 'limit_reached' }
  }
  return { outcome: 'changed', content: { ...cart, codes: [...cart.codes, code] } }
}

const isSameCode = (a: CartCode, b: CartCode) => a.kind === b.kind && a.value === b.value

function removeCode(cart: CartContent, codeId: string): ChangeResult {
  const codes = cart.codes.filter(({ id }) => id !== codeId)
  if (codes.length === cart.codes.length) return { outcome: 'refused', reason: 'code_not_found' }
  return { outcome: 'changed', content: { ...cart, codes } }
}

function mergeCarts(own: CartContent, from: CartContent, offers: Readonly<Record<string, Offer>>): CartContent {
  let merged = own
  for (const line of from.lines) {
    const present = merged.lines.find(({ variantId }) => variantId === line.variantId)
    if (!present && merged.lines.length >= MAX_LINES) continue
    const mine = present?.quantity ?? 0
    const offer = offers[line.variantId] ?? { tiers: [], available: 0 }
    const together = Math.min(mine + line.quantity, offer.available, MAX_QUANTITY)
    const quantity = Math.max(mine, line.quantity, together)
    // Without a price (it is not sold any more) the line goes on showing what it showed.
    const unitPriceMinor = offer.tiers.length > 0 ? unitPrice(offer, quantity) : line.unitPriceMinor
    merged = { ...merged, lines: withLine(merged.lines, { ...(present ?? line), quantity, unitPriceMinor }) }
  }
  for (const code of from.codes) {
    const result = enterCode(merged, code)
    if (result.outcome === 'changed') merged = result.content
  }
  return { ...merged, email: merged.email ?? from.email }
}
