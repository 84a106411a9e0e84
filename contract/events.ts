/**
 * What travels through the events queue. A message carries all that its consumers need, so that they never ask back:
 * at-least-once delivery, deduplicated by `id`. At most 128 KB (Queues); a cart of 100 lines is about 40 KB.
 */
import * as z from 'zod'
import { Totals } from './cart.ts'
import { Order } from './order.ts'
import { Id, Timestamp } from './primitives.ts'
import { THEMES } from './store.ts'

/** Under this name the events' consumer notes in `processed_events` what it is done with. */
export const EVENTS_CONSUMER = 'notifications'

/** The store as a message shows it: name, look, language, and where its pages are. */
export const EventStore = z.object({
  id: Id,
  name: z.string(),
  theme: z.enum(THEMES),
  locale: z.string(),
  contact_email: z.string(),
  url: z.url().meta({ description: 'Origin of the storefront, without a slash at the end.' }),
})

export const OrderPlaced = z.object({
  id: Id,
  type: z.literal('ORDER_PLACED'),
  occurred_at: Timestamp,
  store: EventStore,
  order: Order.omit({ events: true }),
  order_url: z.url().meta({ description: 'Status page with its secret token.' }),
})
export type OrderPlaced = z.infer<typeof OrderPlaced>

export const OrderPaid = z.object({
  id: Id,
  type: z.literal('ORDER_PAID'),
  occurred_at: Timestamp,
  store: EventStore,
  order_id: Id,
  order_number: z.number().int(),
  totals: Totals,
})
export type OrderPaid = z.infer<typeof OrderPaid>

export const Event = z.discriminatedUnion('type', [OrderPlaced, OrderPaid])
export type Event = z.infer<typeof Event>
