import { primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { storeColumn, timeColumn } from './columns.ts'
import { customers } from './customers.ts'

/** The cart that a customer has open, on whichever device. */
export const customerCarts = sqliteTable(
  'customer_carts',
  {
    storeId: storeColumn(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    cartId: text('cart_id').notNull(),
    updatedAt: timeColumn('updated_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.storeId, t.customerId] })],
)
