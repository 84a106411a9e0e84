/** Which messages an event makes: the one table to extend for a new event or a new reader. */
import type { Event } from '#contract/events.ts'
import type { Message } from './message-log.ts'
import { renderOrderConfirmation } from './templates/order-confirmation.tsx'

type MessagesOf = { [Type in Event['type']]: (event: Extract<Event, { type: Type }>) => Message[] }

const MESSAGES: MessagesOf = {
  ORDER_PLACED: (event) => [{ channel: 'email', recipient: event.order.email, ...renderOrderConfirmation(event) }],
  /** The confirmation has said already that the order is paid; a second mail would only be noise. */
  ORDER_PAID: () => [],
}

export function messagesOf(event: Event): Message[] {
  const render = MESSAGES[event.type] as (event: Event) => Message[]
  return render(event)
}
