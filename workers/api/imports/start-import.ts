/** How an import begins, and how one that was lost on the way is found again. */
import { and, lt, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { Env } from '../config/env.ts'
import { platformDb, type StoreDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import type { AuditContext } from '../http/audit-context.ts'
import type { Format } from './formats/detect-format.ts'
import { createJob, findJob, type JobRow } from './import-jobs.ts'
import { type Received, receiveFile } from './receive-file.ts'

/** A file that lies in R2 and has no job yet. */
export interface ReceivedFile extends Received {
  /** Of the job that it may get. */
  id: string
  isCurrencySaid: boolean
  r2Key: string
}

/** Stores the file. `format` is recognised from it when absent; `currency` is the store's, `said` what the sender says. */
export async function receiveImport(
  env: Env,
  db: StoreDb,
  body: ReadableStream<Uint8Array>,
  { format, ...prices }: { format?: Format; currency: string; said: string | undefined },
): Promise<ReceivedFile> {
  const id = uuidv7()
  const r2Key = `imports/${db.storeId}/${id}`
  const received = await receiveFile({ bucket: env.MEDIA, key: r2Key, body, format, prices })
  return { ...received, id, r2Key, isCurrencySaid: prices.said !== undefined }
}

/** Deletes a file that has got no job: nobody would look at it again. */
export async function discardImport(env: Env, db: StoreDb, { id, r2Key }: ReceivedFile): Promise<void> {
  if (!(await findJob(db, id))) await env.MEDIA.delete(r2Key)
}

/** Creates the job of a file and puts it into the queue. */
export async function startImport(
  env: Env,
  db: StoreDb,
  { file, dryRun, trail }: { file: ReceivedFile; dryRun: boolean; trail: AuditContext },
): Promise<JobRow> {
  const { id, r2Key, recognised, isCurrencySaid } = file
  const job = await createJob(db, { id, r2Key, dryRun, recognised, isCurrencySaid, trail })
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
