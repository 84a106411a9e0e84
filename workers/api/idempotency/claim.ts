/**
 * A request's Idempotency-Key on its way to the change that uses it up. The request has claimed the key's row with a token
 * of its own (`idempotency.ts`). The batch of its change has a statement that says in that row that the change
 * was made, and that fails the batch where the row is another attempt's by now, or says so already. An attempt that
 * was taken for dead and is only slow can therefore write nothing, and what was written is never written again.
 *
 * The same statement keeps the answer, where the service knows it beforehand: a Worker that dies right after the batch owes
 * nobody anything. Where it does not, the answer is kept afterwards, and a death in between leaves `idempotency_answer_lost`.
 */
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Drizzle } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'

export interface Claim {
  /** The key's row as it was claimed; it is this request's as long as it has this token. */
  row: Pick<
    typeof t.idempotencyKeys.$inferSelect,
    'storeId' | 'principal' | 'route' | 'key' | 'requestHash' | 'lockedUntil' | 'createdAt'
  > & { token: string }
  /** The answer as it is kept, of the `data` that the route is going to answer with. */
  foresee(data: unknown): Promise<{ status: number; body: string }>
}

declare module '../http/audit-context.ts' {
  interface AuditContext {
    /** Of a request with an Idempotency-Key, for the batch of its change. */
    claim?: Claim
  }
}

/** The row, as long as it is this attempt's. */
export function isOurs({ row: { storeId, principal, route, key, token } }: Claim) {
  const { idempotencyKeys: k } = t
  const isRow = and(eq(k.storeId, storeId), eq(k.principal, principal), eq(k.route, route), eq(k.key, key))
  return and(isRow, eq(k.token, token))
}

/** The same, as long as its change has not been made either. */
export const isOpen = (claim: Claim) => and(isOurs(claim), isNull(t.idempotencyKeys.appliedAt))

/**
 * For the batch of the one change of a request; nothing when it came without a key. `answer`: the data that the route
 * answers with once the batch is written.
 */
export async function consumeIdempotencyKey(
  db: Drizzle,
  claim: Claim | undefined,
  answer?: unknown,
): Promise<BatchItem<'sqlite'>[]> {
  if (!claim) return []
  const { storeId, principal, route, key } = t.idempotencyKeys
  const open = db.select({ one: sql`1` }).from(t.idempotencyKeys).where(isOpen(claim))
  return [
    db
      .insert(t.idempotencyKeys)
      // Looked at before the conflict is: what is not open has no hash, which the column refuses.
      .values({ ...claim.row, requestHash: sql`CASE WHEN EXISTS ${open} THEN ${claim.row.requestHash} END` })
      .onConflictDoUpdate({
        target: [storeId, principal, route, key],
        set: { appliedAt: Date.now(), ...(answer === undefined ? {} : await claim.foresee(answer)) },
      }),
  ]
}

/** Whether a batch was undone because another attempt has taken this one's place, or its change was made before. */
export const isFencedOff = (error: unknown) =>
  /NOT NULL constraint failed: idempotency_keys\.request_hash/.test(String((error as Error)?.cause ?? error))
