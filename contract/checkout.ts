/** Turning a cart into an order. */
import * as z from 'zod'
import { regionProblem } from '#domain/address.ts'
import { CHECKOUT_FAILURES } from '#domain/checkout.ts'
import { postalCodeOf, postalCodeProblem } from '#domain/postal-code.ts'
import { regionCode } from '#domain/regions.ts'
import { ErrorDetail } from './errors.ts'
import { CountryCode, Email, Id, Money, Phone, typedLine } from './primitives.ts'

export const Address = z
  .strictObject({
    name: typedLine(120, "Enter the recipient's name."),
    line1: typedLine(200, 'Enter a street and number.'),
    line2: typedLine(200).default(''),
    city: typedLine(120, 'Enter a town or city.'),
    region: typedLine(120).default('').meta({
      description:
        'State, province or prefecture, by code or name in any usual spelling (`CA`, `calif.`, `東京都`). Kept as ISO 3166-2 without the country (`CA`, `13`) where the region is known, else as written.',
    }),
    postal_code: typedLine(20).default(''),
    country: CountryCode,
    phone: Phone.default(''),
  })
  .overwrite((address) => ({
    ...address,
    region: regionCode(address.country, address.region),
    postal_code: postalCodeOf(address.country, address.postal_code),
  }))
  .superRefine((address, issues) => {
    const postal = postalCodeProblem(address.country, address.postal_code)
    if (postal) issues.addIssue({ code: 'custom', path: ['postal_code'], message: postal })
    const region = regionProblem(address.country, address.region)
    if (region) issues.addIssue({ code: 'custom', path: ['region'], message: region })
  })
  .meta({ id: 'Address' })
export type Address = z.infer<typeof Address>

/** Gift cards that are bought for somebody else: all of a line of the cart go to one person. */
export const GiftCardDelivery = z
  .strictObject({
    line_id: Id,
    recipient_name: typedLine(120, "Enter the recipient's name."),
    recipient: Email,
    message: typedLine(300, undefined, 'Use at most 300 characters.').default(''),
    send_on: z.iso
      .date('Choose a date.')
      .nullable()
      .default(null)
      .meta({ description: 'A day of the store; null: as soon as the order is placed.' }),
  })
  .meta({ id: 'GiftCardDelivery' })
export type GiftCardDelivery = z.infer<typeof GiftCardDelivery>

export const StartCheckout = z
  .strictObject({
    email: Email,
    shipping_address: Address.nullable()
      .default(null)
      .meta({ description: 'Where it is sent to. Null only for a pickup, or when nothing needs to be sent.' }),
    name: typedLine(120, 'Enter your name.')
      .nullable()
      .default(null)
      .meta({ description: 'Who picks it up, or whom the order is for, when there is no address.' }),
    shipping_rate_id: z
      .string({ error: 'Choose a delivery option.' })
      .min(1, 'Choose a delivery option.')
      .max(60)
      .nullable()
      .meta({ description: 'Null only when nothing needs to be sent.' }),
    payment_method_id: z
      .string({ error: 'Choose a payment method.' })
      .min(1, 'Choose a payment method.')
      .max(40)
      .nullable()
      .meta({ description: 'Null only when gift cards pay for all of it.' }),
    gift_cards: z
      .array(GiftCardDelivery)
      .max(100)
      .optional() // no default: a request that was begun without it stays the same request
      .meta({ description: 'Lines of gift cards that go to somebody else; the others are sent to `email`.' }),
    expected_total: Money.meta({
      description: 'The amount to pay (`payable`) that the person saw; another is a price_changed, with the new one.',
    }),
  })
  .superRefine((order, issues) => {
    if (!order.shipping_address && !order.name) {
      issues.addIssue({ code: 'custom', path: ['name'], message: 'Enter your name.' })
    }
  })
  .meta({ id: 'StartCheckout' })
export type StartCheckout = z.infer<typeof StartCheckout>

/**
 * `processing`: the payment provider has not answered yet; ask again, the order will be placed or undone by itself.
 * `completed`: the order exists. `failed`: nothing was sold; the cart is as it was. `none`: no checkout was started.
 */
export const Checkout = z
  .discriminatedUnion('status', [
    z.object({ status: z.literal('none') }),
    z.object({ status: z.literal('processing'), checkout_id: Id }),
    z.object({
      status: z.literal('completed'),
      checkout_id: Id,
      order_number: z.number().int(),
      order_token: z.string().nullable().meta({
        description:
          'Opens the order for a guest for a year: `?token=`. Null for a customer, whose account has the order.',
      }),
    }),
    z.object({
      status: z.literal('failed'),
      checkout_id: Id,
      code: z.enum(CHECKOUT_FAILURES),
      details: z.array(ErrorDetail),
    }),
  ])
  .meta({ id: 'Checkout' })
export type Checkout = z.infer<typeof Checkout>
