/** Where a store delivers to, what it costs, and where things can be picked up. */
import * as z from 'zod'
import { unlistedRegionProblem } from '#domain/address.ts'
import { MAX_PRICE_MINOR } from '#domain/pricing.ts'
import { regionCode, regionKey } from '#domain/regions.ts'
import { RATE_BASES } from '#domain/shipping.ts'
import { CountryCode, Money, REGION_OF_A_RULE, typedLine } from './primitives.ts'
import { RateService } from './rate-service.ts'

/** A delivery option as a shopper sees it: for their address and their cart. */
export const ShippingRate = z
  .object({
    id: z.string(),
    kind: z.enum(['delivery', 'pickup']),
    name: z.string(),
    description: z.string(),
    price: Money.meta({ description: 'For this cart; before promotions.' }),
    free_over: Money.nullable().meta({ description: 'Free when the goods are worth at least this.' }),
    location: z
      .object({ id: z.string(), name: z.string(), address: z.string(), note: z.string() })
      .nullable()
      .meta({ description: 'Of a pickup: where.' }),
  })
  .meta({ id: 'ShippingRate' })
export type ShippingRate = z.infer<typeof ShippingRate>

const RateId = z.string().regex(/^[a-z0-9-]{1,40}$/, 'Lower-case letters, digits and hyphens.')
const Minor = z.number().int().min(0).max(MAX_PRICE_MINOR)

const RateStep = z.strictObject({
  from: z.number().int().min(0).meta({ description: 'Grams or minor units, by the basis.' }),
  price_minor: Minor,
})

const rateFields = {
  id: RateId.meta({ description: 'A short name that you choose; carts and orders keep it.' }),
  name: typedLine(80, 'Enter a name.'),
  description: typedLine(200).default(''),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional()
    .meta({ description: "The store's own when absent." }),
}
export const DeliveryRate = z
  .strictObject({
    ...rateFields,
    basis: z.enum(RATE_BASES).default('flat'),
    steps: z.array(RateStep).min(1, 'Enter at least one price.').max(20),
    free_over_minor: z.number().int().min(0).nullable().default(null),
    max_weight_g: z.number().int().min(1).nullable().default(null),
  })
  .refine((rate) => rate.steps.every((step, index, all) => index === 0 || step.from > (all[index - 1]?.from ?? 0)), {
    error: 'Steps rise: each begins above the one before.',
    path: ['steps'],
  })
  .refine((rate) => rate.basis !== 'flat' || (rate.steps.length === 1 && rate.steps[0]?.from === 0), {
    error: 'A flat rate has one step, from 0.',
    path: ['steps'],
  })
  .meta({ id: 'DeliveryRate' })
export type DeliveryRate = z.infer<typeof DeliveryRate>

const placeFields = {
  country: CountryCode,
  regions: z
    .array(typedLine(60, 'Enter a region.'))
    .max(110) // Italy has 107 provinces
    .default([])
    .meta({ description: `Empty: all of it. ${REGION_OF_A_RULE}` }),
}
/** As it is kept. What was saved before regions were checked may have one that no list has. */
const ZonePlace = z.strictObject(placeFields)
const SaveZonePlace = z
  .strictObject(placeFields)
  .overwrite(({ country, regions }) => ({
    country,
    regions: [...new Set(regions.map((one) => regionCode(country, one)))], // one region in two spellings is one
  }))
  .superRefine(({ country, regions }, issues) => {
    for (const [index, region] of regions.entries()) {
      const message = unlistedRegionProblem(country, region)
      if (message) issues.addIssue({ code: 'custom', path: ['regions', index], message })
    }
  })

const zoneFields = {
  name: typedLine(80, 'Enter a name.'),
  rates: z.array(DeliveryRate).max(20),
  rates_service: RateService.nullable()
    .default(null)
    .meta({ description: 'Asked for further prices, for each parcel. Needs a signing secret.' }),
}

/** A zone with its rates. */
export const ShippingZone = z
  .strictObject({
    name: zoneFields.name,
    places: z.array(ZonePlace),
    rates: zoneFields.rates,
    rates_service: zoneFields.rates_service,
  })
  .meta({ id: 'ShippingZone' })
export type ShippingZone = z.infer<typeof ShippingZone>

/** All of a store's zones. */
export const ShippingZones = z.strictObject({ zones: z.array(ShippingZone) }).meta({ id: 'ShippingZones' })
export type ShippingZones = z.infer<typeof ShippingZones>

/** A country, or a region of it, is in one zone only. */
export const SaveShippingZone = z
  .strictObject({
    name: zoneFields.name,
    places: z.array(SaveZonePlace).min(1, 'Choose at least one country.').max(250),
    rates: zoneFields.rates,
    rates_service: zoneFields.rates_service,
  })
  .meta({ id: 'SaveShippingZone' })

/** `PUT` brings the zones to these. */
export const SaveShippingZones = z
  .strictObject({ zones: z.array(SaveShippingZone).max(50) })
  .refine(({ zones }) => isUnique(zones.flatMap(({ rates }) => rates.map(({ id }) => id))), {
    error: 'Two rates have the same id.',
    path: ['zones'],
  })
  .refine(({ zones }) => isUnique(zones.flatMap(placesOf)), {
    error: 'A place is in two zones.',
    path: ['zones'],
  })
  .meta({ id: 'SaveShippingZones' })

const isUnique = (texts: string[]) => new Set(texts).size === texts.length
const placesOf = ({ places }: ShippingZone) =>
  places.flatMap(({ country, regions }) =>
    regions.length === 0 ? [country] : regions.map((region) => `${country} ${regionKey(country, region)}`),
  )
