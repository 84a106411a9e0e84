/**
 * The audit log: append-only, each entry sealed with the hash of the one before it, so that a change of any entry shows
 * in all that follow.
 */
import * as z from 'zod'
import { listOf, PageQuery } from './envelope.ts'
import { Id, lenientLine, Timestamp } from './primitives.ts'

export const AUDIT_OUTCOMES = ['success', 'refused'] as const

export const AuditEntry = z
  .object({
    id: Id,
    sequence: z.number().int().nullable().meta({ description: 'Its place in the chain; null until it is sealed.' }),
    at: Timestamp,
    action: z.string().meta({ description: 'What happened: `session.started`, `member.role_changed`, …' }),
    outcome: z.enum(AUDIT_OUTCOMES),
    reason: z.string().nullable().meta({ description: 'Why it was refused: an error code.' }),
    actor: z.object({ type: z.string(), id: z.string().nullable(), name: z.string().nullable() }),
    target: z
      .object({
        type: z.string(),
        id: z.string(),
        name: z
          .string()
          .nullable()
          .meta({ description: 'What it is called now, or was; null where that is not known.' }),
      })
      .nullable(),
    store_id: Id.nullable(),
    tenant_id: Id.nullable(),
    address: z.string().meta({ description: 'IP address cut to its network: /24 or /48.' }),
    user_agent: z.string(),
    before: z.unknown().nullable(),
    after: z.unknown().nullable(),
    request_id: z.string(),
  })
  .meta({ id: 'AuditEntry' })
export type AuditEntry = z.infer<typeof AuditEntry>
export const AuditEntries = listOf(AuditEntry)

/** `action` matches its beginning: `session.` finds everything about sessions. */
export const AuditQuery = PageQuery.extend({
  action: lenientLine(60).optional(),
  outcome: z.enum(AUDIT_OUTCOMES).optional(),
})
export type AuditQuery = z.infer<typeof AuditQuery>

/** A page of the chain checked: `next` is where to go on, null at the end. */
export const AuditVerification = z
  .object({
    ok: z.boolean(),
    checked: z.number().int(),
    first_bad: z.number().int().nullable().meta({ description: 'The first sequence number that does not fit.' }),
    head: z.object({ sequence: z.number().int(), hash: z.string() }),
    unsealed: z.number().int().meta({ description: 'Entries written in the last moment and not sealed yet.' }),
    next: z.number().int().nullable(),
  })
  .meta({ id: 'AuditVerification' })
export type AuditVerification = z.infer<typeof AuditVerification>
