import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { idColumn, minorColumn, storeColumn, timeColumn, timestamps } from './columns.ts'
import { customers } from './customers.ts'

export const customerGroups = sqliteTable(
  'customer_groups',
  { id: idColumn(), storeId: storeColumn(), name: text('name').notNull(), ...timestamps },
  (t) => [uniqueIndex('customer_groups_store_name').on(t.storeId, t.name)],
)

export const customerGroupMembers = sqliteTable(
  'customer_group_members',
  {
    storeId: storeColumn(),
    groupId: text('group_id')
      .notNull()
      .references(() => customerGroups.id),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.customerId, t.groupId] }),
    // The group and the customer first: their foreign keys are looked up without the store.
    index('customer_group_members_group').on(t.groupId, t.storeId, t.customerId),
  ],
)

export const priceLists = sqliteTable(
  'price_lists',
  {
    id: idColumn(),
    storeId: storeColumn(),
    name: text('name').notNull(),
    currency: text('currency').notNull(),
    customerGroupId: text('customer_group_id').references(() => customerGroups.id), // null: for everybody
    active: integer('active', { mode: 'boolean' }).notNull(),
    startsAt: timeColumn('starts_at'),
    endsAt: timeColumn('ends_at'),
    priority: integer('priority').notNull(),
    ...timestamps,
  },
  (t) => [
    uniqueIndex('price_lists_store_name').on(t.storeId, t.name),
    index('price_lists_group').on(t.customerGroupId), // of the foreign key
  ],
)

export const prices = sqliteTable(
  'prices',
  {
    storeId: storeColumn(),
    variantId: text('variant_id').notNull(),
    priceListId: text('price_list_id')
      .notNull()
      .references(() => priceLists.id),
    minQuantity: integer('min_quantity').notNull(),
    priceMinor: minorColumn('price_minor').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.variantId, t.priceListId, t.minQuantity] }),
    // The list first: its foreign key is looked up without the store when a list is deleted. Pages of a list have this order.
    index('prices_list').on(t.priceListId, t.storeId, t.variantId, t.minQuantity),
  ],
)
