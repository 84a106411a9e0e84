/** To the merchant: a variant is running out, or has. */
import type { LowStock } from '#contract/events.ts'
import { cut } from '../typed-text.ts'
import type { Letter } from './letter.tsx'

const LONGEST_TITLE = 60

export function lowStock(event: LowStock): Letter {
  const { store, available, sku } = event
  const what = event.variant_title ? `${event.title}, ${event.variant_title}` : event.title
  const left = available > 0 ? `Only ${available} left` : 'Sold out'
  return {
    subject: `${left}: ${cut(what, LONGEST_TITLE)} — ${store.name}`,
    preview: available > 0 ? 'Time to reorder.' : 'It cannot be bought until you restock.',
    heading: `${left}: ${what}`,
    name: '',
    paragraphs: [
      available > 0
        ? `${what} has ${available} left to sell.`
        : `${what} is sold out. Shoppers can ask to be notified when it is back in stock.`,
      'Receive stock in the dashboard, under Stock.',
    ],
    details: [
      { label: 'SKU', value: sku },
      { label: 'Left', value: String(available) },
    ],
    aside: {
      title: 'Too early or too late?',
      words: 'Set the low-stock alert for each variant in the dashboard, under Stock.',
    },
  }
}
