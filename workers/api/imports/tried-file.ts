/**
 * The file of a dry run stays for a day, so that whoever has read the report can bring it in without sending it again. What is
 * brought in is a copy: both jobs can then end, fail and be swept without a thought of each other.
 */
import { and, lt, sql } from 'drizzle-orm'
import { TRIED_FILE_KEPT_MS } from '#contract/import.ts'
import type { Env } from '../config/env.ts'
import { isOneOf } from '../db/json-list.ts'
import { platformDb, type StoreDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import type { AuditContext } from '../http/audit-context.ts'
import { ApiProblem } from '../http/problem.ts'
import { findJob, type JobRow, keptUntil } from './import-jobs.ts'
import { discardImport, receiveImport, startImport } from './start-import.ts'

interface Meant {
  importId: string
  /** The store's. */
  currency: string
  trail: AuditContext
}

/** Starts the import that a dry run has tried. Errors: `import_not_found`, `import_file_gone`. */
export async function runTriedFile(env: Env, db: StoreDb, { importId, currency, trail }: Meant): Promise<JobRow> {
  const tried = await findJob(db, importId)
  if (!tried) throw new ApiProblem('import_not_found')
  const object = keptUntil(tried) ? await env.MEDIA.get(tried.r2Key) : null
  if (!object) throw new ApiProblem('import_file_gone')
  const said = tried.cursor.csv?.isCurrencySaid ? currency : undefined
  const file = await receiveImport(env, db, object.body, { format: tried.format, currency, said })
  try {
    return await startImport(env, db, { file, dryRun: false, trail })
  } catch (error) {
    await discardImport(env, db, file)
    throw error
  }
}

const AT_ONCE = 100

/** Deletes files that were tried a day ago and not brought in since. */
export async function forgetTriedFiles(env: Env, nowMs: number): Promise<number> {
  const { importJobs } = t
  const db = platformDb(env)
  const isKept = and(sql`${importJobs.dryRun} = 1`, sql`${importJobs.r2Key} <> ''`)
  const over = await db
    .select({ id: importJobs.id, r2Key: importJobs.r2Key })
    .from(importJobs)
    .where(and(isKept, lt(importJobs.finishedAt, nowMs - TRIED_FILE_KEPT_MS)))
    .limit(AT_ONCE)
  if (over.length === 0) return 0
  await env.MEDIA.delete(over.map(({ r2Key }) => r2Key))
  const ids = over.map(({ id }) => id)
  await db.update(importJobs).set({ r2Key: '' }).where(isOneOf(importJobs.id, ids))
  return over.length
}
