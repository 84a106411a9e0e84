/** Gift cards in words. Also runs in browsers. */
import type * as z from 'zod'
import type { GiftCard, GiftCardEntry } from '#contract/gift-card.ts'

export const GIFT_CARD_STATES: Record<
  GiftCard['status'],
  { label: string; tone: 'positive' | 'caution' | 'negative' | 'quiet' }
> = {
  active: { label: 'Active', tone: 'positive' },
  spent: { label: 'Spent', tone: 'quiet' },
  expired: { label: 'Expired', tone: 'quiet' },
  disabled: { label: 'Disabled', tone: 'negative' },
}

export const ENTRY_WORDS: Record<z.infer<typeof GiftCardEntry>['type'], string> = {
  issued: 'Issued',
  captured: 'Spent',
  refunded: 'Refunded',
  adjusted: 'Adjusted',
}
