/**
 * Checkouts as they are kept, read as they are now: one that was under way before there were promotions, gift cards,
 * backorders and taxes by rate goes on to its order, or is undone, like any other.
 */
import type { CheckoutDraft, CheckoutState, DraftLine } from '#domain/checkout.ts'

type Since<T, Added extends keyof T> = Omit<T, Added> & Partial<Pick<T, Added>>
type KeptLine = Since<
  DraftLine,
  'discountMinor' | 'taxes' | 'stockShards' | 'isGiftCard' | 'requiresShipping' | 'giftCards'
>
type KeptDraft = Omit<
  Since<
    CheckoutDraft,
    | 'fulfillmentType'
    | 'locationId'
    | 'discountMinor'
    | 'taxes'
    | 'giftCardMinor'
    | 'payableMinor'
    | 'discounts'
    | 'explanation'
    | 'promotionUses'
    | 'giftCards'
  >,
  'lines'
> & {
  readonly lines: readonly KeptLine[]
  /** The one rate that a store had. */
  readonly taxRateBps?: number
}

export function readDraft(json: string): CheckoutDraft {
  const { taxRateBps = 0, ...draft }: KeptDraft = JSON.parse(json)
  const { taxMinor, totalMinor } = draft
  return {
    ...{ fulfillmentType: 'shipping', locationId: null, discountMinor: 0, giftCardMinor: 0, payableMinor: totalMinor },
    taxes: taxMinor > 0 ? [{ name: 'Tax', rateBps: taxRateBps, amountMinor: taxMinor }] : [],
    ...{ discounts: [], explanation: [], promotionUses: [], giftCards: [] },
    ...draft,
    lines: draft.lines.map((line) => ({ ...NEW_IN_LINES, ...line })),
  }
}

const NEW_IN_LINES = {
  discountMinor: 0,
  taxes: [],
  stockShards: 1,
  isGiftCard: false,
  requiresShipping: true,
  giftCards: [],
}

export function readState(json: string): CheckoutState {
  const state: Since<CheckoutState, 'backordered'> = JSON.parse(json)
  return { backordered: [], ...state }
}
