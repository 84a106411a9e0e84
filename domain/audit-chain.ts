/**
 * The chain of the audit log: hash = SHA-256 of this text, which begins with the hash of the entry before. The text holds
 * everything that an entry says, in a fixed order, so that whoever hashes it gets the same.
 */
export interface ChainedEntry {
  id: string
  at: number
  action: string
  outcome: string
  reason: string | null
  actorType: string
  actorId: string | null
  targetType: string | null
  targetId: string | null
  storeId: string | null
  tenantId: string | null
  address: string
  userAgent: string
  /** Parsed JSON, or null. */
  before: unknown
  after: unknown
  requestId: string
}

/** What to hash for the entry with this sequence number; `hashBefore` is empty for the first. */
export function chainText(hashBefore: string, sequence: number, entry: ChainedEntry): string {
  const { id, at, action, outcome, reason, actorType, actorId, targetType, targetId, storeId, tenantId } = entry
  const { address, userAgent, before, after, requestId } = entry
  const what = [id, at, action, outcome, reason, actorType, actorId, targetType, targetId, storeId, tenantId]
  return JSON.stringify([hashBefore, sequence, ...what, address, userAgent, before ?? null, after ?? null, requestId])
}
