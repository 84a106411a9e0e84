/** For the tests of the importer: files into jobs, jobs to their end, and what a store then holds. */
import { asc } from 'drizzle-orm'
import type { Env } from '#api/config/env.ts'
import type { StoreDb } from '#api/db/store-db.ts'
import * as t from '#api/db/tables/index.ts'
import { systemTrail } from '#api/http/audit-context.ts'
import { continueImport } from '#api/imports/continue-import.ts'
import { SLICE_LIMITS, type SliceLimits } from '#api/imports/import-batch.ts'
import { findJob, type JobRow } from '#api/imports/import-jobs.ts'
import { receiveImport, startImport } from '#api/imports/start-import.ts'
import type { ImportMessage } from '#contract/import.ts'
import { env } from './fixtures.ts'

/** The Worker's bindings with a queue that keeps its messages for the test to deliver. */
export function withQueue(): { env: Env; messages: ImportMessage[] } {
  const messages: ImportMessage[] = []
  const queue = { send: async (message: ImportMessage) => void messages.push(message) }
  return { env: { ...env, IMPORTS: queue as unknown as Env['IMPORTS'] }, messages }
}

export const bodyOf = (file: string | Uint8Array): ReadableStream<Uint8Array> => {
  const { body } = new Response(file)
  if (!body) throw new Error('A test file is not empty')
  return body
}

/** `said`: the currency in which the sender says the prices are. */
export async function start(db: StoreDb, file: string | Uint8Array, dryRun = false, said?: string) {
  const queue = withQueue()
  const store = await env.DB.prepare('SELECT currency FROM stores WHERE id = ?')
    .bind(db.storeId)
    .first<{ currency: string }>()
  const prices = { currency: store?.currency ?? '', said }
  const received = await receiveImport(queue.env, db, bodyOf(file), prices)
  const job = await startImport(queue.env, db, { file: received, dryRun, trail: systemTrail('test') })
  return { ...queue, job }
}

/** Delivers the job's messages until there are none left, in slices as small as told. */
export async function finish(queue: Awaited<ReturnType<typeof start>>, limits: Partial<SliceLimits> = {}) {
  for (let message = queue.messages.shift(); message; message = queue.messages.shift()) {
    await continueImport(queue.env, message, { ...SLICE_LIMITS, ...limits })
  }
}

export interface Report {
  job: JobRow
  /** `line outcome code`, in the order of the file. */
  rows: string[]
}

export async function runImport(
  db: StoreDb,
  file: string | Uint8Array,
  { dryRun = false, said, ...limits }: Partial<SliceLimits> & { dryRun?: boolean; said?: string } = {},
): Promise<Report> {
  const queue = await start(db, file, dryRun, said)
  await finish(queue, limits)
  return reportOf(db, queue.job.id)
}

export async function reportOf(db: StoreDb, importId: string): Promise<Report> {
  const job = await findJob(db, importId)
  if (!job) throw new Error('The job is gone')
  const rows = await db.drizzle
    .select()
    .from(t.importRows)
    .where(db.owned(t.importRows))
    .orderBy(asc(t.importRows.line), asc(t.importRows.outcome), asc(t.importRows.code))
  const own = rows.filter((row) => row.importId === importId)
  return { job, rows: own.map(({ line, outcome, code }) => `${line} ${outcome} ${code}`.trim()) }
}

/** Every row that a storefront could show, to compare before and after. Stock's own copies are left out. */
export async function catalogueOf(db: StoreDb) {
  const { drizzle } = db
  const [products, options, variants, images, categories, links, reviews, stores] = await drizzle.batch([
    drizzle.select().from(t.products).where(db.owned(t.products)).orderBy(t.products.id),
    drizzle.select().from(t.productOptions).where(db.owned(t.productOptions)).orderBy(t.productOptions.id),
    drizzle.select().from(t.variants).where(db.owned(t.variants)).orderBy(t.variants.id),
    drizzle.select().from(t.productImages).where(db.owned(t.productImages)).orderBy(t.productImages.id),
    drizzle.select().from(t.categories).where(db.owned(t.categories)).orderBy(t.categories.id),
    drizzle
      .select()
      .from(t.productCategories)
      .where(db.owned(t.productCategories))
      .orderBy(t.productCategories.productId),
    drizzle.select().from(t.reviews).where(db.owned(t.reviews)).orderBy(t.reviews.id),
    drizzle.select().from(t.stores),
  ])
  const version = stores.find(({ id }) => id === db.storeId)?.catalogueVersion
  return {
    products: products.map(({ available: _, ...row }) => row),
    options,
    variants,
    images,
    categories,
    links,
    reviews,
    version,
  }
}

export const stockOf = async (db: StoreDb, variantId: string) =>
  (await env.SKU_STOCK.getByName(`${db.storeId}:${variantId}`).snapshot()).onHand

/** A CSV of the columns that the rows name, every field quoted. */
export function csv(rows: Record<string, string | number>[], newline = '\n'): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const quote = (value: string | number) => `"${String(value).replace(/"/g, '""')}"`
  const lines = rows.map((row) => columns.map((column) => quote(row[column] ?? '')).join(','))
  return [columns.map(quote).join(','), ...lines].join(newline) + newline
}
