import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { Address } from '#contract/checkout.ts'
import { FULFILLMENT_TYPES } from '#contract/order.ts'
import type { GiftDelivery, SpentGiftCard } from '#domain/checkout.ts'
import { ORDER_STATES, PAYMENT_STATES } from '#domain/order-state.ts'
import type { Discount, Explanation } from '#domain/pricing.ts'
import type { KeptTaxPart } from '#domain/tax.ts'
import { idColumn, minorColumn, storeColumn, timeColumn, timestamps } from './columns.ts'

/** An order as the customer accepted it: prices and address are copied in, and never joined back to the catalogue. */
export const orders = sqliteTable(
  'orders',
  {
    id: idColumn(),
    storeId: storeColumn(),
    checkoutId: text('checkout_id').notNull(), // one order per checkout, however often it is placed
    number: integer('number').notNull(), // what people quote, counted per store
    customerId: text('customer_id').notNull(),
    status: text('status', { enum: ORDER_STATES }).notNull(),
    paymentStatus: text('payment_status', { enum: PAYMENT_STATES }).notNull(),
    email: text('email').notNull(),
    shippingAddress: text('shipping_address', { mode: 'json' }).$type<Address>().notNull(),
    shippingMethod: text('shipping_method').notNull(),
    paymentMethod: text('payment_method').notNull(),
    currency: text('currency').notNull(),
    subtotalMinor: minorColumn('subtotal_minor').notNull(),
    shippingMinor: minorColumn('shipping_minor').notNull(),
    taxMinor: minorColumn('tax_minor').notNull(),
    totalMinor: minorColumn('total_minor').notNull(),
    taxIncluded: integer('tax_included', { mode: 'boolean' }).notNull(),
    discountMinor: minorColumn('discount_minor').notNull().default(0), // off the goods
    giftCardMinor: minorColumn('gift_card_minor').notNull().default(0), // of the total, paid with gift cards
    fulfillmentType: text('fulfillment_type', { enum: FULFILLMENT_TYPES }).notNull().default('shipping'),
    locationId: text('location_id'), // where it is picked up
    taxes: text('taxes', { mode: 'json' }).$type<KeptTaxPart[]>().notNull().default([]),
    discounts: text('discounts', { mode: 'json' }).$type<Discount[]>().notNull().default([]),
    giftCards: text('gift_cards', { mode: 'json' }).$type<SpentGiftCard[]>().notNull().default([]),
    explanation: text('explanation', { mode: 'json' }).$type<Explanation[]>().notNull().default([]),
    gifts: text('gifts', { mode: 'json' }).$type<KeptGift[]>().notNull().default([]), // gift cards for somebody else
    placedAt: timeColumn('placed_at').notNull(),
    ...timestamps,
  },
  (t) => [
    uniqueIndex('orders_store_number').on(t.storeId, t.number),
    uniqueIndex('orders_store_checkout').on(t.storeId, t.checkoutId),
    index('orders_store_customer').on(t.storeId, t.customerId, t.placedAt),
    check('orders_total_not_negative', sql`${t.totalMinor} >= 0`),
  ],
)

/** Whom the gift cards of an item are sent to, as the buyer has typed it. */
export interface KeptGift extends Omit<GiftDelivery, 'from'> {
  itemId: string
}

export const orderItems = sqliteTable(
  'order_items',
  {
    id: idColumn(),
    storeId: storeColumn(),
    orderId: text('order_id')
      .notNull()
      .references(() => orders.id),
    variantId: text('variant_id').notNull(),
    productSlug: text('product_slug').notNull(),
    title: text('title').notNull(),
    variantTitle: text('variant_title').notNull(),
    sku: text('sku').notNull(),
    imageUrl: text('image_url'),
    quantity: integer('quantity').notNull(),
    unitPriceMinor: minorColumn('unit_price_minor').notNull(),
    lineTotalMinor: minorColumn('line_total_minor').notNull(), // unit price × quantity
    discountMinor: minorColumn('discount_minor').notNull().default(0),
    taxes: text('taxes', { mode: 'json' }).$type<KeptTaxPart[]>().notNull().default([]),
    isGiftCard: integer('is_gift_card', { mode: 'boolean' }).notNull().default(false),
    requiresShipping: integer('requires_shipping', { mode: 'boolean' }).notNull().default(true),
    backordered: integer('backordered').notNull().default(0), // pieces that are sent later
    position: integer('position').notNull(),
  },
  (t) => [
    index('order_items_store_order').on(t.storeId, t.orderId, t.position),
    check('order_items_quantity_positive', sql`${t.quantity} > 0`),
  ],
)

/** The timeline of an order: append-only. */
export const orderEvents = sqliteTable(
  'order_events',
  {
    id: idColumn(),
    storeId: storeColumn(),
    orderId: text('order_id')
      .notNull()
      .references(() => orders.id),
    type: text('type').notNull(),
    message: text('message').notNull(),
    createdAt: timeColumn('created_at').notNull(),
  },
  (t) => [index('order_events_store_order').on(t.storeId, t.orderId, t.createdAt)],
)

export const payments = sqliteTable(
  'payments',
  {
    id: idColumn(),
    storeId: storeColumn(),
    orderId: text('order_id')
      .notNull()
      .references(() => orders.id),
    provider: text('provider').notNull(),
    providerReference: text('provider_reference').notNull(), // the provider's own id, to ask and refund by
    status: text('status', { enum: PAYMENT_STATES }).notNull(),
    currency: text('currency').notNull(),
    amountMinor: minorColumn('amount_minor').notNull(),
    ...timestamps,
  },
  (t) => [
    index('payments_store_order').on(t.storeId, t.orderId),
    uniqueIndex('payments_store_reference').on(t.storeId, t.provider, t.providerReference),
  ],
)
