import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { AUDIT_OUTCOMES } from '#contract/audit.ts'
import { timeColumn } from './columns.ts'

/** What happened and who did it: append-only, which triggers enforce. `sequence` and `hash` come a moment later, by the sealer. */
export const auditLog = sqliteTable(
  'audit_log',
  {
    position: integer('position').primaryKey({ autoIncrement: true }), // the order in which they were written
    id: text('id').notNull(),
    at: timeColumn('at').notNull(),
    action: text('action').notNull(),
    outcome: text('outcome', { enum: AUDIT_OUTCOMES }).notNull(),
    reason: text('reason'),
    actorType: text('actor_type').notNull(), // user, customer, key, system, anonymous
    actorId: text('actor_id'),
    targetType: text('target_type'),
    targetId: text('target_id'),
    storeId: text('store_id'),
    tenantId: text('tenant_id'),
    address: text('address').notNull(),
    userAgent: text('user_agent').notNull(),
    before: text('before', { mode: 'json' }).$type<unknown>(),
    after: text('after', { mode: 'json' }).$type<unknown>(),
    requestId: text('request_id').notNull(),
    sequence: integer('sequence'),
    hash: text('hash'), // SHA-256 over the hash before and this entry
  },
  (t) => [
    uniqueIndex('audit_log_id').on(t.id),
    uniqueIndex('audit_log_sequence').on(t.sequence),
    index('audit_log_store').on(t.storeId, t.position),
    index('audit_log_tenant').on(t.tenantId, t.position),
    index('audit_log_unsealed').on(t.position).where(sql`${t.hash} IS NULL`),
  ],
)

/** The end of the chain: one row. Whoever moves it on seals the entries in between. */
export const auditHead = sqliteTable('audit_head', {
  id: integer('id').primaryKey(), // always 1
  sequence: integer('sequence').notNull(),
  hash: text('hash').notNull(),
})
