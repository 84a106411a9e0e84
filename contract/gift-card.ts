/** Gift cards: money that a store owes to whoever holds the code. */
import * as z from 'zod'
import { MAX_PRICE_MINOR } from '#domain/pricing.ts'
import { PageQuery } from './envelope.ts'
import { Email, Id, lenientLine, Money, Timestamp, typedLine } from './primitives.ts'

export const GIFT_CARD_STATUSES = ['active', 'spent', 'expired', 'disabled'] as const

/** One that a merchant gives away. Its code goes to the recipient by mail, or comes with the answer, once. */
export const NewGiftCard = z
  .strictObject({
    amount_minor: z.number().int().min(1, 'Enter an amount.').max(MAX_PRICE_MINOR),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .optional(),
    recipient: Email.nullable().default(null),
    expires_at: Timestamp.nullable().default(null),
    note: typedLine(200).default('').meta({ description: 'For the team.' }),
  })
  .meta({ id: 'NewGiftCard' })
export type NewGiftCard = z.infer<typeof NewGiftCard>

export const GiftCard = z
  .object({
    id: Id,
    last_four: z.string(),
    status: z.enum(GIFT_CARD_STATUSES),
    initial: Money,
    balance: Money,
    recipient: z.string().nullable(),
    order_number: z.number().int().nullable().meta({ description: 'The order that it was bought with.' }),
    note: z.string(),
    send_at: Timestamp.nullable().meta({
      description: 'When the code goes to its recipient; null: it has gone, or goes to nobody.',
    }),
    expires_at: Timestamp.nullable(),
    created_at: Timestamp,
  })
  .meta({ id: 'GiftCard' })
export type GiftCard = z.infer<typeof GiftCard>

export const IssuedGiftCard = GiftCard.extend({
  code: z.string().meta({ description: 'Shown this once.' }),
}).meta({ id: 'IssuedGiftCard' })
export type IssuedGiftCard = z.infer<typeof IssuedGiftCard>

export const GiftCardEntry = z
  .object({
    id: z.string(),
    type: z.enum(['issued', 'captured', 'refunded', 'adjusted']),
    amount: Money.meta({ description: 'Signed: what was spent is negative.' }),
    reason: z.string(),
    actor: z.string(),
    at: Timestamp,
  })
  .meta({ id: 'GiftCardEntry' })

/** With its ledger, whose sum is the balance. */
export const GiftCardDetail = GiftCard.extend({
  entries: z.array(GiftCardEntry),
  held: Money.meta({ description: 'Set aside for checkouts that are under way.' }),
  consistent: z
    .boolean()
    .meta({ description: 'The ledger adds up to the balance, and no more is held than there is.' }),
}).meta({ id: 'GiftCardDetail' })
export type GiftCardDetail = z.infer<typeof GiftCardDetail>

export const ChangeGiftCard = z
  .strictObject({ disabled: z.boolean().optional(), note: typedLine(200).optional() })
  .meta({ id: 'ChangeGiftCard' })
export type ChangeGiftCard = z.infer<typeof ChangeGiftCard>

/** `balance`: the fullest first. */
export const GIFT_CARD_SORTS = ['oldest', 'balance'] as const
export const GiftCardQuery = PageQuery.extend({
  status: z.enum(GIFT_CARD_STATUSES).optional(),
  q: lenientLine(80).optional().meta({ description: 'Last four characters, or the recipient.' }),
  sort: z.enum(GIFT_CARD_SORTS).optional().meta({ description: 'The latest first when absent.' }),
})
