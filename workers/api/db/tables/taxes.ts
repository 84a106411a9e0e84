import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { storeColumn } from './columns.ts'
import { stores } from './stores.ts'

export const taxRates = sqliteTable(
  'tax_rates',
  {
    storeId: storeColumn().references(() => stores.id),
    id: text('id').notNull(),
    name: text('name').notNull(),
    country: text('country').notNull(),
    region: text('region').notNull(), // empty: the whole country
    category: text('category').notNull(), // empty: every category
    ratePpm: integer('rate_ppm').notNull(),
    position: integer('position').notNull(),
  },
  (t) => [primaryKey({ columns: [t.storeId, t.id] })],
)
