/** What may happen to the lines of a cart. Quantities are whole pieces; a refusal changes nothing. */

export interface CartLine {
  readonly id: string
  readonly variantId: string
  readonly quantity: number
  /** The price when the line was last touched, to notice a change; what is charged is read anew. */
  readonly unitPriceMinor: number
}

export const MAX_LINES = 100
export const MAX_QUANTITY = 999

export type LineResult =
  | { outcome: 'changed'; line: CartLine }
  | { outcome: 'refused'; reason: 'cart_limit_reached' | 'cart_line_not_found' }
  | { outcome: 'refused'; reason: 'insufficient_stock'; available: number }

/** Adds pieces of a variant: to its line when it has one, else as a new line. */
export function addPieces(lines: readonly CartLine[], wanted: CartLine, available: number): LineResult {
  const present = lines.find((line) => line.variantId === wanted.variantId)
  if (!present && lines.length >= MAX_LINES) return { outcome: 'refused', reason: 'cart_limit_reached' }
  const quantity = (present?.quantity ?? 0) + wanted.quantity
  return withinStock({ ...wanted, id: present?.id ?? wanted.id, quantity }, available)
}

/** Sets the number of pieces of a line. */
export function setPieces(
  lines: readonly CartLine[],
  wanted: { id: string; quantity: number; unitPriceMinor: number },
  available: number,
): LineResult {
  const present = lines.find((line) => line.id === wanted.id)
  if (!present) return { outcome: 'refused', reason: 'cart_line_not_found' }
  return withinStock({ ...present, ...wanted }, available)
}

function withinStock(line: CartLine, available: number): LineResult {
  const most = Math.min(available, MAX_QUANTITY)
  if (line.quantity > most) return { outcome: 'refused', reason: 'insufficient_stock', available: most }
  return { outcome: 'changed', line }
}
