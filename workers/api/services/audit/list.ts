/** The audit log as people read it: newest first, a store's, a tenant's with all its stores, or everything. */
import { and, count, desc, eq, gte, inArray, lt, or, type SQL } from 'drizzle-orm'
import type { AuditEntry, AuditQuery } from '#contract/audit.ts'
import * as t from '../../db/schema/index.ts'
import type { Drizzle } from '../../db/store-db.ts'
import { presentTime } from '../present.ts'

export type AuditScope = { storeId: string } | { tenantId: string } | 'everything'

export async function listAudit(db: Drizzle, scope: AuditScope, { page, per_page, action, outcome }: AuditQuery) {
  const where = and(
    conditionOf(db, scope),
    // A range finds everything that begins so, by index and without wildcards.
    action ? and(gte(t.auditLog.action, action), lt(t.auditLog.action, `${action}\u{10ffff}`)) : undefined,
    outcome ? eq(t.auditLog.outcome, outcome) : undefined,
  )
  const [rows, counted] = await db.batch([
    db
      .select()
      .from(t.auditLog)
      .where(where)
      .orderBy(desc(t.auditLog.position))
      .limit(per_page)
      .offset((page - 1) * per_page),
    db.select({ total: count() }).from(t.auditLog).where(where),
  ])
  const names = await namesOf(db, rows)
  return {
    items: rows.map((row) => presentEntry(scope === 'everything' ? row : withoutStaff(row), names)),
    total: counted[0]?.total ?? 0,
    page,
    per_page,
  }
}

function conditionOf(db: Drizzle, scope: AuditScope): SQL | undefined {
  if (scope === 'everything') return undefined
  if ('storeId' in scope) return eq(t.auditLog.storeId, scope.storeId)
  const stores = db.select({ id: t.stores.id }).from(t.stores).where(eq(t.stores.tenantId, scope.tenantId))
  return or(eq(t.auditLog.tenantId, scope.tenantId), inArray(t.auditLog.storeId, stores))
}

type Row = typeof t.auditLog.$inferSelect

/** Names of the users among the actors, as they are today; the log itself holds ids only. */
async function namesOf(db: Drizzle, rows: readonly Row[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(rows.flatMap((row) => (row.actorType === 'user' && row.actorId ? [row.actorId] : [])))]
  if (ids.length === 0) return new Map()
  const users = await db.select({ id: t.users.id, name: t.users.name }).from(t.users).where(inArray(t.users.id, ids))
  return new Map(users.map(({ id, name }) => [id, name]))
}

/** Merchants read that the platform did something, not which of its people did, from where. */
const withoutStaff = (row: Row): Row =>
  /^(tenant|store)\.(suspended|resumed)$/.test(row.action)
    ? { ...row, actorType: 'platform', actorId: null, address: '', userAgent: '' }
    : row

const presentEntry = (row: Row, names: ReadonlyMap<string, string>): AuditEntry => ({
  id: row.id,
  sequence: row.sequence,
  at: presentTime(row.at),
  action: row.action,
  outcome: row.outcome,
  reason: row.reason,
  actor: { type: row.actorType, id: row.actorId, name: names.get(row.actorId ?? '') ?? null },
  target: row.targetType && row.targetId ? { type: row.targetType, id: row.targetId } : null,
  store_id: row.storeId,
  tenant_id: row.tenantId,
  address: row.address,
  user_agent: row.userAgent,
  before: row.before ?? null,
  after: row.after ?? null,
  request_id: row.requestId,
})
