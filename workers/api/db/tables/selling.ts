/** How a store sells: where to, at which price, with which taxes and promotions. */
import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { Address } from '#contract/checkout.ts'
import type { PromotionEffect } from '#contract/promotion.ts'
import type { RateService } from '#contract/rate-service.ts'
import { RATE_BASES, type RateStep, type ZonePlace } from '#domain/shipping.ts'
import { idColumn, minorColumn, storeColumn, timeColumn, timestamps } from './columns.ts'
import { customers } from './orders.ts'
import { stores } from './tenants.ts'

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

/** A set of countries, or of regions of them, with delivery rates of its own. */
export const shippingZones = sqliteTable(
  'shipping_zones',
  {
    storeId: storeColumn().references(() => stores.id),
    id: text('id').notNull(),
    name: text('name').notNull(),
    places: text('places', { mode: 'json' }).$type<ZonePlace[]>().notNull(),
    position: integer('position').notNull(),
    ratesService: text('rates_service', { mode: 'json' }).$type<RateService>(), // asked beside the zone's own rates
  },
  (t) => [primaryKey({ columns: [t.storeId, t.id] })],
)

export const shippingRates = sqliteTable(
  'shipping_rates',
  {
    storeId: storeColumn().references(() => stores.id),
    id: text('id').notNull(), // a short name the store chose, `standard`
    zoneId: text('zone_id').notNull().default(''),
    name: text('name').notNull(),
    description: text('description').notNull(),
    currency: text('currency').notNull().default(''),
    basis: text('basis', { enum: RATE_BASES }).notNull().default('flat'),
    steps: text('steps', { mode: 'json' }).$type<RateStep[]>().notNull().default([]),
    freeOverMinor: minorColumn('free_over_minor'), // null: never free
    maxWeightG: integer('max_weight_g'), // null: any
    position: integer('position').notNull(),
  },
  (t) => [primaryKey({ columns: [t.storeId, t.id] })],
)

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

/** The balance is a copy of what the card's object says. The code itself is nowhere, only what it is found by. */
export const giftCards = sqliteTable(
  'gift_cards',
  {
    id: idColumn(),
    storeId: storeColumn(),
    codeHash: text('code_hash').notNull(), // SHA-256
    lastFour: text('last_four').notNull(),
    currency: text('currency').notNull(),
    initialMinor: minorColumn('initial_minor').notNull(),
    balanceMinor: minorColumn('balance_minor').notNull(),
    sequence: integer('sequence').notNull(), // of the object's change: a late write never wins
    disabled: integer('disabled', { mode: 'boolean' }).notNull(),
    expiresAt: timeColumn('expires_at'),
    recipient: text('recipient'),
    orderId: text('order_id'), // it was bought with
    senderName: text('sender_name').notNull().default(''), // of one that was bought for somebody else
    recipientName: text('recipient_name').notNull().default(''),
    message: text('message').notNull().default(''),
    sendAt: timeColumn('send_at'), // its mail is still to be written; null: it is, or there is none
    note: text('note').notNull(),
    ...timestamps,
  },
  (t) => [
    uniqueIndex('gift_cards_store_code').on(t.storeId, t.codeHash),
    index('gift_cards_send_at').on(t.disabled, t.sendAt).where(sql`${t.sendAt} IS NOT NULL`),
    index('gift_cards_store_newest').on(t.storeId, t.createdAt),
    index('gift_cards_store_recipient').on(t.storeId, sql`lower(${t.recipient})`),
  ],
)

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
