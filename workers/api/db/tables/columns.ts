/** Columns that tables share, so that an id, a store reference, an amount and a time look the same everywhere. */
import { integer, text } from 'drizzle-orm/sqlite-core'

/** UUIDv7 text: unique without a round trip, and sorted by age. */
export const idColumn = () => text('id').primaryKey()
/** The store a row belongs to: first in every index, named by every query. */
export const storeColumn = () => text('store_id').notNull()
/** Whole minor units of the row's currency. */
export const minorColumn = (name: string) => integer(name)
/** Milliseconds since 1970-01-01 UTC. */
export const timeColumn = (name: string) => integer(name)

export const timestamps = {
  createdAt: timeColumn('created_at').notNull(),
  updatedAt: timeColumn('updated_at').notNull(),
}
