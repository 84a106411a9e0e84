/** The small shapes that everything else is made of. */
import * as z from 'zod'
import { phoneOf } from '#domain/address.ts'
import { MAX_QUANTITY } from '#domain/cart.ts'
import { emailOf } from '#domain/email.ts'
import { isTypable, oneLine } from '#domain/one-line.ts'
import { unlessTooBig } from './size-words.ts'

/** A UUIDv7 (RFC 9562), lower case. */
export const Id = z.uuid({ error: 'Not a valid id.' }).meta({ description: 'UUIDv7' })

/** An exact amount: whole minor units of an ISO 4217 currency (1999 USD is $19.99, 1999 JPY is ¥1,999). */
export const Money = z
  .object({ amount_minor: z.number().int(), currency: z.string().regex(/^[A-Z]{3}$/) })
  .meta({ id: 'Money' })
export type Money = z.infer<typeof Money>

export const Timestamp = z.iso.datetime().meta({ description: 'ISO 8601, UTC' })

export const Slug = z
  .string()
  .min(1)
  .max(200)
  .regex(
    /^[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{N}]+(?:-[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{N}]+)*$/u,
    'Lower-case letters, digits and single hyphens.',
  )
  .meta({ example: 'stoneware-mug' })

const CONTROL_CHARACTERS = 'Leave out the control characters.'

/**
 * What a person types into one field, of at most `max` UTF-16 units: white space of any kind is a space and what cannot be seen
 * is gone (`one-line.ts`); control characters are refused. With `missing`, what to say when there is nothing left.
 */
export const typedLine = (max: number, missing?: string, tooLong?: string) => {
  const line = z
    .string({ error: unlessTooBig(missing) })
    .refine(isTypable, CONTROL_CHARACTERS)
    .overwrite(oneLine)
  return (missing === undefined ? line : line.min(1, missing)).max(max, tooLong)
}

/** The same where nothing is kept, or nobody is there to type it anew: nothing is refused but its length. */
export const lenientLine = (max: number) => z.string().overwrite(oneLine).max(max)

/** As a label on a parcel has it. */
export const Phone = z.string().refine(isTypable, CONTROL_CHARACTERS).overwrite(phoneOf).max(40)

const MISSING_EMAIL = 'Enter an e-mail address.'
const NO_EMAIL = 'Enter an e-mail address like name@example.com.'
/** In the form of `email.ts`, at most 254 characters (RFC 5321). */
export const Email = z
  .string({ error: unlessTooBig(MISSING_EMAIL) })
  .overwrite((typed) => emailOf(typed) ?? typed)
  .max(254)
  .refine((typed) => typed.trim() !== '', { error: MISSING_EMAIL, abort: true })
  .refine((email) => emailOf(email) !== null, NO_EMAIL)
  .meta({ format: 'email' })

export const CountryCode = z
  .string()
  .regex(/^[A-Z]{2}$/, 'Choose a country.')
  .meta({ description: 'ISO 3166-1 alpha-2' })

/** Of a tax rate or a delivery zone. An address is not so strict: `Address`. */
export const REGION_OF_A_RULE =
  'By code or name in any usual spelling (`CA`, `calif.`, `東京都`), kept as ISO 3166-2 without the country. One that is not on the list of a country that has one is refused.'

export const Quantity = z
  .number({ error: 'Enter a whole number.' })
  .int('Enter a whole number.')
  .min(1, 'The quantity must be at least 1.')
  .max(MAX_QUANTITY, `The quantity can be at most ${MAX_QUANTITY}.`)
