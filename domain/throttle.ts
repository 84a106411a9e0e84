/**
 * How often something may be tried: a fixed number within a window that begins with the first try. Exact, because one
 * object counts. A try is counted before it is made and given back when it succeeded, so that a hundred at the same moment
 * are a hundred.
 *
 * Times     Milliseconds UTC, given by the caller.
 */
export interface Limit {
  /** Tries within a window. */
  tries: number
  windowMs: number
}

export interface Counter {
  count: number
  windowEndsAtMs: number
}

export interface RateLimitResult {
  allowed: boolean
  remaining: number
  /** Until the window ends and all tries are there again. */
  resetMs: number
  counter: Counter
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** `…Account`: per mail address or account. `…Address`: per address of the client. */
export const LIMITS = {
  /** Guesses at one account's password from devices that it has never been used on. */
  logInAccount: { tries: 10, windowMs: 15 * MINUTE_MS },
  /** The same from all devices together that it has been used on: strangers cannot use these up. */
  logInDevice: { tries: 10, windowMs: 15 * MINUTE_MS },
  /** Guesses from one address at any account. */
  logInAddress: { tries: 100, windowMs: 15 * MINUTE_MS },
  /**
   * Codes of one account's second step. Six digits, three of them right at any moment: 5 tries find one in 1 of 66,000
   * windows. As with passwords, whoever uses up the tries of strangers leaves those of the known devices, and what is asked
   * inside a session is counted by itself.
   */
  mfaAccount: { tries: 5, windowMs: 15 * MINUTE_MS },
  mfaDevice: { tries: 5, windowMs: 15 * MINUTE_MS },
  mfaSession: { tries: 5, windowMs: 15 * MINUTE_MS },
  /** Mails that somebody can have sent to an address that is perhaps not theirs; sign-ups leave the resets alone. */
  signUpAccount: { tries: 5, windowMs: HOUR_MS },
  mailAccount: { tries: 5, windowMs: HOUR_MS },
  mailAddress: { tries: 60, windowMs: HOUR_MS },
  /** Reminders of carts: whoever fills one may name an address that is not theirs. */
  cartMail: { tries: 3, windowMs: 24 * HOUR_MS },
  /** Wishes to be told of stock, for the same reason; each is a row, however many addresses are named. */
  stockMail: { tries: 20, windowMs: 24 * HOUR_MS },
  stockAddress: { tries: 200, windowMs: 24 * HOUR_MS },
  /** Sessions that one account begins: each is a row for a month. */
  sessionAccount: { tries: 100, windowMs: HOUR_MS },
  /** Links and other secrets presented from one address. */
  secretAddress: { tries: 60, windowMs: 15 * MINUTE_MS },
  /** Log-ins begun at another service from one address: each leaves a row for ten minutes. */
  oauthAddress: { tries: 100, windowMs: 15 * MINUTE_MS },
  /** Codes of promotions and gift cards that were not found. */
  codeAddress: { tries: 60, windowMs: 15 * MINUTE_MS },
  /** Entries of the audit log that one person or network can cause without end, such as refusals; the rest is counted. */
  auditSource: { tries: 100, windowMs: 15 * MINUTE_MS },
  /** The same from all of them together, per store, business or for the platform. */
  auditScope: { tries: 1000, windowMs: 15 * MINUTE_MS },
  /** Password asked again inside a session. */
  passwordSession: { tries: 10, windowMs: 15 * MINUTE_MS },
  /** Questions to the DNS that a store causes: they go out whether or not the record is there, so none is given back. */
  domainChecks: { tries: 30, windowMs: 15 * MINUTE_MS },
} as const satisfies Record<string, Limit>

export type LimitName = keyof typeof LIMITS

/** Counts one try, unless there are none left. A refused try costs nothing and does not lengthen the wait. */
export function consumeAttempt(counter: Counter | undefined, limit: Limit, nowMs: number): RateLimitResult {
  const isOver = !counter || counter.windowEndsAtMs <= nowMs
  const current = isOver ? { count: 0, windowEndsAtMs: nowMs + limit.windowMs } : counter
  const allowed = current.count < limit.tries
  const next = allowed ? { ...current, count: current.count + 1 } : current
  return {
    allowed,
    remaining: limit.tries - next.count,
    resetMs: next.windowEndsAtMs - nowMs,
    counter: next,
  }
}

/** Gives back one try of the window that it was counted in. */
export function returnAttempt(counter: Counter | undefined, nowMs: number): Counter | undefined {
  if (!counter || counter.windowEndsAtMs <= nowMs) return undefined
  return { ...counter, count: Math.max(0, counter.count - 1) }
}
