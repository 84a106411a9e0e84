/** From a credential to the one who holds it. Everything that can be taken away is looked up, so that taking it away works at once. */
import { and, eq, isNull, lt, or, sql } from 'drizzle-orm'
import { API_KEY } from '#contract/access.ts'
import type { Drizzle } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { sha256 } from '../lib/secrets.ts'
import { readAccessToken } from './access-token.ts'
import { audienceOf } from './account-scope.ts'
import type { CustomerPrincipal, KeyPrincipal, UserPrincipal } from './principal.ts'
import { findLiveSession } from './sessions.ts'
import type { KeyRing } from './signing-keys.ts'

const USED_AT_PRECISION_MS = 60_000

export const isApiKey = (credential: string) => API_KEY.test(credential)

/** Keys that were good within the last minute, by their hash: for counting requests, not for letting them in. */
const goodKeys = new Map<string, number>()
const MAX_GOOD_KEYS = 1000

/** The key's hash, if it has just been used with success. */
export async function wasGoodKey(credential: string): Promise<string | null> {
  const hash = await sha256(credential)
  return (goodKeys.get(hash) ?? 0) > Date.now() - USED_AT_PRECISION_MS ? hash : null
}

/** The store's own key; null for none, a revoked one and another store's. */
export async function findKey(db: Drizzle, storeId: string, credential: string): Promise<KeyPrincipal | null> {
  const hash = await sha256(credential)
  const isThis = and(eq(t.apiKeys.keyHash, hash), eq(t.apiKeys.storeId, storeId), isNull(t.apiKeys.revokedAt))
  const row = await db.select().from(t.apiKeys).where(isThis).get()
  if (!row) return null
  const nowMs = Date.now()
  if (goodKeys.size >= MAX_GOOD_KEYS) goodKeys.clear()
  goodKeys.set(hash, nowMs)
  if ((row.lastUsedAt ?? 0) < nowMs - USED_AT_PRECISION_MS) {
    const isOld = or(isNull(t.apiKeys.lastUsedAt), lt(t.apiKeys.lastUsedAt, nowMs - USED_AT_PRECISION_MS))
    await db
      .update(t.apiKeys)
      .set({ lastUsedAt: nowMs })
      .where(and(eq(t.apiKeys.id, row.id), isOld))
  }
  return { kind: 'key', id: row.id, type: row.type, scopes: row.scopes }
}

/** The user behind an access token, with their role in that tenant. */
export async function findUser(ring: KeyRing, token: string, tenantId: string | null): Promise<UserPrincipal | null> {
  const claims = await readAccessToken(ring, token)
  if (claims?.audience !== audienceOf(null)) return null
  const { db } = ring
  const [session, [user, membership]] = await Promise.all([
    findLiveSession(db, claims.sessionId),
    db.batch([
      db.select().from(t.users).where(eq(t.users.id, claims.subjectId)),
      db
        .select({ role: t.memberships.role })
        .from(t.memberships)
        .where(and(eq(t.memberships.userId, claims.subjectId), eq(t.memberships.tenantId, tenantId ?? ''))),
    ]),
  ])
  const [row] = user
  if (!session || !row || session.realm !== 'user' || session.subjectId !== row.id) return null
  const { id, name, email, platformRole } = row
  return { kind: 'user', id, name, email, platformRole, session, role: membership[0]?.role ?? null }
}

/** The customer behind an access token of this store; nobody once the account is deactivated or erased. */
export async function findCustomer(ring: KeyRing, token: string, storeId: string): Promise<CustomerPrincipal | null> {
  const claims = await readAccessToken(ring, token)
  if (claims?.audience !== audienceOf(storeId)) return null
  const { id, deactivatedAt, erasedAt } = t.customers
  const isActive = and(eq(t.customers.storeId, storeId), isNull(deactivatedAt), isNull(erasedAt))
  const [session, customer] = await Promise.all([
    findLiveSession(ring.db, claims.sessionId),
    // A log-in at the very moment of an erasure leaves a session that goes on.
    ring.db
      .select({ id })
      .from(t.customers)
      .where(and(eq(id, claims.subjectId), isActive))
      .get(),
  ])
  if (!session || !customer || session.realm !== 'customer' || session.storeId !== storeId) return null
  return session.subjectId === claims.subjectId ? { kind: 'customer', id: session.subjectId, session } : null
}

/** What a tenant asks of its members; null for no such tenant. */
export async function findTenant(db: Drizzle, id: string) {
  return (await db.select().from(t.tenants).where(sql`${t.tenants.id} = ${id}`).get()) ?? null
}
export type TenantRecord = NonNullable<Awaited<ReturnType<typeof findTenant>>>

declare module 'hono' {
  interface ContextVariableMap {
    /** Set where a member's action was allowed. */
    tenant: TenantRecord
  }
}
