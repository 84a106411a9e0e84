/** Audit context: who stands behind a request. Each kind of credential names its actor here; the audit log writes it down. */
import type { Client } from './client.ts'

export interface Actor {
  type: 'user' | 'customer' | 'key' | 'system' | 'anonymous'
  id: string | null
}

/** `idempotency/claim.ts` adds the request's claim of its key. */
export interface AuditContext {
  actor: Actor
  client: Pick<Client, 'network' | 'userAgent'>
  requestId: string
  /** Whether entries were written, which the sealer then looks for. */
  hasWritten: boolean
}

/** The trail of what the platform does by itself. */
export const systemTrail = (requestId: string): AuditContext => ({
  actor: { type: 'system', id: null },
  client: { network: '', userAgent: '' },
  requestId,
  hasWritten: false,
})
