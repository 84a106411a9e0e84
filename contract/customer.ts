/** A customer's own account in one store. */
import * as z from 'zod'
import { Address } from './checkout.ts'
import { listOf } from './envelope.ts'
import { LinkedAccount, PersonName, Preferences } from './identity.ts'
import { Order } from './order.ts'
import { Email, Id, Money, Phone, Timestamp } from './primitives.ts'

export const Customer = z
  .object({
    id: Id,
    email: Email,
    name: z.string(),
    phone: z.string(),
    preferences: Preferences,
    has_password: z.boolean(),
    created_at: Timestamp,
  })
  .meta({ id: 'Customer' })
export type Customer = z.infer<typeof Customer>

export const UpdateCustomer = z
  .strictObject({
    name: PersonName.optional(),
    phone: Phone.optional(),
    preferences: Preferences.optional(),
  })
  .meta({ id: 'UpdateCustomer' })

export const MAX_ADDRESSES = 20

export const CustomerAddress = z
  .object({
    id: Id,
    address: z.object(Address.shape),
    default_shipping: z.boolean(),
    default_billing: z.boolean(),
  })
  .meta({ id: 'CustomerAddress' })
export type CustomerAddress = z.infer<typeof CustomerAddress>
export const CustomerAddresses = z.object({ items: z.array(CustomerAddress) })

/** The first address is the default for both; a new default takes the mark from the old one. */
export const SaveAddress = z
  .strictObject({
    address: Address,
    default_shipping: z.boolean().default(false),
    default_billing: z.boolean().default(false),
  })
  .meta({ id: 'SaveAddress' })

export const OrderSummary = z
  .object({
    id: Id,
    number: z.number().int(),
    status: Order.shape.status,
    payment_status: Order.shape.payment_status,
    item_count: z.number().int(),
    total: Money,
    placed_at: Timestamp,
  })
  .meta({ id: 'OrderSummary' })
export type OrderSummary = z.infer<typeof OrderSummary>
export const OrderSummaries = listOf(OrderSummary)

/** Of a cart, what says something about its customer; the prices are the catalogue's. */
const ExportedCart = z.object({
  id: Id,
  currency: z.string(),
  email: z.string().nullable().meta({ description: 'Where a reminder goes.' }),
  lines: z.array(
    z.object({
      variant_id: Id,
      sku: z.string(),
      title: z.string(),
      variant_title: z.string(),
      quantity: z.number().int(),
    }),
  ),
  codes: z.array(z.object({ kind: z.enum(['promotion', 'gift_card']), last_four: z.string() })),
})

/** Everything that the store keeps about a customer, as one document. */
export const CustomerExport = z
  .object({
    exported_at: Timestamp,
    store: z.object({ id: Id, name: z.string() }),
    customer: Customer,
    addresses: z.array(CustomerAddress),
    linked_accounts: z.array(LinkedAccount),
    cart: ExportedCart.nullable().meta({ description: 'The one that is open.' }),
    orders: z.array(Order),
    sessions: z.array(
      z.object({ created_at: Timestamp, last_used_at: Timestamp, address: z.string(), user_agent: z.string() }),
    ),
    messages: z.array(z.object({ subject: z.string(), channel: z.string(), sent_at: Timestamp.nullable() })),
  })
  .meta({ id: 'CustomerExport' })
export type CustomerExport = z.infer<typeof CustomerExport>

/** Orders that are still on their way keep their address until they have arrived or were cancelled. */
export const Erased = z.object({ status: z.literal('erased'), open_orders: z.number().int() }).meta({ id: 'Erased' })
