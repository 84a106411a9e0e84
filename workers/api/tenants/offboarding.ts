/**
 * What somebody leaves behind who goes or gets a lesser role. An invitation that their new role could not send ends with the
 * old one, or they would come back through it. API keys are the store's and go on working; the log names them, so that the
 * owner can revoke those that only one person knew.
 */
import { and, eq, gt, notInArray, type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import { assignableRoles, type MemberRole } from '#domain/permissions.ts'
import type { Drizzle } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'

const KEYS_NAMED = 20

interface DepartingMember {
  tenantId: string
  userId: string
  /** The new one; null for none. */
  role: MemberRole | null
}

/**
 * `statement` goes into the batch of the change, after its entry; `after` is for that entry and, counted inside the batch,
 * tells exactly what the statement is about to end.
 */
export function leaveBehind(
  db: Drizzle,
  { tenantId, userId, role }: DepartingMember,
  after: object,
): { after: SQL; statement: BatchItem<'sqlite'> } {
  const ended = and(
    eq(t.invitations.tenantId, tenantId),
    eq(t.invitations.invitedBy, userId),
    notInArray(t.invitations.role, role ? assignableRoles(role) : []),
    gt(t.invitations.expiresAt, Date.now()),
  )
  const counted = sql`json_set(${JSON.stringify(after)}, '$.invitations_withdrawn',
    (SELECT count(*) FROM ${t.invitations} WHERE ${ended}))`
  return {
    after: role ? counted : sql`json_set(${counted}, '$.api_keys_made', json(${keysOf(tenantId, userId)}))`,
    statement: db.delete(t.invitations).where(ended),
  }
}

/** The keys that they made and that work, as JSON: the newest first. */
const keysOf = (tenantId: string, userId: string) => sql`(
  SELECT json_group_array(json_object('id', id, 'name', name)) FROM (
    SELECT api_keys.id, api_keys.name FROM api_keys JOIN stores ON stores.id = api_keys.store_id
    WHERE stores.tenant_id = ${tenantId} AND api_keys.created_by = ${userId} AND api_keys.revoked_at IS NULL
    ORDER BY api_keys.created_at DESC, api_keys.id DESC LIMIT ${KEYS_NAMED}))`
