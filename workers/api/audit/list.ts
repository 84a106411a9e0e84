/** The audit log as people read it: newest first, a store's, a tenant's with all its stores, or everything. */
import { and, desc, eq, gte, lt, type SQL, sql } from 'drizzle-orm'
import type { AuditEntry, AuditQuery } from '#contract/audit.ts'
import { farthest } from '../db/count-near.ts'
import { isOneOf } from '../db/json-list.ts'
import type { Drizzle } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { presentTime } from '../lib/present-time.ts'
import { nameKey, targetNames } from './target-names.ts'

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
  const [people, names] = await Promise.all([peopleOf(db, rows, scope), targetNames(db, [...rows, ...keysAmong(rows)])])
  return {
    items: rows.map((row) => presentEntry(scope === 'everything' ? row : withoutOutsiders(row, people), people, names)),
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

const presentEntry = (row: Row, people: People, names: ReadonlyMap<string, string>): AuditEntry => ({
  id: row.id,
  sequence: row.sequence,
  at: presentTime(row.at),
  action: row.action,
  outcome: row.outcome,
  reason: row.reason,
  actor: { type: row.actorType, id: row.actorId, name: actorName(row, people, names) },
  target: targetOf(row, names),
  store_id: row.storeId,
  tenant_id: row.tenantId,
  address: row.address,
  user_agent: row.userAgent,
  before: row.before ?? null,
  after: row.after ?? null,
  request_id: row.requestId,
})

/** API keys among the actors, as things to be named. */
const keysAmong = (rows: readonly Row[]) => rows.filter(({ actorType }) => actorType === 'key').map(keyOf)

const keyOf = ({ actorId, storeId }: Row) => ({ targetType: 'api_key', targetId: actorId, storeId })

function actorName(row: Row, people: People, names: ReadonlyMap<string, string>): string | null {
  if (!row.actorId) return null
  return row.actorType === 'key' ? (names.get(nameKey(keyOf(row))) ?? null) : (people.get(row.actorId)?.name ?? null)
}

/** By its name of today; of what is gone, by the one that the entry itself has. */
function targetOf(row: Row, names: ReadonlyMap<string, string>): AuditEntry['target'] {
  const { targetType: type, targetId: id } = row
  if (!type || !id) return null
  return { type, id, name: names.get(nameKey(row)) ?? nameIn(row.after) ?? nameIn(row.before) }
}

const NAME_FIELDS = ['name', 'title', 'host', 'email'] as const

function nameIn(values: unknown): string | null {
  if (typeof values !== 'object' || values === null) return null
  const field = NAME_FIELDS.find((name) => name in values)
  const name = field ? (values as Record<string, unknown>)[field] : null
  return typeof name === 'string' ? name : null
}
