/**
 * The people of a tenant. There is exactly one owner, whom nobody changes or removes: ownership moves by transfer. Everybody
 * else may leave; who may change or remove whom stands in `rolesToGive`.
 */
import { and, asc, eq, type SQL, sql } from 'drizzle-orm'
import type { Member } from '#contract/tenant.ts'
import { assignableRoles, type MemberRole } from '#domain/permissions.ts'
import type { UserPrincipal } from '../access/principal.ts'
import type { Visit } from '../access/request-context.ts'
import { recordBounded } from '../audit/bounded.ts'
import { writeChange } from '../audit/change.ts'
import type { Drizzle } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { ApiProblem } from '../http/problem.ts'
import { presentTime } from '../lib/present-time.ts'
import { leaveBehind } from './offboarding.ts'

/** Members and open invitations of a tenant. */
export const MAX_PEOPLE = 200

export async function listMembers(db: Drizzle, tenantId: string, me: UserPrincipal): Promise<Member[]> {
  const rows = await membersWhere(db, eq(t.memberships.tenantId, tenantId))
    .orderBy(asc(t.memberships.createdAt), asc(t.memberships.userId))
    .limit(MAX_PEOPLE)
  return rows.map((row) => presentMember(row, me))
}

const membersWhere = (db: Drizzle, condition: SQL | undefined) =>
  db
    .select({ user: t.users, role: t.memberships.role, joinedAt: t.memberships.createdAt })
    .from(t.memberships)
    .innerJoin(t.users, eq(t.users.id, t.memberships.userId))
    .where(condition)

type Row = Awaited<ReturnType<typeof membersWhere>>[number]

const presentMember = ({ user, role, joinedAt }: Row, me: UserPrincipal): Member => ({
  user_id: user.id,
  name: user.name,
  email: user.email,
  role,
  mfa_enabled: user.mfaEnabledAt !== null,
  joined_at: presentTime(joinedAt),
  is_me: user.id === me.id,
})

const isMember = (tenantId: string, userId: string) =>
  and(eq(t.memberships.tenantId, tenantId), eq(t.memberships.userId, userId))

/** The member, or a refusal for whoever is in another tenant or nowhere. */
export async function findMember(db: Drizzle, tenantId: string, userId: string): Promise<Row> {
  const row = await membersWhere(db, isMember(tenantId, userId)).get()
  if (!row) throw new ApiProblem('member_not_found')
  return row
}

export async function changeRole(
  visit: Visit,
  me: UserPrincipal,
  { tenantId, userId, role }: { tenantId: string; userId: string; role: MemberRole },
): Promise<Member> {
  const { db } = visit.ring
  const found = await findMember(db, tenantId, userId)
  if (found.role === 'owner') throw new ApiProblem('owner_required')
  await refuseRoles(visit, me, { tenantId, userId, roles: [found.role, role] })
  if (found.role === role) return presentMember(found, me)
  const left = leaveBehind(db, { tenantId, userId, role }, { role })
  const result = await writeChange(db, visit.trail, {
    statements: [
      db
        .update(t.memberships)
        .set({ role, updatedAt: Date.now() })
        .where(and(isMember(tenantId, userId), eq(t.memberships.role, found.role), stillIs(me, tenantId))),
    ],
    entry: {
      action: 'member.role_changed',
      target: { type: 'user', id: userId },
      tenantId,
      before: { role: found.role },
      after: left.after,
    },
    also: [left.statement],
  })
  // Somebody else has just changed or removed them: look again at who they are now.
  if (result !== 'written') return lookAgain(db, me, tenantId, () => changeRole(visit, me, { tenantId, userId, role }))
  return presentMember({ ...found, role }, me)
}

/** Removes somebody, or oneself: then it is leaving. */
export async function removeMember(visit: Visit, me: UserPrincipal, tenantId: string, userId: string): Promise<void> {
  const { db } = visit.ring
  const found = await findMember(db, tenantId, userId)
  if (found.role === 'owner') throw new ApiProblem('owner_required')
  const isLeaving = userId === me.id
  if (!isLeaving) await refuseRoles(visit, me, { tenantId, userId, roles: [found.role] })
  const left = leaveBehind(db, { tenantId, userId, role: null }, {})
  const result = await writeChange(db, visit.trail, {
    statements: [
      db
        .delete(t.memberships)
        .where(and(isMember(tenantId, userId), eq(t.memberships.role, found.role), stillIs(me, tenantId))),
    ],
    entry: {
      action: isLeaving ? 'member.left' : 'member.removed',
      target: { type: 'user', id: userId },
      tenantId,
      before: { role: found.role },
      after: left.after,
    },
    also: [left.statement],
  })
  if (result !== 'written') await lookAgain(db, me, tenantId, () => removeMember(visit, me, tenantId, userId))
}

/** The condition that whoever acts is still what they were when the request came in. */
export const stillIs = (me: UserPrincipal, tenantId: string) =>
  sql`EXISTS (SELECT 1 FROM memberships AS mine WHERE mine.tenant_id = ${tenantId} AND mine.user_id = ${me.id} AND mine.role = ${me.role})`

async function lookAgain<T>(db: Drizzle, me: UserPrincipal, tenantId: string, again: () => Promise<T>): Promise<T> {
  const mine = await db.select({ role: t.memberships.role }).from(t.memberships).where(isMember(tenantId, me.id)).get()
  if (mine?.role !== me.role) throw new ApiProblem('forbidden')
  return again()
}

/** Refuses, and writes down, what reaches beyond the roles that one's own role gives. */
export async function refuseRoles(
  { env, ring, trail }: Visit,
  me: UserPrincipal,
  { tenantId, userId, roles }: { tenantId: string; userId?: string; roles: MemberRole[] },
): Promise<void> {
  const mine = me.role ? assignableRoles(me.role) : []
  if (roles.every((role) => mine.includes(role))) return
  const target = userId ? { type: 'user', id: userId } : undefined
  const entry = { action: 'member.change_refused', refused: 'forbidden', target, tenantId, after: { roles } }
  await recordBounded(env, ring.db, trail, entry)
  throw new ApiProblem('forbidden')
}
