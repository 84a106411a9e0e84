/** A tenant's name and its security rules. */
import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import type { Tenant, UpdateTenant } from '#contract/tenant.ts'
import type { TenantRecord } from '../access/authenticate.ts'
import type { UserPrincipal } from '../access/principal.ts'
import type { Visit } from '../access/request-context.ts'
import { differenceOf } from '../audit/difference.ts'
import { auditRow } from '../audit/record.ts'
import * as t from '../db/tables/index.ts'
import { ApiProblem } from '../http/problem.ts'
import { presentTime } from '../lib/present-time.ts'

export const presentTenant = ({ id, name, status, mfaRequired, createdAt }: TenantRecord): Tenant => ({
  id,
  name,
  status,
  mfa_required: mfaRequired,
  created_at: presentTime(createdAt),
})

/** Whoever makes the second step a rule must have passed it: nobody locks themselves out. */
export async function updateTenant(
  { ring, trail }: Visit,
  me: UserPrincipal,
  tenant: TenantRecord,
  wanted: z.infer<typeof UpdateTenant>,
): Promise<Tenant> {
  const { db } = ring
  const current = { name: tenant.name, mfa_required: tenant.mfaRequired }
  const difference = differenceOf(current, { ...current, ...wanted })
  if (!difference) return presentTenant(tenant)
  if (difference.after.mfa_required && me.session.mfaAt === null) throw new ApiProblem('mfa_required')
  const changed = { name: wanted.name, mfaRequired: wanted.mfa_required, updatedAt: Date.now() }
  const [[saved]] = await db.batch([
    db.update(t.tenants).set(changed).where(eq(t.tenants.id, tenant.id)).returning(),
    auditRow(db, trail, {
      action: 'tenant.changed',
      target: { type: 'tenant', id: tenant.id },
      tenantId: tenant.id,
      ...difference,
    }),
  ])
  if (!saved) throw new Error('A tenant went away')
  return presentTenant(saved)
}
