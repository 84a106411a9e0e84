/**
 * Services of a merchant's own (or of a carrier, or of a tax company) that are asked for prices of delivery and for taxes:
 * how they are set, and what goes over the wire to them and back. docs/plug-ins.md has the story with examples.
 */
import * as z from 'zod'
import { MAX_PRICE_MINOR } from '#domain/pricing.ts'
import { TAX_LEVELS } from '#domain/tax.ts'
import { CountryCode, lenientLine, Timestamp, typedLine } from './primitives.ts'
import { unlessTooBig } from './size-words.ts'
import { TaxRatePpm } from './tax.ts'

/** Whom to ask, and under which name people know it. */
export const RateService = z
  .strictObject({
    name: typedLine(60, 'Enter a name.').meta({ example: 'Harbour Couriers' }),
    url: z
      .url({
        protocol: /^https?$/,
        error: unlessTooBig('Enter a web address like https://rates.example.com/tradewind.'),
      })
      .max(500)
      .meta({ description: 'Asked by POST. https only, on the public internet; redirects are not followed.' }),
  })
  .meta({ id: 'RateService' })
export type RateService = z.infer<typeof RateService>

/** A place as far as a cart knows it: empty texts are unknown. */
interface Place {
  country: string
  region: string
  postal_code: string
}

/** What a carrier service is asked. */
export interface ShippingQuestion {
  type: 'shipping.rates'
  store_id: string
  currency: string
  /** The store's main location; its country alone where that has no address. */
  origin: Place
  destination: Place
  /** `value_minor`: of the goods, discounts taken off. */
  parcel: { weight_g: number; value_minor: number; pieces: number }
}

/** What it answers. Rates in another currency than asked for make the whole answer none. */
export const ShippingAnswer = z
  .object({
    rates: z
      .array(
        z.object({
          code: z.string().regex(/^[a-z0-9_-]{1,30}$/, 'Lower-case letters, digits, - and _, at most 30.'),
          name: lenientLine(80).min(1),
          description: lenientLine(200).default(''),
          price_minor: z.number().int().min(0).max(MAX_PRICE_MINOR),
          currency: z.string().regex(/^[A-Z]{3}$/),
        }),
      )
      .max(20)
      .refine((rates) => new Set(rates.map(({ code }) => code)).size === rates.length, 'Two rates have the same code.'),
  })
  .meta({ id: 'ShippingAnswer' })
export type ShippingAnswer = z.infer<typeof ShippingAnswer>

/** What a tax service is asked: the rates for these tax categories at this place. */
export interface TaxQuestion {
  type: 'tax.rates'
  store_id: string
  destination: Place
  categories: string[]
}

/**
 * What it answers. Of each level the rate for a category counts, else the one for every category; the two levels are
 * added. No rate is no tax. The amounts are Tradewind's to count.
 */
export const TaxAnswer = z
  .object({
    rates: z
      .array(
        z.object({
          name: lenientLine(60).min(1),
          level: z.enum(TAX_LEVELS).meta({ description: '`region` only where the question names a region.' }),
          category: z.string().max(40).default('').meta({ description: 'Empty: every category.' }),
          rate_ppm: TaxRatePpm,
        }),
      )
      .max(200)
      .refine(
        (rates) => new Set(rates.map(({ level, category }) => `${level} ${category}`)).size === rates.length,
        'Two rates are for the same level and category.',
      ),
  })
  .meta({ id: 'TaxAnswer' })
export type TaxAnswer = z.infer<typeof TaxAnswer>

/** The service that says which taxes apply; null: the store's own table does. */
export const TaxService = z.strictObject({ service: RateService.nullable() }).meta({ id: 'TaxService' })
export type TaxService = z.infer<typeof TaxService>

/** A question to see whether a service answers, for a parcel of one kilogram or for the standard category. */
export const TryService = z
  .strictObject({
    url: RateService.shape.url,
    country: CountryCode,
    region: typedLine(120).default(''),
    postal_code: typedLine(20).default(''),
  })
  .meta({ id: 'TryService' })
export type TryService = z.infer<typeof TryService>

const tried = <T extends z.ZodType>(answer: T) =>
  z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('answered'), took_ms: z.number().int(), answer }),
    z.object({ outcome: z.literal('unavailable'), reason: z.string() }),
  ])
export const TriedShipping = tried(ShippingAnswer).meta({ id: 'TriedShipping' })
export type TriedShipping = z.infer<typeof TriedShipping>
export const TriedTax = tried(TaxAnswer).meta({ id: 'TriedTax' })
export type TriedTax = z.infer<typeof TriedTax>

/** What the questions are signed with: whether there is one, and since when. */
export const ServiceSecret = z.object({ made_at: Timestamp.nullable() }).meta({ id: 'ServiceSecret' })
export const NewServiceSecret = z
  .object({
    secret: z
      .string()
      .meta({ description: 'Shown now and never again. Questions are also signed with the one before.' }),
    made_at: Timestamp,
  })
  .meta({ id: 'NewServiceSecret' })
