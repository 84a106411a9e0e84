/** A cart as the API shows it: always with the prices and stock of this moment, and a notice where they have moved. */
import * as z from 'zod'
import { Image } from './catalogue.ts'
import { Id, Money, Quantity, Timestamp } from './primitives.ts'
import { ShippingRate } from './store.ts'

/** Sent with every cart request; the storefront keeps it in a cookie. */
export const CART_TOKEN_HEADER = 'x-cart-token'

export const CartNotice = z
  .discriminatedUnion('code', [
    z.object({ code: z.literal('price_changed'), previous: Money }),
    z.object({ code: z.literal('insufficient_stock'), available: z.number().int() }),
    z.object({ code: z.literal('unavailable') }),
  ])
  .meta({ id: 'CartNotice' })
export type CartNotice = z.infer<typeof CartNotice>

export const CartLine = z
  .object({
    id: Id,
    variant_id: Id,
    product_slug: z.string(),
    title: z.string(),
    variant_title: z.string(),
    sku: z.string(),
    image: Image.nullable(),
    quantity: z.number().int(),
    available: z.number().int(),
    unit_price: Money,
    line_total: Money,
    notices: z.array(CartNotice),
  })
  .meta({ id: 'CartLine' })
export type CartLine = z.infer<typeof CartLine>

/** subtotal + shipping + tax = total; where prices include tax, `tax` is the part of the total that is tax. */
export const Totals = z
  .object({
    subtotal: Money,
    shipping: Money,
    tax: Money,
    total: Money,
    tax_included: z.boolean(),
    tax_rate_bps: z.number().int(),
  })
  .meta({ id: 'Totals' })
export type Totals = z.infer<typeof Totals>

export const PaymentMethod = z
  .object({ id: z.string(), provider: z.string(), label: z.string(), description: z.string() })
  .meta({ id: 'PaymentMethod' })
export type PaymentMethod = z.infer<typeof PaymentMethod>

export const Cart = z
  .object({
    id: Id,
    status: z.enum(['open', 'checking_out', 'completed']),
    lines: z.array(CartLine),
    item_count: z.number().int(),
    totals: Totals,
    shipping_rate_id: z.string().meta({ description: 'The delivery option that the totals are counted with.' }),
    shipping_rates: z.array(ShippingRate),
    payment_methods: z.array(PaymentMethod),
    expires_at: Timestamp,
  })
  .meta({ id: 'Cart' })
export type Cart = z.infer<typeof Cart>

export const NewCart = z
  .object({ cart: Cart, token: z.string().meta({ description: 'Proves that the cart is yours: keep it secret.' }) })
  .meta({ id: 'NewCart' })

export const AddLine = z.strictObject({ variant_id: Id, quantity: Quantity }).meta({ id: 'AddLine' })
export const ChangeLine = z.strictObject({ quantity: Quantity }).meta({ id: 'ChangeLine' })
export const CartQuery = z.object({ shipping_rate_id: z.string().max(40).optional() })
