/** Bringing a product file into a store: a job, its counts, and what became of every row. */
import * as z from 'zod'
import { PageQuery } from './envelope.ts'
import { Id, Timestamp } from './primitives.ts'
import { Currency } from './store.ts'

export const IMPORT_FORMATS = ['shopify', 'dummyjson', 'tradewind'] as const
/** How long the file of a dry run waits for somebody to say that it is meant. */
export const TRIED_FILE_KEPT_MS = 24 * 60 * 60_000
export const MAX_IMPORT_BYTES = 50 * 1024 * 1024

export const ImportQuery = z.object({
  format: z.enum(IMPORT_FORMATS).optional().meta({ description: 'Recognised from the file when absent.' }),
  currency: Currency.optional().meta({
    description:
      "What the file's prices are in, said by whoever sends it: the store's own currency. Needed where the file leaves it open: prices with decimals in a store whose currency has none, or columns in several currencies.",
  }),
  dry_run: z.enum(['true', 'false']).default('false').meta({ description: 'Report everything, write nothing.' }),
})

/** Why nobody can buy a variant that a file names. The first that is true counts. */
export const NOT_BUYABLE = ['left_out', 'no_price', 'draft', 'archived', 'no_stock'] as const
export type NotBuyable = Record<(typeof NOT_BUYABLE)[number], number>

export const ImportJob = z
  .object({
    id: Id,
    status: z.enum(['queued', 'running', 'completed', 'failed']),
    format: z.enum(IMPORT_FORMATS),
    dry_run: z.boolean(),
    created: z.number().int(),
    updated: z.number().int(),
    unchanged: z.number().int(),
    skipped: z.number().int(),
    images_pending: z.number().int(),
    buyable: z.number().int().meta({ description: 'Variants of the file that can be bought once it is in.' }),
    not_buyable: z
      .record(z.enum(NOT_BUYABLE), z.number().int())
      .meta({ description: 'The others by reason. `no_price` and `left_out` count rows that are not imported.' }),
    failure: z.string().nullable(),
    file_kept_until: Timestamp.nullable().meta({
      description: 'Of a dry run that is through: until then its file can be brought in without sending it again.',
    }),
    created_at: Timestamp,
    finished_at: Timestamp.nullable(),
  })
  .meta({
    id: 'ImportJob',
    description: 'Counts are products, except skipped (rows), buyable and not_buyable (variants).',
  })
export type ImportJob = z.infer<typeof ImportJob>

export const IMPORT_OUTCOMES = ['created', 'updated', 'unchanged', 'skipped', 'note', 'image_pending'] as const

export const ImportRow = z
  .object({
    line: z.number().int().meta({
      description:
        'Line of the file where the row begins, the header being 1. Of JSON on one line: the number of the product.',
    }),
    outcome: z.enum(IMPORT_OUTCOMES),
    slug: z.string().nullable(),
    code: z.string().nullable(),
    message: z.string(),
  })
  .meta({ id: 'ImportRow' })
export type ImportRow = z.infer<typeof ImportRow>

export const ImportRowQuery = PageQuery.extend({ outcome: z.enum(IMPORT_OUTCOMES).optional() })

/** The message in the imports queue: continue this job from where it stands. */
export const ImportMessage = z.object({ store_id: Id, import_id: Id })
export type ImportMessage = z.infer<typeof ImportMessage>
