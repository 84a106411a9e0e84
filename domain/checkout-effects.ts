/**
 * What each effect of a checkout does to the world, through ports that the caller hands in: the API's objects, provider and
 * database, or the simulator's. Every effect is idempotent by the draft's ids and reports what it came to; a thrown error
 * means "no answer", and the saga asks again.
 */
import {
  type Backordered,
  type CheckoutDraft,
  type CheckoutEvent,
  type CheckoutState,
  type CrashPoint,
  type DraftLine,
  type Effect,
  type Failure,
  HOLD_TTL_MS,
  type Shortage,
} from './checkout.ts'
import type { CaptureResult, HoldAmountResult } from './gift-card.ts'
import type { CountUseResult, HoldUseResult, UseLimits } from './promotion-uses.ts'
import type { CommitResult, ReserveResult } from './reservation.ts'

/** The pieces of one variant. */
export interface StockPort {
  /** `locationId` binds the pieces to that shelf; null: from any. */
  reserve(hold: { holdId: string; quantity: number; ttlMs: number; locationId: string | null }): Promise<ReserveResult>
  commit(holdId: string): Promise<CommitResult>
  release(holdId: string): Promise<unknown>
  available(): Promise<number>
}

export interface PromotionPort {
  hold(use: { id: string; customerKey: string; ttlMs: number; limits: UseLimits }): Promise<HoldUseResult>
  count(id: string): Promise<CountUseResult>
  release(id: string): Promise<unknown>
}

export interface GiftCardPort {
  /** Puts the first money onto a card that was bought, once per id. */
  issue(entry: { id: string; amountMinor: number; currency: string; reason: string; actor: string }): Promise<unknown>
  hold(hold: { id: string; amountMinor: number; currency: string; ttlMs: number }): Promise<HoldAmountResult>
  capture(id: string, reason: string): Promise<CaptureResult>
  release(id: string): Promise<unknown>
}

export type PaymentOutcome =
  | { outcome: 'paid'; reference: string }
  | { outcome: 'declined' }
  /** No answer in time: it may or may not have been paid. */
  | { outcome: 'unknown' }
export type LookupOutcome = PaymentOutcome | { outcome: 'absent' }

export interface PaymentPort {
  pay(): Promise<PaymentOutcome>
  /** `absent` when the provider never heard of this checkout. */
  lookUp(): Promise<LookupOutcome>
  /** Pays back, or makes sure that it can never be paid. */
  cancel(): Promise<void>
}

/** What the placing has to know beside the draft. */
export interface PlacementDetails {
  /** The provider's own id; `none` when there was nothing to pay. */
  readonly paymentReference: string
  readonly backordered: readonly Backordered[]
}

export interface CheckoutPorts {
  stock(line: DraftLine, draft: CheckoutDraft): StockPort
  promotion(promotionId: string): PromotionPort
  giftCard(giftCardId: string): GiftCardPort
  payment(draft: CheckoutDraft): PaymentPort
  /** Writes the order, all or nothing and once per checkout; returns its number. */
  place(draft: CheckoutDraft, settlement: PlacementDetails): Promise<number>
  /** A named point inside an effect; a test cuts the power there. */
  reach(point: CrashPoint): Promise<void>
}

/** The reference of an order that nobody had to pay for. */
export const NO_PAYMENT = 'none'

export function performEffect(
  world: CheckoutPorts,
  effect: Effect,
  draft: CheckoutDraft,
  state: CheckoutState,
): Promise<CheckoutEvent> {
  switch (effect) {
    case 'reserve':
      return reserve(world, draft)
    case 'pay':
      return pay(world, draft)
    case 'look_up_payment':
      return lookUpPayment(world, draft)
    case 'commit':
      return commit(world, draft)
    case 'place':
      return place(world, draft, state)
    case 'undo':
      return undo(world, draft, state)
  }
}

type Refused = { failure: Failure }
/** One thing that a checkout claims: held first, then kept for good or given back. */
interface Claim {
  hold(): Promise<Refused | null>
  keep(): Promise<Refused | Backordered | null>
  giveBack(): Promise<unknown>
}

/**
 * Everything that the checkout claims, in one order everywhere (stock, promotions, gift cards, each by id), so that two
 * checkouts of the same things do not take turns starving each other.
 */
const claimsOf = (world: CheckoutPorts, draft: CheckoutDraft): Claim[] => [
  ...stockLines(draft).map((line) => stockClaim(world, draft, line)),
  ...sortedBy(draft.promotionUses, (use) => use.promotionId).map((use) => promotionClaim(world, draft, use)),
  ...sortedBy(draft.giftCards, (card) => card.giftCardId).map((card) => giftCardClaim(world, draft, card)),
]

const sortedBy = <T>(items: readonly T[], idOf: (item: T) => string): T[] =>
  [...items].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1))

/** The lines that lie on shelves. */
const stockLines = (draft: CheckoutDraft) =>
  sortedBy(
    draft.lines.filter((line) => !line.isGiftCard),
    (line) => line.variantId,
  )

const UNDONE: Refused = { failure: { code: 'checkout_undone' } }

function stockClaim(world: CheckoutPorts, draft: CheckoutDraft, line: DraftLine): Claim {
  const stock = world.stock(line, draft)
  const { variantId, quantity } = line
  const { checkoutId: holdId } = draft
  const locationId = line.requiresShipping ? draft.locationId : null
  return {
    async hold() {
      const result = await stock.reserve({ holdId, quantity, ttlMs: HOLD_TTL_MS, locationId })
      if (result.outcome !== 'refused') return null
      // It has ended behind our back, or never was ours: there is nothing to wait for.
      if (result.reason !== 'insufficient_stock') return UNDONE
      const shortages = await shortagesFrom(world, draft, { variantId, available: result.available })
      return { failure: { code: 'insufficient_stock', shortages } }
    },
    async keep() {
      const result = await stock.commit(holdId)
      if (result.outcome !== 'refused') return { variantId, quantity: result.backordered }
      if (result.reason !== 'insufficient_stock') return UNDONE
      return { failure: { code: 'hold_expired', shortages: [{ variantId, available: result.available }] } }
    },
    giveBack: () => stock.release(holdId),
  }
}

/** Every line that is short, so that the person hears of all of them at once. */
async function shortagesFrom(world: CheckoutPorts, draft: CheckoutDraft, first: Shortage): Promise<Shortage[]> {
  const others = stockLines(draft).filter((line) => line.variantId > first.variantId)
  const available = await Promise.all(others.map((line) => world.stock(line, draft).available()))
  const short = others.flatMap(({ variantId, quantity }, index) => {
    const left = available[index] ?? 0
    return left < quantity ? [{ variantId, available: left }] : []
  })
  return [first, ...short]
}

function promotionClaim(
  world: CheckoutPorts,
  { checkoutId: id }: CheckoutDraft,
  { promotionId, customerKey, limits }: CheckoutDraft['promotionUses'][number],
): Claim {
  const promotion = world.promotion(promotionId)
  const refusedFor = (reason: string): Refused =>
    reason === 'code_used_up' || reason === 'code_used_by_customer'
      ? { failure: { code: reason, promotionId } }
      : UNDONE
  return {
    async hold() {
      const result = await promotion.hold({ id, customerKey, ttlMs: HOLD_TTL_MS, limits })
      return result.outcome === 'refused' ? refusedFor(result.reason) : null
    },
    async keep() {
      const result = await promotion.count(id)
      return result.outcome === 'refused' ? refusedFor(result.reason) : null
    },
    giveBack: () => promotion.release(id),
  }
}

function giftCardClaim(
  world: CheckoutPorts,
  { checkoutId: id, currency }: CheckoutDraft,
  { giftCardId, amountMinor }: CheckoutDraft['giftCards'][number],
): Claim {
  const card = world.giftCard(giftCardId)
  const refusedFor = (reason: string, spendableMinor: number): Refused =>
    reason === 'gift_card_insufficient' || reason === 'gift_card_disabled' || reason === 'gift_card_expired'
      ? { failure: { code: reason, giftCardId, spendableMinor } }
      : UNDONE
  return {
    async hold() {
      const result = await card.hold({ id, amountMinor, currency, ttlMs: HOLD_TTL_MS })
      return result.outcome === 'refused' ? refusedFor(result.reason, result.spendableMinor) : null
    },
    async keep() {
      const result = await card.capture(id, `order of checkout ${id}`)
      return result.outcome === 'refused' ? refusedFor(result.reason, 0) : null
    },
    giveBack: () => card.release(id),
  }
}

/** All or none: after a refusal the saga undoes, which releases what was taken. */
async function reserve(world: CheckoutPorts, draft: CheckoutDraft): Promise<CheckoutEvent> {
  for (const [index, claim] of claimsOf(world, draft).entries()) {
    if (index > 0) await world.reach('between_reserves')
    const refused = await claim.hold()
    if (refused) return { type: 'reserve_refused', failure: refused.failure }
  }
  return { type: 'reserved' }
}

async function pay(world: CheckoutPorts, draft: CheckoutDraft): Promise<CheckoutEvent> {
  if (draft.payableMinor === 0) return { type: 'paid', reference: NO_PAYMENT }
  const result = await world.payment(draft).pay()
  if (result.outcome === 'paid') return { type: 'paid', reference: result.reference }
  return { type: result.outcome === 'declined' ? 'declined' : 'payment_unknown' }
}

async function lookUpPayment(world: CheckoutPorts, draft: CheckoutDraft): Promise<CheckoutEvent> {
  if (draft.payableMinor === 0) return { type: 'paid', reference: NO_PAYMENT }
  const result = await world.payment(draft).lookUp()
  if (result.outcome === 'paid') return { type: 'paid', reference: result.reference }
  if (result.outcome === 'declined') return { type: 'declined' }
  return { type: result.outcome === 'absent' ? 'payment_absent' : 'payment_unknown' }
}

async function commit(world: CheckoutPorts, draft: CheckoutDraft): Promise<CheckoutEvent> {
  const backordered: Backordered[] = []
  for (const [index, claim] of claimsOf(world, draft).entries()) {
    if (index > 0) await world.reach('between_commits')
    const kept = await claim.keep()
    if (kept && 'failure' in kept) return { type: 'commit_refused', failure: kept.failure }
    if (kept && kept.quantity > 0) backordered.push(kept)
  }
  return { type: 'committed', backordered }
}

/** Gift cards that were bought get their money first: their codes work as soon as there is an order to find them in. */
async function place(world: CheckoutPorts, draft: CheckoutDraft, state: CheckoutState): Promise<CheckoutEvent> {
  const { checkoutId, currency } = draft
  const { paymentReference, backordered } = state
  if (!paymentReference) throw new Error(`Checkout ${checkoutId} would be placed without a payment`)
  const bought = draft.lines.flatMap(({ unitPriceMinor, giftCards }) =>
    giftCards.map(({ giftCardId }) => ({ giftCardId, amountMinor: unitPriceMinor })),
  )
  for (const { giftCardId, amountMinor } of bought) {
    const entry = { id: `bought:${checkoutId}`, amountMinor, currency, reason: 'bought' }
    await world.giftCard(giftCardId).issue({ ...entry, actor: `checkout:${checkoutId}` })
  }
  const orderNumber = await world.place(draft, { paymentReference, backordered })
  await world.reach('after_place_batch')
  return { type: 'placed', orderNumber }
}

/** Money back first: a shopper waits for it, the shelf does not. */
async function undo(world: CheckoutPorts, draft: CheckoutDraft, state: CheckoutState): Promise<CheckoutEvent> {
  const owesMoney = state.paymentMayExist && draft.payableMinor > 0 && state.failure?.code !== 'payment_declined'
  if (owesMoney) await world.payment(draft).cancel()
  for (const claim of claimsOf(world, draft)) await claim.giveBack()
  return { type: 'undone' }
}
