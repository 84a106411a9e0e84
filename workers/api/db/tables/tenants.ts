import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { TENANT_STATUSES } from '#contract/tenant.ts'
import { idColumn, timestamps } from './columns.ts'

/** A merchant's business. It owns stores. */
export const tenants = sqliteTable('tenants', {
  id: idColumn(),
  name: text('name').notNull(),
  status: text('status', { enum: TENANT_STATUSES }).notNull(),
  suspendedReason: text('suspended_reason'),
  mfaRequired: integer('mfa_required', { mode: 'boolean' }).notNull().default(false), // of every member
  ...timestamps,
})
