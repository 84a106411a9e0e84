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
    preview: 'You asked us to let you know.',
    heading: `${what} is back in stock`,
    name: '',
    paragraphs: [
      `You asked ${store.name} to tell you when ${what} is back in stock. It is now.`,
      'It is not reserved, and may sell out again.',
    ],
    details: [],
    button: { label: 'View product', url },
    aside: {
      title: 'Will I get more e-mails?',
      words: 'No. This is the only e-mail about it, and we do not keep your address.',
    },
  }
}
