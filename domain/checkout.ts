/**
 * Checkout as a state machine: reserve → pay → commit → place, or undo. `step` decides, the driver in the cart's object
 * stores the new state and then performs `effectOf` it. Every effect is idempotent by the checkout's id, so whatever a
 * crash leaves behind is simply performed again.
 *
 * Never lost     Once money may have moved, the only ways out are a placed order or an undo that pays it back.
 * Unknown        A provider that does not answer has neither failed nor paid: it is asked again by the same key.
 * Late           Nobody is asked for money once the payment's time is over. Money that arrives late takes what was held
 *                again, or is paid back.
 * Cancelled      Only while no money may have moved; later the wish changes nothing.
 * No giving up   `committing`, `placing` and `undoing` are retried until they succeed: money has moved by then, or may have.
 */
export type { CheckoutDraft, DraftLine, GiftDelivery, PromotionUse, SpentGiftCard } from './checkout-draft.ts'

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

/** Why nothing was sold. */
export const CHECKOUT_FAILURES = [
  'payment_declined',
  'insufficient_stock',
  'hold_expired',
  'code_used_up',
  'code_used_by_customer',
  'gift_card_insufficient',
  'gift_card_disabled',
  'gift_card_expired',
  'checkout_undone',
] as const

export interface Shortage {
  readonly variantId: string
  readonly available: number
}
export type Failure =
  | { readonly code: 'payment_declined' | 'checkout_undone' }
  /** `hold_expired`: it was held, and when the money came it was gone. */
  | { readonly code: 'insufficient_stock' | 'hold_expired'; readonly shortages: readonly Shortage[] }
  | { readonly code: 'code_used_up' | 'code_used_by_customer'; readonly promotionId: string }
  | {
      readonly code: 'gift_card_insufficient' | 'gift_card_disabled' | 'gift_card_expired'
      readonly giftCardId: string
      /** What could still be spent of it. */
      readonly spendableMinor: number
    }

/** Pieces of a variant that were sold and are still to come in. */
export interface Backordered {
  readonly variantId: string
  readonly quantity: number
}

export interface CheckoutState {
  readonly phase: Phase
  readonly startedAtMs: number
  /** Tries of the present phase that came to nothing. */
  readonly attempts: number
  /** When the present effect may be performed; in the past when at once. */
  readonly dueAtMs: number
  /** The provider's own id, once it has told us; `none` when there was nothing to pay. */
  readonly paymentReference: string | null
  /** True from the moment before the provider is first asked: an undo must pay back or cancel. */
  readonly paymentMayExist: boolean
  /** Told by the commit, written by the placing. */
  readonly backordered: readonly Backordered[]
  readonly failure: Failure | null
  readonly orderNumber: number | null
}

/** What the effect of a phase came to, or what happened meanwhile. */
export type CheckoutEvent =
  | { type: 'reserved' }
  | { type: 'reserve_refused'; failure: Failure }
  | { type: 'paid'; reference: string }
  | { type: 'declined' }
  | { type: 'payment_unknown' }
  | { type: 'payment_absent' }
  | { type: 'committed'; backordered: readonly Backordered[] }
  | { type: 'commit_refused'; failure: Failure }
  | { type: 'placed'; orderNumber: number }
  | { type: 'undone' }
  /** No answer, or a passing error. */
  | { type: 'faulted' }
  /** Somebody wants out. */
  | { type: 'cancel_requested' }
  /** Said before each effect: how late it is may decide that it is not performed. */
  | { type: 'time_passed' }

export const EFFECTS = ['reserve', 'pay', 'look_up_payment', 'commit', 'place', 'undo'] as const
export type Effect = (typeof EFFECTS)[number]

/** Where a test may cut the power: around every effect, and inside those that have several parts. */
export const CRASH_POINTS = [
  ...EFFECTS.flatMap((effect) => [`before_${effect}`, `after_${effect}`] as const),
  'between_reserves',
  'between_commits',
  'after_place_batch',
] as const
export type CrashPoint = (typeof CRASH_POINTS)[number]

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
  backordered: [],
  failure: null,
  orderNumber: null,
})

export const isOver = (state: CheckoutState): boolean => state.phase === 'completed' || state.phase === 'failed'

const EFFECT_OF: Record<Phase, Effect | null> = {
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
export const effectOf = (state: CheckoutState): Effect | null => EFFECT_OF[state.phase]

/** The next state. An event that the phase does not expect (a late duplicate) changes nothing. */
export function step(state: CheckoutState, event: CheckoutEvent, nowMs: number): CheckoutState {
  if (isOver(state)) return state
  if (event.type === 'faulted') return afterFault(state, nowMs)
  if (event.type === 'time_passed') return isTooLateToAsk(state, nowMs) ? undo(state, UNDONE, nowMs) : state
  switch (state.phase) {
    case 'reserving':
      if (event.type === 'reserved') return enter(state, 'paying', nowMs, { paymentMayExist: true })
      if (event.type === 'reserve_refused') return undo(state, event.failure, nowMs)
      if (event.type === 'cancel_requested') return undo(state, UNDONE, nowMs)
      return state
    case 'paying':
    case 'confirming':
      return afterPaymentEvent(state, event, nowMs)
    case 'committing':
      if (event.type === 'committed') return enter(state, 'placing', nowMs, { backordered: event.backordered })
      if (event.type === 'commit_refused') return undo(state, event.failure, nowMs)
      return state
    case 'placing':
      return event.type === 'placed' ? enter(state, 'completed', nowMs, { orderNumber: event.orderNumber }) : state
    case 'undoing':
      return event.type === 'undone' ? enter(state, 'failed', nowMs) : state
    default:
      return state
  }
}

const UNDONE: Failure = { code: 'checkout_undone' }

const isPastDeadline = (state: CheckoutState, nowMs: number) => nowMs - state.startedAtMs >= PAYMENT_DEADLINE_MS

/** A confirming checkout is asked about once more however late it is: it may have been paid. */
const isTooLateToAsk = (state: CheckoutState, nowMs: number) =>
  (state.phase === 'reserving' || state.phase === 'paying') && isPastDeadline(state, nowMs)

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
      return waiting.attempts < MAX_RESERVE_ATTEMPTS ? waiting : undo(state, UNDONE, nowMs)
    case 'paying':
    case 'confirming':
      return isPastDeadline(state, nowMs) ? undo(state, UNDONE, nowMs) : { ...waiting, phase: 'confirming' }
    default:
      return waiting
  }
}

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
