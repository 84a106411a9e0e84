/**
 * Who works for the platform. There is always an administrator left; and nobody gets a role whose account a password alone
 * opens, since whoever has that password could set the second step up in their place.
 */
import { and, asc, eq, isNotNull, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { PlatformMember } from '#contract/platform.ts'
import type { PlatformRole } from '#domain/permissions.ts'
import type { Visit } from '../access/request-context.ts'
import { writeChange } from '../audit/change.ts'
import type { Drizzle } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { ApiProblem } from '../http/problem.ts'

const MAX_STAFF = 100

export async function listStaff(db: Drizzle): Promise<z.infer<typeof PlatformMember>[]> {
  const rows = await db
    .select()
    .from(t.users)
    .where(isNotNull(t.users.platformRole))
    .orderBy(asc(t.users.createdAt), asc(t.users.id))
    .limit(MAX_STAFF)
  return rows.flatMap(({ id, name, email, platformRole, mfaEnabledAt }) =>
    platformRole ? [{ user_id: id, name, email, role: platformRole, mfa_enabled: mfaEnabledAt !== null }] : [],
  )
}

/** Gives somebody who has an account a role, or another one. */
export async function addStaff(visit: Visit, { email, role }: { email: string; role: PlatformRole }): Promise<void> {
  const isThis = eq(t.users.email, email.toLowerCase())
  const user = await visit.ring.db.select().from(t.users).where(isThis).get()
  if (!user) throw new ApiProblem('user_not_found', [{ path: 'email', message: 'Nobody has an account with it.' }])
  await setRole(visit, user, role)
}

export async function removeStaff(visit: Visit, userId: string): Promise<void> {
  const isThis = and(eq(t.users.id, userId), isNotNull(t.users.platformRole))
  const user = await visit.ring.db.select().from(t.users).where(isThis).get()
  if (!user) throw new ApiProblem('member_not_found')
  await setRole(visit, user, null)
}

const WITHOUT_MFA = { path: 'email', message: 'This person has to turn two-step verification on first.' }

async function setRole({ ring, trail }: Visit, user: typeof t.users.$inferSelect, role: PlatformRole | null) {
  const { db } = ring
  const { id, platformRole } = user
  if (platformRole === role) return
  const isThis = eq(t.users.id, id)
  const verb = role === null ? 'removed' : platformRole === null ? 'added' : 'role_changed'
  const result = await writeChange(db, trail, {
    statements: [
      db
        .update(t.users)
        .set({ platformRole: role, updatedAt: Date.now() })
        .where(role === null ? isThis : and(isThis, isNotNull(t.users.mfaEnabledAt))),
    ],
    entry: {
      action: `platform_member.${verb}`,
      target: { type: 'user', id },
      before: { role: platformRole },
      after: { role },
    },
    holds: sql`changes() > 0 AND EXISTS (SELECT 1 FROM users WHERE platform_role = 'admin')
      AND (SELECT count(*) FROM users WHERE platform_role IS NOT NULL) <= ${MAX_STAFF}`,
  })
  if (result === 'written') return
  const now = await db.select().from(t.users).where(isThis).get()
  if (role !== null && !now?.mfaEnabledAt) throw new ApiProblem('mfa_required', [WITHOUT_MFA])
  if (platformRole === null) throw new ApiProblem('limit_reached')
  throw new ApiProblem('admin_required')
}
