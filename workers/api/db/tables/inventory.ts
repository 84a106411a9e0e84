import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { idColumn, storeColumn, timeColumn } from './columns.ts'

/**
 * What the SkuStock objects last reported, one row for each shard of a SKU. A copy for lists and filters, never asked
 * whether something may be sold.
 */
export const stockLevels = sqliteTable(
  'stock_levels',
  {
    storeId: storeColumn(),
    variantId: text('variant_id').notNull(),
    shard: integer('shard').notNull().default(0),
    onHand: integer('on_hand').notNull(),
    held: integer('held').notNull(),
    owed: integer('owed').notNull().default(0), // sold on backorder, not here yet
    safetyStock: integer('safety_stock').notNull().default(0),
    available: integer('available').notNull().default(0),
    backorderable: integer('backorderable').notNull().default(0), // pieces that may be sold without being there
    lowStockAt: integer('low_stock_at'),
    locations: text('locations', { mode: 'json' }).$type<Record<string, number>>().notNull().default({}), // on hand by location
    sequence: integer('sequence').notNull(), // of the object's change: a late write never wins
    updatedAt: timeColumn('updated_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.variantId, t.shard] }),
    // Levels of other locations than the default one: what may keep a location from being deleted.
    index('stock_levels_elsewhere')
      .on(t.storeId, t.variantId)
      .where(sql`json_remove(${t.locations}, '$.default') <> '{}'`),
  ],
)

/**
 * A variant's stock over all shards in one word: a change of it is an event. `available` is the sum of its levels, kept by triggers
 * (migration `stock_list_orders`), so that lists of stock have an index in each of their orders.
 */
export const stockStates = sqliteTable(
  'stock_states',
  {
    storeId: storeColumn(),
    variantId: text('variant_id').notNull(),
    state: text('state', { enum: ['ok', 'low', 'out'] }).notNull(),
    available: integer('available').notNull().default(0),
    changedAt: timeColumn('changed_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.variantId] }),
    index('stock_states_state').on(t.storeId, t.state, t.available, t.variantId),
    index('stock_states_available').on(t.storeId, t.available, t.variantId),
  ],
)

/** Who wants to hear when a variant is there again: told once, then forgotten. */
export const stockSubscriptions = sqliteTable(
  'stock_subscriptions',
  {
    id: idColumn(),
    storeId: storeColumn(),
    variantId: text('variant_id').notNull(),
    email: text('email').notNull(), // lower case
    createdAt: timeColumn('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('stock_subscriptions_store_variant_email').on(t.storeId, t.variantId, t.email),
    index('stock_subscriptions_store_email').on(t.storeId, t.email), // for an erasure
  ],
)
