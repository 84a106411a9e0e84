/** Stock as its keeper sees it, and what open pages hear of it. */
import * as z from 'zod'
import { BACKORDER_POLICIES, MOVEMENT_TYPES, UNLIMITED } from '#domain/reservation.ts'
import { listOf, PageQuery } from './envelope.ts'
import { LocationId } from './location.ts'
import { Email, Id, lenientLine, Timestamp, typedLine } from './primitives.ts'

const Pieces = z.number().int()
const MAX_PIECES = 1_000_000_000
const Reason = typedLine(200, 'Say why.')

/** How a variant is sold when it runs low. */
export const StockSettings = z
  .strictObject({
    tracked: z
      .boolean()
      .default(true)
      .meta({ description: 'false: sold without limit, and nobody counts what is there.' }),
    backorder: z
      .enum(BACKORDER_POLICIES)
      .default('deny')
      .meta({ description: '`allow`: sold on when nothing is there.' }),
    backorder_limit: Pieces.min(1)
      .max(MAX_PIECES)
      .nullable()
      .default(null)
      .meta({ description: 'Owed at most; null: any.' }),
    safety_stock: Pieces.min(0).max(MAX_PIECES).default(0).meta({ description: 'Kept back: never sold online.' }),
    low_stock_at: Pieces.min(0).max(MAX_PIECES).nullable().default(null).meta({ description: 'Tell us at this many.' }),
    shards: Pieces.min(1)
      .max(32)
      .default(1)
      .meta({ description: 'For a drop that sells faster than one object can count: over how many it is spread.' }),
  })
  .meta({ id: 'StockSettings' })
export type StockSettings = z.infer<typeof StockSettings>

export const StockLevel = z
  .object({
    variant_id: Id,
    sku: z.string(),
    title: z.string(),
    product_slug: z.string(),
    on_hand: Pieces,
    held: Pieces.meta({ description: 'Kept for checkouts under way.' }),
    owed: Pieces.meta({ description: 'Sold on backorder and not here yet.' }),
    safety_stock: Pieces,
    available: Pieces.meta({
      description: `What may still be promised from the shelf; ${UNLIMITED} or more of what is not tracked.`,
    }),
    tracked: z.boolean().meta({ description: 'false: sold without being counted.' }),
    state: z.enum(['ok', 'low', 'out']),
    locations: z.array(z.object({ location_id: LocationId, on_hand: Pieces })),
    updated_at: Timestamp,
  })
  .meta({ id: 'StockLevel' })
export type StockLevel = z.infer<typeof StockLevel>
export const StockLevels = listOf(StockLevel)

/** Straight from the object, with the settings. */
export const StockDetail = StockLevel.extend({ settings: StockSettings }).meta({ id: 'StockDetail' })
export type StockDetail = z.infer<typeof StockDetail>

/** By title; those of which the fewest can be sold first, or the most. */
export const STOCK_SORTS = ['title', 'fewest', 'most'] as const
export const StockQuery = PageQuery.extend({
  q: lenientLine(80).optional().meta({ description: 'Title or SKU.' }),
  state: z.enum(['ok', 'low', 'out']).optional(),
  sort: z
    .enum(STOCK_SORTS)
    .optional()
    .meta({ description: 'By SKU when absent; of one state those of which there are the fewest.' }),
})
export type StockQuery = z.infer<typeof StockQuery>

/** A change made by people. Needs an Idempotency-Key, which becomes the movement's id. */
export const StockMove = z
  .discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('receive'),
      location_id: LocationId.default('default'),
      reason: Reason,
      quantity: Pieces.min(1, 'At least one piece.').max(MAX_PIECES),
    }),
    z.strictObject({
      type: z.literal('adjust'),
      location_id: LocationId.default('default'),
      reason: Reason,
      quantity: Pieces.min(-MAX_PIECES).max(MAX_PIECES).meta({ description: 'Signed.' }),
    }),
    z.strictObject({
      type: z.literal('count'),
      location_id: LocationId.default('default'),
      reason: Reason,
      quantity: Pieces.min(0, 'Not less than nothing.').max(MAX_PIECES).meta({ description: 'What lies there.' }),
    }),
    z.strictObject({
      type: z.literal('return'),
      location_id: LocationId.default('default'),
      reason: Reason,
      quantity: Pieces.min(1, 'At least one piece.').max(MAX_PIECES),
      order_number: z.number().int().min(1).nullable().default(null),
    }),
    z.strictObject({
      type: z.literal('transfer'),
      location_id: LocationId,
      to_location_id: LocationId,
      reason: Reason,
      quantity: Pieces.min(1, 'At least one piece.').max(MAX_PIECES),
    }),
  ])
  .meta({ id: 'StockMove' })
export type StockMove = z.infer<typeof StockMove>

export const StockMovement = z
  .object({
    id: z.string(),
    type: z.enum(MOVEMENT_TYPES),
    location_id: LocationId,
    quantity: Pieces.meta({ description: 'Signed.' }),
    reason: z.string(),
    actor: z.string(),
    at: Timestamp,
  })
  .meta({ id: 'StockMovement' })
export type StockMovement = z.infer<typeof StockMovement>

export const MovementQuery = z.object({
  before: z.coerce.number().int().min(1).optional().meta({ description: '`next` of the page before.' }),
  per_page: z.coerce.number().int().min(1).max(100).default(50),
})
/** Newest first. A page may be a little longer: what was written in one moment stays together. */
export const StockMovements = z.object({ items: z.array(StockMovement), next: z.number().int().nullable() })
export type StockMovements = z.infer<typeof StockMovements>

export const StockAudit = z
  .object({
    variant_id: Id,
    on_hand: Pieces,
    held: Pieces,
    owed: Pieces,
    available: Pieces,
    received: Pieces.meta({ description: 'All that ever came in, corrections included, sales and returns not.' }),
    sold: Pieces.meta({ description: 'Pieces that left by sales, net of sales undone, those still owed not counted.' }),
    returned: Pieces,
    ledger_total: Pieces.meta({ description: 'The sum of all movements: equals on_hand.' }),
    in_transit: Pieces.meta({ description: 'Between the shards of a spread SKU.' }),
    consistent: z.boolean(),
    projected: z.boolean().meta({ description: 'Whether the copy in D1 is up to date.' }),
  })
  .meta({ id: 'StockAudit' })
export type StockAudit = z.infer<typeof StockAudit>

/** Pages of all SKUs are in the order of the SKU: the last one of a page leads to the next. */
const StockCursor = z.string().min(1).max(200)

export const StockCursorQuery = z.object({
  after: StockCursor.optional().meta({ description: '`next` of the call before.' }),
})
/** A page of all SKUs of a store. */
export const StockAudits = z
  .object({ items: z.array(StockAudit), inconsistent: z.number().int(), next: StockCursor.nullable() })
  .meta({ id: 'StockAudits' })
export type StockAudits = z.infer<typeof StockAudits>

export const RebuildStock = z.strictObject({
  after: StockCursor.nullable().default(null).meta({ description: '`next` of the call before.' }),
})
export const StockRebuild = z
  .object({
    rebuilt: z.number().int(),
    next: StockCursor.nullable().meta({ description: 'Call again with it; null at the end.' }),
  })
  .meta({ id: 'StockRebuild' })
export type StockRebuild = z.infer<typeof StockRebuild>

/** What an open product page hears over its WebSocket: the first message is how things stand. */
export const LiveStock = z.object({
  variant_id: Id,
  available: Pieces,
  availability: z.string(),
  version: z.number().int(),
})
export type LiveStock = z.infer<typeof LiveStock>

/** Told by mail, once, when it is there again. */
export const StockSubscription = z.strictObject({ variant_id: Id, email: Email }).meta({ id: 'StockSubscription' })
export type StockSubscription = z.infer<typeof StockSubscription>
