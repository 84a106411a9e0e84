/**
 * Checkouts as they are kept, read as they are now: one that was under way before there were promotions, gift cards,
 * backorders and taxes by rate, or while rates were in basis points, goes on to its order, or is undone, like any other.
 */
import type { CheckoutDraft, CheckoutState, DraftLine } from '#domain/checkout.ts'
import { type KeptTaxPart, readTaxParts } from '#domain/tax.ts'

type Since<T, Added extends keyof T> = Omit<T, Added> & Partial<Pick<T, Added>>
type KeptLine = Since<
  Omit<DraftLine, 'taxes'>,
  'discountMinor' | 'stockShards' | 'isGiftCard' | 'requiresShipping' | 'giftCards'
> & {
  readonly taxes?: readonly KeptTaxPart[]
}
type KeptDraft = Omit<
  Since<
    CheckoutDraft,
    | 'fulfillmentType'
    | 'locationId'
    | 'discountMinor'
    | 'giftCardMinor'
    | 'payableMinor'
    | 'discounts'
    | 'explanation'
    | 'promotionUses'
    | 'giftCards'
  >,
  'lines' | 'taxes'
> & {
  readonly lines: readonly KeptLine[]
  readonly taxes?: readonly KeptTaxPart[]
  /** The one rate that a store had. */
  readonly taxRateBps?: number
}

export function readDraft(json: string): CheckoutDraft {
  const { taxRateBps = 0, ...draft }: KeptDraft = JSON.parse(json)
  const { taxMinor, totalMinor } = draft
  const onlyTax = taxMinor > 0 ? [{ name: 'Tax', rateBps: taxRateBps, amountMinor: taxMinor }] : []
  return {
    fulfillmentType: 'shipping',
    locationId: null,
    discountMinor: 0,
    giftCardMinor: 0,
    payableMinor: totalMinor,
    discounts: [],
    explanation: [],
    promotionUses: [],
    giftCards: [],
    ...draft,
    taxes: readTaxParts(draft.taxes ?? onlyTax),
    lines: draft.lines.map((line) => ({ ...NEW_IN_LINES, ...line, taxes: readTaxParts(line.taxes ?? []) })),
  }
}

const NEW_IN_LINES = { discountMinor: 0, stockShards: 1, isGiftCard: false, requiresShipping: true, giftCards: [] }

export function readState(json: string): CheckoutState {
  const state: Since<CheckoutState, 'backordered'> = JSON.parse(json)
  return { backordered: [], ...state }
}
