/** Lists whose search, filter and page stand in the address. What is malformed there counts as not asked. */
import type * as z from 'zod'

const PER_PAGE = 25

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

export const lastPage = (total: number): number => Math.ceil(total / PER_PAGE)
