/**
 * What happened, who did it, and from where. An entry goes into the batch of the change that it tells of, so that there is
 * neither a change without its entry nor an entry without its change; an attempt that changes nothing writes its own.
 *
 * Never a password, token or code: `before` and `after` hold what screens show.
 */
import { eq, type SQL, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { Drizzle } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import type { AuditContext } from '../http/audit-context.ts'

export interface Entry {
  /** Of one that may have been written before; the log refuses it a second time. */
  id?: string
  /** `noun.verb_in_the_past`: `session.started`, `member.role_changed`. */
  action: string
  /** The error code, when it was refused. */
  refused?: string
  target?: { type: string; id: string }
  storeId?: string | null
  tenantId?: string | null
  before?: unknown
  after?: unknown
}

/** A statement for the batch of the change; with `holds`, one that fails the batch where that is not so (`change.ts`). */
export function auditRow(db: Drizzle, trail: AuditContext, entry: Entry, holds?: SQL) {
  const { actor, client, requestId } = trail
  trail.hasWritten = true
  return db.insert(t.auditLog).values({
    id: entry.id ?? uuidv7(),
    at: Date.now(),
    action: holds ? sql`CASE WHEN ${holds} THEN ${entry.action} END` : entry.action,
    outcome: entry.refused ? 'refused' : 'success',
    reason: entry.refused ?? null,
    actorType: actor.type,
    actorId: actor.id,
    targetType: entry.target?.type ?? null,
    targetId: entry.target?.id ?? null,
    storeId: entry.storeId ?? null,
    tenantId: entry.tenantId ?? null,
    address: client.network,
    userAgent: client.userAgent,
    before: entry.before ?? null,
    after: entry.after ?? null,
    requestId,
  })
}

/** Whether there is an entry with this id. */
export const isWritten = async (db: Drizzle, id: string): Promise<boolean> =>
  (await db.$count(t.auditLog, eq(t.auditLog.id, id))) > 0
