/** Handing a tenant to another member. The owner becomes a manager in the same moment, so that there is always exactly one. */
import { and, eq, ne } from 'drizzle-orm'
import type { TenantRecord } from '../access/authenticate.ts'
import type { UserPrincipal } from '../access/principal.ts'
import type { Visit } from '../access/request-context.ts'
import { writeChange } from '../audit/change.ts'
import * as t from '../db/tables/index.ts'
import { ApiProblem } from '../http/problem.ts'
import { noticeMail } from '../identity/mails.ts'
import type { Realm } from '../identity/realm.ts'
import { requirePassword } from '../identity/reauthenticate.ts'
import { findMember } from './members.ts'
import { leaveBehind } from './offboarding.ts'

export async function transferOwnership(
  visit: Visit,
  realm: Realm,
  me: UserPrincipal,
  { tenant, userId, password }: { tenant: TenantRecord; userId: string; password: string },
): Promise<void> {
  const { db } = visit.ring
  await requirePassword(visit, realm, me, password)
  const { user, role } = await findMember(db, tenant.id, userId)
  if (userId === me.id) return
  const letter = noticeMail({ realm, visit }, user, 'ownership_received', tenant.name)
  const left = leaveBehind(
    db,
    { tenantId: tenant.id, userId: me.id, role: 'manager' },
    { owner: userId, role: 'owner' },
  )
  const updatedAt = Date.now()
  const inTenant = eq(t.memberships.tenantId, tenant.id)
  const result = await writeChange(db, visit.trail, {
    statements: [
      db
        .update(t.memberships)
        .set({ role: 'manager', updatedAt })
        .where(and(inTenant, eq(t.memberships.userId, me.id), eq(t.memberships.role, 'owner'))),
      // While somebody else is the owner the index `memberships_one_owner` refuses this, and both are undone.
      db
        .update(t.memberships)
        .set({ role: 'owner', updatedAt })
        .where(and(inTenant, eq(t.memberships.userId, userId), ne(t.memberships.role, 'owner'))),
    ],
    entry: {
      action: 'tenant.transferred',
      target: { type: 'tenant', id: tenant.id },
      tenantId: tenant.id,
      before: { owner: me.id, role },
      after: left.after,
    },
    also: [left.statement, letter.statement],
  })
  if (result === 'written') return visit.later(letter.send(visit.env))
  // Either the member left in the meantime, or it was handed to somebody else.
  await findMember(db, tenant.id, userId)
  throw new ApiProblem('forbidden')
}
