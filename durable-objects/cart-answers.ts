/** What a cart's object answers. A refusal changes nothing. */
import type { CartContent, ChangeResult } from '#domain/cart.ts'
import type { CheckoutState } from '#domain/checkout.ts'

export interface CheckoutView {
  checkoutId: string
  orderId: string
  state: CheckoutState
}
export interface CartSnapshot extends CartContent {
  version: number
  status: 'open' | 'checking_out' | 'completed'
  /** Empty: the store's own. */
  currency: string
  /** The customer whose it is; empty for a guest's. */
  owner: string
  expiresAtMs: number
  checkout: CheckoutView | null
}
/** The client's key for a change, and the hash of what it asked for: the same again changes nothing. */
export interface ChangeKey {
  key: string
  requestHash: string
}
/** A guest's cart that was begun, as its token says. It is first written when something is put into it. */
export interface BegunCart {
  storeId: string
  cartId: string
  currency: string
  begunAtMs: number
}
/** The version of a cart that was begun and not written yet. */
export const UNWRITTEN = 0
/** Who asks, as their token says; null: we ourselves. */
export type CallerId = string | null

export type Refused<Reason extends string> = { outcome: 'refused'; reason: Reason }
export type Missing = Refused<'cart_not_found' | 'cart_token_invalid'>
export type Closed = Refused<'cart_completed' | 'checkout_in_progress'>
export type Conflict = Refused<'idempotency_conflict'>
export type TooMany = Refused<'too_many_requests'>
export type Seen = { outcome: 'seen'; cart: CartSnapshot }

export type CreateResult = { outcome: 'created' | 'replayed'; cart: CartSnapshot } | Missing | Conflict
export type ViewResult = Seen | { outcome: 'replayed'; cart: CartSnapshot } | Missing | Conflict
export type CartResult =
  | { outcome: 'changed' | 'replayed'; cart: CartSnapshot }
  | Missing
  | Closed
  | Conflict
  | TooMany
  | Extract<ChangeResult, { outcome: 'refused' }>
export type PrepareResult =
  | { outcome: 'seen'; cart: CartSnapshot; known: { checkout: CheckoutView; requestHash: string } | null }
  | Missing
export type BeginResult =
  | { outcome: 'begun' | 'replayed'; checkout: CheckoutView }
  | Missing
  | Closed
  | Conflict
  | TooMany
  | Refused<'cart_changed'>
export interface AbandonedCart {
  eventId: string
  storeId: string
  cartId: string
  owner: string
  email: string
  variants: { variantId: string; quantity: number }[]
}
