/** To somebody who asked to be told, once. */
import type { BackInStock } from '#contract/events.ts'
import { cut } from '../typed-text.ts'
import type { Letter } from './letter.tsx'

const LONGEST_TITLE = 60

export function backInStock(event: BackInStock): Letter {
  const { store, product_url: url } = event
  const what = event.variant_title ? `${event.title}, ${event.variant_title}` : event.title
  return {
    subject: `Back in stock: ${cut(what, LONGEST_TITLE)} — ${store.name}`,
    preview: 'You asked us to tell you.',
    heading: `${what} is back`,
    name: '',
    paragraphs: [
      `You asked ${store.name} to tell you when ${what} is back in stock. Now it is.`,
      'It is not set aside for you: whoever buys first has it.',
    ],
    details: [],
    button: { label: 'See it in the shop', url },
    aside: {
      title: 'Will there be more mails?',
      words: 'No. This was the one that you asked for, and your address is not kept for others.',
    },
  }
}
