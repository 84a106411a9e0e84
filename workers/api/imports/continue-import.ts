/**
 * One slice of an import job: reads on from the job's cursor, brings in groups of products until the slice is over, moves the
 * cursor and sends itself on, until the end of the file.
 *
 * Delivery   At least once and maybe twice at the same time. Products, rows and stock are harmless to repeat, and the cursor
 *            moves once per slice: the delivery that comes second stops there.
 * Crash      The message comes again and the slice begins anew, ten times as small with each attempt, so that what is before
 *            the trouble gets through. One that does not get on in five attempts ends the job with the line that it stands
 *            at, instead of blocking the queue for ever.
 * Errors     A file that cannot be read at all ends the job as `failed`; anything unexpected throws, and the queue retries.
 */
import type { ImportMessage } from '#contract/import.ts'
import type { Env } from '../config/env.ts'
import { platformDb, type StoreDb, storeDb } from '../db/store-db.ts'
import { findStoreById } from '../stores/resolve-store.ts'
import type { Entry } from './formats/entry.ts'
import { EntryGroup } from './formats/entry-group.ts'
import { readDummyJson, readTradewind, UnreadableFile } from './formats/read-json.ts'
import { readShopify } from './formats/read-shopify.ts'
import { SLICE_LIMITS, Slice, type SliceLimits } from './import-batch.ts'
import { importCategories } from './import-categories.ts'
import { importGroup } from './import-group.ts'
import { commitSlice, failJob, findJob, type JobRow, keptUntil, type SliceResult, startSlice } from './import-jobs.ts'
import { inTurns } from './in-turns.ts'

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
    const products = Math.ceil(limits.products / 10 ** (job.cursor.attempts - 1))
    const result = await runSlice(new Slice(env, db, job, { ...limits, products }), store.currency)
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
  const { job, rows, keys } = slice
  const { position, line, image } = job.cursor
  let cursor = { position, line, image }
  const result = (next: SliceResult['next']) => {
    if (next === null) noteUnreadColumns(slice)
    return {
      rows,
      keys,
      imagesPending: slice.imagesPending,
      buyable: slice.tally.buyable,
      notBuyable: slice.tally.notBuyable,
      unread: [...slice.unread],
      next,
    }
  }
  /** False when the slice is over before they are done. */
  const bringIn = async (group: readonly Entry[]): Promise<boolean> => {
    const left = await importGroup(slice, group, cursor.image)
    const last = left ? group[left.done - 1] : group.at(-1)
    cursor = { ...(last?.next ?? cursor), image: left?.image ?? 0 }
    return left === null
  }
  let group = new EntryGroup(slice.productsLeft)
  for await (const entry of inTurns(await openFile(slice, currency))) {
    if (group.entries.length === 0 && slice.isOver) return result(cursor)
    group.add(entry)
    if (!group.isFull) continue
    if (!(await bringIn(group.entries))) return result(cursor)
    group = new EntryGroup(slice.productsLeft)
  }
  return (await bringIn(group.entries)) ? result(null) : result(cursor)
}

/** At the end of a file, which columns with values were passed over: nothing of a file goes by in silence. */
function noteUnreadColumns({ job, unread, rows }: Slice): void {
  const names = job.cursor.csv?.unreadNames ?? []
  const ignored = [...unread].sort((a, b) => a - b).flatMap((index) => names[index] || [])
  if (ignored.length === 0) return
  const message = `${ignored.length === 1 ? 'This column is' : 'These columns are'} not taken: ${ignored.join('; ')}.`
  rows.push({ line: 1, outcome: 'note', slug: null, code: 'columns_ignored', message })
}

async function openFile(slice: Slice, currency: string): Promise<AsyncIterable<Entry> | Iterable<Entry>> {
  const { env, db, job } = slice
  if (job.cursor.csv) {
    const head = await env.MEDIA.head(job.r2Key)
    if (!head) throw new UnreadableFile('The file is gone.')
    const read = (offset: number, length: number) => readRange(env.MEDIA, job.r2Key, offset, length)
    const { isCurrencySaid = false, delimiter, columns } = job.cursor.csv
    const file = { delimiter, columns, unread: slice.unread, size: head.size, read }
    return readShopify(file, job.cursor, { currency, isSaid: isCurrencySaid })
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

/** The file of a job that has ended is of no more use, but for one that was only tried: it may be meant a little later. */
async function removeFile(env: Env, db: StoreDb, importId: string): Promise<void> {
  const job: JobRow | undefined = await findJob(db, importId)
  if (job?.finishedAt && job.r2Key && !keptUntil(job)) await env.MEDIA.delete(job.r2Key)
}
