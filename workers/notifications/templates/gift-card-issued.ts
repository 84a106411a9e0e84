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
    preview: 'With its code, ready to use or to pass on.',
    heading: `A gift card worth ${worth}`,
    name: '',
    paragraphs: [
      `Here is a gift card of ${store.name}.`,
      'Enter the code in the cart or at checkout. It pays for as much as it holds; what is left stays on the card.',
    ],
    highlight: { label: 'Code', value: code },
    details: [
      { label: 'Balance', value: worth },
      { label: 'Valid', value: expiresAt ? `until ${dateText(expiresAt, store)}` : 'without end' },
    ],
    button: { label: 'Go to the shop', url },
    aside: {
      title: 'Keep it safe',
      words: 'Whoever has the code can spend the card. Keep this mail, or pass it on to the person it is for.',
    },
  }
}
