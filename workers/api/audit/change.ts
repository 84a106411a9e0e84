/**
 * A change that has a condition, and its entry: both or neither. D1 has no transaction that could look before it writes,
 * so the entry carries the condition. It is looked at inside the batch, once the statements have run; where it does not
 * hold, the entry has no action, the column refuses that, and the batch is undone as a whole.
 */
import { type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Drizzle } from '../db/store-db.ts'
import type { AuditContext } from '../http/audit-context.ts'
import { consumeIdempotencyKey } from '../idempotency/claim.ts'
import { auditRow, type Entry } from './record.ts'

export interface Change {
  /** In their order, before the entry. */
  statements: BatchItem<'sqlite'>[]
  entry: Entry
  /** What must be true after the statements. Unless told otherwise: that the last of them changed something. */
  holds?: SQL
  /** What is written with them, after the entry: mails, entries of what follows from it. */
  also?: BatchItem<'sqlite'>[]
  /** What the route will answer with, where that is known before the change is written. */
  answer?: unknown
}

/** That the statement right before the entry changed something. */
const hasChanged = sql`changes() > 0`

/** `unmet`: the condition did not hold. `taken`: something unique is there already. Nothing was written either way. */
export type ChangeResult = 'written' | 'unmet' | 'taken'

export async function writeChange(db: Drizzle, trail: AuditContext, change: Change): Promise<ChangeResult> {
  const { statements, entry, holds = hasChanged, also = [], answer } = change
  const batch = [
    ...(await consumeIdempotencyKey(db, trail.claim, answer)),
    ...statements,
    auditRow(db, trail, entry, holds),
    ...also,
  ]
  try {
    await db.batch(batch as [BatchItem<'sqlite'>, ...BatchItem<'sqlite'>[]])
    return 'written'
  } catch (error) {
    if (isUnmet(error)) return 'unmet'
    if (isConflict(error)) return 'taken'
    throw error
  }
}

const saidBy = (error: unknown) => String((error as Error)?.cause ?? error)

/** Whether a batch was undone because the condition of its entry did not hold. */
export const isUnmet = (error: unknown) => /NOT NULL constraint failed: audit_log\.action/.test(saidBy(error))

/** Whether a batch was undone because something unique is there already. */
export const isConflict = (error: unknown) => /UNIQUE constraint failed/.test(saidBy(error))
