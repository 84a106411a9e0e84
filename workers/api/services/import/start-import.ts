/** How an import begins, and how one that was lost on the way is found again. */
import { and, lt, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import * as t from '../../db/schema/index.ts'
import { platformDb, type StoreDb } from '../../db/store-db.ts'
import type { Env } from '../../env.ts'
import type { Trail } from '../audit/record.ts'
import { createJob, findJob, type JobRow } from './import-jobs.ts'
import { receiveFile } from './receive-file.ts'
import type { Format } from './recognise.ts'

export interface StartImport {
  body: ReadableStream<Uint8Array>
  /** Recognised from the file when absent. */
  format?: Format
  dryRun: boolean
  trail: Trail
}

/** Stores the file, creates the job and puts it into the queue. */
export async function startImport(
  env: Env,
  db: StoreDb,
  { body, format, dryRun, trail }: StartImport,
): Promise<JobRow> {
  const id = uuidv7()
  const r2Key = `imports/${db.storeId}/${id}`
  const recognised = await receiveFile({ bucket: env.MEDIA, key: r2Key, body, format })
  const job = await createJob(db, { id, r2Key, dryRun, recognised, trail }).catch(async (error) => {
    if (!(await findJob(db, id))) await env.MEDIA.delete(r2Key) // a file without a job is never looked at
    throw error
  })
  await env.IMPORTS.send({ store_id: db.storeId, import_id: id })
  return job
}

const STALLED_MS = 2 * 60_000

/** Sends jobs again that nobody has touched for two minutes: their message was lost. A job sent twice does no harm. */
export async function resumeStalledImports(env: Env, nowMs: number): Promise<number> {
  const { importJobs } = t
  const stalled = await platformDb(env)
    .update(importJobs)
    .set({ updatedAt: nowMs })
    .where(and(sql`${importJobs.status} IN ('queued', 'running')`, lt(importJobs.updatedAt, nowMs - STALLED_MS)))
    .returning({ store_id: importJobs.storeId, import_id: importJobs.id })
  await Promise.all(stalled.map((message) => env.IMPORTS.send(message)))
  return stalled.length
}
