import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { Event } from '#contract/events.ts'
import { IMPORT_FORMATS, IMPORT_OUTCOMES, type NotBuyable } from '#contract/import.ts'
import { idColumn, storeColumn, timeColumn, timestamps } from './columns.ts'

/** Events written in the batch of the change they tell of, and sent to the queue afterwards. */
export const outbox = sqliteTable(
  'outbox',
  {
    id: idColumn(), // the event's id: what consumers deduplicate by
    storeId: storeColumn(),
    type: text('type').notNull(),
    payload: text('payload', { mode: 'json' }).$type<Event>().notNull(),
    createdAt: timeColumn('created_at').notNull(),
    sends: integer('sends').notNull().default(0),
    /** When the sweep looks at it next: to send it, or to see that its consumer is done. Null: nothing more to do. */
    dueAt: timeColumn('due_at'),
    failedAt: timeColumn('failed_at'), // given up: it could not be sent, or nobody took it
  },
  (t) => [
    index('outbox_due').on(t.dueAt, t.createdAt), // the sweep serves every store at once
    index('outbox_store_recipient').on(t.storeId, sql`lower(${t.payload} ->> '$.recipient')`), // for an erasure
  ],
)

/** Every message sent to a person, with what it said. One per event, channel and recipient. */
export const notifications = sqliteTable(
  'notifications',
  {
    id: idColumn(),
    storeId: storeColumn(),
    eventId: text('event_id').notNull(),
    eventType: text('event_type').notNull(),
    channel: text('channel', { enum: ['email'] }).notNull(),
    recipient: text('recipient').notNull(),
    subject: text('subject').notNull(),
    bodyHtml: text('body_html').notNull(),
    bodyText: text('body_text').notNull(),
    status: text('status', { enum: ['sending', 'sent', 'failed'] }).notNull(),
    attempts: integer('attempts').notNull(),
    lastError: text('last_error'),
    leaseUntil: timeColumn('lease_until'), // while `sending`: another delivery keeps its hands off until then
    sentAt: timeColumn('sent_at'),
    ...timestamps,
  },
  (t) => [
    uniqueIndex('notifications_store_event').on(t.storeId, t.eventId, t.channel, t.recipient),
    index('notifications_store_newest').on(t.storeId, t.createdAt),
    index('notifications_store_recipient').on(t.storeId, sql`lower(${t.recipient})`, t.createdAt),
  ],
)

/** Events that a consumer is done with: an at-least-once queue delivers them again. */
export const processedEvents = sqliteTable(
  'processed_events',
  {
    storeId: storeColumn(),
    consumer: text('consumer').notNull(),
    eventId: text('event_id').notNull(),
    processedAt: timeColumn('processed_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.storeId, t.consumer, t.eventId] })],
)

/** Answers kept by Idempotency-Key: the same request again gets the same answer and has no second effect. */
export const idempotencyKeys = sqliteTable(
  'idempotency_keys',
  {
    storeId: storeColumn(),
    principal: text('principal').notNull(), // who asked: a cart, the operator, a guest
    route: text('route').notNull(), // method and path
    key: text('key').notNull(),
    requestHash: text('request_hash').notNull(), // SHA-256 of the body
    token: text('token'), // of the attempt whose row it is: nobody else's change is let in (`idempotency/claim.ts`)
    appliedAt: timeColumn('applied_at'), // written in the batch of the change: no attempt comes after it
    status: integer('status'), // null: not answered yet
    body: text('body'),
    lockedUntil: timeColumn('locked_until').notNull(), // after this another attempt may take the place of one without a change
    createdAt: timeColumn('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.principal, t.route, t.key] }),
    index('idempotency_keys_age').on(t.createdAt), // the sweep serves every store at once
  ],
)

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
