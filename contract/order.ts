/** An order as its buyer sees it: prices and address as they were when it was placed. */
import * as z from 'zod'
import { ORDER_STATES, PAYMENT_STATES } from '#domain/order-state.ts'
import { AppliedDiscount, Explanation, Totals } from './cart.ts'
import { CountryCode, Id, Money, Timestamp } from './primitives.ts'
import { TaxPart } from './tax.ts'

/** Gift cards that go to somebody else than the buyer. */
export const OrderGift = z
  .object({
    recipient_name: z.string(),
    recipient: z.string(),
    message: z.string(),
    send_at: Timestamp.nullable().meta({ description: 'When they are sent; null: with the order.' }),
  })
  .meta({ id: 'OrderGift' })
export type OrderGift = z.infer<typeof OrderGift>

export const OrderItem = z
  .object({
    id: Id,
    product_slug: z.string(),
    title: z.string(),
    variant_title: z.string(),
    sku: z.string(),
    image_url: z.string().nullable(),
    quantity: z.number().int(),
    unit_price: Money,
    line_total: Money.meta({ description: 'Unit price × quantity, before discounts.' }),
    discount: Money,
    taxes: z.array(TaxPart),
    is_gift_card: z.boolean(),
    requires_shipping: z.boolean().meta({ description: 'False: nothing of it is delivered.' }),
    backordered: z.number().int().meta({ description: 'Pieces that were not there and are sent later.' }),
    gift: OrderGift.nullable().meta({ description: 'Of gift cards for somebody else.' }),
  })
  .meta({ id: 'OrderItem' })

export const OrderEvent = z
  .object({ type: z.string(), message: z.string(), created_at: Timestamp })
  .meta({ id: 'OrderEvent' })

/** `none`: nothing needs to be sent, as with gift cards and downloads. */
export const FULFILLMENT_TYPES = ['shipping', 'pickup', 'none'] as const

/** As it was when the order was placed. Of an order that is not sent anywhere most of it is empty. */
const OrderAddress = z.object({
  name: z.string(),
  line1: z.string(),
  line2: z.string(),
  city: z.string(),
  region: z.string(),
  postal_code: z.string(),
  country: CountryCode,
  phone: z.string(),
})

export const Order = z
  .object({
    id: Id,
    number: z.number().int(),
    status: z.enum(ORDER_STATES),
    payment_status: z.enum(PAYMENT_STATES),
    email: z.string(),
    shipping_address: OrderAddress.meta({ description: "Of a pickup: the location's." }),
    fulfillment_type: z.enum(FULFILLMENT_TYPES),
    shipping_method: z.string(),
    payment_method: z.string(),
    items: z.array(OrderItem),
    discounts: z.array(AppliedDiscount),
    gift_cards: z.array(z.object({ last_four: z.string(), amount: Money })),
    totals: Totals,
    explanation: z.array(Explanation).meta({ description: 'Every amount and why it is there.' }),
    events: z.array(OrderEvent).meta({ description: 'The timeline, oldest first.' }),
    placed_at: Timestamp,
  })
  .meta({ id: 'Order' })
export type Order = z.infer<typeof Order>

export const OrderTokenQuery = z.object({
  token: z.string().min(1).max(200).meta({ description: 'The secret from the confirmation mail.' }),
})
