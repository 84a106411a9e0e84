/**
 * One slice of an import job: reads on from the job's cursor, brings in products until the slice is over, moves the cursor
 * and sends itself on, until the end of the file.
 *
 * Delivery   At least once and maybe twice at the same time. Products, rows and stock are harmless to repeat, and the cursor
 *            moves once per slice: the delivery that comes second stops there.
 * Crash      The message comes again and the slice begins anew. One that does not get through in five attempts ends the job
 *            with the line that it stands at, instead of blocking the queue for ever.
 * Errors     A file that cannot be read at all ends the job as `failed`; anything unexpected throws, and the queue retries.
 */
import type { ImportMessage } from '#contract/imports.ts'
import { platformDb, type StoreDb, storeDb } from '../../db/store-db.ts'
import type { Env } from '../../env.ts'
import { findStoreById } from '../resolve-store.ts'
import type { Entry } from './entry.ts'
import { importCategories } from './import-categories.ts'
import { importEntry } from './import-entry.ts'
import { commitSlice, failJob, findJob, type JobRow, type SliceResult, startSlice } from './import-jobs.ts'
import { inTurns } from './in-turns.ts'
import { readDummyJson, readTradewind, UnreadableFile } from './read-json.ts'
import { readShopify } from './read-shopify.ts'
import { SLICE_LIMITS, Slice, type SliceLimits } from './slice.ts'

const MAX_ATTEMPTS = 5

export async function continueImport(
  env: Env,
  message: ImportMessage,
  limits: SliceLimits = SLICE_LIMITS,
): Promise<void> {
  const store = await findStoreById(platformDb(env), message.store_id)
  if (!store) return
  const db = storeDb(env, store.id, store.shard)
  const job = await startSlice(db, message.import_id)
  if (!job) return removeFile(env, db, message.import_id)
  try {
    if (job.cursor.attempts > MAX_ATTEMPTS) {
      throw new UnreadableFile(`The import could not get past line ${job.cursor.line}. What was before it is imported.`)
    }
    const result = await runSlice(new Slice(env, db, job, limits), store.currency)
    const moved = await commitSlice(db, job, result)
    if (!moved) return
    if (result.next) await env.IMPORTS.send(message)
    else await removeFile(env, db, job.id)
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    await failJob(db, job.id, error.message)
    await removeFile(env, db, job.id)
  }
}

async function runSlice(slice: Slice, currency: string): Promise<SliceResult> {
  const { job } = slice
  let { position, line, image } = job.cursor
  const result = (next: SliceResult['next']) => ({
    rows: slice.rows,
    keys: slice.keys,
    imagesPending: slice.imagesPending,
    next,
  })
  for await (const entry of inTurns(await openFile(slice, currency))) {
    if (slice.isOver) return result({ position, line, image })
    const tried = await importEntry(slice, entry, image)
    if (tried !== null) return result({ position, line, image: tried })
    position = entry.next.position
    line = entry.next.line
    image = 0
  }
  return result(null)
}

async function openFile(slice: Slice, currency: string): Promise<AsyncIterable<Entry> | Iterable<Entry>> {
  const { env, db, job } = slice
  if (job.cursor.csv) {
    const head = await env.MEDIA.head(job.r2Key)
    if (!head) throw new UnreadableFile('The file is gone.')
    const read = (offset: number, length: number) => readRange(env.MEDIA, job.r2Key, offset, length)
    return readShopify({ ...job.cursor.csv, size: head.size, read }, job.cursor, currency)
  }
  const object = await env.MEDIA.get(job.r2Key)
  if (!object) throw new UnreadableFile('The file is gone.')
  const text = await object.text()
  const file = job.format === 'dummyjson' ? readDummyJson(text, db.storeId, currency) : readTradewind(text, currency)
  if (job.cursor.position === 0) slice.skip(await importCategories(db, file.categories, job.dryRun), null)
  return file.entries(job.cursor)
}

async function readRange(bucket: R2Bucket, key: string, offset: number, length: number): Promise<Uint8Array> {
  const object = await bucket.get(key, { range: { offset, length } })
  if (!object) throw new UnreadableFile('The file is gone.')
  return new Uint8Array(await object.arrayBuffer())
}

/** The file of a job that has ended is of no more use. */
async function removeFile(env: Env, db: StoreDb, importId: string): Promise<void> {
  const job: JobRow | undefined = await findJob(db, importId)
  if (job?.finishedAt) await env.MEDIA.delete(job.r2Key)
}
