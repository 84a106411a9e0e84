import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { IMPORT_FORMATS, IMPORT_OUTCOMES, type NotBuyable } from '#contract/import.ts'
import { idColumn, storeColumn, timeColumn, timestamps } from './columns.ts'

/** A product file on its way in. The file lies in R2; `cursor` is how far it has been read. */
export const importJobs = sqliteTable(
  'import_jobs',
  {
    id: idColumn(),
    storeId: storeColumn(),
    status: text('status', { enum: ['queued', 'running', 'completed', 'failed'] }).notNull(),
    format: text('format', { enum: IMPORT_FORMATS }).notNull(),
    dryRun: integer('dry_run', { mode: 'boolean' }).notNull(),
    r2Key: text('r2_key').notNull(),
    cursor: text('cursor', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    created: integer('created').notNull(),
    updated: integer('updated').notNull(),
    unchanged: integer('unchanged').notNull(),
    skipped: integer('skipped').notNull(),
    imagesPending: integer('images_pending').notNull(),
    buyable: integer('buyable').notNull().default(0), // variants
    notBuyable: text('not_buyable', { mode: 'json' }).$type<Partial<NotBuyable>>().notNull().default({}),
    failure: text('failure'),
    finishedAt: timeColumn('finished_at'),
    ...timestamps,
  },
  (t) => [
    index('import_jobs_store_newest').on(t.storeId, t.createdAt),
    // What the sweep of all stores looks for: jobs that are under way.
    index('import_jobs_unfinished').on(t.updatedAt).where(sql`${t.status} IN ('queued', 'running')`),
    // And files that were only tried, until they are deleted.
    index('import_jobs_tried').on(t.finishedAt).where(sql`${t.dryRun} = 1 AND ${t.r2Key} <> ''`),
  ],
)

export const importRows = sqliteTable(
  'import_rows',
  {
    storeId: storeColumn(),
    importId: text('import_id')
      .notNull()
      .references(() => importJobs.id),
    line: integer('line').notNull(),
    outcome: text('outcome', { enum: IMPORT_OUTCOMES }).notNull(),
    slug: text('slug'),
    code: text('code').notNull(), // empty when there is nothing to explain
    message: text('message').notNull(),
  },
  (t) => [primaryKey({ columns: [t.storeId, t.importId, t.line, t.outcome, t.code] })],
)

/** Slugs and SKUs that a file has named so far, with the line of the first: a second use is a mistake. Gone with the job's end. */
export const importKeys = sqliteTable(
  'import_keys',
  {
    storeId: storeColumn(),
    importId: text('import_id')
      .notNull()
      .references(() => importJobs.id),
    key: text('key').notNull(), // `slug:mug` or `sku:MUG-1`
    line: integer('line').notNull(),
  },
  (t) => [primaryKey({ columns: [t.storeId, t.importId, t.key] })],
)
