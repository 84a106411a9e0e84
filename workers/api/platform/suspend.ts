/**
 * Suspending a tenant or a store, and letting it go on: at once, since every request reads the status. The owner is told
 * why; doing it twice is doing it once.
 */
import { and, eq, ne } from 'drizzle-orm'
import type { PlatformStore, PlatformTenant } from '#contract/platform.ts'
import type { Visit } from '../access/request-context.ts'
import { writeChange } from '../audit/change.ts'
import * as t from '../db/tables/index.ts'
import { ApiProblem } from '../http/problem.ts'
import { noticeMail } from '../identity/mails.ts'
import type { Realm } from '../identity/realm.ts'
import { ownerOf, presentStore, readTenant } from './tenants.ts'

type Kind = 'tenant' | 'store'

/** `reason` null lets it go on. */
interface Decision {
  kind: Kind
  id: string
  reason: string | null
}

export async function suspendTenant(
  visit: Visit,
  realm: Realm,
  id: string,
  reason: string | null,
): Promise<PlatformTenant> {
  const tenant = await visit.ring.db.select().from(t.tenants).where(eq(t.tenants.id, id)).get()
  if (!tenant) throw new ApiProblem('tenant_not_found')
  await decide(visit, realm, { kind: 'tenant', id, reason }, { ...tenant, tenantId: id })
  return readTenant(visit.ring, id)
}

export async function suspendStore(
  visit: Visit,
  realm: Realm,
  id: string,
  reason: string | null,
): Promise<PlatformStore> {
  const { db, config } = visit.ring
  const find = () => db.select().from(t.stores).where(eq(t.stores.id, id)).get()
  const store = await find()
  if (!store) throw new ApiProblem('store_not_found')
  await decide(visit, realm, { kind: 'store', id, reason }, store)
  return presentStore((await find()) ?? store, config)
}

interface Subject {
  tenantId: string
  name: string
  status: 'active' | 'suspended'
  suspendedReason: string | null
}

async function decide(visit: Visit, realm: Realm, { kind, id, reason }: Decision, subject: Subject): Promise<void> {
  const { db } = visit.ring
  const status = reason === null ? 'active' : 'suspended'
  if (subject.status === status) return
  const table = kind === 'tenant' ? t.tenants : t.stores
  const changed = { status, suspendedReason: reason, updatedAt: Date.now() } as const
  const letter = await letterTo(visit, realm, subject, reason)
  const result = await writeChange(db, visit.trail, {
    statements: [
      db
        .update(table)
        .set(changed)
        .where(and(eq(table.id, id), ne(table.status, status))),
    ],
    entry: {
      action: reason === null ? `${kind}.resumed` : `${kind}.suspended`,
      target: { type: kind, id },
      storeId: kind === 'store' ? id : null,
      tenantId: subject.tenantId,
      before: { status: subject.status, reason: subject.suspendedReason },
      after: { status, reason },
    },
    also: letter ? [letter.statement] : [],
  })
  // `unmet`: a colleague decided the same at the same moment, and the owner has their letter.
  if (result === 'written' && letter) visit.later(letter.send(visit.env))
}

/** From the platform, not from the desk of whoever decided. */
async function letterTo(visit: Visit, realm: Realm, { tenantId, name }: Subject, reason: string | null) {
  const owner = await ownerOf(visit.ring.db, tenantId)
  if (!owner) return null
  const nowhere = { ...visit, client: { ...visit.client, network: '', userAgent: '' } }
  const [notice, detail] =
    reason === null ? (['resumed', name] as const) : (['suspended', `${name}: ${reason}`] as const)
  return noticeMail({ realm, visit: nowhere }, owner, notice, detail)
}
