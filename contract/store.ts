/** A store as its shoppers see it, and how the operator of a platform creates one. */
import * as z from 'zod'
import { MAX_PRICE_MINOR } from '#domain/pricing.ts'
import { CountryCode, Email, Id, Money, Slug } from './primitives.ts'

export const THEMES = ['plain', 'warm', 'night'] as const

export const ShippingRate = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    price: Money,
    free_over: Money.nullable().meta({ description: 'Free when the subtotal is at least this.' }),
  })
  .meta({ id: 'ShippingRate' })
export type ShippingRate = z.infer<typeof ShippingRate>

export const Store = z
  .object({
    id: Id,
    slug: Slug,
    name: z.string(),
    tagline: z.string(),
    currency: z.string(),
    locale: z.string().meta({ description: 'BCP 47' }),
    country: CountryCode,
    countries: z.array(CountryCode).meta({ description: 'Where the store delivers to.' }),
    theme: z.enum(THEMES),
    contact_email: Email,
    tax_inclusive: z.boolean().meta({ description: 'Whether the prices shown include tax.' }),
    shipping_rates: z.array(ShippingRate),
  })
  .meta({ id: 'Store' })
export type Store = z.infer<typeof Store>

/** The first part of the store's host: a DNS label (RFC 1035). */
export const StoreSlug = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, 'Lower-case letters, digits and hyphens, at most 63.')
  .meta({ example: 'harbour' })

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'))
const isCurrency = (code: string) => CURRENCIES.has(code)

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}

const NewShippingRate = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  name: z.string().min(1).max(80),
  description: z.string().max(200).default(''),
  price_minor: z.number().int().min(0).max(MAX_PRICE_MINOR),
  free_over_minor: z.number().int().min(0).nullable().default(null),
})

/** `PUT /api/v1/stores/{slug}`: creates the store or brings its settings to these values. */
export const StoreSettings = z
  .object({
    name: z.string().min(1).max(120),
    tagline: z.string().max(200).default(''),
    currency: z.string().refine(isCurrency, 'Not a currency of ISO 4217.').meta({ example: 'EUR' }),
    locale: z.string().max(35).refine(isLocale, 'Not a language tag (BCP 47).').meta({ example: 'en-IE' }),
    country: CountryCode,
    countries: z.array(CountryCode).min(1).max(250),
    theme: z.enum(THEMES).default('plain'),
    contact_email: Email,
    tax_inclusive: z.boolean(),
    tax_rate_bps: z.number().int().min(0).max(10_000).meta({ description: 'Basis points: 825 is 8.25 %.' }),
    shipping_rates: z
      .array(NewShippingRate)
      .min(1)
      .max(20)
      .refine((rates) => new Set(rates.map((rate) => rate.id)).size === rates.length, 'Two rates have the same id.'),
  })
  .meta({ id: 'StoreSettings' })
export type StoreSettings = z.infer<typeof StoreSettings>
