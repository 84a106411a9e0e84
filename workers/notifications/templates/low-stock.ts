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
    preview: available > 0 ? 'Time to order more, if you still can.' : 'Nobody can buy it until more comes in.',
    heading: `${left}: ${what}`,
    name: '',
    paragraphs: [
      available > 0
        ? `Of ${what} there are ${available} left to sell.`
        : `Of ${what} there is nothing left to sell. Shoppers can ask to be told when it is back.`,
      'Receive new pieces in the dashboard, under the stock of your store.',
    ],
    details: [
      { label: 'SKU', value: sku },
      { label: 'Left', value: String(available) },
    ],
    aside: {
      title: 'Too early, or too late?',
      words: 'At how many pieces you hear of it is a setting of each variant, in the dashboard under its stock.',
    },
  }
}
