import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { Address } from '#contract/checkout.ts'
import { idColumn, storeColumn, timeColumn, timestamps } from './columns.ts'
import { credentialColumns } from './identity.ts'

/**
 * A person who bought in a store or has an account there (`accountAt`). The same mail in two stores is two customers. One
 * who buys as a guest and signs up later is the same customer, because the mail address is confirmed first.
 */
export const customers = sqliteTable(
  'customers',
  {
    id: idColumn(),
    storeId: storeColumn(),
    email: text('email').notNull(), // lower case
    name: text('name').notNull(),
    phone: text('phone').notNull().default(''),
    ...credentialColumns,
    accountAt: timeColumn('account_at'), // null: a guest
    deactivatedAt: timeColumn('deactivated_at'),
    erasedAt: timeColumn('erased_at'),
    ...timestamps,
  },
  (t) => [uniqueIndex('customers_store_email').on(t.storeId, t.email)],
)

export const addresses = sqliteTable(
  'addresses',
  {
    id: idColumn(),
    storeId: storeColumn(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    address: text('address', { mode: 'json' }).$type<Address>().notNull(),
    defaultShipping: integer('default_shipping', { mode: 'boolean' }).notNull().default(false),
    defaultBilling: integer('default_billing', { mode: 'boolean' }).notNull().default(false),
    ...timestamps,
  },
  (t) => [index('addresses_store_customer').on(t.storeId, t.customerId)],
)

/**
 * Erased customers of whom something is left to forget: an order on its way, a message that has not been sent yet. Holds
 * no address, only what to look for; the sweep deletes the row when it is done.
 */
export const erasures = sqliteTable('erasures', {
  customerId: text('customer_id').primaryKey(),
  storeId: storeColumn(),
  eventIds: text('event_ids', { mode: 'json' }).$type<string[]>().notNull(), // of messages under way at that moment
  createdAt: timeColumn('created_at').notNull(),
})
