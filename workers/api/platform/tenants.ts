/** Tenants as the platform's staff see them: who owns them, who works there, which stores they have. */
import { and, asc, count, desc, eq, or, type SQL, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { PlatformStore, PlatformTenant, PlatformTenants, TenantQuery } from '#contract/platform.ts'
import { emailPart } from '#domain/email.ts'
import type { TenantRecord } from '../access/authenticate.ts'
import type { KeyRing } from '../access/signing-keys.ts'
import type { Config } from '../config/config.ts'
import { contains } from '../db/contains.ts'
import { countNear, farthest } from '../db/count-near.ts'
import { isOneOf } from '../db/json-list.ts'
import type { Drizzle } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { ApiProblem } from '../http/problem.ts'
import { storeOrigin } from '../lib/origins.ts'
import { presentTime } from '../lib/present-time.ts'
import { presentTenant } from '../tenants/settings.ts'

export async function listTenants(
  ring: KeyRing,
  { q, status, page, per_page }: z.infer<typeof TenantQuery>,
): Promise<z.infer<typeof PlatformTenants>> {
  const { db } = ring
  const where = and(status ? eq(t.tenants.status, status) : undefined, q ? mentions(q) : undefined)
  const [rows, counted] = await db.batch([
    db
      .select()
      .from(t.tenants)
      .where(where)
      .orderBy(desc(t.tenants.createdAt), desc(t.tenants.id))
      .limit(per_page)
      .offset((page - 1) * per_page),
    countNear(
      db,
      db.select({ id: t.tenants.id }).from(t.tenants).where(where).limit(farthest({ page, per_page })).as('near'),
    ),
  ])
  return { items: await presentTenants(ring, rows), total: counted[0]?.total ?? 0, page, per_page }
}

export async function readTenant(ring: KeyRing, id: string): Promise<PlatformTenant> {
  const row = await ring.db.select().from(t.tenants).where(eq(t.tenants.id, id)).get()
  const [tenant] = row ? await presentTenants(ring, [row]) : []
  if (!tenant) throw new ApiProblem('tenant_not_found')
  return tenant
}

const mentions = (q: string) =>
  or(
    contains(t.tenants.name, q),
    sql`EXISTS (SELECT 1 FROM ${t.stores} WHERE ${t.stores.tenantId} = ${t.tenants.id}
      AND (${contains(t.stores.name, q)} OR ${contains(t.stores.slug, q)}))`,
    sql`EXISTS (SELECT 1 FROM ${t.memberships} JOIN ${t.users} ON ${t.users.id} = ${t.memberships.userId}
      WHERE ${t.memberships.tenantId} = ${t.tenants.id} AND ${t.memberships.role} = 'owner' AND ${contains(t.users.email, emailPart(q) || q)})`,
  )

async function presentTenants({ db, config }: KeyRing, tenants: TenantRecord[]): Promise<PlatformTenant[]> {
  const ids = tenants.map(({ id }) => id)
  const [owners, counts, stores] = await db.batch([
    ownersWhere(db, isOneOf(t.memberships.tenantId, ids)),
    db
      .select({ tenantId: t.memberships.tenantId, total: count() })
      .from(t.memberships)
      .where(isOneOf(t.memberships.tenantId, ids))
      .groupBy(t.memberships.tenantId),
    db
      .select()
      .from(t.stores)
      .where(isOneOf(t.stores.tenantId, ids))
      .orderBy(asc(t.stores.createdAt), asc(t.stores.id)),
  ])
  return tenants.map((tenant) => {
    const owner = owners.find(({ tenantId }) => tenantId === tenant.id)
    return {
      ...presentTenant(tenant),
      owner: owner ? { id: owner.id, name: owner.name, email: owner.email } : null,
      member_count: counts.find(({ tenantId }) => tenantId === tenant.id)?.total ?? 0,
      stores: stores.filter(({ tenantId }) => tenantId === tenant.id).map((store) => presentStore(store, config)),
      suspended_reason: tenant.suspendedReason,
    }
  })
}

const ownersWhere = (db: Drizzle, condition: SQL) =>
  db
    .select({ tenantId: t.memberships.tenantId, id: t.users.id, name: t.users.name, email: t.users.email })
    .from(t.memberships)
    .innerJoin(t.users, eq(t.users.id, t.memberships.userId))
    .where(and(eq(t.memberships.role, 'owner'), condition))

export async function ownerOf(db: Drizzle, tenantId: string) {
  const [owner] = await ownersWhere(db, sql`${t.memberships.tenantId} = ${tenantId}`)
  return owner ?? null
}

/** `status` is the store's own: that of its tenant stands beside it. */
export const presentStore = (store: typeof t.stores.$inferSelect, config: Config): PlatformStore => ({
  id: store.id,
  slug: store.slug,
  name: store.name,
  status: store.status,
  currency: store.currency,
  suspended_reason: store.suspendedReason,
  url: storeOrigin(store.slug, config),
  created_at: presentTime(store.createdAt),
})
