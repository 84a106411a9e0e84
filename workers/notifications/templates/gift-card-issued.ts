/** A gift card with its code, to whoever it is for. */
import type { GiftCardIssued } from '#contract/events.ts'
import { dateText } from '#domain/dates.ts'
import { formatMoney } from '#domain/money.ts'
import { cut } from '../typed-text.ts'
import type { Letter } from './letter.tsx'

/** A subject has room for a name of this length. */
const NAME_IN_SUBJECT = 40

export function giftCardIssued(event: GiftCardIssued): Letter {
  const { store, code, amount, expires_at: expiresAt, shop_url: url } = event
  const worth = formatMoney(amount.amount_minor, amount.currency, store.locale)
  return {
    ...(event.gift ? giftWords(event.gift, store.name, worth) : ownWords(store.name, worth)),
    preview: 'Your code is inside.',
    highlight: { label: 'Code', value: code },
    details: [
      { label: 'Balance', value: worth },
      { label: 'Expires', value: expiresAt ? dateText(expiresAt, store) : 'Never expires' },
    ],
    button: { label: 'Shop now', url },
  }
}

type Words = Pick<Letter, 'subject' | 'heading' | 'name' | 'paragraphs' | 'aside'>

const HOW_TO_USE = 'Enter the code at checkout. Any balance stays on the card.'

const ownWords = (storeName: string, worth: string): Words => ({
  subject: `A gift card worth ${worth} — ${storeName}`,
  heading: `A gift card worth ${worth}`,
  name: '',
  paragraphs: [`Here is your gift card for ${storeName}.`, HOW_TO_USE],
  aside: {
    title: 'Keep it safe',
    words: 'Anyone with the code can spend the card. Keep this e-mail, or forward it to the person it is for.',
  },
})

/** From somebody, who may have written something to it. */
function giftWords(
  { from, to, message }: NonNullable<GiftCardIssued['gift']>,
  storeName: string,
  worth: string,
): Words {
  const giver = from || 'Someone'
  return {
    subject: `${cut(giver, NAME_IN_SUBJECT)} sent you a gift card — ${storeName}`,
    heading: `A gift card worth ${worth}`,
    name: to,
    paragraphs: [`${giver} sent you a gift card for ${storeName}.`, ...(message ? [`“${message}”`] : []), HOW_TO_USE],
    aside: { title: 'Keep it safe', words: 'Anyone with the code can spend the card, so keep this e-mail.' },
  }
}
