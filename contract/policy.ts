/** What a store promises its shoppers in writing: one page for each kind that its merchant has written. */
import * as z from 'zod'
import { isTypable, manyLines } from '#domain/one-line.ts'
import { Timestamp } from './primitives.ts'

/** In the order in which they are linked. */
export const POLICY_KINDS = ['shipping', 'returns', 'privacy', 'terms'] as const
export const PolicyKind = z.enum(POLICY_KINDS)
export type PolicyKind = z.infer<typeof PolicyKind>

export const MAX_POLICY_TEXT = 20_000

/** As shoppers read it. */
export const Policy = z
  .object({
    kind: PolicyKind,
    html: z.string().meta({ description: 'Sanitised: safe to place in a page.' }),
    updated_at: Timestamp,
  })
  .meta({ id: 'Policy' })
export type Policy = z.infer<typeof Policy>

/** As its merchant wrote it. */
export const WrittenPolicy = z
  .object({
    kind: PolicyKind,
    text: z.string().meta({ description: 'Markdown; empty where nothing is written.' }),
    updated_at: Timestamp.nullable(),
  })
  .meta({ id: 'WrittenPolicy' })
export type WrittenPolicy = z.infer<typeof WrittenPolicy>

export const WrittenPolicies = z.object({ items: z.array(WrittenPolicy) }).meta({ id: 'WrittenPolicies' })

export const SavePolicy = z
  .strictObject({
    text: z
      .string()
      .refine(isTypable, 'Leave out the control characters.')
      .overwrite(manyLines)
      .max(MAX_POLICY_TEXT)
      .meta({ description: 'Markdown (CommonMark). Empty: the page is taken down.' }),
  })
  .meta({ id: 'SavePolicy' })
export type SavePolicy = z.infer<typeof SavePolicy>
