/** The taxes that a store collects. */
import * as z from 'zod'
import { unlistedRegionProblem } from '#domain/address.ts'
import { regionCode, regionKey } from '#domain/regions.ts'
import { EXEMPT_CATEGORY, HUNDRED_PERCENT_PPM, PPM_OF_BASIS_POINT, STANDARD_CATEGORY } from '#domain/tax.ts'
import { CountryCode, REGION_OF_A_RULE, typedLine } from './primitives.ts'

/** What a product is to the tax office: a word that the store chooses; `standard` unless said otherwise. */
export const TaxCategory = z
  .string()
  .regex(/^[a-z0-9-]{1,40}$/, 'Use lower-case letters, digits and hyphens.')
  .meta({ example: STANDARD_CATEGORY })

/** Exact for every rate of up to four decimals. */
export const TaxRatePpm = z
  .number()
  .int()
  .min(0, 'Enter 0 % or more.')
  .max(HUNDRED_PERCENT_PPM, 'Enter 100 % or less.')
  .meta({ description: 'Parts per million: 88750 is 8.875 %.', example: 88_750 })

const fields = {
  name: typedLine(60, 'Enter a name.').meta({ example: 'VAT' }),
  country: CountryCode,
  region: typedLine(60)
    .default('')
    .meta({ description: `Empty: the whole country. ${REGION_OF_A_RULE}` }),
  category: TaxCategory.or(z.literal(''))
    .default('')
    .meta({ description: `Empty: every category but \`${EXEMPT_CATEGORY}\`.` }),
  rate_ppm: TaxRatePpm,
}

/** As it is kept. What was saved before regions were checked may have one that no list has. */
export const TaxRate = z.strictObject(fields).meta({ id: 'TaxRate' })
export type TaxRate = z.infer<typeof TaxRate>

/** All of a store's rates. */
export const TaxRates = z.strictObject({ rates: z.array(TaxRate) }).meta({ id: 'TaxRates' })
export type TaxRates = z.infer<typeof TaxRates>

const SaveTaxRate = z
  .strictObject(fields)
  .overwrite((rate) => ({ ...rate, region: regionCode(rate.country, rate.region) }))
  .superRefine((rate, issues) => {
    const message = unlistedRegionProblem(rate.country, rate.region)
    if (message) issues.addIssue({ code: 'custom', path: ['region'], message })
  })
  .meta({ id: 'SaveTaxRate' })

/** `PUT` brings the rates to these. */
export const SaveTaxRates = z
  .strictObject({ rates: z.array(SaveTaxRate).max(500) })
  .refine(
    ({ rates }) =>
      new Set(rates.map(({ country, region, category }) => `${country} ${regionKey(country, region)} ${category}`))
        .size === rates.length,
    { error: 'There are two rates for the same place and category.', path: ['rates'] },
  )
  .meta({ id: 'SaveTaxRates' })

/** A part of an amount's tax: what one rate comes to. */
export const TaxPart = z
  .object({ name: z.string(), rate_ppm: z.number().int(), amount_minor: z.number().int() })
  .meta({ id: 'TaxPart' })
export type TaxPart = z.infer<typeof TaxPart>

const TaxPartInBasisPoints = TaxPart.omit({ rate_ppm: true }).extend({ rate_bps: z.number().int() })
/** The same in a message: one that was written while rates were basis points is read all the same. */
export const SentTaxPart = z.union([
  TaxPart,
  TaxPartInBasisPoints.transform(({ rate_bps, ...part }) => ({ ...part, rate_ppm: rate_bps * PPM_OF_BASIS_POINT })),
])
