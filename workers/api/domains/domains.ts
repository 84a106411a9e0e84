/**
 * Hosts of a merchant's own. Anybody may claim any host, also one that leads to a store: a claim leads nowhere until its
 * DNS has a record that only whoever rules the domain can have put there (`verify-domain.ts`).
 */
import { and, asc, eq, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { Domain } from '#contract/access.ts'
import type { Visit } from '../access/request-context.ts'
import { writeChange } from '../audit/change.ts'
import type { Drizzle } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import { ApiProblem } from '../http/problem.ts'
import { withoutPort } from '../lib/origins.ts'
import { presentTime } from '../lib/present-time.ts'
import { isPublicHost } from '../lib/public-url.ts'
import { randomToken } from '../lib/secrets.ts'
import type { StoreRecord } from '../stores/resolve-store.ts'

export const MAX_DOMAINS = 20

type Row = typeof t.domains.$inferSelect

export async function listDomains(db: Drizzle, storeId: string): Promise<Domain[]> {
  const rows = await db
    .select()
    .from(t.domains)
    .where(eq(t.domains.storeId, storeId))
    .orderBy(asc(t.domains.createdAt), asc(t.domains.id))
    .limit(MAX_DOMAINS)
  return rows.map(presentDomain)
}

export const recordOf = ({ host, token }: Pick<Row, 'host' | 'token'>) => ({
  type: 'TXT' as const,
  name: `_tradewind.${host}`,
  value: `tradewind-verify=${token}`,
})

export const presentDomain = (row: Row): Domain => ({
  id: row.id,
  host: row.host,
  status: row.verifiedAt === null ? 'pending' : 'verified',
  record: recordOf(row),
  verified_at: row.verifiedAt === null ? null : presentTime(row.verifiedAt),
  created_at: presentTime(row.createdAt),
})

/** Claims a host. Claiming it again gives the same record to put into the DNS. */
export async function addDomain(visit: Visit, store: StoreRecord, host: string): Promise<Domain> {
  const { ring, trail } = visit
  const { db, config } = ring
  if (isPlatforms(host, config.platformHost)) {
    throw new ApiProblem('domain_taken', [{ path: 'host', message: 'This address is the platform’s own.' }])
  }
  if (!isPublicHost(host) && !isLocal(config.platformHost)) {
    throw new ApiProblem('validation_failed', [
      { path: 'host', message: 'This name does not lead anywhere on the public internet.' },
    ])
  }
  const isThis = and(eq(t.domains.storeId, store.id), eq(t.domains.host, host))
  const known = await db.select().from(t.domains).where(isThis).get()
  if (known) return presentDomain(known)
  const nowMs = Date.now()
  const row = {
    id: uuidv7(),
    storeId: store.id,
    host,
    token: randomToken(),
    verifiedAt: null,
    createdAt: nowMs,
    updatedAt: nowMs,
  }
  const domain = presentDomain(row)
  const result = await writeChange(db, trail, {
    statements: [db.insert(t.domains).values(row)],
    entry: { ...entryOf('domain.added', store, row.id), after: { host } },
    holds: sql`(SELECT count(*) FROM domains WHERE store_id = ${store.id}) <= ${MAX_DOMAINS}`,
    answer: domain,
  })
  if (result === 'unmet') throw new ApiProblem('limit_reached')
  if (result === 'written') return domain
  const twin = await db.select().from(t.domains).where(isThis).get()
  return twin ? presentDomain(twin) : addDomain(visit, store, host)
}

export const entryOf = (action: string, store: Pick<StoreRecord, 'id' | 'tenantId'>, id: string) => ({
  action,
  target: { type: 'domain', id },
  storeId: store.id,
  tenantId: store.tenantId,
})

/**
 * The platform's host and what is below it. On a developer's machine the platform is `localhost`, and every name below
 * that is the machine (RFC 6761): there `{slug}.localhost` are the platform's, deeper ones stand for domains.
 */
function isPlatforms(host: string, platformHost: string): boolean {
  const own = withoutPort(platformHost)
  if (host === own) return true
  if (!host.endsWith(`.${own}`)) return false
  return !isLocal(platformHost) || !host.slice(0, -own.length - 1).includes('.')
}

const isLocal = (platformHost: string) => withoutPort(platformHost) === 'localhost'

export const isOwn = (store: StoreRecord, id: string) => and(eq(t.domains.id, id), eq(t.domains.storeId, store.id))

export async function findDomain(db: Drizzle, store: StoreRecord, id: string): Promise<Row> {
  const row = await db.select().from(t.domains).where(isOwn(store, id)).get()
  if (!row) throw new ApiProblem('domain_not_found')
  return row
}

export async function removeDomain({ ring, trail }: Visit, store: StoreRecord, id: string): Promise<void> {
  const { db } = ring
  const { host, verifiedAt } = await findDomain(db, store, id)
  const result = await writeChange(db, trail, {
    statements: [db.delete(t.domains).where(isOwn(store, id))],
    entry: { ...entryOf('domain.removed', store, id), before: { host, verified: verifiedAt !== null } },
  })
  if (result !== 'written') throw new ApiProblem('domain_not_found')
}
