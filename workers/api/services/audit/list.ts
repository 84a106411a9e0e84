/** The audit log as people read it: newest first, a store's, a tenant's with all its stores, or everything. */
import { and, desc, eq, gte, lt, type SQL, sql } from 'drizzle-orm'
import type { AuditEntry, AuditQuery } from '#contract/audit.ts'
import { isOneOf } from '../../db/json-list.ts'
import { farthest } from '../../db/queries/count-near.ts'
import * as t from '../../db/schema/index.ts'
import type { Drizzle } from '../../db/store-db.ts'
import { presentTime } from '../present.ts'

export type AuditScope = { storeId?: string; tenantId: string } | 'everything'

export async function listAudit(db: Drizzle, scope: AuditScope, { page, per_page, action, outcome }: AuditQuery) {
  const filter = and(
    // A range finds everything that begins so, by index and without wildcards.
    action ? and(gte(t.auditLog.action, action), lt(t.auditLog.action, `${action}\u{10ffff}`)) : undefined,
    outcome ? eq(t.auditLog.outcome, outcome) : undefined,
  )
  const near = newest(scope, filter, farthest({ page, per_page }))
  const [rows, counted] = await db.batch([
    db
      .select()
      .from(t.auditLog)
      .where(sql`${t.auditLog.position} IN (SELECT position FROM (${near}) ORDER BY position DESC
        LIMIT ${per_page} OFFSET ${(page - 1) * per_page})`)
      .orderBy(desc(t.auditLog.position)),
    db.select({ total: sql<number>`count(*)` }).from(sql`(${near})`),
  ])
  const people = await peopleOf(db, rows, scope)
  return {
    items: rows.map((row) => presentEntry(scope === 'everything' ? row : withoutOutsiders(row, people), people)),
    total: counted[0]?.total ?? 0,
    page,
    per_page,
  }
}

/**
 * The positions of the newest entries, so many of each log that is asked for: a tenant's is that of the tenant and those of
 * its stores, each read from its end, so that it costs nothing how long they are.
 */
function newest(scope: AuditScope, filter: SQL | undefined, most: number): SQL {
  const { storeId, tenantId } = t.auditLog
  const newestOf = (of?: SQL) =>
    sql`SELECT position FROM ${t.auditLog} ${whereOf(and(of, filter))} ORDER BY position DESC LIMIT ${most}`
  if (scope === 'everything') return newestOf()
  if (scope.storeId) return newestOf(eq(storeId, scope.storeId))
  return sql`SELECT position FROM (
    SELECT position FROM (${newestOf(eq(tenantId, scope.tenantId))})
    UNION SELECT own.position FROM ${t.stores} CROSS JOIN ${t.auditLog} AS own
      WHERE ${t.stores.tenantId} = ${scope.tenantId} AND own.position IN (${newestOf(sql`${storeId} = ${t.stores.id}`)})
  ) ORDER BY position DESC LIMIT ${most}`
}

const whereOf = (condition: SQL | undefined): SQL => (condition ? sql`WHERE ${condition}` : sql``)

type Row = typeof t.auditLog.$inferSelect

interface Actor {
  name: string
  isMember: boolean
}
type People = ReadonlyMap<string, Actor>

/** The users among the actors as they are today: their names, and who is of the tenant. The log itself holds ids only. */
async function peopleOf(db: Drizzle, rows: readonly Row[], scope: AuditScope): Promise<People> {
  const ids = [...new Set(rows.flatMap((row) => (row.actorType === 'user' && row.actorId ? [row.actorId] : [])))]
  if (ids.length === 0) return new Map()
  const tenantId = scope === 'everything' ? '' : scope.tenantId
  const users = await db
    .select({ id: t.users.id, name: t.users.name, role: t.memberships.role })
    .from(t.users)
    .leftJoin(t.memberships, and(eq(t.memberships.userId, t.users.id), eq(t.memberships.tenantId, tenantId)))
    .where(isOneOf(t.users.id, ids))
  return new Map(users.map(({ id, name, role }) => [id, { name, isMember: role !== null }]))
}

const PLATFORMS_DECISION = /^(tenant|store)\.(suspended|resumed)$/

/**
 * Merchants read what was done by people who are not theirs, but neither who did it nor from where: not which of the
 * platform's staff decided something, who knocked without being let in (a link is enough to make somebody do that), or to
 * whom a domain went. Whoever changed something else was a member then, and answers for it after they have left as well.
 */
function withoutOutsiders(row: Row, people: People): Row {
  const isPlatforms = PLATFORMS_DECISION.test(row.action)
  const wasInside = row.outcome === 'success' && row.action !== 'domain.lost'
  const isStrangers = row.actorType === 'user' && !wasInside && !people.get(row.actorId ?? '')?.isMember
  if (!isPlatforms && !isStrangers) return row
  return { ...row, actorType: isPlatforms ? 'platform' : row.actorType, actorId: null, address: '', userAgent: '' }
}

const presentEntry = (row: Row, people: People): AuditEntry => ({
  id: row.id,
  sequence: row.sequence,
  at: presentTime(row.at),
  action: row.action,
  outcome: row.outcome,
  reason: row.reason,
  actor: { type: row.actorType, id: row.actorId, name: people.get(row.actorId ?? '')?.name ?? null },
  target: row.targetType && row.targetId ? { type: row.targetType, id: row.targetId } : null,
  store_id: row.storeId,
  tenant_id: row.tenantId,
  address: row.address,
  user_agent: row.userAgent,
  before: row.before ?? null,
  after: row.after ?? null,
  request_id: row.requestId,
})
