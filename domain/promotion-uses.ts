/**
 * How often a promotion has been used: in all, and by each customer, exactly, however many check out at once. One use is
 * held by a checkout, then counted or given back. Times are milliseconds UTC.
 *
 * The promise  counted + live holds ≤ limit, in all and for each customer, always.
 * Idempotence  The hold id (the checkout's) is the key.
 */
export interface UseLimits {
  /** Null: no limit. */
  readonly total: number | null
  readonly perCustomer: number | null
}
/** Uses that are counted or still held. */
export interface UseCounts {
  readonly total: number
  readonly byCustomer: number
}
export interface UseHold {
  readonly id: string
  /** Who uses it: a hash of the mail address, lower case. */
  readonly customerKey: string
  readonly expiresAtMs: number
}
export type UseHoldState = 'held' | 'used' | 'released' | 'expired'
export interface KnownUseHold extends UseHold {
  readonly state: UseHoldState
}
export type HoldUseResult =
  | { outcome: 'held' | 'replayed' }
  | { outcome: 'refused'; reason: 'code_used_up' | 'code_used_by_customer' | 'hold_id_reused' | 'hold_ended' }
export type CountUseResult =
  | { outcome: 'used' | 'replayed' }
  | { outcome: 'refused'; reason: 'hold_unknown' | 'hold_released' | 'code_used_up' | 'code_used_by_customer' }
export type ReleaseUseResult = { outcome: 'released' | 'replayed' | 'given_back' | 'unknown' }

/** Decides a use. `counts` are of all, and of the customer who wants it. */
export function decideHoldUse(
  limits: UseLimits,
  counts: UseCounts,
  existing: KnownUseHold | undefined,
  wanted: UseHold,
): HoldUseResult {
  if (existing) {
    if (existing.state !== 'held') return { outcome: 'refused', reason: 'hold_ended' }
    if (existing.customerKey !== wanted.customerKey) return { outcome: 'refused', reason: 'hold_id_reused' }
    return { outcome: 'replayed' }
  }
  const reason = usedUp(limits, counts)
  return reason ? { outcome: 'refused', reason } : { outcome: 'held' }
}

/**
 * Decides the counting of a held use. An expired one is counted when there is still room for it; a live one always, even
 * when the limit was lowered after it was promised. `counts` are of all, and of the customer who held it.
 */
export function decideCountUse(
  limits: UseLimits,
  counts: UseCounts,
  existing: KnownUseHold | undefined,
): CountUseResult {
  if (!existing) return { outcome: 'refused', reason: 'hold_unknown' }
  switch (existing.state) {
    case 'used':
      return { outcome: 'replayed' }
    case 'released':
      return { outcome: 'refused', reason: 'hold_released' }
    case 'held':
      return { outcome: 'used' }
    case 'expired': {
      const reason = usedUp(limits, counts)
      return reason ? { outcome: 'refused', reason } : { outcome: 'used' }
    }
  }
}

/**
 * Decides a release. An unknown hold is remembered as released, and an expired one too, so that a count arriving late
 * counts nothing; a counted use is given back (the sale was undone).
 */
export function decideReleaseUse(existing: KnownUseHold | undefined): ReleaseUseResult {
  if (!existing) return { outcome: 'unknown' }
  if (existing.state === 'held' || existing.state === 'expired') return { outcome: 'released' }
  if (existing.state === 'used') return { outcome: 'given_back' }
  return { outcome: 'replayed' }
}

function usedUp({ total, perCustomer }: UseLimits, counts: UseCounts) {
  if (total !== null && counts.total >= total) return 'code_used_up'
  return perCustomer !== null && counts.byCustomer >= perCustomer ? 'code_used_by_customer' : null
}
