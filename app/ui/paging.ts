/** Lists whose search, filter and page stand in the address. What is malformed there counts as not asked. */
import type * as z from 'zod'
import { COUNTED_AHEAD } from '#contract/list-total.ts'

/** Of the lists of the dashboard and of the platform's area. */
export const PER_PAGE = 25

interface Listed<F> {
  filter: F
  page: number
  /** What the API is asked. */
  query: URLSearchParams
}

export function readListing<T extends z.ZodType<{ page: number }>>(request: Request, schema: T): Listed<z.infer<T>> {
  const address = new URL(request.url).searchParams
  const filled = [...address].filter(([, value]) => value.trim() !== '')
  const asked = schema.safeParse(Object.fromEntries(filled))
  const filter = asked.success ? asked.data : schema.parse({})
  const query = new URLSearchParams({ per_page: String(PER_PAGE) })
  for (const [name, value] of Object.entries(filter)) {
    if (value !== undefined && name !== 'per_page') query.set(name, String(value))
  }
  return { filter, page: filter.page, query }
}

/** Where a page stands in its list. `last` is a page that there is; whether it is the last of all is not known of a long list. */
export function placeInList(page: number, total: number): { last: number; isLastKnown: boolean } {
  return { last: Math.ceil(total / PER_PAGE), isLastKnown: total < page * PER_PAGE + COUNTED_AHEAD }
}

/** How many there are, in words; a long list is not counted to its end. */
export function countText(total: number, one: string, many: string): string {
  return total === 1 ? one : `${countShown(total)} ${many}`
}

/** The number alone. */
export const countShown = (total: number): string =>
  `${total > COUNTED_AHEAD ? 'More than ' : ''}${Math.min(total, COUNTED_AHEAD).toLocaleString('en')}`
