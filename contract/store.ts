/** A store as its shoppers see it, and the settings that its merchant keeps. */
import * as z from 'zod'
import { isReservedName } from '#domain/reserved-names.ts'
import { timeZoneOf } from '#domain/time-zone.ts'
import { PolicyKind } from './policy.ts'
import { CountryCode, Email, Id, Money, Slug, Timestamp, typedLine } from './primitives.ts'

export const THEMES = ['plain', 'warm', 'night'] as const
export const STORE_STATUSES = ['active', 'suspended'] as const
export const StoreStatus = z.enum(STORE_STATUSES)

/** Kept by its present name: `Asia/Calcutta` is `Asia/Kolkata`. */
export const TimeZone = z
  .string()
  .max(60)
  .overwrite((typed) => timeZoneOf(typed) ?? typed)
  .refine((name) => timeZoneOf(name) !== null, 'Choose a time zone.')
  .meta({ description: 'IANA', example: 'Europe/Dublin' })

export const Store = z
  .object({
    id: Id,
    slug: Slug,
    name: z.string(),
    tagline: z.string(),
    currency: z.string(),
    locale: z.string().meta({ description: 'BCP 47' }),
    country: CountryCode,
    time_zone: z.string().meta({ description: 'IANA. Whatever the store dates is of a day of this zone.' }),
    currencies: z.array(z.string()).meta({ description: "What can be paid in: the store's own first." }),
    countries: z.array(CountryCode).meta({ description: 'Where the store delivers to: those of its shipping zones.' }),
    theme: z.enum(THEMES),
    contact_email: Email,
    tax_inclusive: z.boolean().meta({ description: 'Whether the prices shown include tax.' }),
    free_delivery_over: Money.nullable().meta({ description: 'At home: from this value on some delivery is free.' }),
    delivery: z.array(z.object({ countries: z.array(CountryCode), from: Money, free_over: Money.nullable() })).meta({
      description: 'What delivery costs at least, and from which value on it is free, by country; the first counts.',
    }),
    offers_pickup: z.boolean(),
    policies: z.array(PolicyKind).default([]).meta({ description: 'Those that the store has written.' }),
  })
  .meta({ id: 'Store' })
export type Store = z.infer<typeof Store>

/** The first part of the store's host: a DNS label (RFC 1035). */
export const StoreSlug = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, 'Enter an address of lower-case letters, digits and hyphens.')
  .meta({ example: 'harbour' })

/** A slug that somebody chooses now. */
export const NewStoreSlug = StoreSlug.min(3, 'Enter at least 3 characters.').refine(
  (slug) => !isReservedName(slug),
  'This address is reserved. Choose another.',
)

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'))
export const Currency = z
  .string()
  .refine((code) => CURRENCIES.has(code), 'Choose a currency.')
  .meta({ example: 'EUR' })

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}

/** An origin (RFC 6454) whose scripts may call the store's public API: `https://www.example.com`. */
const Origin = z
  .string()
  .max(260)
  .refine((text) => {
    const url = URL.canParse(text) ? new URL(text) : null
    return url !== null && url.origin === text && /^https?:$/.test(url.protocol)
  }, 'Enter an origin like https://www.example.com, without a path.')

/** What a merchant sets. `PUT` brings the settings to these values; the currency stays what it was when the store was made. */
export const StoreSettings = z
  .strictObject({
    name: typedLine(120, 'Enter a name.'),
    tagline: typedLine(200).default(''),
    locale: z.string().max(35).refine(isLocale, 'Choose a language.').meta({ example: 'en-IE' }),
    country: CountryCode,
    time_zone: TimeZone.optional().meta({
      description:
        "IANA. Left out: of a new store the country's where it has one main zone, else UTC; else it stays what it is.",
    }),
    currencies: z
      .array(Currency)
      .max(20)
      .default([])
      .meta({ description: "Further ones that price lists are kept in, beside the store's own." }),
    theme: z.enum(THEMES).default('plain'),
    contact_email: Email,
    tax_inclusive: z.boolean(),
    allowed_origins: z
      .array(Origin)
      .max(20)
      .default([])
      .meta({ description: 'Other sites whose scripts may use this store: CORS.' }),
  })
  .meta({ id: 'StoreSettings' })
export type StoreSettings = z.infer<typeof StoreSettings>

export const KeptSettings = StoreSettings.extend({ time_zone: TimeZone }).meta({ id: 'KeptSettings' })
export type KeptSettings = z.infer<typeof KeptSettings>

/** A further store of a tenant. */
export const NewStore = z
  .strictObject({ slug: NewStoreSlug, currency: Currency, settings: StoreSettings })
  .meta({ id: 'NewStore' })
export type NewStore = z.infer<typeof NewStore>

/** A store as its merchant sees it. */
export const MerchantStore = z
  .object({
    id: Id,
    tenant_id: Id,
    slug: z.string(),
    status: StoreStatus,
    suspended_reason: z.string().nullable(),
    currency: z.string(),
    url: z.url(),
    settings: KeptSettings,
    product_count: z.number().int().meta({ description: 'Of any status; 1,000 stands for so many or more.' }),
    created_at: Timestamp,
  })
  .meta({ id: 'MerchantStore' })
export type MerchantStore = z.infer<typeof MerchantStore>
