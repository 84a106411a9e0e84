/** Places where a store keeps stock, and where shoppers may pick up what they bought. */
import * as z from 'zod'
import { MAX_PRICE_MINOR } from '#domain/pricing.ts'
import { Address } from './checkout.ts'
import { Timestamp, typedLine } from './primitives.ts'

/** The one that every store begins with and keeps. */
export const DEFAULT_LOCATION = 'default'

/** `default` is the one that every store begins with; others have ids of their own. */
export const LocationId = z.union([z.literal(DEFAULT_LOCATION), z.uuid()]).meta({ id: 'LocationId' })

const fields = {
  name: typedLine(80, 'Enter a name.'),
  address: Address.nullable().meta({ description: 'Needed for pickup; `name` is the name on the door.' }),
  offers_pickup: z.boolean(),
  pickup_note: typedLine(200).meta({ description: 'When it is ready, opening hours.' }),
  pickup_price_minor: z.number().int().min(0).max(MAX_PRICE_MINOR),
}

export const PICKUP_NEEDS_ADDRESS = 'Enter the address where things are picked up.'

export const NewLocation = z
  .strictObject({
    name: fields.name,
    address: fields.address.default(null),
    offers_pickup: fields.offers_pickup.default(false),
    pickup_note: fields.pickup_note.default(''),
    pickup_price_minor: fields.pickup_price_minor.default(0),
  })
  .refine((location) => !location.offers_pickup || location.address !== null, {
    error: PICKUP_NEEDS_ADDRESS,
    path: ['address'],
  })
  .meta({ id: 'NewLocation' })
export type NewLocation = z.infer<typeof NewLocation>

/** What is not named stays as it is. */
export const ChangeLocation = z.strictObject(fields).partial().meta({ id: 'ChangeLocation' })
export type ChangeLocation = z.infer<typeof ChangeLocation>

export const Location = z
  .object({
    id: LocationId,
    name: z.string(),
    address: z.object(Address.shape).nullable(),
    offers_pickup: z.boolean(),
    pickup_note: z.string(),
    pickup_price_minor: z.number().int(),
    created_at: Timestamp,
  })
  .meta({ id: 'Location' })
export type Location = z.infer<typeof Location>

export const Locations = z.object({ items: z.array(Location) })
