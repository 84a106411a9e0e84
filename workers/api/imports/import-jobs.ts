/**
 * Import jobs and their rows in D1.
 *
 * Cursor   Where the next slice begins. `slice` counts the slices done and makes each of them count once: of two deliveries
 *          of one message only the first to finish moves the cursor and the counts. `attempts` counts starts of this slice.
 * Rows     Have a natural key, so writing them again changes nothing; a product's outcome is the first that was written.
 * Counts   Are taken from the rows between the old and the new cursor, in the statement that moves it.
 */
import { and, asc, desc, eq, exists, inArray, type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import { type ImportJob, type ImportRow, NOT_BUYABLE, type NotBuyable, TRIED_FILE_KEPT_MS } from '#contract/import.ts'
import { writeChange } from '../audit/change.ts'
import { countNear, farthest } from '../db/count-near.ts'
import { isOneOf, jsonEach } from '../db/json-list.ts'
import type { StoreDb } from '../db/store-db.ts'
import * as t from '../db/tables/index.ts'
import type { AuditContext } from '../http/audit-context.ts'
import type { Recognised } from './formats/detect-format.ts'
import type { Position } from './formats/entry.ts'
import type { Columns } from './formats/shopify-columns.ts'

export interface Cursor extends Position {
  slice: number
  attempts: number
  /** How many pictures of the product at `position` have been tried. */
  image: number
  /** Of a CSV. */
  csv?: CsvCursor
}

interface CsvCursor {
  delimiter: string
  columns: Columns
  /** Names of the columns that are not read, in the order of the file; absent in jobs of an earlier version. */
  unreadNames?: string[]
  /** Numbers of those that have a value somewhere in what has been read. */
  unread?: number[]
  isCurrencySaid?: boolean
}

export type JobRow = Omit<typeof t.importJobs.$inferSelect, 'cursor'> & { cursor: Cursor }
export type RowDraft = Pick<typeof t.importRows.$inferSelect, 'line' | 'outcome' | 'slug' | 'code' | 'message'>

const MESSAGE_MAX = 300
/** Of the one row that names columns. */
const COLUMNS_MESSAGE_MAX = 8_000
const UNFINISHED = ['queued', 'running'] as const

export interface NewJob {
  id: string
  r2Key: string
  dryRun: boolean
  recognised: Recognised
  isCurrencySaid: boolean
  trail: AuditContext
}

export async function createJob(db: StoreDb, wanted: NewJob): Promise<JobRow> {
  const { id, r2Key, dryRun, recognised, isCurrencySaid, trail } = wanted
  const { position, line, format } = recognised
  const csv =
    recognised.format === 'shopify'
      ? {
          delimiter: recognised.delimiter,
          columns: recognised.columns,
          unreadNames: recognised.unreadNames,
          isCurrencySaid,
        }
      : undefined
  const cursor: Cursor = { slice: 0, attempts: 0, image: 0, position, line, csv }
  const now = Date.now()
  const row = {
    id,
    storeId: db.storeId,
    status: 'queued' as const,
    format,
    dryRun,
    r2Key,
    created: 0,
    updated: 0,
    unchanged: 0,
    skipped: 0,
    imagesPending: 0,
    buyable: 0,
    notBuyable: {},
    failure: null,
    finishedAt: null,
    createdAt: now,
    updatedAt: now,
  }
  const job = { ...row, cursor }
  await writeChange(db.drizzle, trail, {
    statements: [db.drizzle.insert(t.importJobs).values({ ...row, cursor: { ...cursor } })],
    entry: {
      action: 'import.started',
      target: { type: 'import', id },
      storeId: db.storeId,
      after: { format, dry_run: dryRun },
    },
    answer: presentJob(job),
  })
  return job
}

export async function findJob(db: StoreDb, importId: string): Promise<JobRow | undefined> {
  return toJob(await db.drizzle.select().from(t.importJobs).where(isJob(db, importId)).get())
}

/** Takes up the next slice of a job; nothing when it is finished or unknown. */
export async function startSlice(db: StoreDb, importId: string): Promise<JobRow | undefined> {
  const row = await db.drizzle
    .update(t.importJobs)
    .set({
      status: 'running',
      updatedAt: Date.now(),
      cursor: sql`json_set(cursor, '$.attempts', (cursor ->> '$.attempts') + 1)`,
    })
    .where(isJob(db, importId, inArray(t.importJobs.status, UNFINISHED)))
    .returning()
    .get()
  return toJob(row)
}

/** The column is JSON that only this module writes. */
const toJob = (row: typeof t.importJobs.$inferSelect | undefined): JobRow | undefined =>
  row && { ...row, cursor: row.cursor as unknown as Cursor }

export interface SliceResult {
  rows: RowDraft[]
  keys: ReadonlyMap<string, number>
  imagesPending: number
  /** Variants, of this slice. */
  buyable: number
  /** Of this slice and all before it. */
  notBuyable: Partial<NotBuyable>
  /** Of a CSV: columns that are not read and have a value, as far as it has been read. */
  unread: number[]
  /** Where the file was left; null at its end. */
  next: (Position & { image: number }) | null
}

/** Writes what a slice found and moves the cursor past it. False when another delivery did so first. */
export async function commitSlice(db: StoreDb, job: JobRow, result: SliceResult): Promise<boolean> {
  const { drizzle } = db
  const { next } = result
  const csv = job.cursor.csv && { ...job.cursor.csv, unread: result.unread }
  const cursor: Cursor = { ...job.cursor, ...next, csv, slice: job.cursor.slice + 1, attempts: 0 }
  const counted = (column: SQL, outcome: string, what = sql`COUNT(*)`) => sql`${column} + (
    SELECT ${what} FROM import_rows WHERE store_id = ${db.storeId} AND import_id = ${job.id} AND outcome = ${outcome}
    AND line >= ${job.cursor.line} AND line < ${next?.line ?? Number.MAX_SAFE_INTEGER})`
  const now = Date.now()
  const results = await drizzle.batch([
    recordRows(db, job.id, result.rows),
    recordKeys(db, job.id, result.keys),
    drizzle
      .update(t.importJobs)
      .set({
        status: next ? 'running' : 'completed',
        cursor: { ...cursor },
        created: counted(sql`created`, 'created'),
        updated: counted(sql`updated`, 'updated'),
        unchanged: counted(sql`unchanged`, 'unchanged'),
        skipped: counted(sql`skipped`, 'skipped', sql`COUNT(DISTINCT line)`),
        imagesPending: sql`images_pending + ${result.imagesPending}`,
        buyable: sql`buyable + ${result.buyable}`,
        notBuyable: result.notBuyable,
        finishedAt: next ? null : now,
        updatedAt: now,
      })
      .where(isJob(db, job.id, eq(t.importJobs.status, 'running'), sql`cursor ->> '$.slice' = ${job.cursor.slice}`))
      .returning({ id: t.importJobs.id }),
    forgetKeys(db, job.id),
  ])
  return results[2].length === 1
}

/** Ends a job that cannot go on; `failure` is for the person who started it. */
export async function failJob(db: StoreDb, importId: string, failure: string): Promise<void> {
  const now = Date.now()
  await db.drizzle.batch([
    db.drizzle
      .update(t.importJobs)
      .set({ status: 'failed', failure, finishedAt: now, updatedAt: now })
      .where(isJob(db, importId, inArray(t.importJobs.status, UNFINISHED))),
    forgetKeys(db, importId),
  ])
}

const isJob = (db: StoreDb, importId: string, ...conditions: SQL[]): SQL =>
  db.owned(t.importJobs, eq(t.importJobs.id, importId), ...conditions)

const messageMax = ({ code }: RowDraft): number => (code === 'columns_ignored' ? COLUMNS_MESSAGE_MAX : MESSAGE_MAX)

/** Rows in one statement and one parameter. As many as a slice can have stay below D1's 2 MB for that. */
export function recordRows(db: StoreDb, importId: string, rows: readonly RowDraft[]): BatchItem<'sqlite'> {
  const drafts = rows.map((row) => ({ ...row, message: row.message.slice(0, messageMax(row)) }))
  const isProduct = sql`('created', 'updated', 'unchanged')`
  return db.drizzle
    .insert(t.importRows)
    .select(
      sql`SELECT ${db.storeId}, ${importId}, d.value ->> 'line', d.value ->> 'outcome', d.value ->> 'slug',
        d.value ->> 'code', d.value ->> 'message' FROM ${jsonEach(drafts)} d
      WHERE d.value ->> 'outcome' NOT IN ${isProduct} OR NOT EXISTS (
        SELECT 1 FROM import_rows r WHERE r.store_id = ${db.storeId} AND r.import_id = ${importId}
        AND r.line = d.value ->> 'line' AND r.outcome IN ${isProduct})`,
    )
    .onConflictDoNothing()
}

function recordKeys(db: StoreDb, importId: string, keys: ReadonlyMap<string, number>): BatchItem<'sqlite'> {
  return db.drizzle
    .insert(t.importKeys)
    .select(sql`SELECT ${db.storeId}, ${importId}, value ->> 0, value ->> 1 FROM ${jsonEach([...keys])} WHERE true`)
    .onConflictDoNothing()
}

/** The lines on which a file named these keys before. */
export async function findKeys(db: StoreDb, importId: string, keys: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.drizzle
    .select({ key: t.importKeys.key, line: t.importKeys.line })
    .from(t.importKeys)
    .where(db.owned(t.importKeys, and(eq(t.importKeys.importId, importId), isOneOf(t.importKeys.key, keys))))
  return new Map(rows.map(({ key, line }) => [key, line]))
}

/** Of a job that has ended. */
function forgetKeys(db: StoreDb, importId: string): BatchItem<'sqlite'> {
  const { importJobs, importKeys } = t
  const ended = db.drizzle
    .select({ one: sql`1` })
    .from(importJobs)
    .where(isJob(db, importId, inArray(importJobs.status, ['completed', 'failed'])))
  return db.drizzle.delete(importKeys).where(db.owned(importKeys, eq(importKeys.importId, importId), exists(ended)))
}

/** Newest first. */
export async function listJobs(db: StoreDb, { page, per_page }: { page: number; per_page: number }) {
  const { importJobs } = t
  const own = db.owned(importJobs)
  const [jobs, totals] = await db.drizzle.batch([
    db.drizzle
      .select()
      .from(importJobs)
      .where(own)
      .orderBy(desc(importJobs.createdAt), desc(importJobs.id))
      .limit(per_page)
      .offset((page - 1) * per_page),
    countNear(
      db.drizzle,
      db.drizzle
        .select({ id: importJobs.id })
        .from(importJobs)
        .where(own)
        .limit(farthest({ page, per_page }))
        .as('near'),
    ),
  ])
  const items = jobs.flatMap((job) => toJob(job) ?? []).map(presentJob)
  return { items, total: totals[0]?.total ?? 0, page, per_page }
}

export interface RowQuery {
  page: number
  per_page: number
  outcome?: ImportRow['outcome']
}

export async function listRows(db: StoreDb, importId: string, { page, per_page, outcome }: RowQuery) {
  const condition = db.owned(
    t.importRows,
    eq(t.importRows.importId, importId),
    outcome && eq(t.importRows.outcome, outcome),
  )
  const [rows, totals] = await db.drizzle.batch([
    db.drizzle
      .select()
      .from(t.importRows)
      .where(condition)
      .orderBy(asc(t.importRows.line), asc(t.importRows.outcome), asc(t.importRows.code))
      .limit(per_page)
      .offset((page - 1) * per_page),
    countNear(
      db.drizzle,
      db.drizzle
        .select({ line: t.importRows.line })
        .from(t.importRows)
        .where(condition)
        .limit(farthest({ page, per_page }))
        .as('near'),
    ),
  ])
  return { items: rows.map(presentRow), total: totals[0]?.total ?? 0, page, per_page }
}

const presentRow = ({ line, outcome, slug, code, message }: typeof t.importRows.$inferSelect): ImportRow => ({
  line,
  outcome,
  slug,
  message,
  code: code || null,
})

const NONE = Object.fromEntries(NOT_BUYABLE.map((reason) => [reason, 0])) as NotBuyable

/** Null for a file that is not kept, or not any more. */
export function keptUntil({ dryRun, status, finishedAt, r2Key }: JobRow): string | null {
  if (!dryRun || status !== 'completed' || finishedAt === null || r2Key === '') return null
  const until = finishedAt + TRIED_FILE_KEPT_MS
  return until > Date.now() ? new Date(until).toISOString() : null
}

export const presentJob = (job: JobRow): ImportJob => ({
  id: job.id,
  status: job.status,
  format: job.format,
  dry_run: job.dryRun,
  failure: job.failure,
  created: job.created,
  updated: job.updated,
  unchanged: job.unchanged,
  skipped: job.skipped,
  images_pending: job.imagesPending,
  buyable: job.buyable,
  not_buyable: { ...NONE, ...job.notBuyable },
  file_kept_until: keptUntil(job),
  created_at: new Date(job.createdAt).toISOString(),
  finished_at: job.finishedAt === null ? null : new Date(job.finishedAt).toISOString(),
})
