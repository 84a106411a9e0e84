/** An order as its buyer sees it: prices and address as they were when it was placed. */
import * as z from 'zod'
import { ORDER_STATES, PAYMENT_STATES } from '#domain/order-state.ts'
import { Totals } from './cart.ts'
import { Address } from './checkout.ts'
import { Id, Money, Timestamp } from './primitives.ts'

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
    line_total: Money,
  })
  .meta({ id: 'OrderItem' })

export const OrderEvent = z
  .object({ type: z.string(), message: z.string(), created_at: Timestamp })
  .meta({ id: 'OrderEvent' })

export const Order = z
  .object({
    id: Id,
    number: z.number().int(),
    status: z.enum(ORDER_STATES),
    payment_status: z.enum(PAYMENT_STATES),
    email: z.string(),
    shipping_address: z.object(Address.shape),
    shipping_method: z.string(),
    payment_method: z.string(),
    items: z.array(OrderItem),
    totals: Totals,
    events: z.array(OrderEvent).meta({ description: 'The timeline, oldest first.' }),
    placed_at: Timestamp,
  })
  .meta({ id: 'Order' })
export type Order = z.infer<typeof Order>

export const OrderTokenQuery = z.object({
  token: z.string().min(1).max(200).meta({ description: 'The secret from the confirmation mail.' }),
})
