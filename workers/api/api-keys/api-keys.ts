/** Keys for programs. A key is told once, to whoever makes it; from then on there is its hash, and a hint to know it by. */
import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { ApiKey, NewApiKey } from '#contract/access.ts'
import type { UserPrincipal } from '../access/principal.ts'
import type { Visit } from '../access/request-context.ts'
import { writeChange } from '../audit/change.ts'
import type { Drizzle } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { ApiProblem } from '../http/problem.ts'
import { presentTime } from '../lib/present-time.ts'
import { randomToken, sha256 } from '../lib/secrets.ts'
import type { StoreRecord } from '../stores/resolve-store.ts'

export const MAX_KEYS = 50

type Row = typeof t.apiKeys.$inferSelect

const liveKeys = (storeId: string) => and(eq(t.apiKeys.storeId, storeId), isNull(t.apiKeys.revokedAt))

export async function listKeys(db: Drizzle, storeId: string): Promise<ApiKey[]> {
  const rows = await db
    .select({ key: t.apiKeys, by: t.users.name })
    .from(t.apiKeys)
    .leftJoin(t.users, eq(t.users.id, t.apiKeys.createdBy))
    .where(liveKeys(storeId))
    .orderBy(desc(t.apiKeys.createdAt), desc(t.apiKeys.id))
    .limit(MAX_KEYS)
  return rows.map(({ key, by }) => presentKey(key, by ?? ''))
}

type Shown = Pick<Row, 'id' | 'name' | 'type' | 'scopes' | 'hint' | 'createdAt'> & { lastUsedAt?: number | null }

const presentKey = ({ id, name, type, scopes, hint, createdAt, lastUsedAt }: Shown, createdBy: string): ApiKey => ({
  id,
  name,
  type,
  scopes,
  hint,
  created_by: createdBy,
  created_at: presentTime(createdAt),
  last_used_at: lastUsedAt ? presentTime(lastUsedAt) : null,
})

export async function createKey({ ring, trail }: Visit, me: UserPrincipal, store: StoreRecord, wanted: NewApiKey) {
  const { db } = ring
  const token = `${wanted.type === 'secret' ? 'sk' : 'pk'}_${randomToken()}`
  const nowMs = Date.now()
  const row = {
    id: uuidv7(),
    storeId: store.id,
    name: wanted.name,
    type: wanted.type,
    scopes: [...new Set(wanted.scopes)],
    keyHash: await sha256(token),
    hint: `${token.slice(0, 7)}…${token.slice(-4)}`,
    createdBy: me.id,
    createdAt: nowMs,
    updatedAt: nowMs,
  }
  const { id, name, type, scopes, hint } = row
  const created = { key: presentKey(row, me.name), token }
  const result = await writeChange(db, trail, {
    statements: [db.insert(t.apiKeys).values(row)],
    entry: {
      action: 'api_key.created',
      target: { type: 'api_key', id },
      storeId: store.id,
      tenantId: store.tenantId,
      after: { name, type, scopes, hint },
    },
    holds: sql`(SELECT count(*) FROM api_keys WHERE store_id = ${store.id} AND revoked_at IS NULL) <= ${MAX_KEYS}`,
    answer: created,
  })
  if (result === 'taken') {
    throw new ApiProblem('api_key_name_taken', [{ path: 'name', message: 'An API key has this name already.' }])
  }
  if (result === 'unmet') throw new ApiProblem('limit_reached')
  return created
}

/** From the next request on, the key is none. */
export async function revokeKey({ ring, trail }: Visit, store: StoreRecord, id: string): Promise<void> {
  const { db } = ring
  const isThis = and(liveKeys(store.id), eq(t.apiKeys.id, id))
  const found = await db.select().from(t.apiKeys).where(isThis).get()
  if (!found) throw new ApiProblem('api_key_not_found')
  const nowMs = Date.now()
  const { name, type, scopes, hint } = found
  const result = await writeChange(db, trail, {
    statements: [db.update(t.apiKeys).set({ revokedAt: nowMs, updatedAt: nowMs }).where(isThis)],
    entry: {
      action: 'api_key.revoked',
      target: { type: 'api_key', id },
      storeId: store.id,
      tenantId: store.tenantId,
      before: { name, type, scopes, hint },
    },
  })
  if (result !== 'written') throw new ApiProblem('api_key_not_found')
}
