/** A user's own account: who they are and where they belong. */
import { asc, eq, inArray } from 'drizzle-orm'
import type { Me, MemberOf, Preferences } from '#contract/identity.ts'
import type { UserPrincipal } from '../access/principal.ts'
import type { Visit } from '../access/request-context.ts'
import { auditRow } from '../audit/record.ts'
import * as t from '../db/tables/index.ts'
import { storeOrigin } from '../lib/origins.ts'
import { presentTime } from '../lib/present-time.ts'
import { ownLinks } from './links.ts'
import { recoveryCodesLeft } from './mfa.ts'

export async function readMe({ ring }: Visit, principal: UserPrincipal): Promise<Me> {
  const { db } = ring
  const [users, memberships, linked] = await db.batch([
    db.select().from(t.users).where(eq(t.users.id, principal.id)),
    db
      .select({ tenant: t.tenants, role: t.memberships.role })
      .from(t.memberships)
      .innerJoin(t.tenants, eq(t.tenants.id, t.memberships.tenantId))
      .where(eq(t.memberships.userId, principal.id))
      .orderBy(asc(t.memberships.createdAt)),
    db
      .select()
      .from(t.oauthAccounts)
      .where(ownLinks({ kind: 'user', storeId: null }, principal.id)),
  ])
  const [user] = users
  if (!user) throw new Error('A session without a user')
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    preferences: user.preferences,
    has_password: user.passwordHash !== null,
    mfa: { enabled: user.mfaEnabledAt !== null, recovery_codes_left: await recoveryCodesLeft(db, user.id) },
    session_mfa: principal.session.mfaAt !== null,
    platform_role: user.platformRole,
    memberships: await withStores(ring, memberships),
    linked_accounts: linked.map(({ provider, email, createdAt }) => ({
      provider,
      email,
      linked_at: presentTime(createdAt),
    })),
    created_at: presentTime(user.createdAt),
  }
}

type Membership = Pick<MemberOf, 'role'> & { tenant: typeof t.tenants.$inferSelect }

async function withStores({ db, config }: Visit['ring'], memberships: Membership[]): Promise<MemberOf[]> {
  if (memberships.length === 0) return []
  const ids = memberships.map(({ tenant }) => tenant.id)
  const { id, slug, name, status, timeZone, tenantId } = t.stores
  const stores = await db
    .select({ id, slug, name, status, time_zone: timeZone, tenantId })
    .from(t.stores)
    .where(inArray(t.stores.tenantId, ids))
    .orderBy(asc(t.stores.createdAt))
  return memberships.map(({ tenant, role }) => ({
    tenant: { id: tenant.id, name: tenant.name, status: tenant.status, mfa_required: tenant.mfaRequired },
    role,
    stores: stores
      .filter((store) => store.tenantId === tenant.id)
      .map(({ tenantId: _, ...store }) => ({ ...store, url: storeOrigin(store.slug, config) })),
  }))
}

export async function updateMe(
  visit: Visit,
  principal: UserPrincipal,
  changes: { name?: string; preferences?: Preferences },
): Promise<void> {
  const { db } = visit.ring
  await db.batch([
    db
      .update(t.users)
      .set({ ...changes, updatedAt: Date.now() })
      .where(eq(t.users.id, principal.id)),
    auditRow(db, visit.trail, {
      action: 'account.changed',
      target: { type: 'user', id: principal.id },
      after: { fields: Object.keys(changes) },
    }),
  ])
}
