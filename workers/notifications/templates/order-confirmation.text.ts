/** The order confirmation as plain text: all that the HTML says, for readers and programs that take no HTML. */
import type { OrderConfirmationView } from './order-confirmation.view.ts'

const WIDTH = 60
const RULE = '-'.repeat(WIDTH)

export function renderText(view: OrderConfirmationView, store: { name: string; url: string }): string {
  return [
    store.name,
    '',
    view.heading,
    '',
    view.greeting,
    view.intro,
    '',
    'View your order:',
    view.orderUrl,
    '',
    ...section('What happens next', numbered(view.steps)),
    ...section('Your order', view.items.flatMap(itemLines)),
    ...view.totals.flatMap((row) => [columns(row.label, row.amount), ...(row.note ? [columns('', row.note)] : [])]),
    '',
    ...section('Delivery address', view.addressLines),
    ...section('Delivery and payment', [view.delivery, view.payment]),
    RULE,
    `Questions? Answer this mail or write to ${view.contactEmail}.`,
    `${store.name}, ${store.url}`,
    '',
  ].join('\n')
}

const section = (title: string, lines: string[]) => [title.toUpperCase(), RULE, ...lines, '']

const numbered = (lines: string[]) => lines.map((line, index) => `${index + 1}. ${line}`)

const itemLines = (item: OrderConfirmationView['items'][number]) => [
  item.title,
  ...(item.options ? [item.options] : []),
  columns(item.quantity, item.total),
  '',
]

/** Left and right ends of a line; at least two spaces between them, however long they are. */
const columns = (left: string, right: string) => left + right.padStart(Math.max(WIDTH - left.length, right.length + 2))
