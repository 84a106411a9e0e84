import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { POLICY_KINDS } from '#contract/policy.ts'
import type { RateService } from '#contract/rate-service.ts'
import { STORE_STATUSES } from '#contract/store.ts'
import { UTC } from '#domain/time-zone.ts'
import { idColumn, storeColumn, timeColumn, timestamps } from './columns.ts'
import { tenants } from './tenants.ts'

/** A shop with its own catalogue, customers and orders, on its own host. */
export const stores = sqliteTable(
  'stores',
  {
    id: idColumn(),
    tenantId: text('tenant_id')
      .notNull()
      .references(() => tenants.id),
    slug: text('slug').notNull(),
    name: text('name').notNull(),
    tagline: text('tagline').notNull(),
    status: text('status', { enum: STORE_STATUSES }).notNull(),
    suspendedReason: text('suspended_reason'),
    currency: text('currency').notNull(), // ISO 4217
    locale: text('locale').notNull(), // BCP 47
    country: text('country').notNull(), // ISO 3166-1 alpha-2
    timeZone: text('time_zone').notNull().default(UTC), // IANA
    currencies: text('currencies', { mode: 'json' }).$type<string[]>().notNull().default([]), // beside its own
    theme: text('theme', { enum: ['plain', 'warm', 'night'] }).notNull(),
    contactEmail: text('contact_email').notNull(),
    taxInclusive: integer('tax_inclusive', { mode: 'boolean' }).notNull(),
    allowedOrigins: text('allowed_origins', { mode: 'json' }).$type<string[]>().notNull().default([]), // CORS
    catalogueVersion: integer('catalogue_version').notNull(), // goes up with every catalogue write: the key of every cache
    taxService: text('tax_service', { mode: 'json' }).$type<RateService>(), // asked in place of the tax table
    serviceSecret: text('service_secret', { mode: 'json' }).$type<{ sealed: string; madeAt: number }>(), // signs questions
    shard: text('shard').notNull(), // the D1 binding that holds the store's rows
    ...timestamps,
  },
  (t) => [uniqueIndex('stores_slug').on(t.slug), index('stores_tenant').on(t.tenantId)],
)

/** What a store has in writing, one row for each kind. */
export const storePolicies = sqliteTable(
  'store_policies',
  {
    storeId: storeColumn(),
    kind: text('kind', { enum: POLICY_KINDS }).notNull(),
    text: text('text').notNull(), // Markdown, as it was written
    html: text('html').notNull(), // made of it when it was saved, sanitised
    updatedAt: timeColumn('updated_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.storeId, t.kind] })],
)
