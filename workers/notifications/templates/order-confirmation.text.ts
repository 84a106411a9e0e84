/** The order confirmation as plain text: all that the HTML says. */
import type { Sender } from './layout.tsx'
import type { OrderConfirmationView } from './order-confirmation.view.ts'
import { columns, section, textPage } from './text-layout.ts'

export const renderText = (view: OrderConfirmationView, store: Sender): string =>
  textPage(store, view.heading, [
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
    ...section(view.place.title, view.place.lines),
    ...section('Delivery and payment', [view.delivery, ...view.payments]),
  ])

const numbered = (lines: string[]) => lines.map((line, index) => `${index + 1}. ${line}`)

const itemLines = (item: OrderConfirmationView['items'][number]) => [
  item.title,
  ...(item.options ? [item.options] : []),
  columns(item.quantity, item.total),
  ...item.notes,
  '',
]
