/** A cart that somebody whose address is known has left: reminded of once. */
import type { AbandonedCart } from '#contract/events.ts'
import type { Detail, Letter } from './letter.tsx'

/** More would make the reminder a list. */
const MOST_NAMED = 5

export function abandonedCart(event: AbandonedCart): Letter {
  const { store, items, cart_url: url } = event
  return {
    subject: `You left items in your cart — ${store.name}`,
    preview: 'Your items are saved for 30 days.',
    heading: 'You left items in your cart',
    name: '',
    paragraphs: [
      `You left items in your cart at ${store.name}. We keep your cart for 30 days.`,
      'Items are not reserved, and prices may change until you order.',
    ],
    details: detailsOf(items),
    button: { label: 'Return to cart', url },
    linkLife: new URL(url).searchParams.has('token')
      ? 'The link opens a cart with the same items, in any browser, for 30 days.'
      : 'The cart is in your account: log in to see it.',
    aside: {
      title: 'Changed your mind?',
      words: 'You can ignore this e-mail. We will not remind you about this cart again.',
    },
  }
}

function detailsOf(items: AbandonedCart['items']): Detail[] {
  const named = items.slice(0, MOST_NAMED).map(({ title, variant_title: variant, quantity }, index) => ({
    label: index === 0 ? 'Items' : '',
    value: `${quantity} × ${variant ? `${title}, ${variant}` : title}`,
  }))
  const others = items.length - named.length
  return others > 0 ? [...named, { label: '', value: `and ${others} more` }] : named
}
