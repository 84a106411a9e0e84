/** What the buyers did and what they were told, in order. The checker believes nothing else about them. */

/** What a buyer was told about one attempt to pay (one Idempotency-Key). */
export type Told =
  | { outcome: 'completed'; orderNumber: number }
  | { outcome: 'failed'; code: string }
  /** No answer: it may or may not have happened. */
  | { outcome: 'unknown' }

export interface Attempt {
  buyer: string
  key: string
  told: Told
  atMs: number
}
export interface Answered {
  buyer: string
  route: string
  status: number
  code: string | null
}

export class History {
  readonly attempts: Attempt[] = []
  /** How many attempts to pay have been sent off, whatever came of them. */
  begun = 0
  readonly answers: Answered[] = []
  /** What every buyer wanted, by mail address. */
  readonly wishes = new Map<string, Wish>()

  tell(buyer: string, key: string, told: Told): void {
    this.attempts.push({ buyer, key, told, atMs: Date.now() })
  }
}

/** What a buyer puts into the cart, in this order, and pays with. */
export interface Wish {
  email: string
  variantIds: string[]
  /** Of the test provider: `test_pays`, `test_declines`, `test_times_out`. */
  paymentMethodId: string
  promotionCode: string | null
  giftCardCode: string | null
}
