/** What every answer of the API looks like: `{ data, error }`, one of the two null. Lists add `total, page, per_page`. */
import * as z from 'zod'
import { ApiError } from './errors.ts'

export const ok = <T extends z.ZodType>(data: T) => z.object({ data, error: z.null() })
export const failed = z.object({ data: z.null(), error: ApiError }).meta({ id: 'Failure' })

export const listOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    total: z
      .number()
      .int()
      .meta({ description: 'A long list need not be counted further than 1,000 entries beyond this page.' }),
    page: z.number().int(),
    per_page: z.number().int(),
  })

export const MAX_PER_PAGE = 100
/** Deep pages cost what they skip, so `page` ends where no person goes. */
export const MAX_PAGE = 1000

export const PageQuery = z.object({
  page: z.coerce.number().int().min(1).max(MAX_PAGE).default(1),
  per_page: z.coerce.number().int().min(1).max(MAX_PER_PAGE).default(20),
})
