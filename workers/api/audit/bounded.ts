/**
 * Entries that somebody can cause without end: refusals, log-ins that are begun, sessions that are renewed. The log is
 * append-only, so they are counted before they are written. Of one person or network, and of all of them together per store,
 * business or for the platform, the first of a quarter of an hour are written; of each kind of the others a single entry
 * says how many there were, once the window is over.
 */
import type { EntryKind, Repetition } from '#domain/repetitions.ts'
import type { LimitName } from '#domain/throttle.ts'
import type { Env } from '../config/env.ts'
import { type Drizzle, platformDb } from '../db/store-db.ts'
import { type AuditContext, systemTrail } from '../http/audit-context.ts'
import { presentTime } from '../lib/present-time.ts'
import { sha256 } from '../lib/secrets.ts'
import { auditRow, type Entry } from './record.ts'

export async function recordBounded(env: Env, db: Drizzle, trail: AuditContext, entry: Entry): Promise<void> {
  const kind = kindOf(trail, entry)
  const source = trail.actor.id ?? trail.client.network
  const isWritten = (await note(env, 'auditSource', source, kind)) && (await noteInScope(env, kind))
  if (isWritten) await auditRow(db, trail, entry)
}

/** What the alarm of a throttle tells of. Safe to repeat. */
export async function writeRepetition(env: Env, limit: LimitName, repetition: Repetition): Promise<void> {
  const { id, kind, count, firstAtMs, lastAtMs } = repetition
  // What one network has repeated counts among what all have; there it may be counted further.
  if (limit === 'auditSource' && !(await noteInScope(env, kind, count))) return
  const { action, reason, storeId, tenantId, address } = kind
  const trail: AuditContext = { ...systemTrail(id), client: { network: address, userAgent: '' } }
  const after = { more_of_these: count, from: presentTime(firstAtMs), to: presentTime(lastAtMs) }
  await auditRow(platformDb(env), trail, {
    id,
    action,
    refused: reason ?? undefined,
    storeId,
    tenantId,
    after,
  }).onConflictDoNothing()
}

const kindOf = ({ client }: AuditContext, { action, refused, storeId, tenantId }: Entry): EntryKind => ({
  action,
  reason: refused ?? null,
  storeId: storeId ?? null,
  tenantId: tenantId ?? null,
  address: client.network,
})

const noteInScope = (env: Env, kind: EntryKind, count?: number) =>
  note(env, 'auditScope', kind.storeId ?? kind.tenantId ?? 'platform', { ...kind, address: '' }, count)

const note = async (env: Env, limit: LimitName, subject: string, kind: EntryKind, count?: number) =>
  env.THROTTLE.getByName(`${limit}:${await sha256(subject)}`).note(limit, kind, count)
