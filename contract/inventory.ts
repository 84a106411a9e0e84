/** Stock as its keeper sees it. */
import * as z from 'zod'
import { Id } from './primitives.ts'

export const StockAudit = z
  .object({
    on_hand: z.number().int(),
    held: z.number().int(),
    available: z.number().int(),
    sold: z.number().int().meta({ description: 'Pieces that left by sales, net of sales undone.' }),
    ledger_total: z.number().int().meta({ description: 'The sum of all movements: equals on_hand.' }),
    consistent: z.boolean(),
    projected: z.boolean().meta({ description: 'Whether the copy in D1 is up to date.' }),
  })
  .meta({ id: 'StockAudit' })
export type StockAudit = z.infer<typeof StockAudit>

export const RebuildStock = z.strictObject({
  after: Id.nullable().default(null).meta({ description: '`next` of the call before.' }),
})
export const StockRebuild = z
  .object({
    rebuilt: z.number().int(),
    next: Id.nullable().meta({ description: 'Call again with it; null at the end.' }),
  })
  .meta({ id: 'StockRebuild' })
export type StockRebuild = z.infer<typeof StockRebuild>
