/** Prices for a currency or a group of customers, and the groups. */
import * as z from 'zod'
import { MAX_PRICE_MINOR } from '#domain/pricing.ts'
import { PageQuery } from './envelope.ts'
import { COUNTED_AHEAD } from './list-total.ts'
import { Id, lenientLine, Timestamp, typedLine } from './primitives.ts'

const FewCount = z
  .number()
  .int()
  .meta({ description: `${COUNTED_AHEAD + 1} stands for more than ${COUNTED_AHEAD}.` })

export const NewCustomerGroup = z
  .strictObject({ name: typedLine(80, 'Enter a name.') })
  .meta({ id: 'NewCustomerGroup' })
export type NewCustomerGroup = z.infer<typeof NewCustomerGroup>
export const CustomerGroup = z
  .object({ id: Id, name: z.string(), member_count: FewCount, created_at: Timestamp })
  .meta({ id: 'CustomerGroup' })
export type CustomerGroup = z.infer<typeof CustomerGroup>

/** Somebody in a group. */
export const GroupMember = z.object({ id: Id, email: z.string(), name: z.string() }).meta({ id: 'GroupMember' })
export type GroupMember = z.infer<typeof GroupMember>

/** A part of an address or of a name. */
export const CandidateQuery = z.object({ q: typedLine(120).min(2, 'Enter two letters or more.') })
/** A customer whom a search has found, to put into a group. */
export const GroupCandidate = GroupMember.extend({ is_member: z.boolean() }).meta({ id: 'GroupCandidate' })
export type GroupCandidate = z.infer<typeof GroupCandidate>

export const NewPriceList = z
  .strictObject({
    name: typedLine(80, 'Enter a name.'),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'Choose a currency.')
      .meta({ description: 'ISO 4217' }),
    customer_group_id: Id.nullable().default(null).meta({ description: 'Null: for everybody.' }),
    active: z.boolean().default(true),
    starts_at: Timestamp.nullable().default(null),
    ends_at: Timestamp.nullable().default(null),
    priority: z
      .number()
      .int()
      .min(0, 'Enter a number from 0 to 1000.')
      .max(1000, 'Enter a number from 0 to 1000.')
      .default(100)
      .meta({ description: 'Of several lists with a price the lowest number wins.' }),
  })
  .refine(({ starts_at, ends_at }) => !starts_at || !ends_at || starts_at < ends_at, {
    error: 'The end must be after the start.',
    path: ['ends_at'],
  })
  .meta({ id: 'NewPriceList' })
export type NewPriceList = z.infer<typeof NewPriceList>

export const PriceList = z
  .object({ ...NewPriceList.shape, id: Id, price_count: FewCount, created_at: Timestamp })
  .meta({ id: 'PriceList' })
export type PriceList = z.infer<typeof PriceList>

export const ListPrice = z.strictObject({
  variant_id: Id,
  min_quantity: z.number().int().min(1, 'From 1 to 999.').max(999, 'From 1 to 999.').default(1),
  price_minor: z
    .number()
    .int()
    .min(0)
    .max(MAX_PRICE_MINOR)
    .nullable()
    .meta({ description: 'Null takes it off the list.' }),
})
/** Some prices of a list; those that are not named stay as they are. */
export const ListPrices = z
  .strictObject({ prices: z.array(ListPrice).min(1).max(500) })
  .refine(
    ({ prices }) => new Set(prices.map((price) => `${price.variant_id} ${price.min_quantity}`)).size === prices.length,
    {
      error: 'Two prices are for the same variant and quantity.',
      path: ['prices'],
    },
  )
  .meta({ id: 'ListPrices' })
export type ListPrices = z.infer<typeof ListPrices>

export const PriceQuery = PageQuery.extend({
  q: lenientLine(80).optional().meta({ description: 'Title or SKU.' }),
})
export type PriceQuery = z.infer<typeof PriceQuery>

/** A variant that is not on a list yet. */
export const UnlistedVariant = z
  .object({
    variant_id: Id,
    sku: z.string(),
    title: z.string(),
    own_price_minor: z.number().int().meta({ description: "Its own price, in the store's currency." }),
    is_gift_card: z.boolean(),
  })
  .meta({ id: 'UnlistedVariant' })
export type UnlistedVariant = z.infer<typeof UnlistedVariant>
export const PriceOfList = UnlistedVariant.extend({
  min_quantity: z.number().int(),
  price_minor: z.number().int().meta({ description: "In the list's currency." }),
}).meta({ id: 'PriceOfList' })
export type PriceOfList = z.infer<typeof PriceOfList>
