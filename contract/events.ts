/**
 * What travels through the events queue. A message carries all that its consumers need, so that they never ask back:
 * at-least-once delivery, deduplicated by `id`. A message is at most 128,000 bytes (Queues): texts of items are cut to
 * EVENT_TEXT, so that 100 lines stay below it in any script (about 1 KB each when every letter takes three bytes).
 */
import * as z from 'zod'
import { Totals } from './cart.ts'
import { Order, OrderItem } from './order.ts'
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

/** Longest texts of an item in a message, in UTF-16 units. The order itself has them whole. */
export const EVENT_TEXT = { title: 100, variantTitle: 80, sku: 40 }

const EventItem = OrderItem.omit({ id: true, product_slug: true })

export const OrderPlaced = z.object({
  id: Id,
  type: z.literal('ORDER_PLACED'),
  occurred_at: Timestamp,
  store: EventStore,
  order: Order.omit({ events: true }).extend({ items: z.array(EventItem) }),
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
