/** A gift card with its code, to whoever it is for. */
import type { GiftCardIssued } from '#contract/events.ts'
import { dateText } from '#domain/dates.ts'
import { formatMoney } from '#domain/money.ts'
import type { Letter } from './letter.tsx'

export function giftCardIssued(event: GiftCardIssued): Letter {
  const { store, code, amount, expires_at: expiresAt, shop_url: url } = event
  const worth = formatMoney(amount.amount_minor, amount.currency, store.locale)
  return {
    subject: `A gift card worth ${worth} — ${store.name}`,
    preview: 'Your code is inside.',
    heading: `A gift card worth ${worth}`,
    name: '',
    paragraphs: [
      `Here is your gift card for ${store.name}.`,
      'Enter the code at checkout. Any balance stays on the card.',
    ],
    highlight: { label: 'Code', value: code },
    details: [
      { label: 'Balance', value: worth },
      { label: 'Expires', value: expiresAt ? dateText(expiresAt, store) : 'Never expires' },
    ],
    button: { label: 'Shop now', url },
    aside: {
      title: 'Keep it safe',
      words: 'Anyone with the code can spend the card. Keep this e-mail, or forward it to the person it is for.',
    },
  }
}
