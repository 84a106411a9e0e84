/**
 * What an order confirmation says, in words and formatted amounts: made once, laid out twice (HTML and text), so that
 * neither says more than the other. Nothing is promised here that the shop does not do. No word of it can become a link
 * or begin a line: names, addresses and titles are whatever somebody typed.
 */
import type { OrderPlaced } from '#contract/events.ts'
import type { Money } from '#contract/primitives.ts'
import { addressLines } from '#domain/address-lines.ts'
import { mailtoOf } from '#domain/email.ts'
import { formatMoney } from '#domain/money.ts'
import { HUNDRED_PERCENT_PPM } from '#domain/tax.ts'
import { greeting, unlinked } from '../typed-text.ts'

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
  /** Where it goes, or where it is picked up; its title says which. */
  place: { title: string; lines: string[] }
  delivery: string
  /** One line for each way in which it was paid. */
  payments: string[]
  orderUrl: string
  contactUrl: string
}
interface ViewItem {
  title: string
  options: string
  quantity: string
  /** What else is to be known of it: a discount, pieces that come later. */
  notes: string[]
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

export const viewOrderConfirmation = (event: OrderPlaced): OrderConfirmationView => withoutLinks(sayWhat(event))

function sayWhat({ store, order, order_url }: OrderPlaced): OrderConfirmationView {
  const format = (amount: Money) => formatMoney(amount.amount_minor, amount.currency, store.locale)
  const payable = format(order.totals.payable)
  return {
    subject: `Order ${order.number} confirmed — ${store.name}`,
    preview: `${[countPieces(order), format(order.totals.total), deliveryOf(order)].join(' · ')}`,
    heading: `Your order ${order.number} is confirmed`,
    greeting: greeting(order.shipping_address.name),
    intro: [`Thank you for ordering from ${store.name}.`, ...setAside(order)].join(' '),
    steps: nextSteps(order, payable),
    items: order.items.map((item) => ({
      title: item.title,
      options: item.variant_title,
      quantity: `${item.quantity} × ${format(item.unit_price)}`,
      notes: notesOf(item, format),
      total: format(item.line_total),
      pictureUrl: pictureUrl(item.image_url, store.url),
    })),
    totals: totalsOf(order, store.locale, format),
    place: placeOf(order, store.locale),
    delivery: deliveryOf(order),
    payments: paymentsOf(order, format),
    orderUrl: order_url,
    contactUrl: `${mailtoOf(store.contact_email)}?subject=${encodeURIComponent(`Order ${order.number}`)}`,
  }
}

/** Only its addresses are links, and those the platform made. The greeting is unlinked already. */
const withoutLinks = (view: OrderConfirmationView): OrderConfirmationView => ({
  ...view,
  subject: unlinked(view.subject),
  preview: unlinked(view.preview),
  heading: unlinked(view.heading),
  intro: unlinked(view.intro),
  steps: view.steps.map(unlinked),
  items: view.items.map((item) => ({
    title: unlinked(item.title),
    options: unlinked(item.options),
    quantity: unlinked(item.quantity),
    notes: item.notes.map(unlinked),
    total: unlinked(item.total),
    pictureUrl: item.pictureUrl,
  })),
  totals: view.totals.map(({ label, amount, note, isGrand }) => ({
    label: unlinked(label),
    amount: unlinked(amount),
    note: note === null ? null : unlinked(note),
    isGrand,
  })),
  place: { title: unlinked(view.place.title), lines: view.place.lines.map(unlinked) },
  delivery: unlinked(view.delivery),
  payments: view.payments.map(unlinked),
})

const isPaid = (order: EventOrder) => order.payment_status === 'paid'

function countPieces(order: EventOrder): string {
  const pieces = order.items.reduce((sum, item) => sum + item.quantity, 0)
  return pieces === 1 ? '1 item' : `${pieces} items`
}

type Format = (amount: Money) => string

const isLater = (item: EventOrder['items'][number]) => item.backordered > 0

/** Nothing is reserved of what is not delivered. */
function setAside(order: EventOrder): string[] {
  if (order.fulfillment_type === 'none') return []
  return order.items.some(isLater)
    ? ['Items in stock are reserved for you; the rest ship when back in stock.']
    : ['Everything is reserved for you.']
}

function nextSteps(order: EventOrder, payable: string): string[] {
  const { city, line1 } = order.shipping_address
  const hasGiftCard = order.items.some(({ is_gift_card: isGiftCard }) => isGiftCard)
  const steps = [paymentStep(order, payable)]
  if (order.fulfillment_type !== 'none') steps.push('We pack your order.')
  if (order.fulfillment_type === 'shipping') steps.push(`${order.shipping_method} to ${city}.`)
  if (order.fulfillment_type === 'pickup') steps.push(`You pick it up at ${line1}, ${city}.`)
  if (hasGiftCard) steps.push('We e-mail your gift cards, each with its code.')
  if (order.items.some(isLater)) steps.push('Backordered items follow when back in stock.')
  return steps
}

function paymentStep(order: EventOrder, payable: string): string {
  if (order.totals.payable.amount_minor === 0) return 'Your order is paid in full.'
  return isPaid(order) ? `We received your payment of ${payable}.` : `We are confirming your payment of ${payable}.`
}

const deliveryOf = (order: EventOrder): string =>
  order.fulfillment_type === 'none'
    ? isMailed(order)
      ? 'Sent by e-mail'
      : 'No delivery needed'
    : order.shipping_method

/** Gift cards for somebody else say themselves whom they go to. */
const hasGift = ({ items }: EventOrder): boolean => items.some(({ gift_to: to }) => to !== undefined)

/** All of it comes by mail. */
const isMailed = ({ items }: EventOrder): boolean => items.every(({ is_gift_card: isGiftCard }) => isGiftCard)

function placeOf(order: EventOrder, locale: string): OrderConfirmationView['place'] {
  if (order.fulfillment_type === 'none')
    return { title: isMailed(order) && !hasGift(order) ? 'Sent to' : 'Ordered by', lines: [order.email] }
  const title = order.fulfillment_type === 'pickup' ? 'Pickup at' : 'Delivery address'
  return { title, lines: addressLines(order.shipping_address, locale) }
}

function paymentsOf(order: EventOrder, format: Format): string[] {
  const cards = order.gift_cards.map(
    ({ last_four: lastFour, amount }) => `Gift card •••• ${lastFour}, ${format(amount)}`,
  )
  if (order.totals.payable.amount_minor === 0) return cards
  return [...cards, `${order.payment_method}, ${isPaid(order) ? 'paid' : 'not yet confirmed'}`]
}

function notesOf({ discount, backordered, gift_to: to }: EventOrder['items'][number], format: Format): string[] {
  const notes = [...(discount.amount_minor > 0 ? [`−${format(discount)} discount`] : []), ...(to ? [`For ${to}`] : [])]
  return backordered > 0 ? [...notes, `${backordered} on backorder, sent when back in stock`] : notes
}

const row = (label: string, amount: string, isGrand = false): ViewTotal => ({ label, amount, note: null, isGrand })

/**
 * From the goods down to what is to be paid. Where prices include tax, the total says how much of it is tax; where they do
 * not, each tax is a row of its own.
 */
function totalsOf(order: EventOrder, locale: string, format: Format): ViewTotal[] {
  const { totals, discounts, gift_cards: giftCards } = order
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 4 })
  const taxes = totals.taxes.map(({ name, rate_ppm, amount_minor }) => ({
    label: `${name} (${share.format(rate_ppm / HUNDRED_PERCENT_PPM)})`,
    amount: format({ ...totals.tax, amount_minor }),
  }))
  const included = totals.tax_included ? taxes.map(({ label, amount }) => `${amount} ${label}`).join(', ') : ''
  const isPartlyPaid = totals.gift_card.amount_minor > 0
  return [
    row('Subtotal', format(totals.subtotal)),
    ...discounts.map(({ title, code, amount }) => row(code ? `${title} (${code})` : title, `−${format(amount)}`)),
    ...shippingRow(order, format),
    ...(totals.tax_included ? [] : taxes.map(({ label, amount }) => row(`Plus ${label}`, amount))),
    { ...row('Total', format(totals.total), !isPartlyPaid), note: included === '' ? null : `incl. ${included}` },
    ...giftCards.map(({ last_four: lastFour, amount }) => row(`Gift card •••• ${lastFour}`, `−${format(amount)}`)),
    ...(isPartlyPaid ? [row(isPaid(order) ? 'Paid' : 'To pay', format(totals.payable), true)] : []),
  ]
}

/** Before discounts: what promotions take off the delivery is a part of their rows. */
function shippingRow(order: EventOrder, format: Format): ViewTotal[] {
  if (order.fulfillment_type === 'none') return []
  const { shipping, discount } = order.totals
  const offAll = order.discounts.reduce((sum, { amount }) => sum + amount.amount_minor, 0)
  const amountMinor = shipping.amount_minor + offAll - discount.amount_minor
  const price = { ...shipping, amount_minor: amountMinor }
  return [row(order.shipping_method, amountMinor === 0 ? 'Free' : format(price))]
}

function pictureUrl(imageUrl: string | null, storeUrl: string): string | null {
  if (!imageUrl) return null
  const url = new URL(imageUrl, storeUrl)
  url.searchParams.set('w', String(PICTURE_WIDTH))
  return url.href
}
