/** The audit log as people read it: newest first, a store's, a tenant's with all its stores, or everything. */
import { and, count, desc, eq, gte, inArray, lt, or, type SQL, sql } from 'drizzle-orm'
import type { AuditEntry, AuditQuery } from '#contract/audit.ts'
import * as t from '../../db/schema/index.ts'
import type { Drizzle } from '../../db/store-db.ts'
import { presentTime } from '../present.ts'

export type AuditScope = { storeId?: string; tenantId: string } | 'everything'

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
  const people = await peopleOf(db, rows, scope)
  return {
    items: rows.map((row) => presentEntry(scope === 'everything' ? row : withoutOutsiders(row, people), people)),
    total: counted[0]?.total ?? 0,
    page,
    per_page,
  }
}

function conditionOf(db: Drizzle, scope: AuditScope): SQL | undefined {
  if (scope === 'everything') return undefined
  if (scope.storeId) return eq(t.auditLog.storeId, scope.storeId)
  const stores = db.select({ id: t.stores.id }).from(t.stores).where(eq(t.stores.tenantId, scope.tenantId))
  return or(eq(t.auditLog.tenantId, scope.tenantId), inArray(t.auditLog.storeId, stores))
}

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
    // One parameter however many there are.
    .where(sql`${t.users.id} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`)
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
