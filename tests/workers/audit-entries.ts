/** The audit log as a test reads it: whatever the database holds, in the order in which it was written. */
import { asc, type SQL } from 'drizzle-orm'
import { platformDb } from '#api/db/store-db.ts'
import * as t from '#api/db/tables/index.ts'
import { env } from './fixtures.ts'

export const auditLog = t.auditLog

export const auditWhere = (condition: SQL | undefined) =>
  platformDb(env).select().from(t.auditLog).where(condition).orderBy(asc(t.auditLog.position))
