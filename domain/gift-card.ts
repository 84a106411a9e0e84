/**
 * A gift card: a balance that is spent in two phases, like stock. A hold sets an amount aside for a checkout, a capture
 * spends it, a release gives it back. Amounts are minor units of the card's currency, times milliseconds UTC.
 *
 * The promise  balance = Σ entries of its ledger ≥ Σ live holds ≥ 0, always: what is set aside cannot be spent twice.
 * Idempotence  The hold id is the key: the same request twice holds once, captures once, releases once.
 */
import { whole } from './money.ts'

export interface GiftCardState {
  readonly currency: string
  readonly balanceMinor: number
  /** In holds that are still live. */
  readonly heldMinor: number
  readonly isDisabled: boolean
  /** Null: never. */
  readonly expiresAtMs: number | null
}
export interface GiftCardHold {
  readonly id: string
  readonly amountMinor: number
  readonly expiresAtMs: number
}
export type GiftCardHoldState = 'held' | 'captured' | 'released' | 'expired'
export interface KnownGiftCardHold extends GiftCardHold {
  readonly state: GiftCardHoldState
}

export type GiftCardRefusal =
  | 'gift_card_not_found'
  | 'gift_card_disabled'
  | 'gift_card_expired'
  | 'gift_card_currency_mismatch'
  | 'gift_card_insufficient'

export type HoldAmountResult =
  | { outcome: 'held' | 'replayed'; hold: GiftCardHold }
  | { outcome: 'refused'; reason: GiftCardRefusal | 'hold_id_reused' | 'hold_ended'; spendableMinor: number }
export type CaptureResult =
  | { outcome: 'captured' | 'replayed' }
  | { outcome: 'refused'; reason: 'hold_unknown' | 'hold_released' | 'gift_card_insufficient' }
/** `refunded`: it was captured, so the amount goes back onto the card. */
export type ReleaseAmountResult = { outcome: 'released' | 'replayed' | 'refunded' | 'unknown' }

/** What may still be set aside. Never negative. */
export const spendableOf = ({ balanceMinor, heldMinor }: GiftCardState): number => Math.max(0, balanceMinor - heldMinor)

/**
 * Decides a hold. One that is known is answered first, whatever has become of the card since. `card` is undefined when none
 * was issued under this id. Throws when the amount is not above zero: that is a caller's bug.
 */
export function decideHoldAmount(
  card: GiftCardState | undefined,
  existing: KnownGiftCardHold | undefined,
  wanted: GiftCardHold,
  currency: string,
  nowMs: number,
): HoldAmountResult {
  if (whole(wanted.amountMinor) < 1) throw new RangeError(`Not an amount to set aside: ${wanted.amountMinor}`)
  const spendableMinor = card && refusalOfCard(card, currency, nowMs) === null ? spendableOf(card) : 0
  const refuse = (reason: GiftCardRefusal | 'hold_id_reused' | 'hold_ended') =>
    ({ outcome: 'refused', reason, spendableMinor }) as const
  if (existing) {
    if (existing.state !== 'held') return refuse('hold_ended')
    if (existing.amountMinor !== wanted.amountMinor) return refuse('hold_id_reused')
    return { outcome: 'replayed', hold: existing }
  }
  if (!card) return refuse('gift_card_not_found')
  const reason = refusalOfCard(card, currency, nowMs)
  if (reason) return refuse(reason)
  if (wanted.amountMinor > spendableMinor) return refuse('gift_card_insufficient')
  return { outcome: 'held', hold: wanted }
}

function refusalOfCard(card: GiftCardState, currency: string, nowMs: number): GiftCardRefusal | null {
  if (card.currency !== currency) return 'gift_card_currency_mismatch'
  if (card.isDisabled) return 'gift_card_disabled'
  return card.expiresAtMs !== null && nowMs >= card.expiresAtMs ? 'gift_card_expired' : null
}

/**
 * Decides a capture. An expired hold is taken again when the balance suffices (late money must not lose a sale). What was
 * set aside while the card was valid is spent even when the card has ended or been disabled since.
 */
export function decideCapture(card: GiftCardState | undefined, existing: KnownGiftCardHold | undefined): CaptureResult {
  if (!existing) return { outcome: 'refused', reason: 'hold_unknown' }
  switch (existing.state) {
    case 'captured':
      return { outcome: 'replayed' }
    case 'released':
      return { outcome: 'refused', reason: 'hold_released' }
    case 'held':
    case 'expired': {
      // A live hold is among those that are held; an adjustment may have left less than all of them.
      const within = existing.state === 'held' ? card?.balanceMinor : card && spendableOf(card)
      if (existing.amountMinor > (within ?? 0)) return { outcome: 'refused', reason: 'gift_card_insufficient' }
      return { outcome: 'captured' }
    }
  }
}

/**
 * Decides a release. An unknown hold is remembered as released, so that it holds nothing when it arrives late; so is an
 * expired one, so that its capture, arriving late, takes nothing. A captured amount goes back onto the card: that is the
 * undo of a sale that found no order.
 */
export function decideReleaseAmount(existing: KnownGiftCardHold | undefined): ReleaseAmountResult {
  if (!existing) return { outcome: 'unknown' }
  if (existing.state === 'held' || existing.state === 'expired') return { outcome: 'released' }
  if (existing.state === 'captured') return { outcome: 'refunded' }
  return { outcome: 'replayed' }
}
