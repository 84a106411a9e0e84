import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { PromotionEffect } from '#contract/promotion.ts'
import { idColumn, minorColumn, storeColumn, timeColumn, timestamps } from './columns.ts'

export const promotions = sqliteTable(
  'promotions',
  {
    id: idColumn(),
    storeId: storeColumn(),
    title: text('title').notNull(),
    code: text('code'), // upper case; null: applies by itself
    effect: text('effect', { mode: 'json' }).$type<PromotionEffect>().notNull(),
    productIds: text('product_ids', { mode: 'json' }).$type<string[]>().notNull(),
    categoryIds: text('category_ids', { mode: 'json' }).$type<string[]>().notNull(),
    minSubtotalMinor: minorColumn('min_subtotal_minor').notNull(),
    minQuantity: integer('min_quantity').notNull(),
    currency: text('currency').notNull(), // of its amounts
    customerGroupIds: text('customer_group_ids', { mode: 'json' }).$type<string[]>().notNull(),
    startsAt: timeColumn('starts_at'),
    endsAt: timeColumn('ends_at'),
    active: integer('active', { mode: 'boolean' }).notNull(),
    exclusive: integer('exclusive', { mode: 'boolean' }).notNull(),
    priority: integer('priority').notNull(),
    usageLimit: integer('usage_limit'),
    perCustomerLimit: integer('per_customer_limit'),
    uses: integer('uses').notNull().default(0), // a copy of what its object counts
    usesHeld: integer('uses_held').notNull().default(0), // by checkouts under way; likewise
    usesSequence: integer('uses_sequence').notNull().default(0),
    ...timestamps,
  },
  (t) => [
    uniqueIndex('promotions_store_code').on(t.storeId, t.code),
    index('promotions_store_newest').on(t.storeId, t.createdAt),
  ],
)
