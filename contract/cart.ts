/** A cart as the API shows it: always with the prices and stock of this moment, and a notice where they have moved. */
import * as z from 'zod'
import { Image } from './catalogue.ts'
import { CountryCode, Email, Id, lenientLine, Money, Quantity, Timestamp, typedLine } from './primitives.ts'
import { ShippingRate } from './shipping.ts'
import { TaxPart } from './tax.ts'

/** Sent with every cart request; the storefront keeps it in a cookie. */
export const CART_TOKEN_HEADER = 'x-cart-token'

export const CartNotice = z
  .discriminatedUnion('code', [
    z.object({ code: z.literal('price_changed'), previous: Money }),
    z.object({ code: z.literal('insufficient_stock'), available: z.number().int() }),
    z.object({ code: z.literal('backorder'), pieces: z.number().int() }),
    z.object({ code: z.literal('unavailable') }),
  ])
  .meta({ id: 'CartNotice' })
export type CartNotice = z.infer<typeof CartNotice>

/**
 * About the whole cart. `shipping_rates_at_checkout`: delivery is priced once the country is said (`?country=`).
 * `shipping_rates_unavailable`: whoever prices some deliveries does not answer, so those are not offered.
 * `tax_at_checkout`: the place is not known well enough (`?estimate=`), so tax that is added to the prices is not in the total.
 * `tax_unavailable`: whoever knows the taxes does not answer; they are not in the total, and it cannot be bought yet.
 */
export const CART_NOTICES = [
  'shipping_rates_at_checkout',
  'shipping_rates_unavailable',
  'tax_at_checkout',
  'tax_unavailable',
] as const
export type CartWideNotice = (typeof CART_NOTICES)[number]

/** What a promotion takes off. */
export const AppliedDiscount = z
  .object({ promotion_id: z.string(), title: z.string(), code: z.string().nullable(), amount: Money })
  .meta({ id: 'AppliedDiscount' })
export type AppliedDiscount = z.infer<typeof AppliedDiscount>

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
    price_list: z
      .string()
      .nullable()
      .meta({ description: 'The price list that the price is from, if not the shelf price.' }),
    line_total: Money.meta({ description: 'Unit price × quantity, before discounts.' }),
    discounts: z.array(AppliedDiscount),
    taxes: z.array(TaxPart),
    is_gift_card: z.boolean(),
    requires_shipping: z.boolean().meta({ description: 'False: nothing of it is delivered.' }),
    notices: z.array(CartNotice),
  })
  .meta({ id: 'CartLine' })
export type CartLine = z.infer<typeof CartLine>

/** One amount and why it is there, in reading order; those that count add up to what is to be paid. */
export const Explanation = z
  .object({
    kind: z.enum(['goods', 'discount', 'shipping', 'shipping_discount', 'tax', 'gift_card']),
    label: z.string(),
    amount: Money.meta({ description: 'Signed: what is taken off is negative.' }),
    counts: z.boolean().meta({ description: 'False for tax that the prices include.' }),
  })
  .meta({ id: 'Explanation' })
export type Explanation = z.infer<typeof Explanation>

/**
 * subtotal − discount + shipping (+ tax, where prices do not include it) = total; total − gift_card = payable. Where
 * prices include tax, `tax` is the part of the total that is tax.
 */
export const Totals = z
  .object({
    subtotal: Money,
    discount: Money.meta({ description: 'Off the goods, positive. What is off the delivery is in `shipping`.' }),
    shipping: Money,
    tax: Money,
    taxes: z.array(TaxPart),
    total: Money,
    gift_card: Money,
    payable: Money,
    tax_included: z.boolean(),
  })
  .meta({ id: 'Totals' })
export type Totals = z.infer<typeof Totals>

/** A code that was entered: what it does, or why it does nothing at the moment. */
export const EnteredCode = z
  .object({
    id: z.string().meta({ description: 'Names it in the address to take it off.' }),
    kind: z.enum(['promotion', 'gift_card']),
    label: z.string().meta({ description: 'The promotion code, or `•••• 1234`.' }),
    status: z.enum(['applied', 'refused']),
    amount: Money,
    reason: z.string().nullable().meta({ description: 'An error code.' }),
    message: z.string().nullable(),
  })
  .meta({ id: 'EnteredCode' })
export type EnteredCode = z.infer<typeof EnteredCode>

export const PaymentMethod = z
  .object({ id: z.string(), provider: z.string(), label: z.string(), description: z.string() })
  .meta({ id: 'PaymentMethod' })
export type PaymentMethod = z.infer<typeof PaymentMethod>

export const Cart = z
  .object({
    id: Id,
    status: z.enum(['open', 'checking_out', 'completed']),
    currency: z.string(),
    lines: z.array(CartLine),
    item_count: z.number().int(),
    codes: z.array(EnteredCode),
    discounts: z.array(AppliedDiscount).meta({ description: 'Of the whole cart, delivery included.' }),
    totals: Totals,
    explanation: z.array(Explanation),
    destination: z
      .object({ country: CountryCode, region: z.string() })
      .meta({ description: 'Where tax and delivery are counted for.' }),
    needs_shipping: z.boolean().meta({ description: 'False when nothing in it is delivered: gift cards, downloads.' }),
    estimated: z.boolean().meta({
      description:
        'The address may change the total: the country is not said, or `?estimate=` says that more is to come.',
    }),
    email: z.string().nullable().meta({ description: 'As far as it is known.' }),
    shipping_rate_id: z
      .string()
      .nullable()
      .meta({ description: 'The delivery option that the totals are counted with; null when none is offered here.' }),
    shipping_rates: z.array(ShippingRate),
    notices: z.array(z.enum(CART_NOTICES)),
    payment_methods: z.array(PaymentMethod),
    expires_at: Timestamp,
  })
  .meta({ id: 'Cart' })
export type Cart = z.infer<typeof Cart>

export const NewCart = z
  .object({
    cart: Cart,
    token: z.string().meta({
      description: "Proves that the cart is yours: keep it secret. A customer's also needs their access token.",
    }),
  })
  .meta({ id: 'NewCart' })

/** What is in a cart, and nothing of whose it is. */
export const CartContents = z
  .object({ currency: z.string(), items: z.array(z.object({ variant_id: Id, quantity: z.number().int() })) })
  .meta({ id: 'CartContents' })
export type CartContents = z.infer<typeof CartContents>
export const CartLinkQuery = z.object({
  token: z.string().min(1).max(1000).meta({ description: 'The secret in the link of a reminder.' }),
})

const StartCurrency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .optional()

export const StartCart = z
  .strictObject({
    currency: StartCurrency.meta({
      description: "One that the store sells in; its own when absent. A cart's currency does not change.",
    }),
  })
  .meta({ id: 'StartCart' })
export const AddLine = z.strictObject({ variant_id: Id, quantity: Quantity }).meta({ id: 'AddLine' })
export const ChangeLine = z.strictObject({ quantity: Quantity }).meta({ id: 'ChangeLine' })
/** A promotion code or a gift card's code: people do not tell them apart. */
export const EnterCode = z
  .strictObject({ code: typedLine(60, 'Enter a code.', 'This is too long to be a code.') })
  .meta({ id: 'EnterCode' })
export const ContactCart = z.strictObject({ email: Email }).meta({ id: 'ContactCart' })
/** From where on an address is still to come. */
export const ESTIMATES = ['country', 'region'] as const
export const CartQuery = z.object({
  shipping_rate_id: z.string().max(60).optional(),
  country: CountryCode.optional().meta({ description: "Where it goes; the store's own country when absent." }),
  region: lenientLine(120).optional(),
  postal_code: lenientLine(20).optional(),
  estimate: z
    .enum(ESTIMATES)
    .optional()
    .meta({
      description:
        '`country`: it is a guess. `region`: the country is meant, and the rest of the address is not said yet. No carrier is ' +
        'asked, and tax that is added to the prices and may come out otherwise is left out.',
    }),
})
export type CartQuery = z.infer<typeof CartQuery>

/** A guest's cart that somebody brings along when they log in; without one, the customer's own is given. */
export const ClaimCart = z
  .strictObject({
    cart_id: Id.nullable().default(null),
    token: z.string().max(1000).default(''),
    currency: StartCurrency.meta({ description: 'For a cart that has to be begun, or has nothing in it yet.' }),
  })
  .meta({ id: 'ClaimCart' })
