/**
 * The chain. Entries are written without a hash, in the batch of what they tell of; a moment later the sealer gives each its
 * sequence number and hash = SHA-256(hash before, entry). Changing an entry breaks every hash after it; the database's
 * triggers refuse changes and deletions besides, and each new head goes to the Worker's log, so that even somebody who
 * replaces the whole chain is found out by an old log line.
 *
 * Two sealers at once seal the same entries the same way, or one of them finds the head moved and does nothing.
 */
import { createHash } from 'node:crypto'
import { and, asc, count, eq, gt, isNull, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { AuditVerification } from '#contract/audit.ts'
import { chainText } from '#domain/audit-chain.ts'
import { configOf } from '../config/config.ts'
import type { Env } from '../config/env.ts'
import { type Drizzle, platformDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'

const SEALED_AT_ONCE = 40
const VERIFIED_AT_ONCE = 1000

type Row = typeof t.auditLog.$inferSelect

/** Seals whatever is not sealed yet. */
export async function chainAuditLog(env: Env): Promise<void> {
  const db = platformDb(env)
  for (;;) {
    const sealed = await sealSome(db, configOf(env).logRequests)
    if (sealed < SEALED_AT_ONCE) return
  }
}

async function sealSome(db: Drizzle, log: boolean): Promise<number> {
  const [heads, rows] = await db.batch([
    db.select().from(t.auditHead),
    db.select().from(t.auditLog).where(isNull(t.auditLog.hash)).orderBy(asc(t.auditLog.position)).limit(SEALED_AT_ONCE),
  ])
  const head = heads[0]
  if (!head) {
    // Somebody took the triggers away and the end of the chain with them: nothing is sealed until a person has looked.
    if (rows.length > 0) console.error(JSON.stringify({ event: 'audit_head_missing', unsealed: rows.length }))
    return 0
  }
  if (rows.length === 0) return 0
  let { sequence, hash } = head
  const sealed = rows.map((row) => {
    sequence += 1
    hash = hashOf(hash, sequence, row)
    return { position: row.position, sequence, hash }
  })
  const isHead = sql`(SELECT hash FROM audit_head WHERE id = 1) = ${hash}`
  const statements: [BatchItem<'sqlite'>, ...BatchItem<'sqlite'>[]] = [
    db
      .update(t.auditHead)
      .set({ sequence, hash })
      .where(and(eq(t.auditHead.sequence, head.sequence), eq(t.auditHead.hash, head.hash))),
    ...sealed.map((seal) =>
      db
        .update(t.auditLog)
        .set({ sequence: seal.sequence, hash: seal.hash })
        .where(and(eq(t.auditLog.position, seal.position), isNull(t.auditLog.hash), isHead)),
    ),
  ]
  await db.batch(statements)
  if (log) console.log(JSON.stringify({ event: 'audit_sealed', sequence, hash }))
  return rows.length
}

const hashOf = (before: string, sequence: number, row: Row): string =>
  createHash('sha256')
    .update(chainText(before, sequence, row))
    .digest('base64url')

/** Walks the chain from the entry after `after`, a page at a time, and says where it first does not fit. */
export async function verifyAuditLog(env: Env, after: number): Promise<AuditVerification> {
  const db = platformDb(env)
  const [heads, before, rows, unsealed] = await db.batch([
    db.select().from(t.auditHead),
    db.select({ hash: t.auditLog.hash }).from(t.auditLog).where(eq(t.auditLog.sequence, after)),
    db
      .select()
      .from(t.auditLog)
      .where(gt(t.auditLog.sequence, after))
      .orderBy(asc(t.auditLog.sequence))
      .limit(VERIFIED_AT_ONCE),
    db.select({ total: count() }).from(t.auditLog).where(isNull(t.auditLog.hash)),
  ])
  const head = { sequence: heads[0]?.sequence ?? 0, hash: heads[0]?.hash ?? '' }
  let hash = after === 0 ? '' : (before[0]?.hash ?? 'missing')
  let expected = after
  let firstBad: number | null = null
  for (const row of rows) {
    expected += 1
    hash = hashOf(hash, expected, row)
    if (row.sequence === expected && row.hash === hash) continue
    firstBad = expected
    break
  }
  const isEnd = rows.length < VERIFIED_AT_ONCE
  // An end that is not the head's: entries are missing there.
  if (firstBad === null && isEnd && (expected !== head.sequence || hash !== head.hash)) firstBad = expected + 1
  return {
    ok: firstBad === null,
    checked: firstBad === null ? expected - after : firstBad - after - 1,
    first_bad: firstBad,
    head,
    unsealed: unsealed[0]?.total ?? 0,
    next: firstBad === null && !isEnd ? expected : null,
  }
}
