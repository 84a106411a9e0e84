/**
 * What an order confirmation says, in words and formatted amounts: made once, laid out twice (HTML and text), so that
 * neither says more than the other. Nothing is promised here that the shop does not do.
 */
import type { OrderPlaced } from '#contract/events.ts'
import type { Money } from '#contract/primitives.ts'
import { formatMoney } from '#domain/money.ts'
import { greeting } from '../typed-text.ts'
import { addressLines } from './address-lines.ts'

/** Twice the width at which the picture is shown, for sharp screens; one of the widths that `/media` renders. */
const PICTURE_WIDTH = 160

export interface OrderConfirmationView {
  subject: string
  preview: string
  heading: string
  greeting: string
  intro: string
  steps: string[]
  items: ViewItem[]
  totals: ViewTotal[]
  addressLines: string[]
  delivery: string
  payment: string
  orderUrl: string
  contactUrl: string
}
interface ViewItem {
  title: string
  options: string
  quantity: string
  total: string
  pictureUrl: string | null
}
interface ViewTotal {
  label: string
  amount: string
  note: string | null
  isGrand: boolean
}

type EventOrder = OrderPlaced['order']

export function viewOrderConfirmation({ store, order, order_url }: OrderPlaced): OrderConfirmationView {
  const format = (amount: Money) => formatMoney(amount.amount_minor, amount.currency, store.locale)
  const total = format(order.totals.total)
  return {
    subject: `Order ${order.number} confirmed — ${store.name}`,
    preview: `${countPieces(order)} · ${total} · ${order.shipping_method}`,
    heading: `Your order ${order.number} is confirmed`,
    greeting: greeting(order.shipping_address.name),
    intro: `Thank you for ordering from ${store.name}. Everything you chose is set aside for you.`,
    steps: nextSteps(order, total),
    items: order.items.map((item) => ({
      title: item.title,
      options: item.variant_title,
      quantity: `${item.quantity} × ${format(item.unit_price)}`,
      total: format(item.line_total),
      pictureUrl: pictureUrl(item.image_url, store.url),
    })),
    totals: totalsOf(order, store.locale, format),
    addressLines: addressLines(order.shipping_address, store.locale),
    delivery: order.shipping_method,
    payment: `${order.payment_method}, ${isPaid(order) ? 'paid' : 'not yet confirmed'}`,
    orderUrl: order_url,
    contactUrl: `mailto:${store.contact_email}?subject=${encodeURIComponent(`Order ${order.number}`)}`,
  }
}

const isPaid = (order: EventOrder) => order.payment_status === 'paid'

function countPieces(order: EventOrder): string {
  const pieces = order.items.reduce((sum, item) => sum + item.quantity, 0)
  return pieces === 1 ? '1 item' : `${pieces} items`
}

const nextSteps = (order: EventOrder, total: string): string[] => [
  isPaid(order) ? `Your payment of ${total} has arrived.` : `Your payment of ${total} is being confirmed.`,
  'We pack your order.',
  `${order.shipping_method} brings it to ${order.shipping_address.city}.`,
]

/** Where prices include tax, the total says how much of it is tax; where they do not, the tax is a row of its own. */
function totalsOf(
  { totals, shipping_method }: EventOrder,
  locale: string,
  format: (amount: Money) => string,
): ViewTotal[] {
  const rate = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }).format(
    totals.tax_rate_bps / 10_000,
  )
  const row = (label: string, amount: string): ViewTotal => ({ label, amount, note: null, isGrand: false })
  const hasTax = totals.tax_rate_bps > 0
  return [
    row('Subtotal', format(totals.subtotal)),
    row(shipping_method, totals.shipping.amount_minor === 0 ? 'Free' : format(totals.shipping)),
    ...(hasTax && !totals.tax_included ? [row(`Plus tax (${rate})`, format(totals.tax))] : []),
    {
      label: 'Total',
      amount: format(totals.total),
      note: hasTax && totals.tax_included ? `incl. ${format(totals.tax)} tax (${rate})` : null,
      isGrand: true,
    },
  ]
}

function pictureUrl(imageUrl: string | null, storeUrl: string): string | null {
  if (!imageUrl) return null
  const url = new URL(imageUrl, storeUrl)
  url.searchParams.set('w', String(PICTURE_WIDTH))
  return url.href
}
