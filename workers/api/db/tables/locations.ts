import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Address } from '#contract/checkout.ts'
import { minorColumn, storeColumn, timestamps } from './columns.ts'
import { stores } from './stores.ts'

/** Places where stock lies. Every store has `default`; it cannot be deleted. */
export const locations = sqliteTable(
  'locations',
  {
    storeId: storeColumn().references(() => stores.id),
    id: text('id').notNull(),
    name: text('name').notNull(),
    address: text('address', { mode: 'json' }).$type<Address>(),
    offersPickup: integer('offers_pickup', { mode: 'boolean' }).notNull(),
    pickupNote: text('pickup_note').notNull(),
    pickupPriceMinor: minorColumn('pickup_price_minor').notNull(),
    ...timestamps,
  },
  (t) => [primaryKey({ columns: [t.storeId, t.id] })],
)
