/** Promotions as their merchant keeps them. `domain/promotion.ts` says what they mean. */
import * as z from 'zod'
import { MAX_PRICE_MINOR } from '#domain/pricing.ts'
import { promotionCodeOf } from '#domain/promotion-code.ts'
import { PageQuery } from './envelope.ts'
import { Id, lenientLine, Timestamp, typedLine } from './primitives.ts'

/** Letters, digits and hyphens; case does not matter. */
export const PromotionCode = z
  .string()
  .overwrite(promotionCodeOf)
  .min(1, 'Enter a code.')
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}-]{2,39}$/u, 'Use 3 to 40 letters, digits and hyphens.')

const ShareBps = z
  .number()
  .int()
  .min(1, 'Enter more than 0.')
  .max(10_000, 'Enter 100 % or less.')
  .meta({ description: 'Basis points: 1500 is 15 %.' })
const AppliesTo = z
  .enum(['goods', 'order'])
  .default('goods')
  .meta({ description: '`order`: taken after those on goods.' })

export const PromotionEffect = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('percentage'), share_bps: ShareBps, on: AppliesTo }),
    z.strictObject({
      kind: z.literal('fixed'),
      amount_minor: z.number().int().min(1, 'Enter more than 0.').max(MAX_PRICE_MINOR),
      on: AppliesTo,
    }),
    z.strictObject({ kind: z.literal('free_shipping') }),
    z.strictObject({
      kind: z.literal('buy_x_get_y'),
      buy: z.number().int().min(1, 'Enter at least 1.').max(100, 'Enter at most 100.'),
      get: z.number().int().min(1, 'Enter at least 1.').max(100, 'Enter at most 100.'),
      share_bps: ShareBps.default(10_000),
      max_times: z.number().int().min(1, 'Enter at least 1.').max(1000, 'Enter at most 1000.').nullable().default(null),
    }),
  ])
  .meta({ id: 'PromotionEffect' })
export type PromotionEffect = z.infer<typeof PromotionEffect>

export const NewPromotion = z
  .strictObject({
    title: typedLine(80, 'Enter a title.').meta({ description: 'Shown to shoppers.' }),
    code: PromotionCode.nullable().default(null).meta({ description: 'Null: applies automatically.' }),
    effect: PromotionEffect,
    product_ids: z.array(Id).max(200).default([]).meta({ description: 'Both lists empty: all products.' }),
    category_ids: z.array(Id).max(50).default([]),
    min_subtotal_minor: z.number().int().min(0).max(MAX_PRICE_MINOR).default(0),
    min_quantity: z.number().int().min(0, 'Enter 0 or more.').max(10_000, 'Enter at most 10,000.').default(0),
    customer_group_ids: z.array(Id).max(50).default([]).meta({ description: 'Empty: everybody.' }),
    starts_at: Timestamp.nullable().default(null),
    ends_at: Timestamp.nullable().default(null),
    active: z.boolean().default(true),
    exclusive: z.boolean().default(false).meta({ description: 'Cannot be combined.' }),
    priority: z
      .number()
      .int()
      .min(0, 'Enter a number from 0 to 1000.')
      .max(1000, 'Enter a number from 0 to 1000.')
      .default(100)
      .meta({ description: 'The lowest number is applied first.' }),
    usage_limit: z
      .number()
      .int()
      .min(1, 'Enter at least 1.')
      .max(10_000_000, 'Enter at most 10,000,000.')
      .nullable()
      .default(null),
    per_customer_limit: z
      .number()
      .int()
      .min(1, 'Enter at least 1.')
      .max(1000, 'Enter at most 1000.')
      .nullable()
      .default(null),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .optional()
      .meta({ description: "Of its amounts; the store's own when absent." }),
  })
  .refine(({ starts_at, ends_at }) => !starts_at || !ends_at || starts_at < ends_at, {
    error: 'The end must be after the start.',
    path: ['ends_at'],
  })
  // Whoever had used it up could not take it off, and so could not buy at all.
  .refine(({ code, per_customer_limit }) => code !== null || per_customer_limit === null, {
    error: 'Only a promotion with a code can be limited per customer.',
    path: ['per_customer_limit'],
  })
  .meta({ id: 'NewPromotion' })
export type NewPromotion = z.infer<typeof NewPromotion>

export const PROMOTION_STATUSES = ['live', 'scheduled', 'ended', 'off'] as const
export const Promotion = z
  .object({
    ...NewPromotion.shape,
    id: Id,
    currency: z.string(),
    status: z.enum(PROMOTION_STATUSES),
    uses: z.number().int().meta({ description: 'Counted uses.' }),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: 'Promotion' })
export type Promotion = z.infer<typeof Promotion>

/** With the products that it is about by name; those that are gone are not among them. */
export const PromotionDetail = Promotion.extend({
  products: z.array(z.object({ id: Id, title: z.string() })),
}).meta({ id: 'PromotionDetail' })
export type PromotionDetail = z.infer<typeof PromotionDetail>

/** `ending`: what ends soonest first; what never ends comes last. */
export const PROMOTION_SORTS = ['title', 'used', 'ending'] as const
export const PromotionQuery = PageQuery.extend({
  status: z.enum(PROMOTION_STATUSES).optional(),
  q: lenientLine(80).optional(),
  sort: z.enum(PROMOTION_SORTS).optional().meta({ description: 'The latest first when absent.' }),
})
