/**
 * What travels through the events queue. A message carries all that its consumers need, so that they never ask back:
 * at-least-once delivery, deduplicated by `id`. A message is at most 128,000 bytes (Queues): texts of items are cut to
 * EVENT_TEXT, so that 100 lines stay below it in any script (about 1 KB each when every letter takes three bytes).
 */
import * as z from 'zod'
import { UTC } from '#domain/time-zone.ts'
import { Totals } from './cart.ts'
import { Order, OrderItem } from './order.ts'
import { Id, Money, Timestamp } from './primitives.ts'
import { THEMES } from './store.ts'
import { SentTaxPart } from './tax.ts'

/** Under this name the events' consumer notes in `processed_events` what it is done with. */
export const EVENTS_CONSUMER = 'notifications'

/** Stands where a store's id would, in messages that the platform itself sends to merchants. */
export const PLATFORM_ID = '00000000-0000-7000-8000-000000000000'

/** Whoever sends: a store, or the platform (PLATFORM_ID). The sender as a message shows it: name, look, language, and where its pages are. */
export const EventSender = z.object({
  id: Id,
  name: z.string(),
  theme: z.enum(THEMES),
  locale: z.string(),
  time_zone: z
    .string()
    .default(UTC)
    .meta({ description: 'IANA. Of an event that was sent before stores had one: UTC.' }),
  contact_email: z.string(),
  url: z.url().meta({ description: 'Origin of the storefront, without a slash at the end.' }),
})

/** Longest texts of an item in a message, in UTF-16 units. The order itself has them whole. */
export const EVENT_TEXT = { title: 100, variantTitle: 80, sku: 40 }

const EventTotals = Totals.extend({ taxes: z.array(SentTaxPart) })
/** The order itself says how each line is taxed and what is delivered; its totals do so here. */
const EventItem = OrderItem.omit({
  id: true,
  product_slug: true,
  taxes: true,
  requires_shipping: true,
  gift: true,
}).extend({
  gift_to: z.string().optional().meta({ description: 'Name of whom gift cards are sent to.' }),
})

export const OrderPlaced = z.object({
  id: Id,
  type: z.literal('ORDER_PLACED'),
  occurred_at: Timestamp,
  store: EventSender,
  order: Order.omit({ events: true, explanation: true }).extend({ items: z.array(EventItem), totals: EventTotals }),
  order_url: z.url().meta({ description: 'Status page with its secret token.' }),
})
export type OrderPlaced = z.infer<typeof OrderPlaced>

export const OrderPaid = z.object({
  id: Id,
  type: z.literal('ORDER_PAID'),
  occurred_at: Timestamp,
  store: EventSender,
  order_id: Id,
  order_number: z.number().int(),
  totals: EventTotals,
})
export type OrderPaid = z.infer<typeof OrderPaid>

const toPerson = {
  id: Id,
  occurred_at: Timestamp,
  store: EventSender,
  recipient: z.string().meta({ description: 'Mail address.' }),
  name: z.string(),
}
/** Its address holds a secret: it works once, until `expires_at`. */
const withLink = { ...toPerson, url: z.url(), expires_at: Timestamp }

/** Somebody signed up with this address: the link makes the account. */
export const EmailVerify = z.object({ ...withLink, type: z.literal('EMAIL_VERIFY') })
/** Somebody signed up with an address that has an account. */
export const AccountExists = z.object({
  ...toPerson,
  type: z.literal('ACCOUNT_EXISTS'),
  log_in_url: z.url(),
  reset_url: z.url(),
})
export const PasswordReset = z.object({ ...withLink, type: z.literal('PASSWORD_RESET') })
export const MemberInvited = z.object({
  ...withLink,
  type: z.literal('MEMBER_INVITED'),
  tenant_name: z.string(),
  invited_by: z.string(),
  role: z.string(),
})

/** To the merchant: a variant is running out, or has. */
export const LowStock = z.object({
  id: Id,
  occurred_at: Timestamp,
  store: EventSender,
  recipient: z.string(),
  type: z.literal('LOW_STOCK'),
  variant_id: Id,
  sku: z.string(),
  title: z.string(),
  variant_title: z.string(),
  available: z.number().int(),
})
export type LowStock = z.infer<typeof LowStock>
/** To somebody who asked to be told. */
export const BackInStock = z.object({
  id: Id,
  occurred_at: Timestamp,
  store: EventSender,
  recipient: z.string(),
  type: z.literal('BACK_IN_STOCK'),
  variant_id: Id,
  title: z.string(),
  variant_title: z.string(),
  product_url: z.url(),
})
export type BackInStock = z.infer<typeof BackInStock>
/** A cart that somebody whose address we have has left, once per cart. */
export const AbandonedCart = z.object({
  id: Id,
  occurred_at: Timestamp,
  store: EventSender,
  recipient: z.string(),
  type: z.literal('ABANDONED_CART'),
  cart_id: Id,
  items: z.array(
    z.object({
      title: z.string(),
      variant_title: z.string(),
      quantity: z.number().int(),
      image_url: z.string().nullable(),
    }),
  ),
  cart_url: z.url().meta({
    description:
      "Fills a new cart in any browser with what is in a guest's: it holds a secret. A customer logs in to theirs.",
  }),
})
export type AbandonedCart = z.infer<typeof AbandonedCart>
/** A gift card with its code, to whoever it is for. */
export const GiftCardIssued = z.object({
  id: Id,
  occurred_at: Timestamp,
  store: EventSender,
  recipient: z.string(),
  type: z.literal('GIFT_CARD_ISSUED'),
  gift_card_id: Id,
  code: z.string(),
  amount: Money,
  expires_at: Timestamp.nullable(),
  shop_url: z.url(),
  gift: z
    .object({ from: z.string(), to: z.string(), message: z.string() })
    .optional()
    .meta({ description: 'Of one that somebody has bought for somebody else.' }),
})
export type GiftCardIssued = z.infer<typeof GiftCardIssued>

export const SECURITY_NOTICES = [
  'password_changed',
  'mfa_enabled',
  'mfa_disabled',
  'recovery_code_used',
  'session_reused',
  'account_linked',
  'ownership_received',
  'account_deactivated',
  'account_reactivated',
  'account_erased',
  'suspended',
  'resumed',
] as const
/** Told so that the owner of an account notices what somebody else has done. */
export const SecurityNotice = z.object({
  ...toPerson,
  type: z.literal('SECURITY_NOTICE'),
  notice: z.enum(SECURITY_NOTICES),
  detail: z.string().meta({ description: 'What it was about: a service, a reason, a business; may be empty.' }),
  address: z.string().meta({ description: 'Network that it was done from; empty when the platform did it.' }),
  user_agent: z.string(),
  account_url: z.url().meta({ description: 'Where to look and to undo.' }),
})
export type SecurityNotice = z.infer<typeof SecurityNotice>

/** Their texts hold secrets, which are taken out of every log once the message has left. */
export const SECRET_EVENTS = [
  'EMAIL_VERIFY',
  'PASSWORD_RESET',
  'MEMBER_INVITED',
  'GIFT_CARD_ISSUED',
  'ABANDONED_CART',
] as const

export const Event = z.discriminatedUnion('type', [
  OrderPlaced,
  OrderPaid,
  EmailVerify,
  AccountExists,
  PasswordReset,
  MemberInvited,
  SecurityNotice,
  LowStock,
  BackInStock,
  AbandonedCart,
  GiftCardIssued,
])
export type Event = z.infer<typeof Event>
