/**
 * Checkout as a state machine: reserve → pay → commit → place, or undo. `step` decides, the shell in the cart's object
 * stores the new state and then performs `effectOf` it. Every effect is idempotent by the checkout's id, so whatever a
 * crash leaves behind is simply performed again.
 *
 * Never lost     Once money may have moved, the only ways out are a placed order or an undo that pays it back.
 * Unknown        A provider that does not answer has neither failed nor paid: it is asked again by the same key.
 * No giving up   `placing` and `undoing` are retried until they succeed: stock is sold or money is owed by then.
 */
import type { PostalAddress } from './address.ts'

export const PHASES = [
  'reserving',
  'paying',
  'confirming',
  'committing',
  'placing',
  'undoing',
  'completed',
  'failed',
] as const
export type Phase = (typeof PHASES)[number]

export type Failure =
  | { code: 'payment_declined' }
  | { code: 'insufficient_stock'; shortages: readonly Shortage[] }
  | { code: 'checkout_undone' }
export interface Shortage {
  readonly variantId: string
  readonly available: number
}

export interface CheckoutState {
  readonly phase: Phase
  readonly startedAtMs: number
  /** Tries of the present phase that came to nothing. */
  readonly attempts: number
  /** When the present effect may be performed; in the past when at once. */
  readonly dueAtMs: number
  /** The provider's own id, once it has told us. */
  readonly paymentReference: string | null
  /** True from the moment before the provider is first asked: an undo must pay back or cancel. */
  readonly paymentMayExist: boolean
  readonly failure: Failure | null
  readonly orderNumber: number | null
}

/** What the effect of a phase came to. `faulted`: no answer, or a passing error. */
export type CheckoutEvent =
  | { type: 'reserved' }
  | { type: 'reserve_refused'; shortages: readonly Shortage[] }
  | { type: 'paid'; reference: string }
  | { type: 'declined' }
  | { type: 'payment_unknown' }
  | { type: 'payment_absent' }
  | { type: 'committed' }
  | { type: 'commit_refused'; shortages: readonly Shortage[] }
  | { type: 'placed'; orderNumber: number }
  | { type: 'undone' }
  | { type: 'faulted' }

export type Effect = 'reserve' | 'pay' | 'look_up_payment' | 'commit' | 'place' | 'undo'

/** A hold outlives the longest time that a payment may stay unknown. */
export const HOLD_TTL_MS = 20 * 60_000
export const PAYMENT_DEADLINE_MS = 10 * 60_000
const MAX_RESERVE_ATTEMPTS = 4
const FIRST_RETRY_MS = 1_000
const MAX_RETRY_MS = 60_000

export const startCheckout = (nowMs: number): CheckoutState => ({
  phase: 'reserving',
  startedAtMs: nowMs,
  attempts: 0,
  dueAtMs: nowMs,
  paymentReference: null,
  paymentMayExist: false,
  failure: null,
  orderNumber: null,
})

export const isOver = (state: CheckoutState): boolean => state.phase === 'completed' || state.phase === 'failed'

const EFFECTS: Record<Phase, Effect | null> = {
  reserving: 'reserve',
  paying: 'pay',
  confirming: 'look_up_payment',
  committing: 'commit',
  placing: 'place',
  undoing: 'undo',
  completed: null,
  failed: null,
}

/** What is to be done in this state; null when the checkout is over. */
export const effectOf = (state: CheckoutState): Effect | null => EFFECTS[state.phase]

/** The next state. An event that the phase does not expect (a late duplicate) changes nothing. */
export function step(state: CheckoutState, event: CheckoutEvent, nowMs: number): CheckoutState {
  if (isOver(state)) return state
  if (event.type === 'faulted') return afterFault(state, nowMs)
  switch (state.phase) {
    case 'reserving':
      if (event.type === 'reserved') return enter(state, 'paying', nowMs, { paymentMayExist: true })
      if (event.type === 'reserve_refused') return undo(state, shortOf(event.shortages), nowMs)
      return state
    case 'paying':
    case 'confirming':
      return afterPaymentEvent(state, event, nowMs)
    case 'committing':
      if (event.type === 'committed') return enter(state, 'placing', nowMs)
      if (event.type === 'commit_refused') return undo(state, shortOf(event.shortages), nowMs)
      return state
    case 'placing':
      return event.type === 'placed' ? enter(state, 'completed', nowMs, { orderNumber: event.orderNumber }) : state
    case 'undoing':
      return event.type === 'undone' ? enter(state, 'failed', nowMs) : state
    default:
      return state
  }
}

function afterPaymentEvent(state: CheckoutState, event: CheckoutEvent, nowMs: number): CheckoutState {
  if (event.type === 'paid') return enter(state, 'committing', nowMs, { paymentReference: event.reference })
  if (event.type === 'declined') return undo(state, { code: 'payment_declined' }, nowMs)
  if (event.type === 'payment_unknown') return afterFault(state, nowMs)
  // The provider has never heard of it: the same request under the same key is safe.
  if (event.type === 'payment_absent') return { ...retryLater(state, nowMs), phase: 'paying' }
  return state
}

function afterFault(state: CheckoutState, nowMs: number): CheckoutState {
  const waiting = retryLater(state, nowMs)
  switch (state.phase) {
    case 'reserving':
      return waiting.attempts < MAX_RESERVE_ATTEMPTS ? waiting : undo(state, { code: 'checkout_undone' }, nowMs)
    case 'paying':
    case 'confirming':
      return nowMs - state.startedAtMs < PAYMENT_DEADLINE_MS
        ? { ...waiting, phase: 'confirming' }
        : undo(state, { code: 'checkout_undone' }, nowMs)
    default:
      return waiting
  }
}

const shortOf = (shortages: readonly Shortage[]): Failure => ({ code: 'insufficient_stock', shortages })

const enter = (
  state: CheckoutState,
  phase: Phase,
  nowMs: number,
  change: Partial<CheckoutState> = {},
): CheckoutState => ({
  ...state,
  ...change,
  phase,
  attempts: 0,
  dueAtMs: nowMs,
})

const undo = (state: CheckoutState, failure: Failure, nowMs: number): CheckoutState =>
  enter(state, 'undoing', nowMs, { failure })

/** Doubling waits from one second to one minute. */
const retryLater = (state: CheckoutState, nowMs: number): CheckoutState => ({
  ...state,
  attempts: state.attempts + 1,
  dueAtMs: nowMs + Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** state.attempts),
})

/**
 * All that the checkout will write, fixed before its first effect: prices as the person accepted them, and every id, so
 * that an effect performed twice writes the same rows.
 */
export interface CheckoutDraft {
  readonly checkoutId: string
  readonly cartId: string
  readonly storeId: string
  readonly orderId: string
  readonly paymentId: string
  readonly customerId: string
  readonly eventIds: { readonly placed: string; readonly paid: string }
  readonly email: string
  readonly shippingAddress: PostalAddress
  readonly shippingMethod: string
  readonly payment: { readonly provider: string; readonly methodId: string; readonly label: string }
  readonly lines: readonly DraftLine[]
  readonly currency: string
  readonly subtotalMinor: number
  readonly shippingMinor: number
  readonly taxMinor: number
  readonly totalMinor: number
  readonly taxIncluded: boolean
  readonly taxRateBps: number
}
export interface DraftLine {
  readonly itemId: string
  readonly variantId: string
  readonly productSlug: string
  readonly title: string
  readonly variantTitle: string
  readonly sku: string
  readonly imageUrl: string | null
  readonly quantity: number
  readonly unitPriceMinor: number
  readonly lineTotalMinor: number
}
