/**
 * The total of a list, for its pages: exact where the list ends within 1,000 entries of the page that is shown, and so many
 * beyond it otherwise. A count of everything would cost what the store has, for a number that nobody reads.
 */
import { count, type SQL, type Subquery, sql } from 'drizzle-orm'
import { COUNTED_AHEAD } from '#contract/list-total.ts'
import type { Drizzle } from './store-db.ts'

interface Page {
  page: number
  per_page: number
}

/** How many entries, from the first on, are looked at for one page. */
export const farthest = ({ page, per_page }: Page): number => page * per_page + COUNTED_AHEAD

/** `near`: the list without its order, limited to `farthest`. */
export const countNear = (db: Drizzle, near: Subquery) => db.select({ total: count() }).from(near)

/** How many rows a statement has, for a number beside a name: one more than are counted stands for all that are more. */
export const countFew = (rows: SQL): SQL<number> =>
  sql<number>`(SELECT count(*) FROM (${rows} LIMIT ${COUNTED_AHEAD + 1}))`
