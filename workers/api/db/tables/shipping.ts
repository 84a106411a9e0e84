import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { RateService } from '#contract/rate-service.ts'
import { RATE_BASES, type RateStep, type ZonePlace } from '#domain/shipping.ts'
import { minorColumn, storeColumn } from './columns.ts'
import { stores } from './stores.ts'

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
