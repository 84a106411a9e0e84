/** A cart that somebody whose address is known has left: reminded of once. */
import type { AbandonedCart } from '#contract/events.ts'
import type { Detail, Letter } from './letter.tsx'

/** More would make the reminder a list. */
const MOST_NAMED = 5

export function abandonedCart(event: AbandonedCart): Letter {
  const { store, items, cart_url: url } = event
  return {
    subject: `Your cart is still here — ${store.name}`,
    preview: 'Everything you chose, as you left it.',
    heading: 'Your cart is still here',
    name: '',
    paragraphs: [
      `You have left something in your cart at ${store.name}. We keep it for 30 days, should you want to go on.`,
      'Nothing is set aside yet, and prices may change until you order.',
    ],
    details: detailsOf(items),
    button: { label: 'Open your cart', url },
    linkLife: new URL(url).searchParams.has('token')
      ? 'The link fills a new cart with the same things, in any browser, for 30 days.'
      : 'The cart is in your account: the link asks you to log in.',
    aside: {
      title: 'Do you not want it any more?',
      words: 'Then you need do nothing. We do not remind you of this cart again.',
    },
  }
}

function detailsOf(items: AbandonedCart['items']): Detail[] {
  const named = items.slice(0, MOST_NAMED).map(({ title, variant_title: variant, quantity }, index) => ({
    label: index === 0 ? 'In it' : '',
    value: `${quantity} × ${variant ? `${title}, ${variant}` : title}`,
  }))
  const others = items.length - named.length
  return others > 0 ? [...named, { label: '', value: `and ${others} more` }] : named
}
