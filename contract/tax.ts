/** The taxes that a store collects. */
import * as z from 'zod'
import { regionKey } from '#domain/regions.ts'
import { EXEMPT_CATEGORY, STANDARD_CATEGORY } from '#domain/tax.ts'
import { CountryCode, typedLine } from './primitives.ts'

/** What a product is to the tax office: a word that the store chooses; `standard` unless said otherwise. */
export const TaxCategory = z
  .string()
  .regex(/^[a-z0-9-]{1,40}$/, 'Lower-case letters, digits and hyphens.')
  .meta({ example: STANDARD_CATEGORY })

export const TaxRate = z
  .strictObject({
    name: typedLine(60, 'Enter a name.').meta({ example: 'VAT' }),
    country: CountryCode,
    region: typedLine(60).default('').meta({ description: 'Empty: the whole country.' }),
    category: TaxCategory.or(z.literal(''))
      .default('')
      .meta({ description: `Empty: every category but \`${EXEMPT_CATEGORY}\`.` }),
    rate_bps: z
      .number()
      .int()
      .min(0, 'A tax rate is not negative.')
      .max(10_000, 'A tax rate is at most 100 %.')
      .meta({ description: 'Basis points: 825 is 8.25 %.' }),
  })
  .meta({ id: 'TaxRate' })
export type TaxRate = z.infer<typeof TaxRate>

/** All of a store's rates: `PUT` brings them to this. */
export const TaxRates = z
  .strictObject({ rates: z.array(TaxRate).max(500) })
  .refine(
    ({ rates }) =>
      new Set(rates.map(({ country, region, category }) => `${country} ${regionKey(country, region)} ${category}`))
        .size === rates.length,
    { error: 'Two rates are for the same place and category.', path: ['rates'] },
  )
  .meta({ id: 'TaxRates' })
export type TaxRates = z.infer<typeof TaxRates>

/** A part of an amount's tax: what one rate comes to. */
export const TaxPart = z
  .object({ name: z.string(), rate_bps: z.number().int(), amount_minor: z.number().int() })
  .meta({ id: 'TaxPart' })
export type TaxPart = z.infer<typeof TaxPart>
