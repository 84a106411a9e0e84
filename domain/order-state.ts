/**
 * The life of an order as one table. Payment and fulfillment have states of their own: an order may be shipped and
 * unpaid (cash on delivery), or paid and not yet confirmed.
 */
export const ORDER_STATES = [
  'pending',
  'confirmed',
  'processing',
  'packed',
  'shipped',
  'delivered',
  'cancelled',
  'partially_refunded',
  'refunded',
] as const
export type OrderState = (typeof ORDER_STATES)[number]

export const PAYMENT_STATES = ['pending', 'authorized', 'paid', 'failed', 'partially_refunded', 'refunded'] as const

const MOVES: Record<OrderState, readonly OrderState[]> = {
  pending: ['confirmed', 'cancelled'],
  confirmed: ['processing', 'cancelled', 'partially_refunded', 'refunded'],
  processing: ['packed', 'cancelled', 'partially_refunded', 'refunded'],
  packed: ['shipped', 'cancelled', 'partially_refunded', 'refunded'],
  shipped: ['delivered', 'partially_refunded', 'refunded'],
  delivered: ['partially_refunded', 'refunded'],
  cancelled: ['refunded'],
  partially_refunded: ['refunded'],
  refunded: [],
}

/** Whether an order may go from one state to another. Staying where it is is not a move. */
export const canMove = (from: OrderState, to: OrderState): boolean => MOVES[from].includes(to)

export type MoveResult =
  | { outcome: 'moved'; state: OrderState }
  | { outcome: 'refused'; from: OrderState; to: OrderState }

/** Decides a move; an illegal one is an expected refusal and changes nothing. */
export function move(from: OrderState, to: OrderState): MoveResult {
  return canMove(from, to) ? { outcome: 'moved', state: to } : { outcome: 'refused', from, to }
}

/** Where nothing travels any more: it has arrived, or will never be sent. Money may still go back. */
export const ENDED_STATES = ['delivered', 'cancelled', 'refunded'] as const satisfies readonly OrderState[]

/** A partly refunded order does not say where it is; once nothing has happened to it for so long, it has arrived. */
export const PARTLY_REFUNDED_ENDS_MS = 60 * 24 * 3_600_000
